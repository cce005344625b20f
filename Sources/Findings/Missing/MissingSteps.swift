import Basics

/// The fewest steps that decide what a judgement leaves unknown: what `importlint missing` prints.
///
/// A finding is decided when each of its reasons is. Steps that differ in the node alone are one
/// step on several nodes, and all types that kubectl has to export are one step. Where one of
/// several steps would do for a reason, those are taken that make the fewest together.
public struct MissingSteps: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    /// What to do, on whichever node and for whichever type.
    public var step: CollectionStep
    /// The nodes that it is to be done on, sorted; empty where it is not about nodes.
    public var nodes: [String]
    /// The types that it exports or speaks of, sorted; empty where it is not about types.
    public var types: [String]
    /// Full ids of the rules of which it decides a finding without any other step, sorted.
    public var decides: [String]
    /// Full ids of the other rules that wait for it, beside other steps.
    public var helps: [String]
    /// The worst severity among the findings that wait for it.
    public var severity: Severity
    /// Whether one of them decides readiness (see `--fail-on`).
    public var blocks: Bool
    /// Steps that would do as well, in a report's order.
    public var alternatives: [CollectionStep]

    /// All rules that wait for it, sorted.
    public var rules: [String] { (decides + helps).sortedByBytes() }
  }

  /// A reason for which findings stay unknown whatever is collected or declared.
  public struct Dead: Sendable, Hashable {
    public var text: String
    /// Full ids, sorted.
    public var rules: [String]
  }

  /// Those that block first, then by how many rules they decide and help to decide.
  public let steps: [Step]
  /// By text.
  public let undecidable: [Dead]
  /// Findings that are unknown and not waived.
  public let findingCount: Int
  /// Full ids of their rules, sorted.
  public let rules: [String]
  /// Of those, the ones with findings that decide readiness.
  public let blockingRules: [String]

  public init(_ judgement: Judgement) {
    self.init(
      open: judgement.findings.filter(\.isOpen), failOn: judgement.options.failOn)
  }

  /// What any of the versions of a matrix lacks.
  public init(_ matrix: ReadinessMatrix) {
    self.init(matrix.rows.flatMap(\.judgement.findings), failOn: matrix.common.options.failOn)
  }

  /// - Parameter findings: of several judgements, which may have the same.
  init(_ findings: [Finding], failOn: Severity) {
    var seen: Set<IdentifiedFinding> = []
    let open = findings.filter {
      $0.isOpen && seen.insert(IdentifiedFinding(finding: $0)).inserted
    }
    self.init(open: open, failOn: failOn)
  }

  /// - Parameter open: each once.
  private init(open: [Finding], failOn: Severity) {
    findingCount = open.count
    var all = RuleIDs()
    var blocking = RuleIDs()
    for finding in open {
      all.insert(finding.rule)
      if finding.severity >= failOn { blocking.insert(finding.rule) }
    }
    rules = all.ids.sortedByBytes()
    blockingRules = blocking.ids.sortedByBytes()
    var gathering = Gathering(open)
    for finding in open { gathering.add(finding, blocks: finding.severity >= failOn) }
    steps = gathering.steps
    undecidable = MissingSteps.undecidable(open)
  }

  public var isEmpty: Bool { steps.isEmpty }

  private static func undecidable(_ findings: [Finding]) -> [Dead] {
    var rules: [String: RuleIDs] = [:]
    for finding in findings {
      if finding.missing.contains(where: \.isDecidable) { continue }
      for reason in finding.reasons { rules[reason.text, default: RuleIDs()].insert(finding.rule) }
    }
    // Thousands of reasons, one for each node, leave the same rules open.
    var orders: [Set<String>: [String]] = [:]
    return rules.keys.sortedByBytes().map { text in
      let ids = rules[text]?.ids ?? []
      let order = orders[ids] ?? ids.sortedByBytes()
      orders[ids] = order
      return Dead(text: text, rules: order)
    }
  }
}

/// Ids of rules. Findings come rule by rule, and thousands of one rule are one look each.
private struct RuleIDs {
  private(set) var ids: Set<String> = []
  private var last = ""

  mutating func insert(_ id: String) {
    if id == last { return }
    last = id
    ids.insert(id)
  }
}

/// A finding by its identity alone, which has more parts than are handed on for nothing.
private struct IdentifiedFinding: Hashable {
  let finding: Finding

  static func == (left: Self, right: Self) -> Bool {
    left.finding.identity == right.finding.identity
  }

  func hash(into hasher: inout Hasher) { hasher.combine(finding.fingerprint) }
}

extension Finding {
  fileprivate var isOpen: Bool { verdict == .unknown && isLive }

  /// Why it is unknown; an unknown that says nothing is one that nothing decides.
  fileprivate var reasons: [MissingEvidence] {
    missing.isEmpty ? [MissingEvidence(.evaluationError, message)] : missing
  }
}

/// What several steps have in common that are one.
private struct StepKey: Hashable {
  let kind: CollectionStep.Kind
  /// Empty where the types are told apart below it.
  let action: String
  let place: String?

  init(_ step: CollectionStep) {
    // Secrets are exported in a way of their own.
    let isOneOfTypes = step.type != nil && (step.kind == .manifest || step.type != "secrets")
    kind = step.kind
    action = isOneOfTypes ? "" : step.action
    place = isOneOfTypes ? nil : step.place
  }
}

/// Puts findings to the steps that decide them.
private struct Gathering {
  /// One of the steps that a finding waits for.
  private struct Wait {
    /// The position of the step's group.
    let group: Int
    /// Whether no other step is waited for beside it.
    let isAlone: Bool
  }

  /// The chosen step of each reason that has one.
  private let chosen: [MissingEvidence: CollectionStep]
  private var groups: [StepGroup] = []
  /// The positions of groups.
  private var groupPositions: [StepKey: Int] = [:]
  /// By reasons: thousands of findings share a few lists of them.
  private var waits: [SharedList<MissingEvidence>: [Wait]] = [:]

  init(_ findings: [Finding]) {
    let reasons = MissingEvidence.union(of: findings.lazy.map(\.missing))
      .filter(\.isDecidable)
    // The positions of keys say which are liked better: first choices before what would do as well.
    let all =
      CollectionStep.list(reasons.compactMap(\.collect))
      + CollectionStep.list(reasons.flatMap(\.alternatives))
    var positions: [StepKey: Int] = [:]
    for step in all where positions[StepKey(step)] == nil {
      positions[StepKey(step)] = positions.count
    }
    let taken = SmallestCover.choices(
      meeting: reasons.map { reason in reason.steps.compactMap { positions[StepKey($0)] } })
    var chosen: [MissingEvidence: CollectionStep] = [:]
    for reason in reasons {
      chosen[reason] = reason.steps.first { positions[StepKey($0)].map(taken.contains) ?? false }
    }
    self.chosen = chosen
  }

  mutating func add(_ finding: Finding, blocks: Bool) {
    let reasons = finding.reasons
    let list = SharedList(reasons)
    let known = waits[list]
    let found = known ?? makeWaits(for: reasons)
    if known == nil { waits[list] = found }
    for wait in found { groups[wait.group].add(finding, blocks: blocks, isAlone: wait.isAlone) }
  }

  /// What findings with these reasons wait for; the groups take in what the reasons say.
  private mutating func makeWaits(for reasons: [MissingEvidence]) -> [Wait] {
    let steps = reasons.map { ($0, chosen[$0]) }
    let keys = Set(steps.map { $0.1.map(StepKey.init) })
    return steps.compactMap { reason, step in
      guard let step else { return nil }
      let key = StepKey(step)
      let group = groupPositions[key] ?? groups.count
      if group == groups.count {
        groupPositions[key] = group
        groups.append(StepGroup(step: step))
      }
      groups[group].add(step, alternatives: reason.steps.filter { StepKey($0) != key })
      return Wait(group: group, isAlone: keys == [key])
    }
  }

  var steps: [MissingSteps.Step] {
    groups.map(\.settled).sorted { left, right in
      if left.blocks != right.blocks { return left.blocks }
      let counts = [(left.decides, right.decides), (left.helps, right.helps)]
      for (left, right) in counts where left.count != right.count {
        return left.count > right.count
      }
      if left.severity != right.severity { return left.severity > right.severity }
      return CollectionStep.isOrderedBefore(left.step, right.step)
    }
  }
}

/// The findings that wait for one step, gathered in sets: each thing is kept once, however many
/// thousands of findings name it.
private struct StepGroup {
  let step: CollectionStep
  private var nodes: Set<String> = []
  private var types: Set<String> = []
  private var decides = RuleIDs()
  private var helps = RuleIDs()
  private var severity = Severity.note
  private var blocks = false
  private var alternatives: Set<CollectionStep> = []

  init(step: CollectionStep) { self.step = step }

  /// Takes in one of the steps that are this one.
  mutating func add(_ step: CollectionStep, alternatives: [CollectionStep]) {
    if let node = step.node { nodes.insert(node) }
    if let type = step.type { types.insert(type) }
    self.alternatives.formUnion(alternatives)
  }

  /// Takes in a finding that waits for it.
  mutating func add(_ finding: Finding, blocks: Bool, isAlone: Bool) {
    if isAlone { decides.insert(finding.rule) } else { helps.insert(finding.rule) }
    severity = max(severity, finding.severity)
    self.blocks = self.blocks || blocks
  }

  /// Each thing in its order. What differs between nodes and types is left to those.
  var settled: MissingSteps.Step {
    var step = MissingSteps.Step(
      step: step, nodes: nodes.sortedByBytes(), types: types.sortedByBytes(),
      decides: decides.ids.sortedByBytes(),
      helps: helps.ids.subtracting(decides.ids).sortedByBytes(),
      severity: severity, blocks: blocks, alternatives: [])
    step.step.node = nil
    step.alternatives = CollectionStep.list(
      alternatives.map { alternative in
        var alternative = alternative
        alternative.node = nil
        return alternative
      })
    if step.types.count == 1 { step.step.type = step.types[0] }
    guard step.types.count > 1, step.step.kind == .kubectl else { return step }
    step.step.action = #"kubectl get "$type" -A -o yaml"#
    step.step.place = #""resources/$type.yaml""#
    step.step.type = nil
    return step
  }
}
