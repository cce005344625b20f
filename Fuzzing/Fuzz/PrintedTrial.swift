import Documents

/// Holds the reader of what programs print against libyaml: values, places, documents and flaws.
///
/// An input is a text, or the numbers of fragments that a text is put together of: those reach what
/// is meant by indentation, quotes and lines sooner than single bytes do.
enum PrintedTrial {
  static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.first else { return }
    var text = bytes.dropFirst().flatMap { byte in
      first < 0x80 ? [byte] : fragments[Int(byte) % fragments.count]
    }
    text.append(0x0A)
    let store = DocumentStore()
    guard case .success(let source) = SourceText.decode(path: "a.yaml", bytes: text) else { return }
    var options = ReadingOptions()
    options.truncationReason = 3
    options.skipsManagedFields = first & 1 == 0
    let printed = store.read(source, options: options)
    options.readsPrintedYAML = false
    let other = store.read(source, options: options)
    func say(_ what: String) -> String { "\(what):\n\(String(decoding: text, as: UTF8.self))" }
    require(printed.parts == other.parts, say("documents stand in other places"))
    require(printed.documents.count == other.documents.count, say("another number of documents"))
    require(
      printed.flaws.map(described) == other.flaws.map(described), say("other flaws"))
    for (a, b) in zip(printed.documents, other.documents) {
      let difference = Twins.difference(DocumentValue(a, in: store), DocumentValue(b, in: store))
      require(difference == nil, say(difference ?? ""))
    }
  }

  private static func described(_ flaw: Flaw) -> String {
    "\(flaw.message) \(flaw.place?.offset ?? -1) \(flaw.related?.offset ?? -1) \(flaw.count)"
  }

  private static let fragments: [[UInt8]] = [
    "a", "b: ", "c:", "- ", "-", " ", "  ", "    ", "\n", "\n", "\n", "\n  ", "\n- ", "\n  - ",
    "\n    ",
    "\nd: ", "\n  e: ", "'", "''", "\"", "\\", "\\n", "\\\n", "\\u00e9", "\\x4", "|", "|-", "|+\n",
    "|2\n",
    ">", "#", " # ", ": ", ":", "{}", "[]", "{", "]", "&x ", "*x", "!t ", "~", "null", "12", "0x1",
    "1e3",
    "yes", "é", "漢", "\t", "\r\n", "---", "\n---\n", "\n...\n", "\u{85}", "\u{2028}", "%", "@", "?",
    "<<",
    "metadata:\n  managedFields:\n  - f: {}\n", "kind: List\nitems:\n- ", "v: |\n    x\n",
    "f: \"x y",
  ].map { Array($0.utf8) }
}

/// Whether two documents are the same, with their places.
private enum Twins {
  static func difference(_ a: DocumentValue, _ b: DocumentValue) -> String? {
    guard a.value.tag == b.value.tag else { return "\(a.value.tag) and \(b.value.tag)" }
    guard a.place?.offset == b.place?.offset else {
      return "two places of one value: \(a.place?.offset ?? -1) and \(b.place?.offset ?? -1)"
    }
    switch a.value.tag {
    case .list:
      guard a.elements.count == b.elements.count else { return "two lengths of a list" }
      return zip(a.elements, b.elements).lazy.compactMap { difference($0, $1) }.first
    case .map:
      guard a.entries.map({ Array($0.key.utf8) }) == b.entries.map({ Array($0.key.utf8) }) else {
        return "other keys"
      }
      return zip(a.entries, b.entries).lazy.compactMap { difference($0.value, $1.value) }.first
    default: return Difference.between(a, b)
    }
  }
}
