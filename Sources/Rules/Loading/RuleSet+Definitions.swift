import CEL

extension RuleSet {
  /// The definition that a name means: `definitions.isReady`, `acme/definitions.isReady`; nil if
  /// none has it. Of several, that of the last pack.
  public func definition(named name: String) -> Definition? {
    packs.flatMap(\.definitions).last {
      name == $0.qualifiedName || name == "\($0.pack)/\($0.qualifiedName)"
    }
  }

  /// The definitions that a rule uses, directly or through others, by name.
  public func definitions(usedBy rule: Rule) -> [Definition] {
    definitions(usedIn: rule.expressions, ofPack: rule.pack)
  }

  /// The definitions that a definition uses, directly or through others, by name.
  public func definitions(usedBy definition: Definition) -> [Definition] {
    definitions(usedIn: [definition.expression], ofPack: definition.pack)
  }

  private func definitions(
    usedIn expressions: [ExpressionText], ofPack pack: String
  ) -> [Definition] {
    let visible = Dictionary(
      definitions(seenBy: pack).map { ($0.name, $0) }
    ) { first, _ in first }
    var found: [String: Definition] = [:]
    var pending = expressions
    while let expression = pending.popLast() {
      guard case .success(let syntax) = CEL.Environment.parse(expression.text) else { continue }
      for (name, _) in syntax.definitionNames {
        guard found[name] == nil, let definition = visible[name] else { continue }
        found[name] = definition
        pending.append(definition.expression)
      }
    }
    return found.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The definitions that a pack's expressions may use, also those that cannot be compiled.
  package func definitions(seenBy pack: String) -> [Definition] {
    let names = bases(of: pack)
    return packs.filter { names.contains($0.name) }.flatMap(\.definitions)
  }

  /// A pack and all that it extends.
  package func bases(of pack: String) -> Set<String> {
    var found: Set<String> = []
    var pending = [pack]
    while let name = pending.popLast() {
      if found.insert(name).inserted { pending += self.pack(name)?.bases ?? [] }
    }
    return found
  }
}
