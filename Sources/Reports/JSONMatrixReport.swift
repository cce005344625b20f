import Findings

/// A cluster that was judged for several versions of Rancher, as JSON;
/// `docs/schemas/importlint-matrix-1.schema.json` describes it.
///
/// What the versions share (cluster, packs, profile, evidence) is there once. Of each version
/// there is what it would still need; `check --rancher VERSION` has its findings.
struct JSONMatrixReport {
  private let matrix: ReadinessMatrix
  private let profile: JSONReport.Profile
  private let common: JSONReport

  init(_ matrix: ReadinessMatrix, _ profile: JSONReport.Profile) {
    self.matrix = matrix
    self.profile = profile
    common = JSONReport(matrix.common, profile)
  }

  func write(to sink: @escaping ReportFormat.Sink) {
    var writer = JSONWriter(isIndented: profile == .standard, to: sink)
    writer.document { json in
      json.member("schema", ReadinessMatrix.schemaVersion)
      common.writeTool(&json)
      json.member("asked", matrix.isAll ? "all" : "list")
      json.member("exitCode", Int(matrix.exitCode))
      json.member("reason", matrix.reason)
      json.strings("ready", matrix.ready)
      json.member("nearest", matrix.exitCode == 2 ? nil : matrix.nearest.version)
      common.writeSummaries(&json)
      json.object("profile", matrix.common.profile, ProfileJSON.write)
      json.objects("versions", matrix.exitCode == 2 ? [] : matrix.rows, write)
      json.objects("collection", matrix.collection, common.write)
      json.objects("evidence", matrix.common.evidence, common.write)
      json.objects("problems", matrix.problems, common.write)
      json.objects("artifacts", matrix.common.artifacts, common.write)
    }
  }

  private func write(_ json: inout JSONWriter, _ row: ReadinessMatrix.Row) {
    json.member("version", row.version)
    json.member("readiness", row.judgement.readiness.rawValue)
    json.member("exitCode", Int(row.judgement.exitCode))
    json.member("reason", row.judgement.conclusion.reason)
    JSONReport(row.judgement, profile).writeCounts(&json)
    json.objects("failing", row.failing, write)
    json.objects("unknown", row.unknown, write)
    json.objects("collection", row.judgement.collection, common.write)
  }

  private func write(_ json: inout JSONWriter, _ need: ReadinessMatrix.BlockingRule) {
    json.member("rule", need.rule)
    json.member("title", need.title)
    json.member("severity", need.severity.rawValue)
    json.member("decides", need.decides)
    json.member("findings", need.findingCount)
  }
}
