import Basics
import CEL
import Documents
import Findings
import Snapshots
import Synchronization

/// Rules that are checked, compiled and ready to judge any number of snapshots.
public struct Judge: Sendable {
  package let store: DocumentStore
  let environment: RuleEnvironment
  package let rules: [CompiledRule]
  let packs: [Pack]
  private let appliesChanges: Bool
  /// The definitions of all packs.
  package var definitions: DefinitionTable { environment.definitions }
  /// Those that a pack's expressions may use.
  package func definitions(seenBy pack: String) -> [CompiledDefinition] {
    definitions.all.filter { environment.sees($0.definition.pack, from: pack) }
  }
  /// Problems of the rules' expressions, fatal each.
  public let problems: [Problem]

  /// - Parameter rules: compiled in `environment`, in the order of the results.
  /// - Parameter appliesChanges: whether packs change the parameters of those before them.
  /// - Parameter problems: what compiling found.
  init(
    _ rules: [CompiledRule], of packs: [Pack], in environment: RuleEnvironment,
    store: DocumentStore, appliesChanges: Bool, problems: [Problem]
  ) {
    self.rules = rules
    self.packs = packs
    self.environment = environment
    self.store = store
    self.appliesChanges = appliesChanges
    self.problems = problems
  }

  /// How a judgement is to be made. What the result says of it is in `JudgementOptions`.
  public struct Options: Sendable {
    /// RFC 3339; nil if no time is known, and then what needs it is unknown.
    public var now: String?
    /// Threads to use. The result does not depend on it.
    public var jobs = 1
    /// Whether the subjects that pass are listed, not only counted.
    public var listsPasses = false
    /// Findings after which the rest of a rule's subjects is left undecided. No one reads as many,
    /// and each costs a place, a frame and texts.
    var findingLimit = 10_000
    /// What a rule's expressions may cost before the rest of its subjects is left undecided; nil
    /// for what is derived from the size of the snapshot.
    var costLimit: UInt64?
    /// What evaluating an admission policy for one object may cost before it is left undecided; nil
    /// for as much as the API server lets it.
    var policyCost: UInt64?
    /// What the object was before: policies then see it changed, not created.
    var formerObject: Value?

    public init() {}
  }

  /// What judging a snapshot gave, for each rule.
  public struct Outcome: Sendable {
    public var findings: [Finding] = []
    public var rules: [RuleResult] = []
    public var problems: [Problem] = []
  }

  /// Judges every subject of a snapshot by every rule. The snapshot and the target must lie in the
  /// rules' store.
  public func judge(
    _ snapshot: Snapshot, target: Value, options: Options
  ) -> Outcome {
    judge(rules, snapshot, target: target, options: options, parameters: nil)
  }

  /// The same for some rules, with other values of parameters.
  func judge(
    _ rules: [CompiledRule], _ snapshot: Snapshot, target: Value, options: Options,
    parameters: DocumentValue?
  ) -> Outcome {
    judge(rules, in: inputs(snapshot, target, options, parameters: parameters), options: options)
  }

  /// All that judging a snapshot needs; `parameters` are other values for those of the packs.
  package func inputs(
    _ snapshot: Snapshot, _ target: Value, _ options: Options, parameters: DocumentValue?
  ) -> JudgingInputs {
    JudgingInputs(
      snapshot: snapshot, target: target, environment: environment,
      packs: packValues(parameters), packSources: packSources, named: namedNamespaces,
      now: options.now, policyCost: options.policyCost,
      formerObject: options.formerObject)
  }

  /// What is wrong with other values for parameters of the packs, a sentence each: one of a name
  /// that no pack has would change nothing.
  package func flaws(of parameters: DocumentValue) -> [String] {
    let known = packs.flatMap { $0.parameters?.entries.map(\.key) ?? [] }
    return parameters.entries.compactMap { name, value in
      let declarations = packs.compactMap { $0.parameters?[name] }
      if declarations.isEmpty {
        return "there is no parameter \"\(name)\"\(didYouMean(name, among: known))"
      }
      let schemas = packs.compactMap { $0.schema(ofParameter: name) }
      return schemas.lazy.compactMap { $0.mismatch(of: value) }.first?.sentence(name)
    }
  }

  private func judge(
    _ rules: [CompiledRule], in inputs: JudgingInputs, options: Options
  ) -> Outcome {
    let work = rules.map { RuleSubjects(of: $0, in: inputs) }
    let items = Judge.workItems(work)
    let costLimit = options.costLimit ?? inputs.ruleBudget
    let results = Mutex(
      BatchResults(items: items, findingLimit: options.findingLimit, costLimit: costLimit))
    let next = Atomic<Int>(0)
    let lanes = max(1, min(options.jobs, items.count))
    let problems = inParallel(lanes, threads: lanes) { _ -> Problem? in
      guard let lane = RuleRun(inputs) else {
        return Problem(
          stage: .evaluation, code: "too-many-files", isFatal: true,
          message: "there are too many files in one run to evaluate rules, too")
      }
      lane.costLimit = costLimit
      while true {
        let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard i < items.count else { return nil }
        if results.withLock({ $0.isBeyondLimit(i) }) { continue }
        var result = lane.judge(
          work[items[i].rule], items[i].range, listsPasses: options.listsPasses)
        if lane.cost > costLimit { result.judged = min(result.counts.total, items[i].range.count) }
        results.withLock { $0[i] = result }
      }
    }
    var all = results.withLock { exchange(&$0, with: BatchResults(items: [], findingLimit: 0)) }
    var outcome = outcome(of: work, &all, in: inputs)
    outcome.problems += problems.compactMap { $0 }
    return outcome
  }

  /// The results of all batches, in their order.
  private func outcome(
    of work: [RuleSubjects], _ results: inout BatchResults, in inputs: JudgingInputs
  ) -> Outcome {
    var outcome = Outcome()
    // Room for all at once, and each batch freed when it is taken over: on a large cluster the
    // findings are most of the memory beside the documents.
    outcome.findings.reserveCapacity(results.findingCount + work.count)
    var sums = [BatchResult](repeating: BatchResult(), count: work.count)
    var judged = [Int](repeating: 0, count: work.count)
    var spent = [UInt64](repeating: 0, count: work.count)
    for (i, item) in results.items.enumerated() {
      guard !results.isBeyondLimit(i) else { continue }
      var result = exchange(&results[i], with: BatchResult())
      outcome.findings += exchange(&result.findings, with: [])
      sums[item.rule].add(result)
      judged[item.rule] += result.judged ?? item.range.count
      spent[item.rule] += result.cost
    }
    for (rule, subjects) in work.enumerated() where judged[rule] < subjects.count {
      let (result, problem) = subjects.cut(
        after: judged[rule], isCostly: spent[rule] > results.costLimit, in: inputs)
      outcome.findings += result.findings
      outcome.problems.append(problem)
      sums[rule].counts[result.verdict] += 1
    }
    outcome.rules = zip(work, sums).map { subjects, sum in subjects.summary(of: sum) }
    return outcome
  }

  /// The namespaces that rules of users name; the built-in rules' own are tried by their examples.
  private var namedNamespaces: Set<String> {
    let own = Set(packs.filter { !$0.isBuiltIn }.map(\.name))
    return rules.filter { own.contains($0.rule.pack) }
      .reduce(into: ownDefinitions(own)) { $0.formUnion($1.namedNamespaces) }
  }

  private func ownDefinitions(_ packs: Set<String>) -> Set<String> {
    environment.definitions.all.filter { packs.contains($0.definition.pack) }
      .reduce(into: []) { $0.formUnion($1.program.namedNamespaces) }
  }

  /// The sources of packs' parameters and data, in which no finding has its place.
  private var packSources: Set<ObjectIdentifier> {
    let places = packs.flatMap { pack in
      [pack.parameters?.place ?? pack.place] + pack.data.map { $0.value.place }
    }
    return Set(places.compactMap { $0.map { ObjectIdentifier($0.source) } })
  }

  private func packValues(_ parameters: DocumentValue?) -> [String: PackValues] {
    var values: [String: PackValues] = [:]
    for (i, pack) in packs.enumerated() {
      values[pack.name] = PackValues(
        params: ParameterValues.value(
          of: pack, changedBy: appliesChanges ? Array(packs[(i + 1)...]) : [],
          overrides: parameters, in: store),
        data: ParameterValues.data(of: pack, in: store))
    }
    return values
  }

  /// Subjects that one thread judges in one go.
  private static let batch = 256

  private static func workItems(_ work: [RuleSubjects]) -> [BatchResults.Item] {
    work.enumerated().flatMap { index, subjects in
      stride(from: 0, to: max(1, subjects.count), by: batch).map {
        BatchResults.Item(rule: index, range: $0..<min($0 + batch, subjects.count))
      }
    }
  }
}
