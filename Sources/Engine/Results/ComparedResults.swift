import Documents
import Findings
import Governance
import Rules

/// Two results to compare: each a JSON report, or a snapshot that is judged.
public struct ComparedResults: Sendable {
  public let comparison: ResultComparison
  /// The lowest severity that decides.
  public let failOn: Severity

  /// Compares two reports or snapshots; `-` is a report on standard input.
  ///
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
      throw Self.obstacle(
        "another-cluster",
        "\(old) is of cluster \(records[0].clusterText), and \(new) of \(records[1].clusterText)",
        help: "Findings are compared by fingerprints, which rest on the cluster.")
    }
    comparison = ResultComparison(records[0], records[1])
    failOn = request.failOn
  }

  /// Compares what two sets of packs say of one snapshot, each beside the packs of the request.
  public init(
    of request: CheckRequest, byPacks old: [String], andBy new: [String],
    onStage: (String) -> Void = { _ in }
  ) throws(Obstacle) {
    if let report = request.inputs.first(where: ResultFile.isReport) {
      throw Self.obstacle(
        "not-a-snapshot",
        "\(report) is a JSON report: packs are compared over a snapshot, which both of them judge")
    }
    let records = [
      try Self.record(of: request, by: old, onStage),
      try Self.record(of: request, by: new, onStage),
    ]
    comparison = ResultComparison(records[0], records[1])
    failOn = request.failOn
  }

  private static func record(
    of path: String, _ request: CheckRequest, _ onStage: (String) -> Void
  ) throws(Obstacle) -> ResultRecord {
    if path == "-" || ResultFile.isReport(path) {
      onStage("reading \(path)")
      return try NamedFinding.record(inFile: path)
    }
    onStage("judging \(path)")
    var request = request
    request.inputs = [path]
    return try record(of: request)
  }

  private static func record(
    of request: CheckRequest, by packs: [String], _ onStage: (String) -> Void
  ) throws(Obstacle) -> ResultRecord {
    onStage("judging by \(packs.joined(separator: ", "))")
    var request = request
    request.packs.folders += packs
    return try record(of: request)
  }

  private static func record(of request: CheckRequest) throws(Obstacle) -> ResultRecord {
    var request = request
    request.needsChecksums = true
    request.listsPasses = true
    let judgement = Check(request).judgement()
    try Obstacle.check(judgement.problems)
    guard judgement.exitCode != 2 else {
      throw obstacle(
        "not-judged",
        "\(request.inputs.joined(separator: ", ")): \(judgement.conclusion.reason)")
    }
    return ResultRecord(judgement)
  }

  private static func obstacle(_ code: String, _ message: String, help: String? = nil) -> Obstacle {
    Obstacle(problems: [
      Problem(stage: .arguments, code: code, isFatal: true, message: message, help: help)
    ])
  }
}
