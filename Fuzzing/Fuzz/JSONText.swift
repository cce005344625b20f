import Documents

/// Documents as JSON text.
enum JSONText {
  /// The text of a document; nil if it is longer than `limit` bytes, or JSON cannot say it.
  static func of(_ document: DocumentValue, limit: Int) -> String? {
    var text = ""
    return append(document, &text, limit) ? text : nil
  }

  private static func append(_ document: DocumentValue, _ text: inout String, _ limit: Int) -> Bool
  {
    guard text.utf8.count < limit else { return false }
    switch document.value.tag {
    case .null: text += "null"
    case .bool: text += document.value.asBool ? "true" : "false"
    case .int: text += String(document.value.asInt)
    case .double:
      guard document.value.asDouble.isFinite else { return false }
      text += "\(document.value.asDouble)"
    case .string: quote(document.string ?? "", &text)
    case .list:
      text += "["
      for (i, element) in document.elements.enumerated() {
        if i > 0 { text += "," }
        guard append(element, &text, limit) else { return false }
      }
      text += "]"
    case .map:
      text += "{"
      for (i, entry) in document.entries.enumerated() {
        if i > 0 { text += "," }
        quote(entry.key, &text)
        text += ":"
        guard append(entry.value, &text, limit) else { return false }
      }
      text += "}"
    default: return false
    }
    return true
  }

  private static func quote(_ string: String, _ text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}

/// The first difference of two documents, in words.
enum Difference {
  static func between(_ a: DocumentValue, _ b: DocumentValue) -> String? {
    switch (a.value.tag, b.value.tag) {
    case (.int, .double), (.double, .int), (.double, .double):
      // JSON keeps what YAML, on its way through JSON, writes as an integer.
      return number(a) == number(b) ? nil : "\(number(a)) and \(number(b))"
    case (.list, .list):
      guard a.elements.count == b.elements.count else { return "two lengths of a list" }
      for (x, y) in zip(a.elements, b.elements) {
        if let difference = between(x, y) { return difference }
      }
      return nil
    case (.map, .map):
      guard a.entries.count == b.entries.count else { return "two numbers of keys" }
      for (x, y) in zip(a.entries, b.entries) {
        guard Array(x.key.utf8) == Array(y.key.utf8) else { return "\(x.key) and \(y.key)" }
        if let difference = between(x.value, y.value) { return difference }
      }
      return nil
    default:
      let texts = [a, b].map { JSONText.of($0, limit: 1 << 16) ?? "\($0.value.tag)" }
      return Array(texts[0].utf8) == Array(texts[1].utf8) ? nil : "\(texts[0]) and \(texts[1])"
    }
  }

  private static func number(_ document: DocumentValue) -> Double {
    document.double ?? Double(document.int ?? 0)
  }
}
