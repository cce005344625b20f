import Findings

/// A SARIF result before it is written: a finding, or a verdict that is none.
struct SARIFResult {
  /// SARIF's kind: a level other than `none` goes with `fail` only.
  enum Kind: String {
    case fail, open, pass, notApplicable
  }

  var rule: String
  var kind: Kind
  /// The level of a failing result, and what an open one would have.
  var severity: Severity
  var message: String
  var subject: Subject
  var logicalLocation: Int
  var finding: Finding?

  var level: String { kind == .fail ? severity.rawValue : "none" }
}

extension SARIFResult {
  /// GitHub refuses a run with more results.
  static let githubMax = 25_000

  /// The results of a profile, and how many findings GitHub's limit cut off.
  static func list(
    _ judgement: Judgement, _ profile: SARIFReport.Profile, _ index: inout SARIFIndex, max: Int
  ) -> (results: [SARIFResult], cut: Int) {
    var results = [SARIFResult]()
    for finding in judgement.findings {
      if profile == .github, finding.verdict != .fail || !finding.isLive { continue }
      let pointer = finding.places.first?.pointer
      results.append(
        SARIFResult(
          rule: finding.rule, kind: finding.verdict == .fail ? .fail : .open,
          severity: finding.severity, message: message(of: finding), subject: finding.subject,
          logicalLocation: index.logicalLocation(of: finding.subject, pointer: pointer),
          finding: finding))
    }
    if profile == .github {
      return (Array(results.prefix(max)), Swift.max(0, results.count - max))
    }
    for rule in judgement.rules { results += others(rule, profile, &index) }
    return (results, 0)
  }

  private static func message(of finding: Finding) -> String {
    let message = SARIFText.sentence(finding.message)
    guard finding.verdict == .unknown, !finding.missing.isEmpty else { return message }
    let missing = finding.missing.map(\.text).joined(separator: "; ")
    return message + " " + SARIFText.sentence("Not decided: " + missing)
  }

  /// What a rule said besides its findings: that it applies to nothing; in the full profile,
  /// each subject that passed or is outside its scope.
  private static func others(
    _ rule: RuleResult, _ profile: SARIFReport.Profile, _ index: inout SARIFIndex
  ) -> [SARIFResult] {
    func result(_ kind: Kind, _ subject: Subject, _ message: String) -> SARIFResult {
      SARIFResult(
        rule: rule.id, kind: kind, severity: rule.severity, message: SARIFText.sentence(message),
        subject: subject, logicalLocation: index.logicalLocation(of: subject))
    }
    let isOutside = rule.counts.total > 0 && rule.counts.notApplicable == rule.counts.total
    let reason = rule.notApplicableReason ?? "The rule does not apply"
    if profile != .full {
      return isOutside ? [result(.notApplicable, .cluster, reason)] : []
    }
    let outside = rule.notApplicable.isEmpty && isOutside ? [.cluster] : rule.notApplicable
    return rule.passing.map { result(.pass, $0, "\($0.text) passes") }
      + outside.map { result(.notApplicable, $0, reason) }
  }
}
