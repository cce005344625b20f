import CEL
import Findings

/// What a compiled policy has besides the programs that every rule has.
struct CompiledPolicy: JudgingMethod {
  let policy: AdmissionPolicy
  let indices: PolicyEnvironment.Indices
  let auditAnnotations: [(name: String, program: Program)]
}

/// Compiles the expressions of a ValidatingAdmissionPolicy as the API server does: variables in
/// their order, each visible to those after it; results must have exactly the type that is asked.
struct PolicyCompiler {
  let environment: PolicyEnvironment
  /// Functions that are newer are errors; nil if all are let in.
  let compatibility: KubernetesVersion?
  let problems: ProblemList

  /// The compiled policy; nil, with problems, if an expression is wrong.
  func compile(_ rule: Rule, _ policy: AdmissionPolicy) -> CompiledRule? {
    let before = problems.problems.count
    let hasParameters = policy.parameterKind != nil
    var full = environment.environment(hasParameters: hasParameters, hasAuthorizer: true)
    var quiet = environment.environment(hasParameters: hasParameters, hasAuthorizer: false)
    full.compatibility = compatibility
    quiet.compatibility = compatibility
    var variables: [(name: String, index: Int, program: Program)] = []
    for named in rule.variables {
      let compiled = program(named.expression, full)
      // Declared even where it is wrong, so that one mistake is reported once.
      let type = compiled?.type.ofVariable ?? .dyn
      let index = full.declare("variables.\(named.name)", type)
      quiet.declare("variables.\(named.name)", type)
      if let compiled { variables.append((named.name, index, compiled)) }
    }
    let conditions = rule.matchConditions.compactMap { named in
      program(named.expression, full, [.bool]).map {
        CompiledRule.CompiledCondition(name: named.name, program: $0)
      }
    }
    let validations = rule.validations.compactMap { validation in
      program(validation.expression, full, [.bool]).map { compiled in
        CompiledRule.CompiledValidation(
          validation, compiled,
          message: .made(validation.messageExpression.flatMap { program($0, quiet, [.string]) }))
      }
    }
    let annotations = policy.auditAnnotations.compactMap { named in
      program(named.expression, quiet, [.string, .null]).map { (named.name, $0) }
    }
    guard problems.problems.count == before else { return nil }
    return CompiledRule(
      rule,
      by: CompiledPolicy(
        policy: policy, indices: environment.indices, auditAnnotations: annotations),
      condition: .made(nil),
      body: .made(
        CompiledRule.Body(
          matchConditions: conditions, variables: variables, validations: validations,
          commands: .made(nil))))
  }

  private func program(
    _ expression: ExpressionText, _ environment: CEL.Environment, _ types: [CELType] = []
  ) -> Program? {
    switch environment.compile(expression.text) {
    case .failure(let failure):
      problems.add(failure, of: expression)
      return nil
    case .success(let program):
      if types.isEmpty || types.contains(program.type) { return program }
      let wanted = types.map(\.description).joined(separator: " or ")
      problems.add(
        "invalid-expression",
        "the expression must evaluate to \(wanted) but gives \(program.type.description)",
        at: expression.place(at: 0), count: expression.text.utf8.prefix { $0 != 0x0A }.count)
      return nil
    }
  }
}

extension CELType {
  /// The type that the API server declares a variable with: it keeps scalars, times, lists and
  /// maps, and takes everything else for `dyn`.
  fileprivate var ofVariable: CELType {
    switch self {
    case .bool, .int, .uint, .double, .string, .bytes, .null, .timestamp, .duration: self
    case .list(let element): .list(element.ofVariable)
    case .map(let key, let value): .map(key.ofVariable, value.ofVariable)
    default: .dyn
    }
  }
}
