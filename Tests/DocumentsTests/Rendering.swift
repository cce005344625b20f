import Documents

/// A document as one line of text, so that a test can state what it expects.
func rendered(_ value: Value, in store: DocumentStore) -> String {
  let document = DocumentValue(value, in: store)
  switch value.tag {
  case .null: return "null"
  case .bool: return value.asBool ? "true" : "false"
  case .int: return "\(value.asInt)"
  case .double: return "\(value.asDouble)"
  case .string: return quoted(document.string ?? "")
  case .list:
    let elements = document.elements.map { rendered($0.value, in: store) }
    return "[" + elements.joined(separator: ",") + "]"
  case .map:
    let entries = document.entries.map { entry in
      quoted(entry.key) + ":" + rendered(entry.value.value, in: store)
    }
    return "{" + entries.joined(separator: ",") + "}"
  case .hidden: return "(hidden)"
  default: return "(\(value.tag))"
  }
}

private func quoted(_ text: String) -> String {
  let escaped = text.unicodeScalars.map { $0 == "\n" ? "\\n" : String($0) }.joined()
  return "\"\(escaped)\""
}

/// What reading `text` gave: each document on its own, and each problem with its place.
func reading(
  _ text: String, options: ReadingOptions = ReadingOptions()
) -> (documents: [String], problems: [String]) {
  let store = DocumentStore()
  let reading = store.read(SourceText(path: "test", text: text), options: options)
  return (
    reading.documents.map { rendered($0, in: store) }, reading.flaws.map(described)
  )
}

func described(_ flaw: Flaw) -> String {
  var text = flaw.message
  if let place = flaw.place {
    let (line, column) = place.source.position(of: place.offset)
    text = "\(line):\(column): " + text
  }
  if let related = flaw.related {
    let (line, column) = related.source.position(of: related.offset)
    text += " (\(line):\(column))"
  }
  return text
}
