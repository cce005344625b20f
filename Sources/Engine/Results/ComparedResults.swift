import Documents
import Findings
import Governance
import Rules

/// Two results to compare: each a JSON report, or a snapshot that is judged.
public struct ComparedResults: Sendable {
  public let comparison: ResultComparison
  /// The lowest severity that decides.
  public let failOn: Severity

  /// - Parameters:
  ///   - request: how snapshots are judged, whatever its inputs.
  ///   - onStage: is told what is being done.
  public init(
    _ old: String, _ new: String, _ request: CheckRequest, onStage: (String) -> Void = { _ in }
  ) throws(Obstacle) {
    let records = [
      try Self.record(of: old, request, onStage), try Self.record(of: new, request, onStage),
    ]
    guard !records[0].isOfOtherCluster(than: records[1]) else {
      throw Obstacle(problems: [
        Problem(
          stage: .arguments, code: "another-cluster", isFatal: true,
          message: "\(old) is of cluster \(records[0].clusterText), and \(new) of "
            + records[1].clusterText,
          help: "Findings are compared by fingerprints, which rest on the cluster.")
      ])
    }
    comparison = ResultComparison(records[0], records[1])
    failOn = request.failOn
  }

  private static func record(
    of path: String, _ request: CheckRequest, _ onStage: (String) -> Void
  ) throws(Obstacle) -> ResultRecord {
    if ResultFile.isLikely(path) {
      onStage("reading \(path)")
      return try NamedFinding.record(inFile: path)
    }
    onStage("judging \(path)")
    var request = request
    request.inputs = [path]
    request.needsChecksums = true
    request.listsPasses = true
    let judgement = Check(request).judgement()
    try Obstacle.check(judgement.problems)
    guard judgement.exitCode != 2 else {
      throw Obstacle(problems: [
        Problem(
          stage: .arguments, code: "not-judged", isFatal: true,
          message: "\(path): \(judgement.conclusion.reason)")
      ])
    }
    return ResultRecord(judgement)
  }
}
