import Basics
import Documents
import Findings
import Snapshots

/// What became of one subject.
package struct SubjectResult: Sendable {
  let subject: JudgedSubject
  let verdict: Verdict
  var findings: [Finding] = []
  /// Why the rule does not apply; nil if it does, or a condition is not met.
  var reason: String?
  /// The position of the condition that is not met, which says why.
  var unmetCondition: Int?

  /// Why a rule does not apply to the subject.
  func reason(_ rule: CompiledRule) -> String? {
    reason ?? unmetCondition.map { rule.matchConditions[$0].reason }
  }
}

/// Results of some subjects of one rule, as far as a report needs them: what passes is counted.
package struct BatchResult: Sendable {
  var counts = VerdictCounts()
  package var findings: [Finding] = []
  /// Why the rule does not apply to the first subject that it does not apply to.
  var reason: String?
  /// Subjects that pass, and those that the rule does not apply to; only where they are listed.
  package var passing: [Subject] = []
  package var notApplicable: [Subject] = []
  /// What its expressions cost.
  var cost: UInt64 = 0
  /// How many of its subjects were judged; nil for all.
  var judged: Int?

  init() {}

  mutating func add(_ result: SubjectResult, of rule: CompiledRule, listsPasses: Bool) {
    counts[result.verdict] += 1
    if !result.findings.isEmpty { findings += result.findings }
    if reason == nil { reason = result.reason(rule) }
    guard listsPasses else { return }
    if result.verdict == .pass { passing.append(result.subject.subject) }
    if result.verdict == .notApplicable { notApplicable.append(result.subject.subject) }
  }

  /// Takes in what followed, in place: a rule may have a thousand batches.
  mutating func add(_ next: BatchResult) {
    counts = counts + next.counts
    findings += next.findings
    if reason == nil { reason = next.reason }
    passing += next.passing
    notApplicable += next.notApplicable
  }
}

/// Which subjects a rule judges in a snapshot, and what hides others. A snapshot may have a hundred
/// thousand of them for each rule, so they are made when their turn comes.
package struct RuleSubjects: Sendable {
  private(set) var rule: CompiledRule
  private let source: Source
  /// The number of subjects.
  package let count: Int
  /// Reasons for which there may be more subjects than are known.
  let missing: [UInt32]
  /// Why there are no subjects; only if there are none and nothing is missing.
  let reasonForNoSubjects: String

  private enum Source: Sendable {
    case cluster
    case nodes
    case resources([(naming: ResourceNaming, entries: ArraySlice<ResourceEntry>)])
  }

  package init(of rule: CompiledRule, in inputs: JudgingInputs) {
    self.rule = rule
    let snapshot = inputs.snapshot
    switch rule.rule.subject {
    case .cluster:
      source = .cluster
      count = 1
      missing = []
      reasonForNoSubjects = ""
    case .node:
      source = .nodes
      count = snapshot.nodes.count
      missing = snapshot.missingNodes.map { [$0] } ?? []
      reasonForNoSubjects = "the cluster has no nodes"
    case .resource:
      let named = rule.method.types(of: rule.rule, in: snapshot)
      let load = inputs.library.kept(AdmissionLoad(snapshot))
      let refused = named.types.compactMap { load.reason(forSubjectsOf: $0) }
      let types = named.types.filter { load.reason(forSubjectsOf: $0) == nil }
      let hidden = named.missing + Set(refused).map { snapshot.reasons.number(of: $0) }
      let names = inputs.library.kept(ResourceNames(snapshot))
      let slices = types.map {
        (naming: names[$0], entries: snapshot.resources.all(of: $0))
      }
      source = .resources(slices)
      count = slices.reduce(0) { $0 + $1.entries.count }
      missing = hidden + types.compactMap { snapshot.missing($0) }
      reasonForNoSubjects =
        "the cluster has no " + (types.isEmpty ? "such resources" : RuleSubjects.names(types))
    }
  }

  /// Some of the subjects, by their positions.
  func at(_ range: Range<Int>, of snapshot: Snapshot) -> [JudgedSubject] {
    switch source {
    case .cluster: return range.map { _ in .cluster }
    case .nodes: return snapshot.nodes[range].map { .node(name: $0.name, value: $0.value) }
    case .resources(let slices):
      var subjects: [JudgedSubject] = []
      var start = 0
      for (naming, entries) in slices {
        let own = range.clamped(to: start..<start + entries.count)
        let naming = OwnNaming(naming)
        for i in own {
          let position = i - start
          subjects.append(
            .resource(entries[entries.startIndex + position], naming, at: position))
        }
        start += entries.count
      }
      return subjects
    }
  }

  /// The same subjects for another form of the rule.
  package func with(_ rule: CompiledRule) -> RuleSubjects {
    var subjects = self
    subjects.rule = rule
    return subjects
  }

  private static func names(_ types: [ResourceType]) -> String {
    types.map(\.name).joined(separator: ", ")
  }

  // MARK: Summary

  /// What is said where a rule has as many findings or costs as much as it may, and is judged no
  /// further.
  /// - Parameter judged: the subjects that were judged.
  func cut(
    after judged: Int, isCostly: Bool, in inputs: JudgingInputs
  ) -> (result: SubjectResult, problem: Problem) {
    let id = rule.rule.fullId
    let text =
      (isCostly ? "it takes so long" : "so much was found")
      + " that \(count - judged) of its \(counted(count, "subject")) are not judged"
    let reason = MissingEvidence(.evaluationError, text)
    let problem = Problem(
      stage: .evaluation, code: isCostly ? "too-costly" : "too-many-findings", severity: .warning,
      message: "\(id): \(text)", help: isCostly ? nil : "fix what was found, and judge again")
    return (
      inputs.undecided(rule, .cluster, validation: "findings", UnknownReasons([reason])), problem
    )
  }

  /// The rule's metadata and counts over its subjects.
  package func summary(of result: BatchResult) -> RuleResult {
    let counts = result.counts
    let definition = rule.rule
    let identity = RuleResult.Identity(
      id: definition.fullId, pack: definition.pack, area: definition.area,
      deprecatedIds: definition.deprecatedIds)
    let outcome = RuleResult.Outcome(
      counts,
      notApplicableReason: counts.notApplicable == counts.total ? result.reason : nil,
      passing: result.passing, notApplicable: result.notApplicable)
    return RuleResult(
      identity, of: definition.subject, definition.severity,
      texts: definition.texts(commands: definition.fix.commands),
      translation: definition.translation.map { $0.texts(of: definition) },
      references: definition.references, outcome: outcome)
  }
}
