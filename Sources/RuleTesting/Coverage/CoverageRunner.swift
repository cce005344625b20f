import CEL
import Documents
import Rules

/// Finds out what the examples of rules show: which sub-expressions were seen true, false, failing
/// and unknown.
public struct CoverageRunner: Sendable {
  private let judge: Judge

  public init(_ judge: Judge) { self.judge = judge }

  /// Runs the examples of all rules of the judge on `jobs` threads; results in the rules' order.
  /// Policies have no examples and are left out.
  public func run(jobs: Int) -> [RuleCoverage] {
    let rules = judge.rules.filter { !$0.rule.examples.isEmpty }
    return inParallel(rules.count, threads: jobs) { i in coverage(of: rules[i]) }
  }

  private func coverage(of rule: CompiledRule) -> RuleCoverage {
    let programs = rule.namedPrograms
    var seen = programs.map { [Seen](repeating: [], count: $0.program.syntax.idCount) }
    var numbers: [Int: Int] = [:]
    for (number, named) in programs.enumerated() { numbers[named.program.id] = number }
    for example in rule.rule.examples {
      ExampleTrial(example, of: rule, by: judge).trace(rule) { _, trace in
        guard let number = numbers[trace.program.id] else { return }
        CoverageRunner.note(trace.root, &seen[number])
      }
    }
    return RuleCoverage(
      rule: rule.rule.fullId,
      expressions: zip(programs, seen).map { CoverageRunner.coverage(of: $0, $1) },
      neverFails: rule.rule.neverFails)
  }

  /// Notes the values of a traced sub-expression and of all below it.
  private static func note(_ node: TraceNode, _ seen: inout [Seen]) {
    switch node.value.tag {
    case .bool: seen[Int(node.expression)].insert(node.value.asBool ? .true : .false)
    case .error: seen[Int(node.expression)].insert(.error)
    case .unknown, .hidden: seen[Int(node.expression)].insert(.unknown)
    default: break
    }
    for child in node.children { note(child, &seen) }
    for turn in node.iterations { note(turn.node, &seen) }
  }

  private static func coverage(
    of named: CompiledRule.NamedProgram, _ seen: [Seen]
  ) -> ExpressionCoverage {
    let program = named.program
    let conditions = program.conditions.map { id in
      ConditionCoverage(
        text: program.text(of: id), place: named.place(of: id), seen: seen[Int(id)])
    }
    let root = program.syntax.root.id
    return ExpressionCoverage(
      expression: named.expression, place: named.place(of: root), seen: seen[Int(root)],
      conditions: conditions)
  }
}

extension Program {
  /// The sub-expressions that give true or false: by their type, or because of where they stand.
  /// Literals are none.
  var conditions: [CEL.Expression.ID] {
    var found: [CEL.Expression.ID] = []
    collect(syntax.root, mustBeBool: false, &found)
    return found
  }

  private func collect(
    _ expression: CEL.Expression, mustBeBool: Bool, _ found: inout [CEL.Expression.ID]
  ) {
    if case .literal = expression { return }
    if mustBeBool || type(of: expression.id) == .bool { found.append(expression.id) }
    for child in expression.children {
      collect(child, mustBeBool: expression.needsBool(child, itself: mustBeBool), &found)
    }
  }
}

extension CEL.Expression {
  /// Whether a sub-expression must give true or false for this to have a value; `itself`: whether
  /// this must.
  func needsBool(_ child: CEL.Expression, itself: Bool) -> Bool {
    switch self {
    case .and, .or: return true
    case .call(_, let name, _, _): return name == "!"
    case .conditional(_, let condition, _, _): return itself || child.id == condition.id
    case .bind(_, _, _, let body), .block(_, _, let body): return itself && child.id == body.id
    case .comprehension(_, let c):
      if child.id == c.filter?.id { return true }
      guard child.id == c.body.id else { return false }
      switch c.kind {
      case .all, .exists, .existsOne, .filter: return true
      case .map, .transformList, .transformMap, .transformMapEntry, .sortBy: return false
      }
    default: return false
    }
  }
}
