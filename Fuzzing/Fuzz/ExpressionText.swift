/// Makes expressions from a fuzzer's bytes.
struct ExpressionText {
  /// Bytes that an expression may have; more adds no new ways.
  private static let limit = 3000
  private var text = ""

  /// An expression of templates, mostly well typed; of tokens, mostly wrong; or the bytes as text.
  static func make(_ input: inout InputBytes) -> String {
    switch input.choice(8) {
    case 0: return String(decoding: input.rest(), as: UTF8.self)
    case 1: return tokens(&input)
    default:
      var maker = ExpressionText()
      let kinds: [Character] = ["b", "b", "b", "a", "i", "s", "l", "m", "p", "x", "o", "w"]
      maker.expand(input.one(kinds), &input, depth: input.choice(8))
      return maker.text
    }
  }

  private mutating func expand(_ kind: Character, _ input: inout InputBytes, depth: Int) {
    guard let ways = ExpressionTemplates.byKind[kind] else { return }
    let isLeaf = depth <= 0 || text.utf8.count > ExpressionText.limit || input.isAtEnd
    let isText = kind == "k" || kind == "v" || kind == "g" || kind == "f"
    let template = ways[input.choice(isLeaf && !isText ? min(3, ways.count) : ways.count)]
    if isText {
      text += template
      return
    }
    let needsParentheses = template.contains(" ") && !template.hasPrefix("(")
    if needsParentheses { text += "(" }
    var rest = template[...]
    while let percent = rest.firstIndex(of: "%") {
      text += rest[..<percent]
      rest = rest[percent...].dropFirst()
      // A sign before anything but a kind is the operator.
      guard let letter = rest.first, ExpressionTemplates.byKind[letter] != nil else {
        text += "%"
        continue
      }
      rest = rest.dropFirst()
      expand(letter, &input, depth: depth - 1)
    }
    text += rest
    if needsParentheses { text += ")" }
  }

  /// Tokens one after another; half of the texts with what they open closed.
  private static func tokens(_ input: inout InputBytes) -> String {
    let isClosed = input.next() & 1 == 0
    var text = ""
    while !input.isAtEnd, text.utf8.count < limit {
      text += ExpressionTemplates.tokens[input.choice(ExpressionTemplates.tokens.count)]
    }
    guard isClosed else { return text }
    var open: [Character] = []
    for c in text {
      switch c {
      case "(": open.append(")")
      case "[": open.append("]")
      case "{": open.append("}")
      case ")", "]", "}": if open.last == c { open.removeLast() }
      default: break
      }
    }
    return text + String(open.reversed())
  }
}
