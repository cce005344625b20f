import Documents
import Findings
import Rules
import Snapshots

/// An expression, evaluated on a snapshot as a rule would evaluate it.
public struct EvaluatedExpression: Sendable {
  public let answer: ExpressionAnswer
  /// Nil if none was asked for.
  public let trace: TraceBranch?
  /// Errors of the inputs that leave the answer standing.
  public let problems: [Problem]

  /// - Parameter request: What is read; its rules are not even compiled.
  public init(_ query: ExpressionQuery, _ request: CheckRequest) throws(Obstacle) {
    let store = DocumentStore()
    let set = request.packs.load(into: store)
    try Obstacle.check(set.problems)
    let reasons = ReasonTable()
    let target = request.target(for: request.version, into: store, reasons)
    let snapshot = request.snapshot(into: store, reasons)
    let all = target.problems + snapshot.problems
    try Obstacle.check(all)
    problems = all.filter { $0.severity == .error }
    var judging = Judge.Options()
    judging.now = request.now ?? snapshot.identity.time
    (answer, trace) = Judge(set.withoutRules).answer(
      query, in: snapshot, target: target.value, options: judging)
  }
}
