import CEL

extension CompiledRule {
  /// The namespaces that the rule's expressions name themselves, as texts, where they look for
  /// objects. One of them may be misspelt; a name that comes from the snapshot is what it is.
  var namedNamespaces: Set<String> {
    var names: Set<String> = []
    let programs =
      matchConditions.map(\.program) + variables.map(\.program) + validations.map(\.program)
      + [condition].compactMap { $0 }
    for program in programs { CompiledRule.collect(program.syntax.root, &names) }
    return names
  }

  private static func collect(_ expression: Expression, _ names: inout Set<String>) {
    if case .call(_, let function, .identifier(_, "resource", _)?, let arguments) = expression,
      ["List", "Get", "Find"].contains(function), arguments.count > 2,
      case .literal(_, .string(let bytes)) = arguments[2], !bytes.isEmpty
    {
      names.insert(String(decoding: bytes, as: UTF8.self))
    }
    for child in expression.children { collect(child, &names) }
  }
}
