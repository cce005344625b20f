import CEL
import Findings
import Rules

/// Variables, definitions and parameters that no expression uses: a leftover, or a mistake in the
/// name where they should be used.
struct UnusedParts {
  private let judge: Judge
  private let parameters: [PackLint.ParameterDeclaration]
  private let packs: Set<String>

  init(
    _ judge: Judge, _ parameters: [PackLint.ParameterDeclaration], _ packs: Set<String>
  ) {
    self.judge = judge
    self.parameters = parameters
    self.packs = packs
  }

  func problems(_ definitions: [CompiledDefinition]) -> [LintNote] {
    let rules = judge.rules.filter { packs.contains($0.rule.pack) }
    return rules.flatMap(unusedVariables) + unused(definitions) + unusedParameters()
  }

  private func unusedVariables(of rule: CompiledRule) -> [LintNote] {
    let used = rule.allPrograms.reduce(into: Set<Int>()) { found, named in
      found.formUnion(named.program.variables)
    }
    return rule.variables.filter { !used.contains($0.index) }.map { variable in
      let written = rule.rule.variables.first { $0.name == variable.name }
      return LintNote(
        rule.rule.fullId, "unused-variable",
        "no expression of \(rule.rule.fullId) uses variables.\(variable.name)",
        at: written?.expression.place,
        help: "Take it out, or use it where the same is written again.")
    }
  }

  /// Those of the packs that no rule of any pack uses, directly or through others.
  private func unused(_ definitions: [CompiledDefinition]) -> [LintNote] {
    let programs = judge.rules.flatMap { $0.allPrograms.map(\.program) }
    let used = Set(judge.definitions.used(by: programs).map(\.program.id))
    return definitions.filter { !used.contains($0.program.id) }.map { one in
      LintNote(
        one.owner, "unused-definition",
        "no rule uses \(one.definition.qualifiedName) of the pack \(one.definition.pack)",
        at: one.definition.place,
        help: "Take it out; if packs that extend this one use it, name them with --pack.")
    }
  }

  private func unusedParameters() -> [LintNote] {
    let used = Set(
      judge.rules.flatMap { rule in
        rule.allPrograms.flatMap { names(in: $0.program, of: rule.rule.pack) }
      }
        + judge.definitions.all.flatMap { names(in: $0.program, of: $0.definition.pack) })
    return parameters.filter { !used.contains("\($0.pack)/\($0.name)") }.map { parameter in
      LintNote(
        "\(parameter.pack)/params.\(parameter.name)", "unused-parameter",
        "no expression of the pack reads params.\(parameter.name)",
        at: parameter.place,
        help: "Take it out, or read it: as it is, another value changes nothing.")
    }
  }

  /// The parameters that an expression reads, with the pack; all where it takes `params` whole.
  private func names(in program: Program, of pack: String) -> [String] {
    let expressions = program.syntax.expressions
    let named = expressions.compactMap { expression -> String? in
      switch expression {
      case .select(_, .identifier(_, "params", _), let field, _),
        .has(_, .identifier(_, "params", _), let field):
        field
      default: nil
      }
    }
    let whole = expressions.count {
      if case .identifier(_, "params", _) = $0 { true } else { false }
    }
    if whole > named.count {
      return parameters.filter { $0.pack == pack }.map { "\(pack)/\($0.name)" }
    }
    return named.map { "\(pack)/\($0)" }
  }
}
