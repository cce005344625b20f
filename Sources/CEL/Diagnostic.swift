// A diagnostic knows bytes of the expression's text, not lines of a file: whoever took the text
// from a file maps them there.

/// What is wrong with an expression, and where.
public struct Diagnostic: Error, Sendable, Equatable {
  public var range: SourceRange
  /// One sentence without a full stop.
  public var message: String
  /// What the author may have meant: `did you mean 'namespace'?`
  public var hint: String?

  init(range: SourceRange, message: String, hint: String? = nil) {
    self.range = range
    self.message = message
    self.hint = hint
  }

  /// Line and column of the start in `text`, both from 1; columns count code points.
  public func position(in text: String) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for byte in text.utf8.prefix(range.offset) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  /// The message, the line of the expression, and carets under the place.
  public func rendered(in text: String) -> String {
    let (line, column) = position(in: text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = line <= lines.count ? String(lines[line - 1]) : ""
    // Tabs keep their width under themselves.
    let margin = shown.unicodeScalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }
    let covered = text.utf8.dropFirst(range.offset).prefix(range.length)
    let width = covered.prefix { $0 != 0x0A }.filter { $0 & 0xC0 != 0x80 }.count
    var result = "\(line):\(column): \(message)"
    if let hint { result += " (\(hint))" }
    result += "\n | \(shown)\n | \(margin.joined())"
    return result + String(repeating: "^", count: max(1, width))
  }
}
