import Basics
import Findings

/// JUnit's XML, as Jenkins, GitLab and GitHub actions read it. A rule on a subject that fails or
/// is unknown is a test case; what passes is one for each rule.
///
/// The first case is the readiness, so that a file has a failure or an error exactly where the exit
/// code is not 0. Besides it, what decides is a failure (fail) or an error (unknown), and what does
/// not decide is skipped, with its text: never green, and it breaks no build.
struct JUnitReport {
  private let runs: ReportRuns
  private let files: FileBase

  init(_ runs: ReportRuns, _ options: ReportOptions) {
    self.runs = runs
    files = options.files
  }

  private struct Case {
    enum Outcome {
      case passed, failure, error, skipped
    }

    var group: String
    var name: String
    var outcome = Outcome.passed
    /// The severity of a failure or an error.
    var type = ""
    /// One line.
    var message = ""
    var details = ""
    var place: Place?
  }

  func render() -> [UInt8] {
    var writer = MarkupWriter(isIndented: true)
    let suites = runs.runs.map { ($0, Self.cases($0)) }
    let all = suites.flatMap(\.1)
    writer.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    writer.element(
      "testsuites",
      [
        "name": "importlint", "tests": String(all.count), "failures": Self.count(all, .failure),
        "errors": Self.count(all, .error), "skipped": Self.count(all, .skipped), "time": "0",
      ]
    ) { xml in
      for (run, cases) in suites { write(&xml, run, cases) }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private static func count(_ cases: [Case], _ outcome: Case.Outcome) -> String {
    String(cases.count { $0.outcome == outcome })
  }

  private func write(_ xml: inout MarkupWriter, _ run: ReportRuns.Run, _ cases: [Case]) {
    let time = run.judgement.cluster.time
    xml.element(
      "testsuite",
      [
        "name": "importlint/" + run.name, "tests": String(cases.count),
        "failures": Self.count(cases, .failure), "errors": Self.count(cases, .error),
        "skipped": Self.count(cases, .skipped), "time": "0", "timestamp": time,
      ]
    ) { xml in
      xml.element("properties") { xml in
        for row in Self.properties(run) {
          xml.empty("property", ["name": row.label, "value": row.text])
        }
      }
      for item in cases { write(&xml, item) }
      xml.element("system-out", text: Self.output(run))
    }
  }

  private func write(_ xml: inout MarkupWriter, _ item: Case) {
    let file = item.place.flatMap { files.reference(of: $0.path) }
    let isMember = item.place.map { FileBase.file(of: $0.path) != $0.path } ?? true
    let attributes: MarkupWriter.Attributes = [
      "classname": item.group, "name": item.name, "time": "0", "file": file?.path,
      "line": isMember ? nil : item.place?.region.map { String($0.line) },
    ]
    if item.outcome == .passed { return xml.empty("testcase", attributes) }
    xml.element("testcase", attributes) { xml in
      let message: MarkupWriter.Attributes = ["message": item.message, "type": item.type]
      switch item.outcome {
      case .passed: break
      case .failure: xml.element("failure", message, text: item.details)
      case .error: xml.element("error", message, text: item.details)
      case .skipped: xml.empty("skipped", ["message": "\(item.type): \(item.message)"])
      }
    }
  }

  // MARK: Cases

  private static func cases(_ run: ReportRuns.Run) -> [Case] {
    let judgement = run.judgement
    var readiness = Case(group: "importlint", name: "readiness")
    readiness.message = judgement.conclusion.sentence
    readiness.details = FindingCounts(judgement.findings).text
    readiness.type = judgement.readiness.rawValue
    if judgement.exitCode != 0 { readiness.outcome = judgement.exitCode == 2 ? .error : .failure }
    return [readiness] + judgement.findings.map { of($0, run) } + rules(judgement)
      + judgement.problems.map { of($0, run) }
  }

  private static func of(_ finding: Finding, _ run: ReportRuns.Run) -> Case {
    var item = Case(
      group: finding.rule.replacing("/", with: "."),
      name: "\(finding.subject.text): \(finding.validation)")
    item.message = finding.markedMessage
    item.type = finding.severity.rawValue
    item.place = finding.places.first
    item.details = details(finding)
    let decides = run.decides(finding.severity) && run.judgement.exitCode != 0
    if !finding.isLive {
      item.outcome = .skipped
      item.type = "waived"
      item.message += finding.waiver.map { " (\($0.reportText))" } ?? ""
    } else if finding.verdict == .fail {
      item.outcome = decides ? .failure : .skipped
    } else {
      item.outcome = decides ? .error : .skipped
      item.type = "unknown " + item.type
    }
    return item
  }

  private static func details(_ finding: Finding) -> String {
    var lines = ["\(finding.title) [\(finding.rule)]", finding.message]
    lines += finding.places.map { "at \($0.text)" + ($0.note.map { " (\($0))" } ?? "") }
    lines += finding.decidingValues.map { "\($0.expression): \($0.value)" }
    let collect = finding.missing.compactMap { missing in
      missing.collect.map { $0.text(ofNodes: $0.node.map { [$0] } ?? []) }
    }
    lines += collect.map { "collect: " + $0 }
    lines += ["", "why: " + SARIFText.trimmed(finding.why)]
    lines += ["", "fix: " + SARIFText.trimmed(finding.fix.text)]
    lines += finding.fix.commands.map { "$ " + $0 }
    if let waiver = finding.waiver { lines += ["", waiver.reportText] }
    return lines.joined(separator: "\n")
  }

  /// What passes, and what does not apply, is told by rule.
  private static func rules(_ judgement: Judgement) -> [Case] {
    judgement.rules.flatMap { rule -> [Case] in
      let group = rule.id.replacing("/", with: ".")
      var cases: [Case] = []
      if rule.counts.pass > 0 {
        cases.append(Case(group: group, name: "\(counted(rule.counts.pass, "subject")) pass"))
      }
      if rule.counts.total > 0, rule.counts.notApplicable == rule.counts.total {
        cases.append(
          Case(
            group: group, name: "does not apply", outcome: .skipped, type: "not applicable",
            message: rule.notApplicableReason ?? "the rule does not apply"))
      }
      return cases
    }
  }

  private static func of(_ problem: Problem, _ run: ReportRuns.Run) -> Case {
    var item = Case(group: "importlint.input", name: problem.code)
    if let place = problem.places.first { item.name += " " + place.text }
    item.message = problem.text
    item.type = problem.severity.rawValue
    item.place = problem.places.first
    item.details = problem.text + (problem.help.map { "\n" + $0 } ?? "")
    let decides = problem.severity == .error && run.judgement.exitCode != 0
    item.outcome = decides ? .error : .skipped
    return item
  }

  // MARK: The suite

  private static func properties(_ run: ReportRuns.Run) -> [ProfileRows.Row] {
    let judgement = run.judgement
    var rows = [
      ProfileRows.Row(label: "readiness", text: judgement.readiness.rawValue),
      .init(label: "reason", text: judgement.conclusion.reason),
      .init(label: "judged by", text: judgement.tool.text),
    ]
    func add(_ label: String, _ text: String?) {
      if let text { rows.append(.init(label: label, text: text)) }
    }
    add("cluster", judgement.cluster.name ?? judgement.cluster.uid)
    for pack in judgement.packs { add("pack \(pack.name)", pack.text()) }
    add("rancher", judgement.target.rancherVersion)
    add("rancher url", judgement.target.rancherURL)
    for row in judgement.profile.map({ ProfileRows($0).rows }) ?? [] {
      add("profile: " + row.label, row.text)
    }
    return rows
  }

  private static func output(_ run: ReportRuns.Run) -> String {
    var lines = [run.judgement.conclusion.sentence, FindingCounts(run.judgement.findings).text]
    if let text = run.judgement.baselineText { lines.append(text) }
    let steps = run.unknown.compactMap(\.collectionText)
    if !steps.isEmpty { lines += ["", "To decide what is unknown, collect:"] }
    var seen: Set<String> = []
    for step in steps where seen.insert(step).inserted { lines.append(step) }
    return lines.joined(separator: "\n")
  }
}
