import Foundation

/// What the tests read of a JSON report.
struct JSONResult: Decodable {
  struct Subject: Decodable {
    let text: String
  }

  struct Finding: Decodable {
    let rule: String
    let verdict: String
    let severity: String
    let subject: Subject
    let message: String
  }

  struct Counts: Decodable {
    let pass, fail, unknown, notApplicable: Int
  }

  struct Rule: Decodable {
    let id: String
    let counts: Counts
    let passing: [String]
    let notApplicable: [String]
  }

  struct Problem: Decodable {
    let code: String
    let severity: String
    let message: String
    let fatal: Bool
  }

  let readiness: String
  let exitCode: Int32
  let findings: [Finding]
  let rules: [Rule]
  let problems: [Problem]

  init(of run: CommandRun) throws {
    self = try JSONDecoder().decode(JSONResult.self, from: run.output)
  }

  /// The verdict of each rule on each subject, by `<rule> <subject>`.
  var verdicts: [String: String] {
    var verdicts: [String: String] = [:]
    for rule in rules {
      for subject in rule.passing { verdicts["\(rule.id) \(subject)"] = "pass" }
      for subject in rule.notApplicable { verdicts["\(rule.id) \(subject)"] = "notApplicable" }
    }
    for finding in findings {
      let key = "\(finding.rule) \(finding.subject.text)"
      // The worst of a subject's validations is its verdict.
      if verdicts[key] != "fail" { verdicts[key] = finding.verdict }
    }
    return verdicts
  }

  /// Ids, without the pack, of the rules with a failing finding of a severity, or of any.
  func failing(_ severity: String? = nil) -> Set<String> {
    Set(
      findings.filter { $0.verdict == "fail" && (severity == nil || $0.severity == severity) }
        .map { JSONResult.id($0.rule) })
  }

  /// Subjects of which a rule (by id without its pack) says a verdict.
  func subjects(of id: String, verdict: String) -> Set<String> {
    Set(
      findings.filter { $0.verdict == verdict && JSONResult.id($0.rule) == id }
        .map(\.subject.text))
  }

  private static func id(_ full: String) -> String {
    full.split(separator: "/").last.map(String.init) ?? full
  }
}
