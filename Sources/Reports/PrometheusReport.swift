import Basics
import Findings

/// Prometheus' text format, for the folder of a node exporter's textfile collector.
///
/// The labels `cluster` and `rancher` are on every sample; names of subjects are not, so that the
/// number of series is bounded by that of rules.
struct PrometheusReport {
  private let runs: ReportRuns

  init(_ runs: ReportRuns) { self.runs = runs }

  /// Reasons for unknowns that have a series of their own.
  private static let reasonMax = 100

  private struct Sample {
    var labels: [(String, String)] = []
    var value: Int64
  }

  private struct Metric: Sendable {
    var name: String
    var help: String
    var samples: @Sendable (ReportRuns.Run) -> [Sample]
  }

  func render() -> [UInt8] {
    var text = ""
    for metric in Self.metrics {
      let samples = runs.runs.flatMap { run in metric.samples(run).map { (run, $0) } }
      guard !samples.isEmpty else { continue }
      text += "# HELP importlint_\(metric.name) \(metric.help)\n"
      text += "# TYPE importlint_\(metric.name) gauge\n"
      for (run, sample) in samples {
        let judgement = run.judgement
        let common = [
          ("cluster", judgement.cluster.name ?? judgement.cluster.uid ?? ""),
          ("rancher", run.version ?? judgement.target.rancherVersion ?? ""),
        ]
        text += PrometheusText.sample(
          "importlint_\(metric.name)", common + sample.labels, sample.value)
      }
    }
    return Array(text.utf8)
  }

  private static let metrics: [Metric] = [
    Metric(name: "info", help: "What judged which cluster; always 1.", samples: { info($0) }),
    Metric(name: "pack_info", help: "A pack that took part; always 1.") { run in
      run.judgement.packs.map { pack in
        Sample(
          labels: [("pack", pack.name), ("version", pack.version), ("digest", pack.digest ?? "")],
          value: 1)
      }
    },
    Metric(name: "readiness", help: "1 for the readiness that the cluster has.") { run in
      Readiness.allCases.map {
        Sample(
          labels: [("readiness", $0.rawValue)], value: $0 == run.judgement.readiness ? 1 : 0)
      }
    },
    Metric(name: "exit_code", help: "The exit code: 0 ready, 1 not, 2 not judged, 3 unknown.") {
      [Sample(value: Int64($0.judgement.exitCode))]
    },
    Metric(name: "findings", help: "Findings that count, by verdict and severity.") { run in
      let counts = FindingCounts(run.judgement.findings)
      return [Verdict.fail, .unknown].flatMap { verdict in
        Severity.allCases.reversed().map { severity in
          Sample(
            labels: [("verdict", verdict.rawValue), ("severity", severity.rawValue)],
            value: Int64(counts[verdict, severity]))
        }
      }
    },
    Metric(name: "waived_findings", help: "Findings that somebody accepted.") {
      [Sample(value: Int64(FindingCounts($0.judgement.findings).waived))]
    },
    Metric(
      name: "rule_findings", help: "Findings of a rule that count, where it has any.",
      samples: { ruleFindings($0) }),
    Metric(
      name: "missing_evidence",
      help: "Findings that wait for something to be collected or declared, the first 100.",
      samples: { missingEvidence($0) }),
    Metric(name: "verdicts", help: "Verdicts of all rules on all subjects.") { run in
      [Verdict.pass, .fail, .unknown, .notApplicable].map {
        Sample(labels: [("verdict", $0.rawValue)], value: Int64(run.judgement.counts[$0]))
      }
    },
    Metric(name: "problems", help: "Problems with the input, by severity.") { run in
      Severity.allCases.reversed().map { severity in
        Sample(
          labels: [("severity", severity.rawValue)],
          value: Int64(run.judgement.problems.count { $0.severity == severity }))
      }
    },
    Metric(name: "snapshot_timestamp_seconds", help: "When the snapshot was taken.") { run in
      let time = run.judgement.cluster.time.flatMap { Timestamp(rfc3339: $0) }
      return time.map { [Sample(value: $0.seconds)] } ?? []
    },
    Metric(name: "nodes", help: "Nodes of the cluster; no sample where it is not known.") {
      $0.judgement.profile?.nodes.map { [Sample(value: Int64($0.count))] } ?? []
    },
    Metric(name: "pods", help: "Pods that run or wait; no sample where it is not known.") {
      $0.judgement.profile?.pods.map { [Sample(value: Int64($0.count))] } ?? []
    },
  ]

  private static func info(_ run: ReportRuns.Run) -> [Sample] {
    let judgement = run.judgement
    let labels = [
      ("version", judgement.tool.version), ("data", judgement.tool.dataDate ?? ""),
      ("distribution", judgement.cluster.distribution ?? ""),
      ("kubernetes", judgement.cluster.version ?? ""), ("uid", judgement.cluster.uid ?? ""),
    ]
    return [Sample(labels: labels, value: 1)]
  }

  private static func ruleFindings(_ run: ReportRuns.Run) -> [Sample] {
    var counts: [[String]: Int64] = [:]
    for finding in run.judgement.findings where finding.isLive {
      let key = [finding.rule, finding.verdict.rawValue, finding.severity.rawValue]
      counts[key, default: 0] += 1
    }
    let names = ["rule", "verdict", "severity"]
    return counts.keys.sorted { compareByBytes($0, $1) < 0 }.map { key in
      Sample(labels: Array(zip(names, key)), value: counts[key] ?? 0)
    }
  }

  private static func missingEvidence(_ run: ReportRuns.Run) -> [Sample] {
    // A series must be there once: what reads the same is added up.
    var samples: [Sample] = []
    var indices: [[String]: Int] = [:]
    for reason in run.unknown {
      let text = reason.nodes.count > 1 ? reason.textWithoutNode : reason.text
      let collect = reason.collectionText ?? ""
      let key = [
        reason.severity.rawValue, PrometheusText.escaped(text), PrometheusText.escaped(collect),
      ]
      let value = Int64(reason.findingCount)
      if let index = indices[key] {
        samples[index].value += value
      } else if samples.count < reasonMax {
        indices[key] = samples.count
        samples.append(
          Sample(
            labels: [("severity", key[0]), ("reason", text), ("collect", collect)], value: value))
      }
    }
    return samples
  }
}
