/// JSON on its way out, with keys in the order given.
package indirect enum JSONText {
  case string(String)
  case number(Int)
  case bool(Bool)
  case null
  case array([JSONText])
  case object([(String, JSONText)])

  /// Indented by two spaces.
  package func text(_ indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return QuotedText.json(text)
    case .number(let number): return String(number)
    case .bool(let bool): return bool ? "true" : "false"
    case .null: return "null"
    case .array(let elements):
      if elements.isEmpty { return "[]" }
      let parts = elements.map { inner + $0.text(inner) }
      return "[\n" + parts.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let entries):
      if entries.isEmpty { return "{}" }
      let parts = entries.map { "\(inner)\(QuotedText.json($0.0)): \($0.1.text(inner))" }
      return "{\n" + parts.joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}
