/// Text from outside as a part of Markdown.
enum PlainMarkdown {
  /// One line in which nothing is Markdown, HTML or the name of a person who would be told.
  static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in VisibleText.line(text).unicodeScalars {
      let isWord = result.last.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~":
        result.append("\\")
        result.append(scalar)
      default: result.append(scalar)
      }
      // An invisible comment keeps a tracker from taking it for a mention.
      if scalar == "@", !(isWord ?? false) {
        result.append(contentsOf: "<!-- -->".unicodeScalars)
      }
    }
    return String(result)
  }

  /// One line as code: the fence is longer than any run of backticks in it.
  static func code(_ text: String) -> String {
    let line = VisibleText.line(text)
    var longest = 0
    var run = 0
    for byte in line.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    if longest == 0 { return "`\(line)`" }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence) \(line) \(fence)"
  }
}
