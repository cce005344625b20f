import Basics
import CEL
import Findings

/// Compiles the rules of one pack.
struct RuleCompiler {
  let policies: PolicyEnvironment
  let problems: ProblemList
  private let compatibility: KubernetesVersion?
  private let expressions: RuleExpressions

  /// - Parameter isDeferring: Whether expressions are compiled when they are first asked for. Only
  ///   where none can be wrong: in the pack inside the executable, all of which its tests compile.
  init(
    environment: CEL.Environment, policies: PolicyEnvironment, problems: ProblemList,
    isDeferring: Bool
  ) {
    self.policies = policies
    self.problems = problems
    compatibility = environment.compatibility
    expressions = RuleExpressions(environment, isDeferring: isDeferring)
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
    if expressions.isDeferring {
      return CompiledRule(
        rule, by: PackRuleMethod(),
        condition: Deferred { [expressions] in
          ProblemList.expectingNone { expressions.condition(of: rule, $0) }
        },
        body: Deferred { [expressions] in
          ProblemList.expectingNone { expressions.body(of: rule, $0) }
        })
    }
    let before = problems.problems.count
    let condition = expressions.condition(of: rule, problems)
    let body = expressions.body(of: rule, problems)
    guard problems.problems.count == before else { return nil }
    return CompiledRule(rule, by: PackRuleMethod(), condition: .made(condition), body: .made(body))
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
}

/// Compiles the expressions of a rule.
private struct RuleExpressions: Sendable {
  let isDeferring: Bool
  /// The environments of rules, made once: each is a table of hundreds of names.
  private let ofCluster, ofNode, ofResource: CEL.Environment

  init(_ environment: CEL.Environment, isDeferring: Bool) {
    self.isDeferring = isDeferring
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

  /// `applies` speaks of cluster and target only: it is decided once, before any subject.
  func condition(of rule: Rule, _ problems: ProblemList) -> Program? {
    rule.applies.condition.flatMap { program($0, ofCluster, expecting: .bool, problems) }
  }

  func body(of rule: Rule, _ problems: ProblemList) -> CompiledRule.Body {
    var environment = environment(for: rule.subject)
    let matchConditions = rule.matchConditions.compactMap { named in
      program(named.expression, environment, expecting: .bool, problems).map {
        CompiledRule.CompiledCondition(name: named.name, program: $0)
      }
    }
    var variables: [(name: String, index: Int, program: Program)] = []
    for named in rule.variables {
      let compiled = program(named.expression, environment, expecting: nil, problems)
      // Declared even where it is wrong, so that one mistake is reported once.
      let index = environment.declare("variables.\(named.name)", compiled?.type ?? .dyn)
      if let compiled { variables.append((named.name, index, compiled)) }
    }
    let validations = rule.validations.compactMap { validation in
      program(validation.expression, environment, expecting: .bool, problems).map { compiled in
        CompiledRule.CompiledValidation(
          validation, compiled,
          message: text(validation.messageExpression, environment, expecting: .string, problems),
          place: text(validation.place, environment, expecting: nil, problems))
      }
    }
    return CompiledRule.Body(
      matchConditions: matchConditions, variables: variables, validations: validations,
      commands: text(rule.fix.commandExpression, environment, expecting: .list(.string), problems))
  }

  /// What only findings ask for.
  private func text(
    _ expression: ExpressionText?, _ environment: CEL.Environment, expecting type: CELType?,
    _ problems: ProblemList
  ) -> Deferred<Program?> {
    guard let expression else { return .made(nil) }
    guard isDeferring else {
      return .made(program(expression, environment, expecting: type, problems))
    }
    return Deferred {
      ProblemList.expectingNone { program(expression, environment, expecting: type, $0) }
    }
  }

  private func program(
    _ expression: ExpressionText, _ environment: CEL.Environment, expecting type: CELType?,
    _ problems: ProblemList
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

extension ProblemList {
  /// What is made of the built-in pack, of which nothing can be wrong.
  static func expectingNone<Made>(_ make: (ProblemList) -> Made) -> Made {
    let problems = ProblemList()
    let made = make(problems)
    precondition(problems.problems.isEmpty, "the built-in pack: \(problems.problems[0].message)")
    return made
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
