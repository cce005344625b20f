/// A word of an expression.
struct Token {
  enum Kind: Equatable {
    case identifier
    /// A field name in backticks.
    case quotedIdentifier
    case int, uint, double
    /// `raw`: no escapes; `quotes`: bytes of the opening quote (1 or 3); `prefix`: bytes before it.
    case string(raw: Bool, bytes: Bool, quotes: Int, prefix: Int)
    case keywordTrue, keywordFalse, keywordNull, keywordIn
    case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
    case dot, comma, colon, question
    case plus, minus, star, slash, percent, not
    case and, or
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case end
  }

  var kind: Kind
  var range: SourceRange

  /// Words that may name fields and methods, but no variables.
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]
}
