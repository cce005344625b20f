import Findings
import Snapshots

/// What judging does differently for each kind of rule.
protocol JudgingMethod: Sendable {
  /// The types whose objects are judged, and the reasons for which there may be more types.
  func types(of rule: Rule, in snapshot: Snapshot) -> (types: [ResourceType], missing: [UInt32])

  /// The verdict on one subject.
  func judge(_ rule: CompiledRule, _ subject: JudgedSubject, by run: RuleRun) -> SubjectResult
}
