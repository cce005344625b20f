import Basics
import Documents

/// Writes a value as YAML in block style: an example as it is meant, without the anchors and
/// aliases that its file may use.
enum YAMLText {
  /// Lines of a value, indented; a scalar is one line.
  static func block(_ value: DocumentValue, indent: Int) -> String {
    lines(value).map { $0.isEmpty ? "" : String(repeating: " ", count: indent) + $0 }
      .joined(separator: "\n")
  }

  private static func lines(_ value: DocumentValue) -> [String] {
    switch value.value.tag {
    case .map where !value.entries.isEmpty:
      return value.entries.flatMap { entry(key: scalar($0.key), $0.value) }
    case .list where !value.elements.isEmpty:
      return value.elements.flatMap { element in
        lines(element).enumerated().map { $0 == 0 ? "- \($1)" : "  \($1)" }
      }
    default: return [flow(value)]
    }
  }

  private static func entry(key: String, _ value: DocumentValue) -> [String] {
    if let text = value.string, text.hasSuffix("\n"), !text.hasPrefix(" "), !text.isEmpty,
      !text.hasSuffix("\n\n")
    {
      return ["\(key): |"]
        + text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map {
          $0.isEmpty ? "" : "  \($0)"
        }
    }
    let isBlock =
      (value.value.tag == .map && !value.entries.isEmpty)
      || (value.value.tag == .list && !value.elements.isEmpty)
    guard isBlock else { return ["\(key): \(flow(value))"] }
    return ["\(key):"] + lines(value).map { $0.isEmpty ? "" : "  \($0)" }
  }

  private static func flow(_ value: DocumentValue) -> String {
    switch value.value.tag {
    case .bool: value.bool == true ? "true" : "false"
    case .int: String(value.int ?? 0)
    case .double: "\(value.double ?? 0)"
    case .string: scalar(value.string ?? "")
    case .map: "{}"
    case .list: "[]"
    default: "null"
    }
  }

  /// A string as a plain scalar where that cannot be misread, else with double quotes.
  private static func scalar(_ text: String) -> String {
    let first = text.utf8.first ?? 0
    let isWord =
      (first >= 0x41 && first <= 0x5A) || (first >= 0x61 && first <= 0x7A) || first == 0x2F
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "#") && byte != UInt8(ascii: "\"")
    }
    if isWord, isPlain, !text.contains(": "), !text.hasSuffix(":"), !text.hasSuffix(" "),
      text.utf8.count > 5 || !reserved.contains(text.lowercased())
    {
      return text
    }
    return QuotedText.yaml(text)
  }

  /// Words that are no texts; none is longer than five letters.
  private static let reserved: Set = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null",
  ]
}
