import CEL
import Findings

/// Compiles the rules of one pack.
struct RuleCompiler {
  let policies: PolicyEnvironment
  let problems: ProblemList
  private let compatibility: KubernetesVersion?
  /// The environments of rules, made once: each is a table of hundreds of names.
  private let ofCluster, ofNode, ofResource: CEL.Environment

  init(environment: CEL.Environment, policies: PolicyEnvironment, problems: ProblemList) {
    self.policies = policies
    self.problems = problems
    compatibility = environment.compatibility
    ofCluster = RuleCompiler.environment(environment, for: .cluster)
    ofNode = RuleCompiler.environment(environment, for: .node)
    ofResource = RuleCompiler.environment(environment, for: .resource)
  }

  private func environment(for subject: Subject.Kind) -> CEL.Environment {
    switch subject {
    case .cluster: ofCluster
    case .node: ofNode
    case .resource: ofResource
    }
  }

  /// The compiled rule; nil, with problems, if an expression is wrong.
  func compile(_ rule: Rule) -> CompiledRule? {
    switch rule.kind {
    case .packRule: packRule(rule)
    case .policy(let policy):
      PolicyCompiler(
        environment: policies, compatibility: compatibility, problems: problems
      ).compile(rule, policy)
    }
  }

  private func packRule(_ rule: Rule) -> CompiledRule? {
    let before = problems.problems.count
    // `applies` speaks of cluster and target only: it is decided once, before any subject.
    let condition = rule.applies.condition.flatMap {
      program($0, ofCluster, expecting: .bool)
    }
    var environment = environment(for: rule.subject)
    let matchConditions = rule.matchConditions.compactMap { named in
      program(named.expression, environment, expecting: .bool).map { (named.name, $0) }
    }
    var variables: [(name: String, index: Int, program: Program)] = []
    for named in rule.variables {
      let compiled = program(named.expression, environment, expecting: nil)
      // Declared even where it is wrong, so that one mistake is reported once.
      let index = environment.declare("variables.\(named.name)", compiled?.type ?? .dyn)
      if let compiled { variables.append((named.name, index, compiled)) }
    }
    let validations = rule.validations.compactMap { validation in
      program(validation.expression, environment, expecting: .bool).map { compiled in
        CompiledRule.CompiledValidation(
          validation: validation, program: compiled,
          message: validation.messageExpression.flatMap {
            program($0, environment, expecting: .string)
          },
          place: validation.place.flatMap { program($0, environment, expecting: nil) })
      }
    }
    let commands = rule.fix.commandExpression.flatMap {
      program($0, environment, expecting: .list(.string))
    }
    guard problems.problems.count == before else { return nil }
    return CompiledRule(
      rule: rule, condition: condition, matchConditions: matchConditions, variables: variables,
      validations: validations, commands: commands, method: PackRuleMethod())
  }

  /// Variables of subjects that a rule does not have become errors, not unknowns.
  static func environment(
    _ environment: CEL.Environment, for subject: Subject.Kind?
  ) -> CEL.Environment {
    var environment = environment
    if subject != .node { environment.withdraw("node") }
    if subject != .resource {
      environment.withdraw("object")
      environment.withdraw("namespaceObject")
    }
    return environment
  }

  private func program(
    _ expression: ExpressionText, _ environment: CEL.Environment, expecting type: CELType?
  ) -> Program? {
    switch environment.compile(expression.text) {
    case .failure(let failure):
      problems.add(failure, of: expression)
      return nil
    case .success(let program):
      if let type, !program.type.fits(type) {
        problems.add(
          "invalid-expression",
          "the expression gives \(program.type.description), and must give \(type.description)",
          at: expression.place)
        return nil
      }
      return program
    }
  }
}

extension CELType {
  /// Whether a value of this type may be one of `other`; what is only known when it is evaluated
  /// is checked then.
  fileprivate func fits(_ other: CELType) -> Bool {
    switch (self, other) {
    case (.dyn, _), (_, .dyn): true
    case (.list(let a), .list(let b)): a.fits(b)
    default: self == other
    }
  }
}
