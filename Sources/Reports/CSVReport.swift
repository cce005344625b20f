import Basics
import Findings

/// A table for spreadsheets: readiness, findings, problems and the cluster's profile, a row each.
struct CSVReport {
  private let runs: ReportRuns

  init(_ runs: ReportRuns) { self.runs = runs }

  private struct Row {
    var kind: String
    var rancher: String?
    var state = ""
    var severity = ""
    var name = ""
    var title = ""
    var area = ""
    var subject: Subject?
    var message = ""
    var place: Place?
    var fix = ""
    var commands: [String] = []
    var collect: [String] = []
    var waiver: Waiver?
    var change = ""
    var fingerprint = ""

    init(_ kind: String, _ run: ReportRuns.Run) {
      self.kind = kind
      rancher = run.version ?? run.judgement.target.rancherVersion
    }

    static let columns = [
      "kind", "rancher", "state", "severity", "rule", "title", "area", "subject_kind", "namespace",
      "subject", "message", "path", "line", "column", "fix", "commands", "collect",
      "waiver_reason", "waiver_owner", "waiver_ticket", "waiver_expires", "change", "fingerprint",
    ]

    var cells: [String] {
      var namespace = ""
      if case .resource(let resource) = subject { namespace = resource.namespace }
      let region = place?.region
      return [
        kind, rancher ?? "", state, severity, name, title, area, subject?.kind.rawValue ?? "",
        namespace, subject?.text ?? "", message, place?.path ?? "",
        region.map { String($0.line) } ?? "", region.map { String($0.column) } ?? "", fix,
        commands.joined(separator: "\n"), collect.joined(separator: "\n"), waiver?.reason ?? "",
        waiver?.owner ?? "", waiver?.ticket ?? "", waiver?.expires ?? "", change, fingerprint,
      ]
    }
  }

  func render() -> [UInt8] {
    var bytes = CSVText.line(Row.columns)
    for run in runs.runs {
      for row in Self.rows(run) { bytes += CSVText.line(row.cells) }
    }
    return bytes
  }

  private static func rows(_ run: ReportRuns.Run) -> [Row] {
    let judgement = run.judgement
    var first = Row("readiness", run)
    first.state = judgement.readiness.rawValue
    first.message = judgement.conclusion.sentence
    first.subject = .cluster
    let areas = Dictionary(judgement.rules.map { ($0.id, $0.area) }) { first, _ in first }
    return [first] + judgement.findings.map { row($0, run, areas) }
      + judgement.problems.map { row($0, run) }
      + (judgement.profile.map { ProfileRows($0).rows } ?? []).map { item in
        var row = Row("profile", run)
        row.name = item.label
        row.message = item.text
        return row
      }
  }

  private static func row(
    _ finding: Finding, _ run: ReportRuns.Run, _ areas: [String: String]
  ) -> Row {
    var row = Row("finding", run)
    row.state = finding.isLive ? finding.verdict.rawValue : "waived " + finding.verdict.rawValue
    row.severity = finding.severity.rawValue
    row.name = finding.rule
    row.title = finding.title
    row.area = areas[finding.rule] ?? ""
    row.subject = finding.subject
    row.message = finding.message
    row.place = finding.places.first
    row.fix = SARIFText.trimmed(finding.fix.text)
    row.commands = finding.fix.commands
    row.collect = finding.missing.compactMap { missing in
      missing.collect.map { $0.text(ofNodes: $0.node.map { [$0] } ?? []) }
    }
    row.waiver = finding.waiver
    row.change = finding.change?.kind.rawValue ?? ""
    row.fingerprint = finding.fingerprint
    return row
  }

  private static func row(_ problem: Problem, _ run: ReportRuns.Run) -> Row {
    var row = Row("problem", run)
    row.state = problem.isFatal ? "fatal" : ""
    row.severity = problem.severity.rawValue
    row.name = problem.code
    row.message = problem.text
    row.place = problem.places.first
    row.fix = problem.help ?? ""
    return row
  }
}
