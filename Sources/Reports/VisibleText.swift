import Basics

/// Makes text from outside harmless to print: what a terminal or an editor would obey instead of
/// showing (control characters, bidirectional overrides, invisible characters) is spelt out.
package enum VisibleText {
  /// A single line: line breaks are spelt out too.
  package static func line(_ text: some StringProtocol) -> String {
    if isPlain(text) { return String(text) }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return String(result)
  }

  /// Text that may have lines: `\n` stays, everything else is as in `line`.
  package static func block(_ text: String) -> String {
    if text.utf8.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A }) { return text }
    return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(Substring($0)) }.joined(separator: "\n")
  }

  private static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar {
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    default:
      guard scalar.isDangerous else { return result.append(scalar) }
      let hex = String(scalar.value, radix: 16)
      result.append(contentsOf: "\\u{\(hex)}".unicodeScalars)
    }
  }

  /// Columns that a text takes on a terminal.
  static func columns(of text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// Columns that a scalar takes on a terminal: 0, 1 or 2.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    return scalar.isWide ? 2 : 1
  }
}
