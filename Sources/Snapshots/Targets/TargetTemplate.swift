import Basics

/// A target file to fill in: every field of its declaration, with what it means and an example.
///
/// What is left blank declares nothing, so that the file is valid as it is printed.
public struct TargetTemplate: Sendable {
  /// What is known of a field.
  public struct Entry: Sendable, Hashable {
    /// Its value, as YAML in one line; nil if it is not known.
    public var value: String?
    /// Where the value is from, or why there is none; in words of one line.
    public var comment: String?

    public init(value: String? = nil, comment: String? = nil) {
      self.value = value
      self.comment = comment
    }
  }

  /// Comments at the top, a paragraph each.
  private let head: [String]
  /// By the field's path: `rancher.version`.
  private let entries: [String: Entry]
  private static let width = 100

  public init(
    head: [String] = [
      "The Rancher that the cluster is to join, and what is declared of both. What is left blank "
        + "declares nothing. See docs/fields.md."
    ], entries: [String: Entry] = [:]
  ) {
    self.head = head
    self.entries = entries
  }

  /// The file's text.
  public func text() -> String {
    var lines = head.flatMap { Self.comment($0, indent: 0) }
    lines.append("schema: 1")
    for field in Declarations.target.fields where !field.isComputed {
      lines.append("")
      write(field, at: [], to: &lines)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func write(_ field: Declaration, at parent: [String], to lines: inout [String]) {
    let path = parent + [field.name]
    let entry = entries[path.joined(separator: ".")]
    let indent = String(repeating: " ", count: 2 * parent.count)
    lines += Self.comment(field.doc, indent: 2 * parent.count)
    if let comment = entry?.comment { lines += Self.comment(comment, indent: 2 * parent.count) }
    if let value = entry?.value {
      lines.append("\(indent)\(field.name): \(value)")
    } else if case .object(let type) = field.type {
      lines.append("\(indent)\(field.name):")
      for inner in type.fields where !inner.isComputed { write(inner, at: path, to: &lines) }
    } else {
      lines.append("\(indent)\(field.name):  # \(Self.hint(field))")
    }
  }

  /// What may stand behind the colon.
  private static func hint(_ field: Declaration) -> String {
    let example = TargetFields.example(of: field)
    if case .list = field.type { return example }
    if field.type == .bool { return "true or false" }
    return field.values.isEmpty ? example : field.values.joined(separator: " or ")
  }

  private static func comment(_ text: String, indent: Int) -> [String] {
    let start = String(repeating: " ", count: indent) + "#"
    var lines: [String] = []
    var line = start
    for word in text.split(whereSeparator: { $0.isWhitespace }) {
      if line.utf8.count > start.utf8.count, line.utf8.count + word.utf8.count + 1 > width {
        lines.append(line)
        line = start
      }
      line += " " + word
    }
    return lines + [line]
  }
}
