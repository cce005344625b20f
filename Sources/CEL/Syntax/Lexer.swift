// Tokens are cut from bytes, and everything that has a meaning in CEL is ASCII; other characters
// can stand in strings and comments only, so UTF-8 needs no decoding here. Whether the content of a
// string is valid (its escapes) is looked at when the parser takes it, so that the error can point
// into it.

/// Cuts an expression's text into tokens.
struct Lexer {
  let text: [UInt8]
  private var position = 0
  private(set) var tokens: [Token] = []

  private init(_ text: [UInt8]) { self.text = text }

  static func tokens(of text: [UInt8]) -> Result<[Token], Diagnostic> {
    var lexer = Lexer(text)
    lexer.tokens.reserveCapacity(text.count / 3 + 2)
    while true {
      lexer.skipSpace()
      if lexer.position >= text.count { break }
      if let problem = lexer.next() { return .failure(problem) }
    }
    lexer.tokens.append(
      Token(kind: .end, range: SourceRange(offset: text.count, length: 0)))
    return .success(lexer.tokens)
  }

  private func byte(_ ahead: Int = 0) -> UInt8 {
    position + ahead < text.count ? text[position + ahead] : 0
  }

  private mutating func skipSpace() {
    while position < text.count {
      switch text[position] {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while position < text.count, text[position] != 0x0A { position += 1 }
      default: return
      }
    }
  }

  private mutating func next() -> Diagnostic? {
    let c = byte()
    if isLetter(c) {
      if let problem = stringWithPrefix() { return problem.diagnostic }
      identifier()
      return nil
    }
    if isDigit(c) || (c == UInt8(ascii: ".") && isDigit(byte(1))) { return number() }
    switch c {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return string(raw: false, bytes: false, prefix: 0)
    case UInt8(ascii: "`"): return quotedIdentifier()
    default: return symbol(c)
    }
  }

  private mutating func add(_ kind: Token.Kind, _ length: Int) {
    tokens.append(Token(kind: kind, range: SourceRange(offset: position, length: length)))
    position += length
  }

  // MARK: Words and numbers

  private mutating func identifier() {
    var length = 1
    while isLetter(byte(length)) || isDigit(byte(length)) { length += 1 }
    let word = text[position..<position + length]
    let kind: Token.Kind
    switch length {
    case 2 where word.elementsEqual("in".utf8): kind = .keywordIn
    case 4 where word.elementsEqual("true".utf8): kind = .keywordTrue
    case 4 where word.elementsEqual("null".utf8): kind = .keywordNull
    case 5 where word.elementsEqual("false".utf8): kind = .keywordFalse
    default: kind = .identifier
    }
    add(kind, length)
  }

  private mutating func quotedIdentifier() -> Diagnostic? {
    var length = 1
    while position + length < text.count, byte(length) != UInt8(ascii: "`") {
      let c = byte(length)
      let allowed =
        isLetter(c) || isDigit(c) || c == UInt8(ascii: ".") || c == UInt8(ascii: "-")
        || c == UInt8(ascii: "/") || c == UInt8(ascii: " ")
      if !allowed { return unexpected(at: position + length) }
      length += 1
    }
    if position + length >= text.count || length == 1 { return unexpected(at: position) }
    add(.quotedIdentifier, length + 1)
    return nil
  }

  private mutating func number() -> Diagnostic? {
    var length = 0
    var kind = Token.Kind.int
    if byte() == UInt8(ascii: "0"), byte(1) | 0x20 == UInt8(ascii: "x"), isHex(byte(2)) {
      length = 2
      while isHex(byte(length)) { length += 1 }
    } else {
      while isDigit(byte(length)) { length += 1 }
      if byte(length) == UInt8(ascii: "."), isDigit(byte(length + 1)) {
        kind = .double
        length += 1
        while isDigit(byte(length)) { length += 1 }
      }
      if let exponent = exponentLength(from: length) {
        kind = .double
        length += exponent
      }
    }
    if kind == .int, byte(length) | 0x20 == UInt8(ascii: "u") {
      kind = .uint
      length += 1
    }
    if isLetter(byte(length)) || isDigit(byte(length)) { return unexpected(at: position + length) }
    add(kind, length)
    return nil
  }

  private func exponentLength(from start: Int) -> Int? {
    guard byte(start) | 0x20 == UInt8(ascii: "e") else { return nil }
    var length = 1
    if byte(start + 1) == UInt8(ascii: "+") || byte(start + 1) == UInt8(ascii: "-") { length = 2 }
    guard isDigit(byte(start + length)) else { return nil }
    while isDigit(byte(start + length)) { length += 1 }
    return length
  }

  // MARK: Strings

  private enum PrefixedString {
    case read
    case failed(Diagnostic)

    var diagnostic: Diagnostic? {
      if case .failed(let d) = self { return d }
      return nil
    }
  }

  /// Reads a string that begins with `r`, `b`, `br` or `rb`; nil if this is no such string.
  private mutating func stringWithPrefix() -> PrefixedString? {
    var raw = false
    var bytes = false
    var prefix = 0
    while prefix < 2 {
      switch byte(prefix) | 0x20 {
      case UInt8(ascii: "r") where !raw: raw = true
      case UInt8(ascii: "b") where !bytes: bytes = true
      default: prefix = -prefix
      }
      if prefix < 0 || !(raw || bytes) { break }
      prefix += 1
    }
    prefix = abs(prefix)
    guard prefix > 0, byte(prefix) == UInt8(ascii: "\"") || byte(prefix) == UInt8(ascii: "'")
    else { return nil }
    if let problem = string(raw: raw, bytes: bytes, prefix: prefix) { return .failed(problem) }
    return .read
  }

  private mutating func string(raw: Bool, bytes: Bool, prefix: Int) -> Diagnostic? {
    let quote = byte(prefix)
    let quotes = byte(prefix + 1) == quote && byte(prefix + 2) == quote ? 3 : 1
    var length = prefix + quotes
    while position + length < text.count {
      let c = byte(length)
      if c == quote, quotes == 1 || (byte(length + 1) == quote && byte(length + 2) == quote) {
        add(.string(raw: raw, bytes: bytes, quotes: quotes, prefix: prefix), length + quotes)
        return nil
      }
      if quotes == 1, c == 0x0A || c == 0x0D { break }
      length += c == UInt8(ascii: "\\") && !raw ? 2 : 1
    }
    return Diagnostic(
      range: SourceRange(offset: position, length: prefix + quotes),
      message: "this string is not closed")
  }

  // MARK: Symbols

  private mutating func symbol(_ c: UInt8) -> Diagnostic? {
    if let (kind, length) = Lexer.symbol(c, byte(1)) {
      add(kind, length)
      return nil
    }
    return unexpected(at: position)
  }

  private static func symbol(_ c: UInt8, _ next: UInt8) -> (Token.Kind, Int)? {
    let equals = next == UInt8(ascii: "=")
    switch c {
    case UInt8(ascii: "("): return (.leftParen, 1)
    case UInt8(ascii: ")"): return (.rightParen, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: "{"): return (.leftBrace, 1)
    case UInt8(ascii: "}"): return (.rightBrace, 1)
    case UInt8(ascii: "."): return (.dot, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: "?"): return (.question, 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: "*"): return (.star, 1)
    case UInt8(ascii: "/"): return (.slash, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    case UInt8(ascii: "!"): return equals ? (.notEqual, 2) : (.not, 1)
    case UInt8(ascii: "<"): return equals ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return equals ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "=") where equals: return (.equal, 2)
    case UInt8(ascii: "&") where next == c: return (.and, 2)
    case UInt8(ascii: "|") where next == c: return (.or, 2)
    default: return nil
    }
  }

  private func unexpected(at offset: Int) -> Diagnostic {
    // A character of several bytes is shown whole.
    var length = 1
    while offset + length < text.count, text[offset + length] & 0xC0 == 0x80 { length += 1 }
    let end = min(offset + length, text.count)
    var hint: String?
    if offset < end {
      switch text[offset] {
      case UInt8(ascii: "="): hint = "use == to compare"
      case UInt8(ascii: "&"): hint = "use && for a logical and"
      case UInt8(ascii: "|"): hint = "use || for a logical or"
      default: break
      }
    }
    let shown = String(decoding: text[min(offset, end)..<end], as: UTF8.self)
    return Diagnostic(
      range: SourceRange(offset: offset, length: end - offset),
      message: "unexpected character '\(shown)'", hint: hint)
  }

  private func isDigit(_ c: UInt8) -> Bool { c &- 0x30 < 10 }
  private func isHex(_ c: UInt8) -> Bool { isDigit(c) || (c | 0x20) &- 0x61 < 6 }
  private func isLetter(_ c: UInt8) -> Bool { (c | 0x20) &- 0x61 < 26 || c == 0x5F }
}
