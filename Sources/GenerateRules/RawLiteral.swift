/// Raw literals of Swift, with as many `#` as their texts ask for.
enum RawLiteral {
  static func line(_ text: String) -> String {
    let marks = marks(for: text)
    return "\(marks)\"\(text)\"\(marks)"
  }

  /// The last line break before the closing quotes is not part of the text. Without indentation of
  /// the closing quotes no line of the text needs any.
  static func block(_ text: String) -> String {
    let marks = marks(for: text)
    return "\(marks)\"\"\"\n\(text)\n\"\"\"\(marks)"
  }

  private static func marks(for text: String) -> String {
    var marks = "#"
    while text.contains("\"\(marks)") || text.contains("\\\(marks)") { marks += "#" }
    return marks
  }
}
