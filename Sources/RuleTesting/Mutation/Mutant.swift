import CEL
import Documents
import Rules

/// A rule with one small mistake put into it. Examples that are worth having notice it.
struct Mutant {
  let kind: MutationKind
  /// What was changed, for people: `&& becomes ||`.
  let change: String
  /// The sub-expression that was changed, as written; a part's name where a whole part was.
  let source: String
  /// The part of the rule: `validations[loopback-only]`.
  let title: String
  let place: SourcePlace?
  /// Rules with the mistake. There are several where one mistake has several spellings (another
  /// default value: which one?); it is noticed where one of them is.
  let forms: [CompiledRule]
}

extension CompiledRule {
  /// The same rule with another program for one of its expressions; nil if its type is another, so
  /// that an author could not have written it.
  func replacing(_ expression: RuleExpression, by program: Program) -> CompiledRule? {
    var copy = self
    let mayBeAny = [.variable, .place].contains(expression.part)
    guard program.type == .bool || program.type == .dyn || mayBeAny else { return nil }
    switch expression.part {
    case .condition: copy.condition = program
    case .matchCondition:
      guard let i = matchConditions.firstIndex(where: { $0.name == expression.name }) else {
        return nil
      }
      copy.matchConditions[i].program = program
    case .variable:
      guard let i = variables.firstIndex(where: { $0.name == expression.name }),
        variables[i].program.type == program.type
      else { return nil }
      copy.variables[i].program = program
    case .validation:
      guard let i = validations.firstIndex(where: { $0.validation.name == expression.name })
      else { return nil }
      copy.validations[i].program = program
    case .place:
      guard let i = validations.firstIndex(where: { $0.validation.name == expression.name })
      else { return nil }
      copy.validations[i].place = program
    case .definition, .message, .commands: return nil
    }
    return copy
  }

  /// The same rule without one of its conditions, validations or places; nil for variables.
  func removing(_ expression: RuleExpression) -> CompiledRule? {
    var copy = self
    switch expression.part {
    case .condition: copy.condition = nil
    case .matchCondition: copy.matchConditions.removeAll { $0.name == expression.name }
    case .variable, .definition, .message, .commands: return nil
    case .validation: copy.validations.removeAll { $0.validation.name == expression.name }
    case .place:
      for i in copy.validations.indices
      where copy.validations[i].validation.name == expression.name {
        copy.validations[i].place = nil
      }
    }
    return copy
  }

  /// The same rule for other versions.
  func applying(_ applies: Applicability) -> CompiledRule {
    var copy = self
    copy.rule.applies = applies
    return copy
  }
}
