import Findings

/// The lines of a source frame for a terminal: numbers, text, carets under the mark.
///
/// A tab or a control character takes several columns, a wide character two: so the carets are
/// placed by what each code point of the text shows as, not by its index.
struct FrameText {
  /// One row: what stands in the gutter, the text, and whether it is carets.
  struct Row {
    var gutter: String
    var text: String
    var isMark: Bool
  }

  private(set) var rows: [Row] = []

  /// - Parameter width: Columns that a row's text may take.
  init(_ frame: SourceFrame, width: Int) {
    let digits = frame.lines.map { String($0.number).count }.max() ?? 1
    for line in frame.lines {
      let number = String(line.number)
      let gutter = String(repeating: " ", count: digits - number.count) + number
      let (text, marks) = Self.row(line, width: max(width, 20))
      rows.append(Row(gutter: gutter, text: text, isMark: false))
      if let marks {
        let blank = String(repeating: " ", count: digits)
        rows.append(Row(gutter: blank, text: marks, isMark: true))
      }
    }
  }

  /// The text of a line and the carets below it, cut to a window around the mark.
  private static func row(_ line: SourceFrame.Line, width: Int) -> (String, String?) {
    var cells = line.text.unicodeScalars.map { scalar -> (text: String, columns: Int) in
      if scalar == "\t" { return ("  ", 2) }
      let text = VisibleText.line(String(scalar))
      let isPlain = text.unicodeScalars.count == 1
      return (text, isPlain ? VisibleText.columns(of: scalar) : text.utf8.count)
    }
    var mark = line.mark.map { $0.clamped(to: 0..<cells.count) }
    // A mark at the end of a line, where nothing stands: the caret gets a column of its own.
    if let place = line.mark, mark?.isEmpty ?? false {
      cells.append((" ", 1))
      mark = min(place.lowerBound, cells.count - 1)..<(min(place.lowerBound, cells.count - 1) + 1)
    }
    let window = window(of: cells.map(\.columns), mark: mark, width: width)
    var text = window.lowerBound > 0 ? "…" : ""
    var carets = window.lowerBound > 0 ? " " : ""
    for index in window {
      text += cells[index].text
      let isMarked = mark?.contains(index) ?? false
      carets += String(repeating: isMarked ? "^" : " ", count: cells[index].columns)
    }
    if window.upperBound < cells.count { text += "…" }
    return (trimmed(text), mark == nil ? nil : trimmed(carets))
  }

  /// The cells to show: all, or as many as fit from a little before the mark on.
  private static func window(of columns: [Int], mark: Range<Int>?, width: Int) -> Range<Int> {
    if columns.reduce(0, +) <= width { return 0..<columns.count }
    let room = width - 2
    var start = 0
    if let mark, columns[..<min(mark.upperBound, columns.count)].reduce(0, +) > room {
      var lead = min(room / 3, 24)
      start = mark.lowerBound
      while start > 0, columns[start - 1] <= lead {
        lead -= columns[start - 1]
        start -= 1
      }
    }
    var end = start
    var used = 0
    while end < columns.count, used + columns[end] <= room {
      used += columns[end]
      end += 1
    }
    return start..<max(end, min(start + 1, columns.count))
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
