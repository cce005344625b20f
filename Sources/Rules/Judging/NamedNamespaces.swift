import CEL

extension CompiledRule {
  /// The namespaces that the rule's expressions name themselves, as texts, where they look for
  /// objects. One of them may be misspelt; a name that comes from the snapshot is what it is.
  var namedNamespaces: Set<String> {
    let programs =
      matchConditions.map(\.program) + variables.map(\.program) + validations.map(\.program)
      + [condition].compactMap { $0 }
    return programs.reduce(into: []) { $0.formUnion($1.namedNamespaces) }
  }
}

extension Program {
  /// The namespaces that the expression names itself where it looks for objects.
  var namedNamespaces: Set<String> {
    var names: Set<String> = []
    for case .call(_, let function, .identifier(_, "resource", _)?, let arguments)
      in syntax.expressions
    where ["List", "Get", "Find"].contains(function) && arguments.count > 2 {
      if case .literal(_, .string(let bytes)) = arguments[2], !bytes.isEmpty {
        names.insert(String(decoding: bytes, as: UTF8.self))
      }
    }
    return names
  }
}
