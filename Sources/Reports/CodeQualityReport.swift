import Basics
import Findings

/// GitLab's code quality report: a list of issues, each at a line of a file. What has no place is
/// shown at the file that stands for the snapshot.
///
/// GitLab knows nothing like an accepted issue: waived findings are counted in the readiness, which
/// comes first.
struct CodeQualityReport {
  private let runs: ReportRuns
  private let files: FileBase

  init(_ runs: ReportRuns, _ options: ReportOptions) {
    self.runs = runs
    files = options.files
  }

  private struct Entry {
    var name: String
    var text: String
    var severity: String
    /// What makes it the same issue in the next report.
    var key: String
    var path: String
    var region: Region?
  }

  func render() -> [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.list(runs.runs.flatMap(issues)) { json, issue in
      json.member("type", "issue")
      json.member("check_name", VisibleText.line(issue.name))
      json.member("description", VisibleText.line(issue.text))
      json.strings("categories", ["Compatibility"])
      json.member("severity", issue.severity)
      json.member("fingerprint", SHA256.hexadecimalDigest(of: issue.key))
      json.object("location") { json in
        json.member("path", issue.path)
        json.object("lines") {
          $0.member("begin", issue.region?.line ?? 1)
          $0.member("end", issue.region?.endLine ?? 1)
        }
      }
    }
    return writer.bytes
  }

  private func issues(_ run: ReportRuns.Run) -> [Entry] {
    [readiness(run)].compactMap { $0 } + run.failing.compactMap { issue($0, run) }
      + run.unknown.compactMap { issue($0, run) }
      + run.judgement.problems.compactMap { issue($0, run) }
  }

  private func issue(
    _ run: ReportRuns.Run, _ name: String, _ text: String, _ severity: String, key: [String],
    at place: Place?
  ) -> Entry? {
    let own = place.flatMap { files.reference(of: $0.path) }
    guard let file = own ?? run.standInPath.flatMap(files.reference) else { return nil }
    let isMember = place.map { FileBase.file(of: $0.path) != $0.path } ?? false
    let origin = isMember ? place.map { " (in the archive: \($0.text))" } ?? "" : ""
    return Entry(
      name: name, text: text + origin + run.suffix, severity: severity,
      key: (key + [run.version ?? ""]).joined(separator: "\u{0}"), path: file.path,
      region: own == nil || isMember ? nil : place?.region)
  }

  private func readiness(_ run: ReportRuns.Run) -> Entry? {
    let judgement = run.judgement
    let severity =
      switch judgement.exitCode {
      case 0: "info"
      case 3: "critical"
      default: "blocker"
      }
    let nodes = judgement.cluster.nodeCount.map { ", \(counted($0, "node"))" } ?? ""
    let cluster = [judgement.cluster.distribution, judgement.cluster.version].compactMap { $0 }
    return issue(
      run, "importlint/readiness",
      "\(judgement.conclusion.sentence) (\(FindingCounts(judgement.findings).text)); cluster "
        + "\(run.judgement.cluster.name ?? "of unknown name"): "
        + "\(cluster.isEmpty ? "not known" : cluster.joined(separator: " "))\(nodes)",
      severity, key: ["readiness", run.name], at: nil)
  }

  private func issue(_ finding: Finding, _ run: ReportRuns.Run) -> Entry? {
    let severity =
      switch finding.severity {
      case .error: "critical"
      case .warning: "minor"
      case .note: "info"
      }
    return issue(
      run, finding.rule, finding.message, severity, key: ["finding", finding.fingerprint],
      at: finding.places.first)
  }

  private func issue(_ reason: UnknownReason, _ run: ReportRuns.Run) -> Entry? {
    let text = reason.text { $0.joined(separator: ", ") }
    let collect = reason.collectionText.map { "; collect: \($0)" } ?? ""
    return issue(
      run, "importlint/unknown",
      "Not decided: \(text)\(collect); needed by \(reason.rules.joined(separator: ", "))",
      reason.severity == .error ? "major" : "info", key: ["unknown", text], at: reason.place)
  }

  private func issue(_ problem: Problem, _ run: ReportRuns.Run) -> Entry? {
    let severity =
      switch problem.severity {
      case .error: "major"
      case .warning: "minor"
      case .note: "info"
      }
    let place = problem.places.first
    return issue(
      run, "importlint/\(problem.code)", problem.text + (problem.help.map { ". \($0)" } ?? ""),
      severity, key: ["problem", problem.code, problem.message, place?.text ?? ""], at: place)
  }
}
