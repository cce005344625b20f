/// What a mistake that is put into a rule is made of.
public enum MutationKind: String, Sendable, CaseIterable {
  /// The other operator or quantifier: `&&` and `||`, `==` and `!=`, `<` and `<=`, `exists` and
  /// `all`.
  case operators
  /// Another number, text, truth value or version.
  case constants
  /// A `!` too many, or one too few.
  case negations
  /// An operand, filter, condition or validation that is missing. Stricter than the others: an
  /// operand that only guards another one is often missed by nobody.
  case omissions

  public static let usual: Set<MutationKind> = [.operators, .constants, .negations]
}
