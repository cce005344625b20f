import CEL
import Documents

extension RuleRun {
  /// Programs that stand for those of definitions, by the ids of these: a test's mistakes.
  package var replacements: [Int: Program] {
    get { evaluator.replacements }
    set { evaluator.replacements = newValue }
  }

  /// Lets expressions that belong to no rule find the values of definitions.
  func provideDefinitions(limit: UInt64) {
    evaluator.provider = { [unowned self] evaluation, index in
      definition(at: index, evaluation, limit)
    }
  }

  /// The value of the definition that is the variable `index`, paid for by what asks for it; or
  /// that of `namespaceObject`.
  func definition(at index: Int, _ evaluation: Evaluation, _ limit: UInt64) -> Value {
    if index == inputs.environment.indices.namespaceObject { return namespaceObject() }
    guard let definition = inputs.environment.definitions.value(at: index) else {
      return evaluation.error("has no value")
    }
    if let onTrace {
      let trace = evaluator.trace(program(of: definition), costLimit: limit)
      onTrace(trace)
      return trace.value
    }
    guard replacements.isEmpty else { return evaluation.evaluate(program(of: definition)) }
    let known = knownDefinitions[index] ?? inputs.definitions.value(at: index)
    knownDefinitions[index] = known
    guard let value = known.value else { return evaluation.evaluate(definition.program) }
    evaluation.charge(known.cost)
    return value
  }

  private func program(of definition: CompiledDefinition) -> Program {
    replacements[definition.program.id] ?? definition.program
  }
}
