/// Text as Markdown wants it.
public enum MarkdownText {
  /// One line as a cell of a table.
  public static func cell(_ line: String) -> String { line.replacing("|", with: "\\|") }
}
