/// Text from outside as a part of Markdown.
package enum PlainMarkdown {
  /// One line in which nothing is Markdown, HTML, a link or the name of a person who would be told.
  package static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    let line = VisibleText.line(text).unicodeScalars
    for index in line.indices {
      let scalar = line[index]
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      // Else `&#64;` would be a sign again.
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~":
        result.append("\\")
        result.append(scalar)
      default: result.append(scalar)
      }
      if beginsLink(scalar, line[..<index], line[line.index(after: index)...]) {
        result.append(contentsOf: invisible)
      }
    }
    return String(result)
  }

  /// A comment that is not shown, and keeps a tracker from taking a text for a mention or a link.
  private static let invisible = "<!-- -->".unicodeScalars

  /// Whether what follows would become a mention or a link: `@x`, `a://b`, `www.x`.
  private static func beginsLink(
    _ scalar: Unicode.Scalar, _ before: Substring.UnicodeScalarView,
    _ after: Substring.UnicodeScalarView
  ) -> Bool {
    switch scalar {
    case "@": true
    case ":": after.starts(with: "//".unicodeScalars)
    case "w", "W":
      after.first == "."
        && before.suffix(2).elementsEqual("ww".unicodeScalars) { $0.value | 0x20 == $1.value }
    default: false
    }
  }

  /// One line as code: the fence is longer than any run of backticks in it.
  package static func code(_ text: String) -> String {
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
