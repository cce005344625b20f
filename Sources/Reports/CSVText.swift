/// Tables for spreadsheets, as RFC 4180 has them.
package enum CSVText {
  /// A row. A cell that a spreadsheet would take for a formula begins with an apostrophe.
  package static func line(_ cells: [String]) -> [UInt8] {
    Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
  }

  /// Characters of a cell: spreadsheets take no more than 32,767.
  private static let cellLimit = 32_000

  private static func cell(_ text: String) -> String {
    var text = VisibleText.block(text)
    let kept = text.unicodeScalars.prefix(cellLimit)
    if kept.endIndex < text.endIndex {
      text = String(String.UnicodeScalarView(kept)) + "… (cut; the JSON report has all of it)"
    }
    // Blanks before it do not keep a spreadsheet from it.
    let start = text.unicodeScalars.drop { $0 == " " || $0 == "\n" }.first
    if let start, ["=", "+", "-", "@"].contains(start) { text = "'" + text }
    let isQuoted = text.unicodeScalars.contains { [",", "\"", "\n"].contains($0) }
    return isQuoted ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
