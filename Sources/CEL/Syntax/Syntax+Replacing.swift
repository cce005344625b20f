// Trees with one sub-expression replaced: how tests of rules make mutants.
//
// Only the tree changes. The text stays what the author wrote, and so do the ids of all other
// nodes, so that places in the text keep their meaning.

extension Syntax {
  /// All sub-expressions, each before those that it consists of.
  public var expressions: [Expression] {
    var found: [Expression] = []
    func visit(_ expression: Expression) {
      found.append(expression)
      for child in expression.children { visit(child) }
    }
    visit(root)
    return found
  }

  /// The same with `other` where the sub-expression `id` was. New nodes of `other` have ids that
  /// `claimID` gave.
  public func replacing(_ id: Expression.ID, by other: Expression) -> Syntax {
    Syntax(text: text, root: root.replacing(id, by: other), ranges: ranges, anchors: anchors)
  }

  /// An id for a new node, which stands in the text where node `id` does.
  public mutating func claimID(like id: Expression.ID) -> Expression.ID {
    self = Syntax(
      text: text, root: root, ranges: ranges + [ranges[Int(id)]],
      anchors: anchors + [anchors[Int(id)]])
    return Expression.ID(ranges.count - 1)
  }
}

extension Program {
  /// The program of another tree in the same environment, which the program must have kept; its
  /// type may be another.
  public func recompiled(from syntax: Syntax) -> Result<Program, CompilationFailure> {
    guard let environment else {
      preconditionFailure("only programs that keep their environments are recompiled")
    }
    return environment.compile(syntax)
  }
}

extension Expression {
  fileprivate func replacing(_ id: ID, by other: Expression) -> Expression {
    self.id == id ? other : mapChildren { $0.replacing(id, by: other) }
  }

  /// The same node over other sub-expressions.
  private func mapChildren(_ transform: (Expression) -> Expression) -> Expression {
    switch self {
    case .literal, .identifier, .message: return self
    case .select(let id, let operand, let field, let optional):
      return .select(id, transform(operand), field: field, optional: optional)
    case .has(let id, let operand, let field): return .has(id, transform(operand), field: field)
    case .call(let id, let name, let receiver, let arguments):
      return .call(id, name, receiver: receiver.map(transform), arguments.map(transform))
    case .and(let id, let terms): return .and(id, terms.map(transform))
    case .or(let id, let terms): return .or(id, terms.map(transform))
    case .conditional(let id, let a, let b, let c):
      return .conditional(id, transform(a), then: transform(b), else: transform(c))
    case .list(let id, let elements):
      return .list(
        id, elements.map { .init(expression: transform($0.expression), optional: $0.optional) })
    case .map(let id, let entries):
      return .map(
        id,
        entries.map {
          .init(key: transform($0.key), value: transform($0.value), optional: $0.optional)
        })
    case .comprehension(let id, var c):
      c.range = transform(c.range)
      c.filter = c.filter.map(transform)
      c.body = transform(c.body)
      return .comprehension(id, c)
    case .bind(let id, let name, let value, let body):
      return .bind(id, name, transform(value), transform(body))
    case .block(let id, let values, let body):
      return .block(id, values.map(transform), transform(body))
    case .optionalMap(let id, let operand, let name, let body, let flat):
      return .optionalMap(id, transform(operand), name, transform(body), flat: flat)
    }
  }
}
