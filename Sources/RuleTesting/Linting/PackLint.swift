import Basics
import CEL
import Documents
import Findings
import Rules

/// What an author should look at in a pack that is valid: what is never used, never decides, may
/// end in an error, costs too much, or has no example.
public struct PackLint: Sendable {
  private let judge: Judge
  private let packs: Set<String>
  private let parameters: [ParameterDeclaration]
  private let loading: [Problem]
  private let accepted: [Acceptance]
  private let translations: TranslationCheck
  private let jobs: Int

  /// A parameter that a pack declares.
  public struct ParameterDeclaration: Sendable {
    let pack: String
    let name: String
    let place: SourcePlace?
  }

  /// Something that a pack accepts, of what its `of` names in full.
  private struct Acceptance {
    let owner: String
    let problem: Pack.AcceptedProblem

    func fits(_ note: LintNote) -> Bool {
      note.owner == owner && note.problem.code == problem.code
    }
  }

  /// Loads and compiles the packs of a request; only those that it names are looked at.
  public init(_ request: PackTest.Request) throws(Obstacle) {
    let set = request.load(translations: .all)
    try Obstacle.check(set.problems)
    let judge = Judge(set)
    try Obstacle.check(judge.problems)
    self.init(request, set, judge)
  }

  /// The same of packs that are loaded and compiled.
  package init(_ request: PackTest.Request, _ set: RuleSet, _ judge: Judge) {
    self.judge = judge
    let linted = request.namedPacks(of: set)
    packs = Set(linted.map(\.name))
    jobs = request.jobs
    parameters = linted.flatMap { pack in
      pack.declaredParameters.map {
        ParameterDeclaration(pack: pack.name, name: $0.name, place: $0.place)
      }
    }
    translations = TranslationCheck(
      languages: Dictionary(linted.map { ($0.name, $0.languages) }) { first, _ in first })
    accepted = linted.flatMap { pack in
      pack.accepted.map { Acceptance(owner: "\(pack.name)/\($0.owner)", problem: $0) }
    }
    // Notes are no mistakes.
    loading = (set.problems + judge.problems).filter { $0.severity > .note }
  }

  /// All that was found, in the order of files and lines.
  ///
  /// - Parameter runsExamples: Whether examples are run, to find what they do not show.
  public func run(runsExamples: Bool = true) -> [Problem] {
    let rules = judge.rules.filter { packs.contains($0.rule.pack) }
    let found = inParallel(rules.count, threads: jobs) { i in problems(of: rules[i]) }
    let definitions = judge.definitions.all.filter { packs.contains($0.definition.pack) }
    let notes =
      found.flatMap { $0 } + definitions.flatMap(problems)
      + UnusedParts(judge, parameters, packs).problems(definitions)
      + CaseCheck(judge).problems(rules, runsExamples ? jobs : nil)
      + translations.problems(rules.map(\.rule))
    var seen: Set<Problem> = []
    return (loading + accepting(notes, isWhole: runsExamples)).filter { seen.insert($0).inserted }
      .sorted(by: Problem.isOrderedBefore)
  }

  /// What the packs do not accept; what they accept and is not there is a leftover.
  ///
  /// - Parameter isWhole: Whether what examples do not show was looked for: else nobody knows.
  private func accepting(_ notes: [LintNote], isWhole: Bool) -> [Problem] {
    let kept = notes.filter { note in !accepted.contains { $0.fits(note) } }
    let idle = accepted.filter { acceptance in
      (isWhole || acceptance.problem.code != "missing-case")
        && !notes.contains { acceptance.fits($0) }
    }
    return kept.map(\.problem)
      + idle.map { acceptance in
        LintNote(
          acceptance.owner, "idle-acceptance",
          "the pack accepts \(acceptance.problem.code) of \(acceptance.problem.owner), and there "
            + "is none", at: acceptance.problem.place, help: "Take it out of `lint` in pack.yaml."
        ).problem
      }
  }

  // MARK: Rules

  private func problems(of rule: CompiledRule) -> [LintNote] {
    let named = NamedPrograms(
      variables: Dictionary(rule.variables.map { ($0.name, $0.program) }) { first, _ in first },
      definitions: definitions(seenBy: rule.rule.pack))
    return optionalFields(of: rule, named) + costs(of: rule, named)
      + UnreachableParts(rule).problems
  }

  private func definitions(seenBy pack: String) -> [String: CompiledDefinition] {
    Dictionary(
      judge.definitions(seenBy: pack).map { ($0.definition.name, $0) }
    ) { first, _ in first }
  }

  private func optionalFields(of rule: CompiledRule, _ named: NamedPrograms) -> [LintNote] {
    var check = OptionalFieldCheck(named: named)
    var found: [LintNote] = []
    for condition in rule.namedPrograms where condition.expression.part == .matchCondition {
      found += uses(of: condition, check, rule.rule.fullId)
      check.matched.formUnion(FieldGuards(named: named).ifTrue(condition.program.syntax.root))
    }
    // A finding does without a text or a place that is an error, and examples fail for one.
    for other in rule.namedPrograms where other.expression.part != .matchCondition {
      found += uses(of: other, check, rule.rule.fullId)
    }
    return found
  }

  private func uses(
    of named: NamedProgram, _ check: OptionalFieldCheck, _ owner: String,
    parameters: [(name: String, origin: FieldOrigin)] = []
  ) -> [LintNote] {
    check.uses(in: named.program, parameters: parameters).map { use in
      LintNote(
        owner, "unguarded-field",
        "\(named.expression.title) reads \(use.path), which an object may lack: then this is an "
          + "error, and the verdict unknown",
        at: named.place(of: use.id), count: use.path.utf8.count,
        help: "Write `.?\(use.field)` with `orValue(…)`, or ask has(…) before.")
    }
  }

  private func costs(of rule: CompiledRule, _ named: NamedPrograms) -> [LintNote] {
    // Policies have the API server's budget, which is held when they are judged.
    guard rule.rule.isPackRule else { return [] }
    let estimate = CostEstimate(named: named)
    let limit = CostEstimate.limit(isOfCluster: rule.rule.subject == .cluster)
    return rule.allPrograms.compactMap { one in
      let cost = estimate.cost(of: one.program)
      guard cost > limit else { return nil }
      return LintNote(
        rule.rule.fullId, "high-cost",
        "\(one.expression.title) may cost \(CostEstimate.rounded(cost)) in a cluster with "
          + "\(CostEstimate.objects) objects of each type, and the limit is "
          + "\(CostEstimate.rounded(limit)) there: beyond it the verdict is unknown",
        at: one.place(of: one.program.syntax.root.id),
        help: "Do not walk one list of objects for each element of another: filter once, in a "
          + "definition without parameters, or look up with resource.ListBy.")
    }
  }

  // MARK: Definitions

  private func problems(of definition: CompiledDefinition) -> [LintNote] {
    // Kinds of Kubernetes; of what is `dyn` the pack alone knows what it holds.
    let parameters = definition.definition.parameters.filter { parameter in
      parameter.type.utf8.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
    }.map { (name: $0.name, origin: FieldOrigin.object) }
    let named = NamedPrograms(definitions: definitions(seenBy: definition.definition.pack))
    return uses(
      of: definition.named, OptionalFieldCheck(named: named), definition.owner,
      parameters: parameters)
  }
}

extension CostEstimate {
  /// `1500`, `25 million`.
  static func rounded(_ cost: UInt64) -> String {
    if cost == .max { return "more than can be counted" }
    let steps: [(UInt64, String)] = [(1_000_000_000, " billion"), (1_000_000, " million")]
    for (unit, name) in steps where cost >= unit { return "\(cost / unit)\(name)" }
    return "\(cost)"
  }
}

extension CompiledDefinition {
  /// What lint calls it.
  var owner: String { "\(definition.pack)/\(definition.qualifiedName)" }
}
