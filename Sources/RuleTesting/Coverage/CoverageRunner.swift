import Basics
import CEL
import Documents
import Rules

/// Finds out what the examples of rules show: which sub-expressions were seen true, false, failing
/// and unknown.
public struct CoverageRunner: Sendable {
  private let judge: Judge

  public init(_ judge: Judge) { self.judge = judge }

  /// Runs the examples of all rules of the judge on `jobs` threads; results in the rules' order,
  /// then for the definitions of each pack. Policies have no examples and are left out.
  public func run(jobs: Int) -> [RuleCoverage] {
    let rules = judge.rules.filter { !$0.rule.trials.isEmpty }
    let tables = inParallel(rules.count, threads: jobs) { i in observe(rules[i]) }
    let coverages = zip(rules, tables).map { rule, table in
      RuleCoverage(
        rule: rule.rule.fullId, expressions: rule.namedPrograms.map(table.coverage),
        neverFails: rule.rule.neverFails)
    }
    return coverages + definitions(ofPacks: Set(rules.map(\.rule.pack)), tables)
  }

  private func observe(_ rule: CompiledRule) -> SeenTable {
    let programs = rule.namedPrograms.map(\.program)
    var table = SeenTable(programs + judge.definitions.used(by: programs).map(\.program))
    for example in rule.rule.trials {
      ExampleTrial(example, of: rule, by: judge).trace(rule) { _, trace in table.note(trace) }
    }
    return table
  }

  /// What the examples of all rules showed of the definitions of some packs.
  private func definitions(ofPacks packs: Set<String>, _ tables: [SeenTable]) -> [RuleCoverage] {
    let definitions = judge.definitions.all.filter { packs.contains($0.definition.pack) }
    var sum = SeenTable(definitions.map(\.program))
    for table in tables { sum.add(table) }
    return packs.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { pack in
      let own = definitions.filter { $0.definition.pack == pack }
      return own.isEmpty
        ? nil
        : RuleCoverage(
          rule: "\(pack)/\(Definition.namespace)",
          expressions: own.map { sum.coverage(of: $0.named) }, neverFails: false)
    }
  }
}

/// What the sub-expressions of some programs gave.
private struct SeenTable: Sendable {
  /// By program, by expression.
  private var seen: [Int: [Seen]] = [:]

  init(_ programs: [Program]) {
    for program in programs {
      seen[program.id] = [Seen](repeating: [], count: program.syntax.idCount)
    }
  }

  /// Takes over what another table has of the same programs.
  mutating func add(_ other: SeenTable) {
    for (id, seen) in other.seen where self.seen[id] != nil {
      for i in seen.indices { self.seen[id]?[i].formUnion(seen[i]) }
    }
  }

  /// Notes the values of an expression, of all that it consists of, and of what it calls.
  mutating func note(_ trace: Trace) {
    let id = trace.program.id
    guard seen[id] != nil else { return }
    note(trace.root, of: id)
  }

  private mutating func note(_ node: TraceNode, of id: Int) {
    let position = Int(node.expression)
    switch node.value.tag {
    case .bool: seen[id]?[position].insert(node.value.asBool ? .true : .false)
    case .error: seen[id]?[position].insert(.error)
    case .unknown, .hidden: seen[id]?[position].insert(.unknown)
    default: break
    }
    for child in node.children { note(child, of: id) }
    for turn in node.iterations { note(turn.node, of: id) }
    for body in node.bodies { note(body) }
  }

  func coverage(of named: NamedProgram) -> ExpressionCoverage {
    let program = named.program
    let seen = seen[program.id] ?? []
    func seenAt(_ id: CEL.Expression.ID) -> Seen {
      seen.indices.contains(Int(id)) ? seen[Int(id)] : []
    }
    let conditions = program.conditions.map { id in
      ConditionCoverage(text: program.text(of: id), place: named.place(of: id), seen: seenAt(id))
    }
    let root = program.syntax.root.id
    return ExpressionCoverage(
      expression: named.expression, place: named.place(of: root), seen: seenAt(root),
      conditions: conditions)
  }
}

extension Program {
  /// The sub-expressions that give true or false: by their type, or because of where they stand.
  /// Literals are not conditions.
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
