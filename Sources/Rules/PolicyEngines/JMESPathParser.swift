import Documents

/// Reads JMESPath by precedence.
struct JMESPathParser {
  private enum Token: Equatable {
    case name(String)
    case number(Int)
    case raw(String)
    case json(String)
    case mark(String)
  }

  private var tokens: [Token] = []
  private var position = 0
  private var depth = 0
  private static let depthLimit = 40

  /// The expression of a text; an error where it is none, or uses more than the subset.
  static func parse(_ text: String) throws(JMESPath.Unsupported) -> JMESPath {
    guard text.utf8.count <= 4096 else { throw JMESPath.Unsupported(what: "a long expression") }
    var parser = JMESPathParser()
    parser.tokens = try tokens(of: text)
    let expression = try parser.expression(0)
    guard parser.position == parser.tokens.count else { throw parser.unexpected }
    return expression
  }

  // MARK: Tokens

  private static func tokens(of text: String) throws(JMESPath.Unsupported) -> [Token] {
    let scalars = Array(text.unicodeScalars)
    var tokens: [Token] = []
    var i = 0
    func isName(_ c: Unicode.Scalar) -> Bool {
      c == "_" || c.isASCII && c.properties.isAlphabetic || ("0"..."9").contains(c)
    }
    /// What stands between two marks; the position is moved past the second.
    func quoted(_ mark: Unicode.Scalar) throws(JMESPath.Unsupported) -> String {
      var content = ""
      i += 1
      while i < scalars.count, scalars[i] != mark {
        if scalars[i] == "\\", i + 1 < scalars.count, scalars[i + 1] == mark { i += 1 }
        content.unicodeScalars.append(scalars[i])
        i += 1
      }
      guard i < scalars.count else { throw JMESPath.Unsupported(what: "an open quote") }
      i += 1
      return content
    }
    while i < scalars.count {
      let c = scalars[i]
      if c == " " || c == "\n" || c == "\t" || c == "\r" {
        i += 1
      } else if c == "\"" {
        tokens.append(.name(try quoted(c)))
      } else if c == "'" {
        tokens.append(.raw(try quoted(c)))
      } else if c == "`" {
        tokens.append(.json(try quoted(c)))
      } else if c == "-" || ("0"..."9").contains(c) {
        let start = i
        i += 1
        while i < scalars.count, ("0"..."9").contains(scalars[i]) { i += 1 }
        var digits = String.UnicodeScalarView()
        digits.append(contentsOf: scalars[start..<i])
        guard let number = Int(String(digits)) else { throw JMESPath.Unsupported(what: "a number") }
        tokens.append(.number(number))
      } else if isName(c) {
        let start = i
        while i < scalars.count, isName(scalars[i]) { i += 1 }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: scalars[start..<i])
        tokens.append(.name(String(name)))
      } else {
        let next = i + 1 < scalars.count ? String(c) + String(scalars[i + 1]) : ""
        let double = ["||", "&&", "==", "!=", "<=", ">=", "[]", "[?"].contains(next)
        tokens.append(.mark(double ? next : String(c)))
        i += double ? 2 : 1
      }
    }
    return tokens
  }

  private var unexpected: JMESPath.Unsupported {
    JMESPath.Unsupported(what: "an expression that is not known")
  }

  private var next: Token? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ mark: String) -> Bool {
    guard next == .mark(mark) else { return false }
    position += 1
    return true
  }

  private mutating func demand(_ mark: String) throws(JMESPath.Unsupported) {
    guard take(mark) else { throw unexpected }
  }

  // MARK: Expressions

  private static let precedence: [String: Int] = [
    "|": 1, "||": 2, "&&": 3, "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5, ".": 40,
    "[]": 9, "[": 55, "[?": 21,
  ]

  /// An expression whose signs all bind more tightly than `floor`.
  private mutating func expression(_ floor: Int) throws(JMESPath.Unsupported) -> JMESPath {
    depth += 1
    defer { depth -= 1 }
    guard depth < JMESPathParser.depthLimit else { throw unexpected }
    var left = try prefix()
    while case .mark(let sign)? = next, let power = JMESPathParser.precedence[sign], power > floor {
      position += 1
      left = try infix(sign, power, left)
    }
    return left
  }

  private mutating func prefix() throws(JMESPath.Unsupported) -> JMESPath {
    guard let token = next else { throw unexpected }
    position += 1
    switch token {
    case .name(let name):
      return next == .mark("(") ? try call(name) : .field(name)
    case .raw(let text): return .literal(.string(text))
    case .json(let text): return .literal(try json(text))
    case .number: throw unexpected
    case .mark("@"): return .current
    case .mark("!"): return .not(try expression(45))
    case .mark("*"): return .projection(.current, .values, try right())
    case .mark("[]"): return .flatten(.current, try right())
    case .mark("[?"): return try filter(.current)
    case .mark("("):
      let inner = try expression(0)
      try demand(")")
      return inner
    case .mark("["):
      switch next {
      case .number, .mark("*"): return try bracket(.current)
      default: return .multiList(try list(until: "]"))
      }
    default: throw unexpected
    }
  }

  private mutating func infix(
    _ sign: String, _ power: Int, _ left: JMESPath
  ) throws(JMESPath.Unsupported) -> JMESPath {
    switch sign {
    case "|": return .chain(left, try expression(power))
    case "||": return .or(left, try expression(power))
    case "&&": return .and(left, try expression(power))
    case ".":
      if take("*") { return .projection(left, .values, try right()) }
      if take("[") { return .chain(left, .multiList(try list(until: "]"))) }
      return .chain(left, try expression(power))
    case "[]": return .flatten(left, try right())
    case "[?": return try filter(left)
    case "[": return try bracket(left)
    default: return .comparison(sign, left, try expression(power))
    }
  }

  private mutating func bracket(_ left: JMESPath) throws(JMESPath.Unsupported) -> JMESPath {
    if take("*") {
      try demand("]")
      return .projection(left, .elements, try right())
    }
    guard case .number(let index)? = next else { throw unexpected }
    position += 1
    try demand("]")
    return .index(left, index)
  }

  private mutating func filter(_ left: JMESPath) throws(JMESPath.Unsupported) -> JMESPath {
    let condition = try expression(0)
    try demand("]")
    return .projection(left, .filter(condition), try right())
  }

  /// What a projection applies to each element.
  private mutating func right() throws(JMESPath.Unsupported) -> JMESPath {
    var right = JMESPath.current
    while case .mark(let sign)? = next {
      switch sign {
      case ".":
        position += 1
        if take("*") { return .projection(right, .values, try self.right()) }
        if take("[") {
          right = .chain(right, .multiList(try list(until: "]")))
          continue
        }
        guard case .name(let name)? = next else { throw unexpected }
        position += 1
        right = .chain(right, next == .mark("(") ? try call(name) : .field(name))
      case "[":
        position += 1
        right = try bracket(right)
      case "[?":
        position += 1
        return try filter(right)
      default: return right
      }
    }
    return right
  }

  private mutating func call(_ name: String) throws(JMESPath.Unsupported) -> JMESPath {
    try demand("(")
    return .call(name, try list(until: ")"))
  }

  private mutating func list(until end: String) throws(JMESPath.Unsupported) -> [JMESPath] {
    if take(end) { return [] }
    var items = [try expression(0)]
    while take(",") { items.append(try expression(0)) }
    try demand(end)
    return items
  }

  private func json(_ text: String) throws(JMESPath.Unsupported) -> JSONValue {
    let store = DocumentStore()
    let reading = store.read(SourceText(path: "", text: text))
    guard !reading.flaws.contains(where: \.losesContent), let document = reading.documents.first,
      let value = JSONValue(DocumentValue(document, in: store))
    else { throw unexpected }
    return value
  }
}
