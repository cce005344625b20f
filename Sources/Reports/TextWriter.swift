/// Writes lines of text for a terminal or a file. The only way out for the text report: every piece
/// is made visible here, so that nothing from outside reaches the terminal raw.
package struct TextWriter {
  /// What a piece of text is; colours follow from it.
  package enum Style {
    case plain, bold, dim, error, warning, note, good

    var code: String? {
      switch self {
      case .plain: nil
      case .bold: "1"
      case .dim: "2"
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .good: "1;32"
      }
    }
  }

  /// A piece of a line.
  package struct Piece: ExpressibleByStringInterpolation {
    package var text: String
    package var style: Style

    package init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }

    package init(stringLiteral text: String) { self.init(text) }
  }

  package private(set) var bytes: [UInt8] = []
  private let isColored: Bool
  package let width: Int

  package init(isColored: Bool, width: Int) {
    self.isColored = isColored
    self.width = width
  }

  /// One line as it is, however long.
  package mutating func line(_ pieces: Piece..., indent: Int = 0) { line(pieces, indent: indent) }

  package mutating func line(_ pieces: [Piece], indent: Int = 0) {
    if !pieces.isEmpty { append(String(repeating: " ", count: indent)) }
    for piece in pieces { append(piece) }
    append("\n")
  }

  package mutating func blank() { append("\n") }

  /// Words wrapped at the width behind a label; further lines stand below the first word.
  ///
  /// Lines of the text are joined as in a paragraph; empty lines and list items (`- `) begin anew.
  package mutating func paragraph(
    _ label: Piece, _ text: String, indent: Int = 0, style: Style = .plain
  ) {
    let hanging = indent + label.text.unicodeScalars.count
    append(String(repeating: " ", count: indent))
    append(label)
    var isFirst = true
    for block in Self.blocks(text) {
      for row in Self.wrapped(VisibleText.line(block), width: max(width - hanging, 20)) {
        if !isFirst { append(String(repeating: " ", count: row.isEmpty ? 0 : hanging)) }
        isFirst = false
        append(Piece(row, style))
        append("\n")
      }
    }
    if isFirst { append("\n") }
  }

  private mutating func append(_ piece: Piece) {
    let text = VisibleText.line(piece.text)
    if isColored, let code = piece.style.code, !text.isEmpty {
      append("\u{1B}[\(code)m\(text)\u{1B}[0m")
    } else {
      append(text)
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Paragraphs of prose: lines joined; an empty one stands for an empty line.
  private static func blocks(_ text: String) -> [String] {
    var blocks = [String]()
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = String(line.drop { $0 == " " })
      if words.isEmpty {
        isOpen = false
      } else if isOpen, !words.hasPrefix("- ") {
        blocks[blocks.count - 1] += " " + words
      } else {
        if !blocks.isEmpty, !words.hasPrefix("- ") { blocks.append("") }
        blocks.append(words)
        isOpen = true
      }
    }
    return blocks
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    var rows = [String]()
    var row = ""
    var columns = 0
    for word in text.split(separator: " ") {
      for (index, part) in parts(of: word).enumerated() {
        let length = VisibleText.columns(of: part)
        let gap = index == 0 && columns > 0 ? 1 : 0
        if columns > 0, columns + gap + length > width {
          rows.append(row)
          (row, columns) = ("", 0)
        } else if gap > 0 {
          row += " "
          columns += 1
        }
        row += part
        columns += length
      }
    }
    return rows + [row]
  }

  /// What a line may end behind: the word, or pieces of one that is written without spaces.
  private static func parts(of word: Substring) -> [Substring] {
    guard word.unicodeScalars.contains(where: \.isWide) else { return [word] }
    var parts: [Substring] = []
    let scalars = word.unicodeScalars
    var start = scalars.startIndex
    for (index, next) in zip(scalars.indices, scalars.indices.dropFirst())
    where scalars[index].maySplit(before: scalars[next]) {
      parts.append(word[start..<next])
      start = next
    }
    return parts + [word[start...]]
  }
}
