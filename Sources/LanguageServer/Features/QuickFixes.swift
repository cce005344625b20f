import Basics
import Documents

/// What can be done about diagnostics: a word is replaced by the one that was probably meant.
struct QuickFixes {
  let uri: String
  let lines: TextLines
  let encoding: PositionEncoding

  private static let limit = 100

  /// Code actions for diagnostics as the client has them.
  func json(for diagnostics: [DocumentValue]) -> JSONText {
    .array(diagnostics.prefix(Self.limit).compactMap(action))
  }

  private func action(for diagnostic: DocumentValue) -> JSONText? {
    guard diagnostic["source"]?.string == "importlint",
      let message = diagnostic["message"]?.string, let meant = Self.meant(in: message),
      let start = TextPosition(diagnostic[path: "range", "start"]),
      let word = word(near: meant, from: start)
    else { return nil }
    let edit = JSONText.object([
      ("range", lines.range(of: word, in: encoding)), ("newText", .string(meant)),
    ])
    return .object([
      ("title", .string("Replace \"\(lines.text(in: word))\" by \"\(meant)\"")),
      ("kind", .string("quickfix")), ("isPreferred", .bool(true)),
      ("edit", .object([("changes", .object([(uri, .array([edit]))]))])),
    ])
  }

  /// The word that a message asks about: `did you mean "x"?`.
  private static func meant(in message: String) -> String? {
    guard let question = message.firstRange(of: "did you mean ") else { return nil }
    let rest = message[question.upperBound...].prefix { $0 != "?" }
    let word = rest.drop { $0 == "\"" || $0 == "'" }
      .prefix { $0 != "\"" && $0 != "'" && $0 != " " }
    return word.isEmpty ? nil : String(word)
  }

  /// The word of a line that is nearest to another one, from a position on, else in the whole line.
  private func word(near meant: String, from start: TextPosition) -> Range<Int>? {
    let offset = lines.offset(of: start, in: encoding)
    let line = lines.range(ofLine: lines.line(of: offset))
    for range in [max(offset, line.lowerBound)..<max(offset, line.upperBound), line] {
      let words = words(in: range)
      let texts = words.map(lines.text)
      guard let found = closestWord(to: meant, among: texts),
        let position = texts.firstIndex(of: found)
      else { continue }
      return words[position]
    }
    return nil
  }

  private func words(in range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for i in range.lowerBound...range.upperBound {
      let isWord =
        i < range.upperBound
        && (ExpressionCursor.isWord(lines.bytes[i]) || "-/".utf8.contains(lines.bytes[i]))
      if isWord {
        if start == nil { start = i }
      } else if let begin = start {
        words.append(begin..<i)
        start = nil
      }
    }
    return words
  }
}
