import Findings

/// The judgements that a report is made of: one, or one for each version of Rancher.
struct ReportRuns {
  struct Run {
    let judgement: Judgement
    /// The version, where a report has several.
    var version: String?

    /// A name as machines group results by it: `prod-eu-1`, `prod-eu-1/rancher-2.13.1`.
    var name: String {
      let cluster = judgement.cluster.name ?? judgement.cluster.uid ?? "cluster"
      return cluster + (version.map { "/rancher-\($0)" } ?? "")
    }

    /// What tells a text of one version from that of another.
    var suffix: String { version.map { " (Rancher \($0))" } ?? "" }

    /// The file that stands for what has no place, as a path: the snapshot's manifest, the target
    /// file, or the first file that was read; nil if no file was.
    var standInPath: String? {
      let files = judgement.artifacts.filter { $0.archive == nil && $0.path != "-" }
      let manifest = files.first { $0.path.hasSuffix("importlint-snapshot.yaml") }
      let target = files.first { $0.role == .target }
      return (manifest ?? target ?? files.first { $0.role == .snapshot })?.path
    }

    /// Findings that fail and count, in report order.
    var failing: [Finding] { judgement.findings.filter { $0.verdict == .fail && $0.isLive } }
    /// Findings that somebody accepted.
    var waived: [Finding] { judgement.findings.filter { !$0.isLive } }
    /// Why rules could not be decided, worst first.
    var unknown: [UnknownReason] { UnknownReason.list(judgement.findings.filter(\.isLive)) }

    /// Whether what has this severity decides readiness.
    func decides(_ severity: Severity) -> Bool { severity >= judgement.options.failOn }
  }

  let runs: [Run]

  init(_ judgement: Judgement) { runs = [Run(judgement: judgement, version: nil)] }

  init(_ matrix: ReadinessMatrix) {
    // A run that ended before anything was judged has no version.
    runs = matrix.rows.map {
      Run(judgement: $0.judgement, version: $0.version.isEmpty ? nil : $0.version)
    }
  }
}

extension Waiver {
  /// `waiver of dba@example.com, until 2026-01-31: reason`.
  var reportText: String { "waiver " + text }
}

extension Finding {
  /// The message, and how the finding stands to the baseline.
  var markedMessage: String { message + TextReport.mark(of: self) }
}

extension Judgement {
  /// `since old.json: 3 new, 5 unchanged, 2 absent`; nil if it is compared with nothing.
  var baselineText: String? {
    guard let baseline else { return nil }
    let counts = Finding.Change.Kind.allCases.map { kind in
      "\(findings.count { $0.change?.kind == kind }) \(kind.rawValue)"
    }
    let time = baseline.time.map { " of \($0)" } ?? ""
    let all = (counts + ["\(baseline.absent.count) absent"]).joined(separator: ", ")
    return "since \(baseline.path)\(time): \(all)"
  }
}

extension Problem {
  /// The message with how often it was met.
  var text: String { message + (count > 1 ? " (\(count) times)" : "") }
}
