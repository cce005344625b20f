// Macros: calls that are rewritten while they are read, because they bring variables of their own.

extension Parser {
  /// A call, or the macro that it names.
  mutating func call(
    _ name: String, _ receiver: Expression?, _ arguments: [Expression], from start: Int,
    at anchor: SourceRange
  ) throws(Diagnostic) -> Expression {
    if let receiver {
      if case .identifier(_, "cel", absolute: _) = receiver {
        let macro = try bindingMacro(name, arguments, from: start, at: anchor)
        if let macro { return macro }
      }
      let macro = try receiverMacro(name, receiver, arguments, from: start, at: anchor)
      if let macro { return macro }
    } else if name == "has" || name == ".has", arguments.count == 1 {
      return try presence(of: arguments[0], from: start, at: anchor)
    }
    var children = arguments
    if let receiver { children.append(receiver) }
    let id = try node(from: start, at: anchor, over: children)
    return .call(id, name, receiver: receiver, arguments)
  }

  private mutating func presence(
    of argument: Expression, from start: Int, at anchor: SourceRange
  ) throws(Diagnostic) -> Expression {
    guard case .select(_, let operand, let field, optional: false) = argument else {
      throw Diagnostic(
        range: ranges[Int(argument.id)],
        message: "the argument of has() must be a field selection, as in has(object.spec)")
    }
    // The selection's own node stays unused: it has no value.
    let id = try node(from: start, at: anchors[Int(argument.id)], over: operand)
    return .has(id, operand, field: field)
  }

  private func variable(_ expression: Expression) throws(Diagnostic) -> String {
    if case .identifier(_, let name, absolute: false) = expression { return name }
    throw Diagnostic(
      range: ranges[Int(expression.id)], message: "this argument must be a simple name")
  }

  private mutating func receiverMacro(
    _ name: String, _ receiver: Expression, _ arguments: [Expression], from start: Int,
    at anchor: SourceRange
  ) throws(Diagnostic) -> Expression? {
    switch (name, arguments.count) {
    case ("optMap", 2), ("optFlatMap", 2):
      let id = try node(from: start, at: anchor, over: [receiver, arguments[1]])
      return .optionalMap(
        id, receiver, try variable(arguments[0]), arguments[1], flat: name == "optFlatMap")
    default: break
    }
    guard let (kind, variables, filtered) = Parser.shape(name, arguments.count) else { return nil }
    var names: [String] = []
    for argument in arguments.prefix(variables) { names.append(try variable(argument)) }
    if variables == 2, names[0] == names[1] {
      throw Diagnostic(
        range: ranges[Int(arguments[1].id)], message: "the two variables need different names")
    }
    let body = arguments[arguments.count - 1]
    let filter = filtered ? arguments[variables] : nil
    let id = try node(from: start, at: anchor, over: [receiver] + arguments)
    return .comprehension(
      id,
      .init(kind: kind, range: receiver, variables: names, filter: filter, body: body))
  }

  /// What a macro's name and number of arguments mean: its variables, and whether it filters.
  private static func shape(
    _ name: String, _ count: Int
  ) -> (Expression.Comprehension.Kind, variables: Int, filtered: Bool)? {
    switch (name, count) {
    case ("all", 2), ("all", 3): return (.all, count - 1, false)
    case ("exists", 2), ("exists", 3): return (.exists, count - 1, false)
    case ("exists_one", 2), ("existsOne", 2), ("existsOne", 3), ("exists_one", 3):
      return (.existsOne, count - 1, false)
    case ("filter", 2): return (.filter, 1, false)
    case ("map", 2): return (.map, 1, false)
    case ("map", 3): return (.map, 1, true)
    case ("transformList", 3): return (.transformList, 2, false)
    case ("transformList", 4): return (.transformList, 2, true)
    case ("transformMap", 3): return (.transformMap, 2, false)
    case ("transformMap", 4): return (.transformMap, 2, true)
    case ("transformMapEntry", 3): return (.transformMapEntry, 2, false)
    case ("transformMapEntry", 4): return (.transformMapEntry, 2, true)
    case ("sortBy", 2): return (.sortBy, 1, false)
    default: return nil
    }
  }

  /// The macros of the namespace `cel`.
  private mutating func bindingMacro(
    _ name: String, _ arguments: [Expression], from start: Int, at anchor: SourceRange
  ) throws(Diagnostic) -> Expression? {
    switch (name, arguments.count) {
    case ("bind", 3):
      let id = try node(from: start, at: anchor, over: [arguments[1], arguments[2]])
      return .bind(id, try variable(arguments[0]), arguments[1], arguments[2])
    case ("block", 2):
      guard case .list(_, let elements) = arguments[0] else {
        throw Diagnostic(
          range: ranges[Int(arguments[0].id)],
          message: "the first argument of cel.block must be a list")
      }
      let id = try node(from: start, at: anchor, over: arguments)
      return .block(id, elements.map(\.expression), arguments[1])
    case ("index", 1):
      let index = try constant(arguments[0])
      return .identifier(try node(from: start), "@index:\(index)", absolute: false)
    case ("iterVar", 2):
      let name = "@iterVar:\(try constant(arguments[0])):\(try constant(arguments[1]))"
      return .identifier(try node(from: start), name, absolute: false)
    default: return nil
    }
  }

  private func constant(_ expression: Expression) throws(Diagnostic) -> Int64 {
    if case .literal(_, .int(let number)) = expression, number >= 0 { return number }
    throw Diagnostic(
      range: ranges[Int(expression.id)], message: "this argument must be a number")
  }
}
