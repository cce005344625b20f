import Findings
import Fleet

/// Rows that are made for tests.
enum SampleRow {
  static let tool = ToolInfo(version: "1.0.0", dataDate: "2026-01-01", newestRancher: "2.14")

  static func rule(
    _ id: String, decides: Bool = true, isUnknown: Bool = false
  ) -> JudgedRow.Rule {
    JudgedRow.Rule(
      id: "rancher-import/\(id)", title: "Title of \(id)", severity: decides ? .error : .warning,
      decides: decides, findingCount: 1, fix: isUnknown ? "" : "Fix \(id)")
  }

  /// A judged cluster.
  ///
  /// - Parameters:
  ///   - failing: ids of rules that fail and decide.
  ///   - unknown: ids of rules that are unknown and decide.
  ///   - passing: ids of rules that pass, beside one that passes everywhere.
  static func judged(
    _ name: String, failing: [String] = [], unknown: [String] = [],
    passing: [String] = [], notApplicable: [String] = [], uid: String? = nil,
    time: String? = "2026-02-01T00:00:00Z",
    labels: [String: String] = [:], tool: ToolInfo = tool, isReported: Bool = false
  ) -> FleetRow {
    let readiness: Readiness =
      !failing.isEmpty ? .notReady : unknown.isEmpty ? .ready : .inconclusive
    let code: Int32 = !failing.isEmpty ? 1 : unknown.isEmpty ? 0 : 3
    var digests = FleetRow.Digests()
    if isReported { digests.reports = String(repeating: "a", count: 64) }
    return FleetRow(
      name: name, labels: labels, digests: digests,
      basis: FleetRow.Basis(tool: tool, rancher: "2.13.1"),
      cluster: ClusterSummary(
        name: name, uid: uid ?? "uid-of-\(name)", distribution: "k3s", version: "v1.31.5+k3s1",
        nodeCount: 3, time: time),
      outcome: .judged(
        JudgedRow(
          readiness: readiness, exitCode: code, reason: "of \(name)",
          failing: failing.map { rule($0) }, unknown: unknown.map { rule($0, isUnknown: true) },
          passing: ["rancher-import/always"] + passing.map { "rancher-import/\($0)" },
          notApplicable: notApplicable,
          findings: (failing.map { ($0, Verdict.fail) } + unknown.map { ($0, .unknown) }).map {
            JudgedRow.Finding(
              rule: "rancher-import/\($0)", verdict: $1, severity: .error, subject: "node/w1",
              message: "\($0) <of> \(name)", fingerprint: "\($0)-\(name)",
              path: "\(name)/nodes.yaml", line: 3, column: 7)
          },
          steps: unknown.map {
            JudgedRow.Step(
              text: "kubectl get \($0)", nodeCount: 0, rules: ["rancher-import/\($0)"],
              blocks: true)
          })))
  }

  static func notJudged(_ name: String, _ reason: String = "it broke") -> FleetRow {
    FleetRow(
      name: name, basis: FleetRow.Basis(tool: tool), outcome: .notJudged(reason: reason))
  }
}
