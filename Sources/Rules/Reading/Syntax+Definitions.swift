import CEL

extension Syntax {
  /// The definitions that the expression names, with the sub-expressions that do: `isReady`.
  var definitionNames: [(name: String, id: Expression.ID)] {
    expressions.compactMap { expression in
      switch expression {
      case .call(let id, let name, .identifier(_, Definition.namespace, _)?, _): (name, id)
      case .select(let id, .identifier(_, Definition.namespace, _), let field, _): (field, id)
      case .has(let id, .identifier(_, Definition.namespace, _), let field): (field, id)
      default: nil
      }
    }
  }
}
