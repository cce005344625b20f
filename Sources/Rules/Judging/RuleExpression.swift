import CEL
import Documents

/// An expression that takes part in a rule's verdict, and the part of the rule that it is.
public struct RuleExpression: Sendable, Hashable {
  public enum Part: String, Sendable, CaseIterable {
    case condition = "applies.condition"
    case matchCondition = "matchConditions"
    case variable = "variables"
    case validation = "validations"
    /// Where a finding of the validation points; its verdict does not depend on it.
    case place = "place"
    case definition = "definitions"
    /// Texts of findings, which no verdict depends on.
    case message = "messageExpression"
    case commands = "fix.commandExpression"
  }

  public let part: Part
  /// Its name within the part; empty for the condition.
  public let name: String

  /// `validations[loopback-only]`, `validations[loopback-only].place`.
  public var title: String {
    let isOfValidation = part == .place || part == .message
    if isOfValidation { return "\(Part.validation.rawValue)[\(name)].\(part.rawValue)" }
    return name.isEmpty ? part.rawValue : "\(part.rawValue)[\(name)]"
  }
}

extension CompiledRule {
  /// The expressions that decide, in the order in which a rule has them.
  package var namedPrograms: [NamedProgram] {
    var all: [NamedProgram] = []
    func add(_ part: RuleExpression.Part, _ name: String, _ program: Program) {
      all.append(named(part, name, program))
    }
    if let condition { add(.condition, "", condition) }
    for condition in matchConditions { add(.matchCondition, condition.name, condition.program) }
    for variable in variables { add(.variable, variable.name, variable.program) }
    for validation in validations {
      add(.validation, validation.validation.name, validation.program)
    }
    return all
  }

  /// Those that verdicts depend on: without the variables that are read by texts only.
  package var decidingPrograms: [NamedProgram] {
    let deciding = decidingVariables
    let names = Set(variables.filter { deciding.contains($0.index) }.map(\.name))
    return namedPrograms.filter {
      $0.expression.part != .variable || names.contains($0.expression.name)
    }
  }

  /// The expressions that make texts, and the variables that verdicts do not depend on.
  package var textPrograms: [Program] {
    let deciding = decidingVariables
    return [commands].compactMap { $0 }
      + validations.compactMap(\.message)
      + variables.filter { !deciding.contains($0.index) }.map(\.program)
  }

  /// The expressions that say where findings point.
  package var namedPlaces: [NamedProgram] {
    validations.compactMap { validation in
      validation.place.map { named(.place, validation.validation.name, $0) }
    }
  }

  /// The expressions that make texts.
  package var namedTexts: [NamedProgram] {
    let messages = validations.compactMap { validation in
      validation.message.map { named(.message, validation.validation.name, $0) }
    }
    return messages + (commands.map { [named(.commands, "", $0)] } ?? [])
  }

  private func named(
    _ part: RuleExpression.Part, _ name: String, _ program: Program
  ) -> NamedProgram {
    NamedProgram(
      expression: RuleExpression(part: part, name: name), program: program,
      text: text(part, name) ?? ExpressionText(text: program.text, place: nil))
  }

  /// The indices of the variables that verdicts depend on: the others are read by texts only.
  var decidingVariables: Set<Int> {
    var pending =
      ([condition].compactMap { $0 } + matchConditions.map(\.program)
      + validations.map(\.program)).flatMap(\.variables)
    var found: Set<Int> = []
    while let index = pending.popLast() {
      guard found.insert(index).inserted, let program = variable(index) else { continue }
      pending += program.variables
    }
    return found
  }

  private func text(_ part: RuleExpression.Part, _ name: String) -> ExpressionText? {
    switch part {
    case .condition: rule.applies.condition
    case .matchCondition: rule.matchConditions.first { $0.name == name }?.expression
    case .variable: rule.variables.first { $0.name == name }?.expression
    case .validation: validations.first { $0.validation.name == name }?.validation.expression
    case .place: validations.first { $0.validation.name == name }?.validation.place
    case .message:
      validations.first { $0.validation.name == name }?.validation.messageExpression
    case .commands: rule.fix.commandExpression
    case .definition: nil
    }
  }
}

/// A program, with its text in the file of a rule or of definitions.
package struct NamedProgram: Sendable {
  package let expression: RuleExpression
  package let program: Program
  package let text: ExpressionText
}

extension NamedProgram {
  /// Where a sub-expression stands in the rule's file.
  package func place(of id: CEL.Expression.ID) -> SourcePlace? {
    text.place(at: program.syntax.range(of: id).offset)
  }
}
