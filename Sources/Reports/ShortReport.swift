import Basics
import Findings

/// A line a finding, `path:line:column: severity rule: message`, which editors and logs of
/// continuous integration link. What has no place begins with its subject.
struct ShortReport {
  private let judgement: Judgement
  private let options: ReportOptions
  private var out: TextWriter

  init(_ judgement: Judgement, _ options: ReportOptions) {
    self.judgement = judgement
    self.options = options.showing(whatDecides: judgement)
    out = TextWriter(isColored: options.isColored, width: options.width)
  }

  func render() -> [UInt8] {
    var report = self
    report.writeFindings()
    report.writeUnknown()
    report.writeProblems()
    report.writeEnd()
    return report.out.bytes
  }

  private mutating func line(
    _ place: String, _ severity: Severity, _ name: String, _ text: String, state: String = ""
  ) {
    out.line(
      .init(place + ": "), .init(state + severity.rawValue, TextReport.style(severity)),
      .init(" \(name): "), .init(text))
  }

  private mutating func writeFindings() {
    let shown = judgement.findings.filter { $0.severity >= options.show }
    for finding in shown where finding.verdict == .fail || !finding.isLive {
      let place = finding.places.first?.text ?? finding.subject.text
      guard let waiver = finding.waiver else {
        line(place, finding.severity, finding.rule, finding.markedMessage)
        continue
      }
      line(
        place, finding.severity, finding.rule,
        "\(finding.markedMessage) (\(waiver.reportText))",
        state: finding.isLive ? "" : "waived ")
    }
  }

  private mutating func writeUnknown() {
    let unknown = judgement.findings.filter {
      $0.verdict == .unknown && $0.isLive && $0.severity >= options.show
    }
    for reason in UnknownReason.list(unknown) {
      let text = reason.text { $0.joined(separator: ", ") }
      let collect = reason.collectionText.map { "; collect: \($0)" } ?? ""
      line(
        reason.place?.text ?? "unknown", reason.severity, reason.rules.joined(separator: ","),
        text + collect, state: "unknown ")
    }
  }

  private mutating func writeProblems() {
    for problem in judgement.problems where problem.severity >= options.show {
      let times = problem.count > 1 ? " (\(problem.count) times)" : ""
      let help = problem.help.map { "; \($0)" } ?? ""
      line(
        problem.places.first?.text ?? "input", problem.severity, problem.code,
        problem.message + times + help)
    }
  }

  private mutating func writeEnd() {
    if options.show == .note {
      for row in judgement.profile.map({ ProfileRows($0).rows }) ?? [] {
        out.line("cluster: \(row.label): \(row.text)")
      }
    }
    if let text = judgement.baselineText { out.line("importlint: \(text)") }
    out.line(
      "importlint: \(judgement.conclusion.sentence) (\(FindingCounts(judgement.findings).text))")
  }
}

extension ShortReport {
  /// A line a version.
  static func render(_ matrix: ReadinessMatrix, _ options: ReportOptions) -> [UInt8] {
    var out = TextWriter(isColored: options.isColored, width: options.width)
    if matrix.exitCode != 2 {
      for row in matrix.rows {
        out.line("rancher \(row.version): \(row.judgement.conclusion.sentence)")
      }
    }
    out.line("importlint: \(matrix.sentence)")
    return out.bytes
  }
}
