import CEL

/// What an expression is, true or false, whatever the cluster is: as far as its form alone tells.
///
/// An expression that is not decided by its form is left open. One that may also be an error or
/// unknown (`x == x`) counts as what it is otherwise: it decides nothing either.
struct StaticTruth {
  private let program: Program
  private static let depthLimit = 64

  init(_ program: Program) { self.program = program }

  var value: Bool? { value(of: program.syntax.root, depth: 0) }

  /// Whether one of the terms of `&&` or `||` is the opposite of another: `a`, `!a`.
  private func holdsContraries(_ expression: CEL.Expression) -> Bool {
    let terms = Set(ExpressionForm(expression).terms)
    return terms.contains { terms.contains($0.negated) }
  }

  private func value(of expression: CEL.Expression, depth: Int) -> Bool? {
    guard depth < StaticTruth.depthLimit else { return nil }
    switch expression {
    case .literal(_, .bool(let value)): return value
    case .call(_, "!", nil, let operands):
      return operands.first.flatMap { value(of: $0, depth: depth + 1) }.map { !$0 }
    case .and(_, let terms):
      if let value = value(of: terms, stopsAt: false, depth) { return value }
      return holdsContraries(expression) ? false : nil
    case .or(_, let terms):
      if let value = value(of: terms, stopsAt: true, depth) { return value }
      return holdsContraries(expression) ? true : nil
    case .conditional(_, let condition, let then, let other):
      let branches = [then, other].map { value(of: $0, depth: depth + 1) }
      guard let isTrue = value(of: condition, depth: depth + 1) else {
        return branches[0] == branches[1] ? branches[0] : nil
      }
      return branches[isTrue ? 0 : 1]
    case .call(_, let name, nil, let operands) where operands.count == 2:
      return comparison(name, operands[0], operands[1])
    default: return nil
    }
  }

  /// `and` and `or`: one term is enough for the value that stops at it.
  private func value(of terms: [CEL.Expression], stopsAt stop: Bool, _ depth: Int) -> Bool? {
    let values = terms.map { value(of: $0, depth: depth + 1) }
    if values.contains(stop) { return stop }
    return values.allSatisfy { $0 == !stop } ? !stop : nil
  }

  private func comparison(
    _ name: String, _ left: CEL.Expression, _ right: CEL.Expression
  ) -> Bool? {
    if isSize(left), case .literal(_, .int(let number)) = right {
      if number <= 0, name == ">=" || number < 0 && name == ">" { return true }
      if number <= 0, name == "<" || number < 0 && name == "<=" { return false }
    }
    guard ["==", "!=", "<=", ">=", "<", ">"].contains(name) else { return nil }
    if case .literal(_, let a) = left, case .literal(_, let b) = right {
      return comparison(name, a, b)
    }
    guard ExpressionForm(left) == ExpressionForm(right) else { return nil }
    return ["==", "<=", ">="].contains(name)
  }

  private func comparison(
    _ name: String, _ left: CEL.Expression.Literal, _ right: CEL.Expression.Literal
  ) -> Bool? {
    switch (name, left, right) {
    case ("==", _, _) where left == right: true
    case ("!=", _, _) where left == right: false
    case ("==", .string, .string), ("==", .bool, .bool), ("==", .int, .int): false
    case ("!=", .string, .string), ("!=", .bool, .bool), ("!=", .int, .int): true
    case ("<", .int(let a), .int(let b)): a < b
    case ("<=", .int(let a), .int(let b)): a <= b
    case (">", .int(let a), .int(let b)): a > b
    case (">=", .int(let a), .int(let b)): a >= b
    default: nil
    }
  }

  /// Whether an expression counts something, which is never less than 0.
  private func isSize(_ expression: CEL.Expression) -> Bool {
    switch expression {
    case .call(_, "size", _?, let arguments): arguments.isEmpty
    case .call(_, "size", nil, let arguments): arguments.count == 1
    default: false
    }
  }
}
