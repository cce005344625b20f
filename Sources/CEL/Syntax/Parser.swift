// The grammar, loosest binding first:
//
//     expression  = or [ '?' or ':' expression ]
//     or          = and { '||' and }                        one node for the whole chain
//     and         = relation { '&&' relation }              one node for the whole chain
//     relation    = sum { ('==' | '!=' | '<' | '<=' | '>' | '>=' | 'in') sum }
//     sum         = product { ('+' | '-') product }
//     product     = unary { ('*' | '/' | '%') unary }
//     unary       = { '!' } member | { '-' } member         pairs cancel out
//     member      = primary { '.' ['?'] field | '.' name '(' … ')' | '[' ['?'] expression ']' }
//     primary     = literal | ['.'] name | name '(' … ')' | '(' expression ')' | list | map
//
// Chains of && and || are one node because that is how they are thought of: a trace shows which of
// the terms decided, and a chain of hundreds is no deeper than one of two.
//
// A minus before a number belongs to the number, else -9223372036854775808 could not be written.

/// Reads an expression's tokens into a tree.
///
/// Recursive descent with binding powers. What is nested deeper, or longer, than Kubernetes accepts
/// is rejected here, so that nothing behind the parser has to bound its recursion.
struct Parser {
  /// Depth of a tree, and of the text's nesting.
  static let depthLimit = 250
  /// Bytes of an expression.
  static let textLimit = 100_000

  let text: String
  let bytes: [UInt8]
  let tokens: [Token]
  private var position = 0
  private var nesting = 0
  var ranges: [SourceRange] = [SourceRange(offset: 0, length: 0)]
  var anchors: [SourceRange] = [SourceRange(offset: 0, length: 0)]
  /// By id: the height of the tree below.
  private var heights: [Int32] = [0]

  static func parse(_ text: String) -> Result<Syntax, Diagnostic> {
    var text = text
    text.makeContiguousUTF8()
    let bytes = Array(text.utf8)
    guard bytes.count <= textLimit else {
      return .failure(
        Diagnostic(
          range: SourceRange(offset: 0, length: 1),
          message: "the expression is longer than \(textLimit) bytes"))
    }
    switch Lexer.tokens(of: bytes) {
    case .failure(let problem): return .failure(problem)
    case .success(let tokens):
      var parser = Parser(text: text, bytes: bytes, tokens: tokens)
      return parser.whole()
    }
  }

  private init(text: String, bytes: [UInt8], tokens: [Token]) {
    self.text = text
    self.bytes = bytes
    self.tokens = tokens
    ranges.reserveCapacity(tokens.count)
    anchors.reserveCapacity(tokens.count)
    heights.reserveCapacity(tokens.count)
  }

  private mutating func whole() -> Result<Syntax, Diagnostic> {
    do throws(Diagnostic) {
      let root = try expression()
      guard current.kind == .end else { throw unexpected() }
      return .success(Syntax(text: text, root: root, ranges: ranges, anchors: anchors))
    } catch {
      return .failure(error)
    }
  }

  // MARK: Tokens

  var current: Token { tokens[position] }
  private var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  private mutating func advance() -> Token {
    let token = tokens[position]
    if position + 1 < tokens.count { position += 1 }
    return token
  }

  private mutating func skip(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    _ = advance()
    return true
  }

  private mutating func expect(_ kind: Token.Kind, _ name: String) throws(Diagnostic) {
    guard skip(kind) else { throw unexpected(wanted: name) }
  }

  func spelling(_ token: Token) -> String {
    String(decoding: bytes[token.range.offset..<token.range.end], as: UTF8.self)
  }

  private func unexpected(wanted: String? = nil) -> Diagnostic {
    let end = current.kind == .end
    let found = end ? "the expression ends here" : "unexpected '\(spelling(current))'"
    let range = end ? SourceRange(offset: bytes.count, length: 0) : current.range
    return Diagnostic(
      range: range, message: wanted.map { "\(found), where \($0) should be" } ?? found)
  }

  // MARK: Nodes

  /// A new id for the text from `start` to the last token read.
  mutating func node(
    from start: Int, at anchor: SourceRange? = nil, over children: Expression...
  ) throws(Diagnostic) -> Expression.ID {
    try node(from: start, at: anchor, over: children)
  }

  mutating func node(
    from start: Int, at anchor: SourceRange?, over children: [Expression]
  ) throws(Diagnostic) -> Expression.ID {
    let end = position > 0 ? tokens[position - 1].range.end : start
    let range = SourceRange(offset: start, length: max(0, end - start))
    let height = 1 + (children.map { heights[Int($0.id)] }.max() ?? 0)
    guard height <= Parser.depthLimit else { throw tooDeep(range) }
    ranges.append(range)
    anchors.append(anchor ?? range)
    heights.append(height)
    return Expression.ID(ranges.count - 1)
  }

  private func tooDeep(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      range: SourceRange(offset: range.offset, length: 1),
      message: "the expression is nested deeper than \(Parser.depthLimit) levels")
  }

  // MARK: Operators

  mutating func expression() throws(Diagnostic) -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Parser.depthLimit else { throw tooDeep(current.range) }
    let start = current.range.offset
    let condition = try binary(0)
    let anchor = current.range
    guard skip(.question) else { return condition }
    let then = try binary(0)
    try expect(.colon, "':' of a conditional")
    let otherwise = try expression()
    let id = try node(from: start, at: anchor, over: condition, then, otherwise)
    return .conditional(id, condition, then: then, else: otherwise)
  }

  /// How tightly a binary operator binds, and the name of its function.
  private static func power(_ kind: Token.Kind) -> (level: Int, function: String)? {
    switch kind {
    case .or: return (1, "||")
    case .and: return (2, "&&")
    case .equal: return (3, "==")
    case .notEqual: return (3, "!=")
    case .less: return (3, "<")
    case .lessOrEqual: return (3, "<=")
    case .greater: return (3, ">")
    case .greaterOrEqual: return (3, ">=")
    case .keywordIn: return (3, "in")
    case .plus: return (4, "+")
    case .minus: return (4, "-")
    case .star: return (5, "*")
    case .slash: return (5, "/")
    case .percent: return (5, "%")
    default: return nil
    }
  }

  private mutating func binary(_ minimum: Int) throws(Diagnostic) -> Expression {
    let start = current.range.offset
    var left = try unary()
    while let (level, function) = Parser.power(current.kind), level > minimum {
      let anchor = current.range
      let kind = advance().kind
      if kind == .and || kind == .or {
        left = try logical(kind, left, from: start, at: anchor, level)
        continue
      }
      let right = try binary(level)
      let id = try node(from: start, at: anchor, over: left, right)
      left = .call(id, function, receiver: nil, [left, right])
    }
    return left
  }

  /// The rest of a chain of one logical operator, as one node.
  private mutating func logical(
    _ kind: Token.Kind, _ first: Expression, from start: Int, at anchor: SourceRange, _ level: Int
  ) throws(Diagnostic) -> Expression {
    var terms = [first, try binary(level)]
    while skip(kind) { terms.append(try binary(level)) }
    let id = try node(from: start, at: anchor, over: terms)
    return kind == .and ? .and(id, terms) : .or(id, terms)
  }

  private mutating func unary() throws(Diagnostic) -> Expression {
    let start = current.range.offset
    let anchor = current.range
    let kind = current.kind
    guard kind == .not || kind == .minus else { return try member() }
    var count = 0
    while current.kind == kind {
      let number = following.kind == .int || following.kind == .double
      if kind == .minus, number { break }  // part of the literal
      _ = advance()
      count += 1
    }
    if kind == .not, current.kind == .minus {
      let operand = try unary()
      return try negated(operand, kind, count, from: start, at: anchor)
    }
    if kind == .minus, count > 0, current.kind == .not { throw unexpected() }
    let operand = try member()
    return try negated(operand, kind, count, from: start, at: anchor)
  }

  private mutating func negated(
    _ operand: Expression, _ kind: Token.Kind, _ count: Int, from start: Int,
    at anchor: SourceRange
  ) throws(Diagnostic) -> Expression {
    // Pairs cancel out, as in cel-go.
    guard count % 2 == 1 else { return operand }
    let id = try node(from: start, at: anchor, over: operand)
    return .call(id, kind == .not ? "!" : "-", receiver: nil, [operand])
  }

  // MARK: Members

  private mutating func member() throws(Diagnostic) -> Expression {
    let start = current.range.offset
    var operand = try primary()
    while true {
      switch current.kind {
      case .dot: operand = try selection(operand, from: start)
      case .leftBracket: operand = try subscripted(operand, from: start)
      default: return operand
      }
    }
  }

  private mutating func selection(
    _ operand: Expression, from start: Int
  ) throws(Diagnostic) -> Expression {
    _ = advance()
    let optional = skip(.question)
    let token = current
    let quoted = token.kind == .quotedIdentifier
    guard quoted || token.kind == .identifier else { throw unexpected(wanted: "a field's name") }
    _ = advance()
    var name = spelling(token)
    if quoted { name = String(name.dropFirst().dropLast()) }
    if !quoted, !optional, current.kind == .leftParen {
      _ = advance()
      let arguments = try arguments(until: .rightParen)
      return try call(name, operand, arguments, from: start, at: token.range)
    }
    let id = try node(from: start, at: token.range, over: operand)
    return .select(id, operand, field: name, optional: optional)
  }

  private mutating func subscripted(
    _ operand: Expression, from start: Int
  ) throws(Diagnostic) -> Expression {
    let anchor = advance().range
    let optional = skip(.question)
    let index = try expression()
    try expect(.rightBracket, "']'")
    let id = try node(from: start, at: anchor, over: operand, index)
    return .call(id, optional ? "[?]" : "[]", receiver: nil, [operand, index])
  }

  private mutating func arguments(until end: Token.Kind) throws(Diagnostic) -> [Expression] {
    var result: [Expression] = []
    while current.kind != end {
      result.append(try expression())
      guard skip(.comma) else { break }
      if current.kind == end { throw unexpected(wanted: "an argument") }
    }
    try expect(end, "')'")
    return result
  }

  // MARK: Primaries

  private mutating func primary() throws(Diagnostic) -> Expression {
    let token = current
    switch token.kind {
    case .leftParen:
      _ = advance()
      let inner = try expression()
      try expect(.rightParen, "')'")
      return inner
    case .leftBracket: return try list()
    case .leftBrace: return try map()
    case .dot, .identifier: return try name()
    default: return try literal(token)
    }
  }

  private mutating func name() throws(Diagnostic) -> Expression {
    let start = current.range.offset
    let absolute = skip(.dot)
    let token = current
    guard token.kind == .identifier else { throw unexpected(wanted: "a name") }
    let name = spelling(token)
    _ = advance()
    if current.kind == .leftParen {
      _ = advance()
      let arguments = try arguments(until: .rightParen)
      return try call(
        absolute ? "." + name : name, nil, arguments, from: start, at: token.range)
    }
    if Token.reserved.contains(name) {
      throw Diagnostic(range: token.range, message: "'\(name)' is a reserved word")
    }
    if current.kind == .leftBrace { return try message(name, from: start) }
    let id = try node(from: start)
    return .identifier(id, name, absolute: absolute)
  }

  /// `name{…}`: read, so that the error can say what it is.
  private mutating func message(
    _ name: String, from start: Int
  ) throws(Diagnostic) -> Expression {
    _ = advance()
    while current.kind != .rightBrace {
      _ = skip(.question)
      guard current.kind == .identifier || current.kind == .quotedIdentifier else {
        throw unexpected(wanted: "a field's name")
      }
      _ = advance()
      try expect(.colon, "':'")
      _ = try expression()
      guard skip(.comma) else { break }
    }
    try expect(.rightBrace, "'}'")
    return .message(try node(from: start), name)
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let start = advance().range.offset
    var elements: [Expression.ListElement] = []
    while current.kind != .rightBracket {
      let optional = skip(.question)
      elements.append(.init(expression: try expression(), optional: optional))
      guard skip(.comma) else { break }
    }
    try expect(.rightBracket, "']'")
    let id = try node(from: start, at: nil, over: elements.map(\.expression))
    return .list(id, elements)
  }

  private mutating func map() throws(Diagnostic) -> Expression {
    let start = advance().range.offset
    var entries: [Expression.MapEntry] = []
    while current.kind != .rightBrace {
      let optional = skip(.question)
      let key = try expression()
      try expect(.colon, "':'")
      entries.append(.init(key: key, value: try expression(), optional: optional))
      guard skip(.comma) else { break }
    }
    try expect(.rightBrace, "'}'")
    let id = try node(from: start, at: nil, over: entries.flatMap { [$0.key, $0.value] })
    return .map(id, entries)
  }

  private mutating func literal(_ first: Token) throws(Diagnostic) -> Expression {
    let start = first.range.offset
    var token = first
    let negative = first.kind == .minus
    if negative {
      _ = advance()
      token = current
    }
    let value: Expression.Literal
    switch token.kind {
    case .keywordNull: value = .null
    case .keywordTrue: value = .bool(true)
    case .keywordFalse: value = .bool(false)
    case .string(_, let isBytes, _, _):
      switch Literals.content(of: token, in: bytes) {
      case .success(let content): value = isBytes ? .bytes(content) : .string(content)
      case .failure(let problem): throw problem
      }
    case .int, .uint, .double: value = try number(token, negative: negative)
    default: throw unexpected(wanted: "an expression")
    }
    _ = advance()
    return .literal(try node(from: start), value)
  }

  private func number(
    _ token: Token, negative: Bool
  ) throws(Diagnostic) -> Expression.Literal {
    if token.kind == .double {
      guard let number = Double(spelling(token)), number.isFinite else {
        throw Diagnostic(range: token.range, message: "this number does not fit a double")
      }
      return .double(negative ? -number : number)
    }
    let digits = bytes[token.range.offset..<token.range.end]
    guard let magnitude = Literals.magnitude(of: digits) else {
      throw Diagnostic(range: token.range, message: "this number does not fit 64 bits")
    }
    if token.kind == .uint { return .uint(magnitude) }
    if negative, magnitude == UInt64(1) << 63 { return .int(.min) }
    guard let number = Int64(exactly: magnitude) else {
      throw Diagnostic(range: token.range, message: "this number does not fit 64 bits")
    }
    return .int(negative ? -number : number)
  }
}
