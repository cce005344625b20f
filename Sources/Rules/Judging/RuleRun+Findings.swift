import Basics
import CEL
import Documents
import Findings
import Snapshots

extension RuleRun {
  /// The finding for a validation that is false, with the place of the value that decided.
  func failing(
    _ rule: CompiledRule, _ validation: CompiledRule.CompiledValidation, _ subject: JudgedSubject
  ) -> Finding {
    countSearch()
    let deciding = decidingParts(rule, validation.program)
    let name = validation.validation.name
    let pointed = validation.place.flatMap { place(rule, $0, "validations[\(name)].place") }
    let located = inputs.places.located(deciding, subject, evaluator, pointingAt: pointed)
    var message = validation.validation.message
    if let program = validation.message {
      let value = evaluator.evaluate(program)
      note(value, program, rule, "validations[\(name)].messageExpression")
      if let text = evaluator.string(value)?.trimmed, !text.isEmpty {
        message = CredentialText.masked(text)
      }
    }
    let identity = inputs.identity(
      rule, subject.subject, name, .fail, pointer: located.stablePointer)
    return Finding(
      identity, .fail, validation.validation.severity, message: message.trimmed,
      texts: rule.texts.with(commands: commands(rule)),
      grounds: Finding.Grounds(places: located.places, decidingValues: located.values))
  }

  /// The values that made an expression of the rule what it is.
  func decidingParts(_ rule: CompiledRule, _ program: Program) -> [DecidingPart] {
    decidingParts(of: evaluator.trace(program, costLimit: budget(rule)), rule)
  }

  private func decidingParts(of trace: Trace, _ rule: CompiledRule) -> [DecidingPart] {
    let limit = budget(rule)
    let definitions = inputs.environment.definitions
    return evaluator.decidingParts(of: trace, known: knownParts(limit)) { [evaluator] index in
      let program = rule.variable(index) ?? definitions.value(at: index)?.program
      return program.map { evaluator.trace($0, costLimit: limit) }
    }
  }

  /// What decided definitions without parameters, whose expressions may cost `limit`.
  private func knownParts(_ limit: UInt64) -> KnownParts? {
    guard replacements.isEmpty else { return nil }
    if let known = knownParts[limit] { return known }
    let definitions = inputs.environment.definitions
    let made = KnownParts { definitions.value(at: $0) != nil }
    knownParts[limit] = made
    return made
  }

  /// The value that a rule wants its finding to point at; nil if the expression gives none, or one
  /// that stands nowhere.
  private func place(
    _ rule: CompiledRule, _ program: Program, _ part: String
  ) -> DecidingPart? {
    let trace = evaluator.trace(program, costLimit: budget(rule))
    let value = trace.value
    note(value, program, rule, part)
    let content = value.tag == .optional ? evaluator.evaluation.content(of: value) : value
    guard let content, ![.null, .error, .unknown].contains(content.tag) else { return nil }
    if content.hasPlace {
      return DecidingPart(
        program: program, expression: program.syntax.root.id, value: content, role: .value)
    }
    // Computed of something that has a place: `string(object.spec.replicas)`.
    return decidingParts(of: trace, rule).first
  }

  /// Tells of an expression for a text or a place that ends in an error.
  private func note(
    _ value: Value, _ program: Program, _ rule: CompiledRule, _ part: String
  ) {
    guard let onTextError, value.tag == .error else { return }
    onTextError("\(part): \(describe(value, program, rule).text)")
  }

  private func commands(_ rule: CompiledRule) -> [String] {
    guard let program = rule.commands else { return rule.rule.fix.commands }
    let value = evaluator.evaluate(program)
    note(value, program, rule, "fix.commandExpression")
    guard value.tag == .list else { return rule.rule.fix.commands }
    let memory = evaluator.store.memory
    let texts = (0..<memory.count(list: value)).compactMap {
      evaluator.string(memory.element($0, of: value)).map(CredentialText.masked)
    }
    return rule.rule.fix.commands + texts
  }
}
