/// A sub-expression that decided a verdict, with the value that it had.
public struct DecidingValue: Sendable, Hashable {
  /// The sub-expression, as the rule has it.
  public var expression: String
  /// The value as text, masked (`(hidden)`) and of bounded length.
  public var value: String

  public init(expression: String, value: String) {
    self.expression = expression
    self.value = value
  }
}
