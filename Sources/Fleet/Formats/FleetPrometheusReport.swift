import Basics
import Findings
import Reports

/// A fleet as metrics. Clusters are labels; subjects are not, so that the number of series is
/// bounded by those of clusters and rules.
struct FleetPrometheusReport {
  private let summary: FleetSummary

  init(_ summary: FleetSummary) { self.summary = summary }

  private typealias Sample = (labels: [(String, String)], value: Int64)

  func render() -> [UInt8] {
    var text = ""
    func metric(_ name: String, _ help: String, _ samples: [Sample]) {
      guard !samples.isEmpty else { return }
      let name = "importlint_fleet_" + name
      text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
      for sample in samples {
        text += PrometheusText.sample(name, sample.labels, sample.value)
      }
    }
    metric("exit_code", "0 ready, 1 not, 2 not judged, 3 unknown.", [([], Int64(summary.exitCode))])
    metric("clusters", "Clusters by stage.", stages)
    metric("missing_clusters", "Expected, without a row.", [([], Int64(summary.missing.count))])
    metric(
      "duplicate_clusters", "Names of clusters that are there under another name.",
      [([], Int64(summary.duplicates.count))])
    metric("unread_lines", "Lines that are not rows.", [([], Int64(summary.flaws.count))])
    metric("cluster_stage", "1 for how far the cluster is.", summary.members.map(stage))
    metric(
      "cluster_failing_rules", "Rules that fail and decide.",
      judged { ([("cluster", $0.name)], Int64($0.blockers.count)) })
    metric(
      "cluster_unknown_rules", "Rules that are unknown and decide.",
      judged { ([("cluster", $0.name)], Int64($0.openRules.count)) })
    metric("cluster_snapshot_timestamp_seconds", "When the snapshot was taken.", times)
    metric(
      "rule_blocked_clusters", "Clusters that a rule blocks.",
      byRule.map { ([("rule", $0.rule)], Int64($0.blocked.count)) })
    metric(
      "rule_freed_clusters", "Clusters that nothing but the rule keeps from being ready.",
      byRule.map { ([("rule", $0.rule)], Int64($0.freedAlone)) })
    return Array(text.utf8)
  }

  private var stages: [Sample] {
    FleetMember.Stage.allCases.map {
      ([("stage", $0.rawValue)], Int64(summary.count(of: $0)))
    }
  }

  private func stage(_ member: FleetMember) -> Sample {
    (
      [
        ("cluster", member.name), ("stage", member.stage.rawValue),
        ("distribution", member.row.cluster.distribution ?? ""),
        ("rancher", member.row.basis.rancher ?? ""),
      ], 1
    )
  }

  private func judged(_ sample: (FleetMember) -> Sample) -> [Sample] {
    summary.members.filter { $0.row.judged != nil }.map(sample)
  }

  private var times: [Sample] {
    summary.members.compactMap { member in
      member.row.cluster.time.flatMap { Timestamp(rfc3339: $0) }.map {
        ([("cluster", member.name)], $0.seconds)
      }
    }
  }

  private var byRule: [FleetFix] {
    summary.fixes.sorted { $0.rule.precedesByBytes($1.rule) }
  }
}
