import Basics

/// Writes blocks of Markdown with one empty line between them.
struct MarkdownText {
  private(set) var text = ""

  /// A block of prose or a heading, as it is.
  mutating func paragraph(_ content: String) {
    blank()
    text += content.trimmedEnd + "\n"
    blank()
  }

  mutating func line(_ content: String) { text += content + "\n" }

  mutating func item(_ content: String) { line("- \(content)") }

  /// Code in a fence that is longer than any in it.
  mutating func code(_ content: String, language: String, indent: Int = 0) {
    var fence = "```"
    while content.contains(fence) { fence += "`" }
    let margin = String(repeating: " ", count: indent)
    blank()
    line("\(margin)\(fence)\(language)")
    for row in content.trimmedEnd.split(separator: "\n", omittingEmptySubsequences: false) {
      line(row.isEmpty ? "" : margin + row)
    }
    line(margin + fence)
    blank()
  }

  /// An empty line, unless there is one.
  mutating func blank() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
  }
}
