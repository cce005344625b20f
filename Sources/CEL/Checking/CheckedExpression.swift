/// What a name or call was found to mean.
enum Reference: Sendable {
  /// A variable of the environment, by index.
  case variable(Int)
  /// A type, as a value.
  case type(CELType)
  /// A function and those of its overloads that can apply; with `namespaced`, the receiver is part
  /// of its name.
  case function(Function, [Int], namespaced: Bool)

  var variable: Int? {
    if case .variable(let index) = self { return index }
    return nil
  }
}

/// An expression of which names and types are known.
struct CheckedExpression: Sendable {
  var syntax: Syntax
  var type: CELType
  /// By expression id.
  var types: [CELType]
  /// By expression id: of names, selections and calls.
  var references: [Reference?]
  /// The names of the variables that it reads, by index.
  var names: [Int: String]
  /// By id of the literal: compiled regular expressions.
  var patterns: [Expression.ID: Regex]
}
