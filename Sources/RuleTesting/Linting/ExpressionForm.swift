import CEL

/// What an expression says, however it is written: white space, brackets, quotes and doubled
/// negations make no difference. Expressions of the same form are the same.
indirect enum ExpressionForm: Hashable {
  case literal(CEL.Expression.Literal)
  /// What it is, the names in it, and what it is made of.
  case node(String, names: [String], [ExpressionForm])

  init(_ expression: CEL.Expression) {
    switch expression {
    case .literal(_, let value): self = .literal(value)
    case .call(_, "!", nil, let operands) where operands.count == 1:
      self = ExpressionForm(operands[0]).negated
    case .call(_, "!=", nil, let operands):
      self = ExpressionForm.node("call", names: ["=="], operands.map(Self.init)).negated
    case .and(_, let terms): self = .joined("&&", terms)
    case .or(_, let terms): self = .joined("||", terms)
    default:
      let (kind, names) = Self.head(of: expression)
      self = .node(kind, names: names, expression.children.map(Self.init))
    }
  }

  /// The terms of `&&` and `||`, of whatever brackets.
  var terms: [ExpressionForm] {
    if case .node("&&", _, let parts) = self { return parts }
    if case .node("||", _, let parts) = self { return parts }
    return [self]
  }

  /// The contrary.
  var negated: ExpressionForm {
    if case .node("!", _, let parts) = self { return parts[0] }
    return .node("!", names: [], [self])
  }

  /// Brackets around some of the terms make no difference.
  private static func joined(_ kind: String, _ terms: [CEL.Expression]) -> ExpressionForm {
    .node(
      kind, names: [],
      terms.map(Self.init).flatMap { term in
        if case .node(kind, _, let parts) = term { parts } else { [term] }
      })
  }

  /// All that tells an expression from others, besides its parts.
  private static func head(of expression: CEL.Expression) -> (kind: String, names: [String]) {
    switch expression {
    case .literal, .and, .or: ("", [])
    case .identifier(_, let name, let isAbsolute): (isAbsolute ? ".name" : "name", [name])
    case .select(_, _, let field, let isOptional): (isOptional ? ".?" : ".", [field])
    case .has(_, _, let field): ("has", [field])
    case .call(_, let name, let receiver, _): (receiver == nil ? "call" : "member call", [name])
    case .conditional: ("?:", [])
    case .list(_, let elements): ("list", elements.map { $0.optional ? "?" : "" })
    case .map(_, let entries): ("map", entries.map { $0.optional ? "?" : "" })
    case .message(_, let name): ("message", [name])
    case .comprehension(_, let macro):
      (macro.filter == nil ? "macro" : "filtering macro", [macro.kind.rawValue] + macro.variables)
    case .bind(_, let name, _, _): ("bind", [name])
    case .block: ("block", [])
    case .optionalMap(_, _, let name, _, let isFlat): (isFlat ? "optFlatMap" : "optMap", [name])
    }
  }
}
