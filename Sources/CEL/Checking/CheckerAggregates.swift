// Lists, maps, conditionals and macros.

extension Checker {
  mutating func conditional(
    _ id: Expression.ID, _ condition: Expression, _ a: Expression, _ b: Expression
  ) -> CELType {
    expectBool(condition)
    let first = type(of: a)
    let second = type(of: b)
    if let joined = solver.join(first, second) { return joined }
    report(
      syntax.anchor(of: id),
      "the branches have different types: \(described(first)) and \(described(second))")
    return .dyn
  }

  mutating func list(_ id: Expression.ID, _ elements: [Expression.ListElement]) -> CELType {
    var element: CELType?
    for item in elements {
      let found = content(of: item.expression, optional: item.optional)
      element = joined(element, found, at: item.expression)
    }
    return .list(element ?? solver.fresh())
  }

  mutating func map(_ id: Expression.ID, _ entries: [Expression.MapEntry]) -> CELType {
    var key: CELType?
    var value: CELType?
    for entry in entries {
      let found = type(of: entry.key)
      if !isKey(found) {
        report(
          syntax.range(of: entry.key.id),
          "a value of type \(described(found)) cannot be the key of a map")
      }
      key = joined(key, found, at: entry.key)
      value = joined(
        value, content(of: entry.value, optional: entry.optional), at: entry.value)
    }
    return .map(key ?? solver.fresh(), value ?? solver.fresh())
  }

  private func isKey(_ type: CELType) -> Bool {
    switch solver.resolve(type) {
    case .list, .map, .optional, .timestamp, .duration, .opaque, .bytes, .null, .type, .object:
      return false
    default: return true
    }
  }

  /// The type of an element; of an optional one, that of its content.
  private mutating func content(of expression: Expression, optional: Bool) -> CELType {
    let found = type(of: expression)
    guard optional else { return found }
    switch solver.resolve(found) {
    case .optional(let content): return content
    case .dyn, .variable: return .dyn
    default:
      report(
        syntax.range(of: expression.id),
        "with '?' this must be an optional, and it is of type \(described(found))")
      return .dyn
    }
  }

  /// The type of the elements so far, with one more.
  private mutating func joined(
    _ known: CELType?, _ type: CELType, at expression: Expression
  ) -> CELType {
    guard let known else { return type }
    if let joined = solver.join(known, type) { return joined }
    if environment.needsHomogeneousLiterals {
      report(
        syntax.range(of: expression.id),
        "elements of one literal must have one type: \(described(known)) is mixed with "
          + described(type))
    }
    return .dyn
  }

  mutating func block(_ values: [Expression], _ body: Expression) -> CELType {
    let count = scope.count
    for (i, value) in values.enumerated() {
      let found = type(of: value)
      scope.append((name: "@index:\(i)", type: found))
    }
    defer { scope.removeLast(scope.count - count) }
    return type(of: body)
  }

  mutating func optionalMap(
    _ operand: Expression, _ name: String, _ body: Expression, _ flat: Bool
  ) -> CELType {
    let found = type(of: operand)
    var content = CELType.dyn
    switch solver.resolve(found) {
    case .optional(let type): content = type
    case .dyn, .variable: break
    default:
      report(
        syntax.range(of: operand.id),
        "this must be an optional, and it is of type \(described(found))")
    }
    let result = within([(name, content)]) { $0.type(of: body) }
    guard flat else { return .optional(result) }
    switch solver.resolve(result) {
    case .optional, .dyn, .variable: return result
    default:
      report(
        syntax.range(of: body.id),
        "the result of optFlatMap must be an optional, and it is of type \(described(result))")
      return .dyn
    }
  }

  // MARK: Comprehensions

  mutating func comprehension(
    _ id: Expression.ID, _ c: Expression.Comprehension
  ) -> CELType {
    let range = type(of: c.range)
    if c.variables.count == 2 {
      require(KubernetesVersion(1, 32), for: "\(c.kind.rawValue) with two variables", at: id)
    } else if c.kind == .sortBy {
      require(KubernetesVersion(1, 34), for: "sortBy", at: id)
    }
    let variables = variables(of: c, over: range)
    return within(variables) { checker in
      if let filter = c.filter { checker.expectBool(filter) }
      switch c.kind {
      case .all, .exists, .existsOne:
        checker.expectBool(c.body)
        return .bool
      case .filter:
        checker.expectBool(c.body)
        return .list(variables[0].1)
      case .map, .transformList: return .list(checker.type(of: c.body))
      case .transformMap: return .map(variables[0].1, checker.type(of: c.body))
      case .transformMapEntry:
        let entry = checker.type(of: c.body)
        if case .map = checker.solver.resolve(entry) { return entry }
        return .map(.dyn, .dyn)
      case .sortBy:
        _ = checker.type(of: c.body)
        return range
      }
    }
  }

  /// Names and types of the variables over a range.
  private mutating func variables(
    of c: Expression.Comprehension, over range: CELType
  ) -> [(String, CELType)] {
    let two = c.variables.count == 2
    let types: [CELType]
    switch solver.resolve(range) {
    case .list(let element): types = two ? [.int, element] : [element]
    case .map(let key, let value): types = two ? [key, value] : [key]
    case .object: types = two ? [.string, .dyn] : [.string]
    case .dyn, .variable: types = [.dyn, .dyn]
    case let other:
      report(
        syntax.range(of: c.range.id),
        "'\(c.kind.rawValue)' needs a list or a map, and this is of type \(described(other))")
      types = [.dyn, .dyn]
    }
    return Array(zip(c.variables, types))
  }
}
