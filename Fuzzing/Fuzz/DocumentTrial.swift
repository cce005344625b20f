import Documents

/// Reads documents, and asks of what was read:
///
/// - that every value's place lies in the source, and can be shown;
/// - that it is the same when it is written as JSON and read again;
/// - that JSON means the same to the YAML reader, which JSON is a part of.
enum DocumentTrial {
  static func yaml(_ bytes: UnsafeBufferPointer<UInt8>) {
    let store = DocumentStore()
    guard case .success(let source) = SourceText.decode(path: "a.yaml", bytes: Array(bytes)) else {
      return
    }
    var options = options
    if bytes.count % 3 == 0 { options.skipsManagedFields = false }
    let reading = store.read(source, options: options)
    for value in reading.documents {
      let document = DocumentValue(value, in: store)
      var walk = Walk()
      walk.visit(document)
      guard let written = JSONText.of(document, limit: 1 << 20) else { continue }
      // In brackets, for a text that begins with another character is read as YAML.
      let text = "[\(written)]"
      let again = store.read(SourceText(path: "again.json", text: text), options: options)
      require(
        again.documents.count == 1 && !again.flaws.contains(where: \.losesContent),
        "what was read cannot be read again: \(text)\n\(again.flaws.map(\.message))")
      let second = JSONText.of(DocumentValue(again.documents[0], in: store), limit: 1 << 21)
      require(second == text, "read again it is another value:\n\(text)\n\(second ?? "-")")
    }
    for flaw in reading.flaws { show(flaw) }
    // Hiding what was read overwrites its text, and nothing else may break.
    options.masking = EverythingMasked()
    for value in store.read(source, options: options).documents {
      let now = store.memory.value(arena: value.arena, node: Int(value.node))
      require(now.tag != .string, "a document that was hidden is a string")
      var walk = Walk()
      walk.visit(DocumentValue(now, in: store))
    }
  }

  static func json(_ bytes: UnsafeBufferPointer<UInt8>) {
    let store = DocumentStore()
    guard case .success(let source) = SourceText.decode(path: "a.json", bytes: Array(bytes)) else {
      return
    }
    let reading = store.read(source, options: options)
    for flaw in reading.flaws { show(flaw) }
    var walk = Walk()
    for value in reading.documents { walk.visit(DocumentValue(value, in: store)) }
    guard isPlain(bytes), reading.documents.count == 1,
      !reading.flaws.contains(where: \.losesContent)
    else { return }
    // A comment before it makes it YAML.
    let text = "# \n" + String(decoding: bytes, as: UTF8.self)
    let yaml = store.read(SourceText(path: "b.yaml", text: text), options: options)
    guard yaml.documents.count == 1, !yaml.flaws.contains(where: \.losesContent) else { return }
    let difference = Difference.between(
      DocumentValue(reading.documents[0], in: store), DocumentValue(yaml.documents[0], in: store))
    require(difference == nil, "JSON and YAML differ: \(difference ?? "")\n\(text)")
  }

  private static let options = {
    var options = ReadingOptions()
    options.limits.aliasedValues = 100_000
    options.limits.documents = 1000
    return options
  }()

  private static func show(_ flaw: Flaw) {
    for place in [flaw.place, flaw.related].compactMap({ $0 }) {
      require(
        place.offset >= 0 && place.offset <= place.source.count,
        "the place \(place.offset) of \"\(flaw.message)\" is outside the source")
      _ = place.source.position(of: place.offset)
      _ = place.source.text(in: place.source.lineRange(at: place.offset))
    }
  }

  /// Whether both readers know every character, and see no line break inside a string.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A }
  }
}

/// Looks at every value and its place; shared values (aliases) make no more than a bound of work.
struct Walk {
  private var left = 20_000

  mutating func visit(_ document: DocumentValue) {
    guard left > 0 else { return }
    left -= 1
    if let place = document.place {
      require(
        place.offset >= 0 && place.offset <= place.source.count,
        "a value's place \(place.offset) is outside of its source")
      let range = place.source.tokenRange(at: place.offset, count: nil)
      require(range.upperBound <= place.source.count, "a token ends after its source")
      if left % 16 == 0 { _ = place.source.position(of: place.offset) }
    }
    for element in document.elements { visit(element) }
    for (_, value) in document.entries { visit(value) }
  }
}

/// Hides all values.
private struct EverythingMasked: Masking {
  func marks(ofKey key: UnsafeBufferPointer<UInt8>) -> UInt16 { 0 }
  func isWatched(_ marks: UInt16) -> Bool { false }
  func look(at map: Value, _ marks: UInt16, twins: UInt16, hide: (HiddenValue) -> Void) {}
  func look(at document: Value, in part: Range<Int>, hide: (HiddenValue) -> Void) {
    hide(HiddenValue(document))
  }
}
