extension QuotedText {
  /// One line as a cell of a Markdown table.
  public static func markdownCell(_ line: String) -> String { line.replacing("|", with: "\\|") }
}
