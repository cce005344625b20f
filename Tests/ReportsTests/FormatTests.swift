import Basics
import Findings
import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What the readers of the formats of others ask for, by readers of their own kind.
@Suite("formats of others")
struct FormatTests {
  private func text(_ format: ReportFormat, _ judgement: Judgement) -> String {
    String(decoding: format.render(judgement), as: UTF8.self)
  }

  private func objects(_ format: ReportFormat, _ judgement: Judgement) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(format.render(judgement)))
  }

  /// The sample with other findings.
  private func judgement(
    with findings: [Finding], options: JudgementOptions = JudgementOptions()
  ) -> Judgement {
    let sample = Sample.judgement
    var terms = sample.terms
    terms.options = options
    return Judgement(terms, on: sample.basis, findings: findings, rules: sample.rules)
  }

  // MARK: JUnit

  /// Counts elements, and the attributes of the last of each name.
  private final class Elements: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var attributes: [String: [String: String]] = [:]
    var names: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      self.attributes[name] = attributes
      if name == "testcase" { names.append(attributes["name"] ?? "") }
    }
  }

  private func elements(_ judgement: Judgement) throws -> Elements {
    let elements = Elements()
    let parser = XMLParser(data: Data(ReportFormat.junit.render(judgement)))
    parser.delegate = elements
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    return elements
  }

  @Test(
    "JUnit's XML is well-formed and counts what it has",
    arguments: [Sample.judgement, Sample.ready, Sample.failed])
  func junit(judgement: Judgement) throws {
    let elements = try elements(judgement)
    let suite = try #require(elements.attributes["testsuite"])
    let pairs = [
      ("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"),
    ]
    for (attribute, element) in pairs {
      #expect(suite[attribute] == String(elements.counts[element] ?? 0), "\(attribute)")
    }
    let broken = (elements.counts["failure"] ?? 0) + (elements.counts["error"] ?? 0)
    #expect((broken > 0) == (judgement.exitCode != 0))
  }

  @Test("what does not decide, is waived or is ignored breaks no build")
  func junitOutcomes() throws {
    let sample = Sample.judgement.findings
    let notes = sample.filter { $0.severity < .error || !$0.isLive }
    #expect(!notes.isEmpty)
    let harmless = try elements(judgement(with: notes))
    #expect(harmless.counts["failure"] == nil && harmless.counts["error"] == nil)
    let unknown = sample.filter { $0.verdict == .unknown }
    #expect(try elements(judgement(with: unknown)).counts["error"] == 2)
    let ignored = judgement(with: unknown, options: JudgementOptions(unknownPolicy: .ignore))
    #expect(try elements(ignored).counts["error"] == nil)
    #expect(try elements(ignored).counts["skipped"] ?? 0 >= unknown.count)
  }

  @Test("no text is markup, and no character breaks the XML")
  func junitHostile() throws {
    var finding = Sample.judgement.findings[0]
    finding.identity.subject = .node("a\"><x y='&\u{0}\u{FFFE}\u{B}]]>")
    finding.message = "]]><system-out>\u{1B}"
    let elements = try elements(judgement(with: [finding]))
    #expect(elements.counts["x"] == nil && elements.counts["system-out"] == 1)
    #expect(elements.names.contains { $0.hasPrefix("node/a\"><x y='&\\u{0}") })
  }

  // MARK: GitLab

  @Test("code quality has what GitLab requires, and no fingerprint twice")
  func gitlab() throws {
    let issues = try #require(try objects(.gitlab, Sample.judgement) as? [[String: Any]])
    for issue in issues {
      for key in ["description", "check_name", "fingerprint"] {
        #expect((issue[key] as? String)?.isEmpty == false, "\(key)")
      }
      let severities = ["info", "minor", "major", "critical", "blocker"]
      #expect(severities.contains(issue["severity"] as? String ?? ""))
      let location = issue["location"] as? [String: Any]
      #expect((location?["path"] as? String)?.isEmpty == false)
      #expect((location?["lines"] as? [String: Int])?["begin"] ?? 0 >= 1)
    }
    let prints = issues.compactMap { $0["fingerprint"] as? String }
    #expect(Set(prints).count == issues.count && issues.count > 20)
    let first = issues.first?["description"] as? String ?? ""
    #expect(first.hasPrefix(Sample.judgement.conclusion.sentence))
    #expect(issues.contains { ($0["description"] as? String)?.contains("collect: ") == true })
  }

  // MARK: GitHub

  @Test("nothing from a snapshot is a workflow command")
  func annotations() throws {
    var finding = Sample.judgement.findings[0]
    finding.message = "x\n::error::forged\r\n##[add-mask]y %0A::set-output name=a::b"
    finding.grounds.places[0].path = "a,line=9::b.yaml"
    let lines = text(.github, judgement(with: [finding])).split(separator: "\n")
    #expect(lines.allSatisfy { !$0.contains("##[") })
    let commands = lines.filter { $0.hasPrefix("::") }
    let names = commands.compactMap { $0.dropFirst(2).split(separator: " ").first }
    #expect(Set(names) == ["error", "group::Cluster", "endgroup::"])
    let forged = try #require(commands.first { $0.contains("forged") })
    #expect(forged.contains("file=a%2Cline=9%3A%3Ab.yaml,line=8,"))
    #expect(forged.contains("x%0A::error::forged\\r%0A## [add-mask]y %250A"))
  }

  @Test("the readiness is the first annotation, as GitHub shows ten of a level")
  func annotationOrder() {
    for judgement in [Sample.judgement, Sample.ready, Sample.failed] {
      let first = text(.github, judgement).split(separator: "\n").first ?? ""
      let level = judgement.exitCode == 0 ? "notice" : "error"
      #expect(first.hasPrefix("::\(level) title=importlint::\(judgement.conclusion.sentence)"))
    }
  }

  // MARK: CSV

  /// The cells of RFC 4180, read strictly.
  private func cells(_ text: String) throws -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          cell.unicodeScalars.append(scalar)
        } else if rest.first == "\"" {
          cell += "\""
          rest.removeFirst()
        } else {
          isQuoted = false
          try #require(rest.first == "," || rest.first == "\r")
        }
      } else if scalar == "," {
        rows[rows.count - 1].append(cell)
        cell = ""
      } else if scalar == "\r" {
        try #require(rest.popFirst() == "\n")
        rows[rows.count - 1].append(cell)
        cell = ""
        if !rest.isEmpty { rows.append([]) }
      } else if scalar == "\"" {
        try #require(cell.isEmpty)
        isQuoted = true
      } else {
        try #require(scalar != "\n")
        cell.unicodeScalars.append(scalar)
      }
    }
    return rows
  }

  @Test("every row of a table has every column")
  func csv() throws {
    let rows = try cells(text(.csv, Sample.judgement))
    #expect(Set(rows.map(\.count)) == [23])
    let sample = Sample.judgement
    #expect(rows.count { $0[0] == "finding" } == sample.findings.count)
    #expect(rows.count { $0[0] == "problem" } == sample.problems.count)
    #expect(rows.contains { $0[0] == "profile" } && rows[1][0] == "readiness")
    #expect(rows.contains { $0[15] == "kubectl -n shop get deploy \\\n  -o name" })
  }

  @Test("no cell is a formula", arguments: ["=1+1", "+1", "-1", "@x", " =1", "\n=1", "\t=1"])
  func formulas(message: String) throws {
    var finding = Sample.judgement.findings[0]
    finding.message = message + "\",=2"
    let rows = try cells(text(.csv, judgement(with: [finding])))
    let cell = try #require(rows.first { $0[0] == "finding" })[10]
    #expect(cell.hasPrefix("'") || cell.hasPrefix("\\t"))
    #expect(cell.hasSuffix("\",=2"))
  }

  @Test("no cell is longer than spreadsheets take")
  func longCells() throws {
    var finding = Sample.judgement.findings[0]
    finding.message = String(repeating: "ä\"", count: 50_000)
    let rows = try cells(text(.csv, judgement(with: [finding])))
    let cell = try #require(rows.first { $0[0] == "finding" })[10]
    #expect(cell.utf16.count < 32_768)
    #expect(cell.hasSuffix("… (cut; the JSON report has all of it)"))
  }

  // MARK: Policy reports

  @Test(
    "policy reports are objects with results that their schema allows",
    arguments: [
      ("standard", "wgpolicyk8s.io/v1alpha2", "ClusterPolicyReport", "PolicyReport"),
      ("openreports", "openreports.io/v1alpha1", "ClusterReport", "Report"),
    ])
  func policyReports(profile: String, version: String, ofCluster: String, other: String) throws {
    let bytes = ReportFormat.policyreport.render(Sample.judgement, profile: profile)
    let list = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let items = list?["items"] as? [[String: Any]] ?? []
    #expect(list?["kind"] as? String == "List" && items.count == 3)
    for item in items {
      #expect(item["apiVersion"] as? String == version)
      let metadata = item["metadata"] as? [String: Any]
      let isOfCluster = metadata?["namespace"] == nil
      #expect(item["kind"] as? String == (isOfCluster ? ofCluster : other))
      #expect(metadata?["name"] as? String == "importlint-prod-eu-1")
      let results = item["results"] as? [[String: Any]] ?? []
      let summary = item["summary"] as? [String: Int] ?? [:]
      for (outcome, count) in summary {
        #expect(results.count { $0["result"] as? String == outcome } == count)
      }
      #expect(summary.values.reduce(0, +) == results.count)
      for result in results {
        #expect((result["policy"] as? String)?.isEmpty == false)
        let severity = result["severity"] as? String ?? "info"
        #expect(["critical", "high", "medium", "low", "info"].contains(severity))
        let properties = result["properties"] as? [String: Any] ?? [:]
        #expect(properties.values.allSatisfy { $0 is String })
      }
    }
    let namespaces = items.map { ($0["metadata"] as? [String: Any])?["namespace"] as? String }
    #expect(namespaces == [nil, "fleet", "shop"])
  }

  @Test("a report of thousands of findings is cut into objects that etcd takes")
  func policyReportSize() throws {
    let bytes = ReportFormat.policyreport.render(judgement(with: Self.many))
    let list = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let items = list?["items"] as? [[String: Any]] ?? []
    #expect(items.count >= 10)
    let names = items.compactMap { ($0["metadata"] as? [String: Any])?["name"] as? String }
    #expect(Set(names).count == names.count)
    for item in items {
      #expect(try JSONSerialization.data(withJSONObject: item).count < 1_500_000)
    }
  }

  // MARK: Prometheus

  /// Series and values, as the text format has them.
  private func series(_ judgement: Judgement) throws -> [String: Int] {
    var series: [String: Int] = [:]
    for line in text(.prometheus, judgement).split(separator: "\n") where !line.hasPrefix("#") {
      let match = try #require(
        line.wholeMatch(of: /([a-z_]+\{(?:[a-z_]+="(?:[^"\\]|\\["\\n])*",?)*\}) (-?[0-9]+)/))
      let isNew = series.updateValue(Int(match.2) ?? 0, forKey: String(match.1)) == nil
      #expect(isNew, "\(match.1) is there twice")
    }
    return series
  }

  @Test("metrics are the counts of the report, and no series is there twice")
  func prometheus() throws {
    let series = try series(Sample.judgement)
    let labels = #"cluster="prod-eu-1",rancher="2.13.1""#
    #expect(series["importlint_exit_code{\(labels)}"] == 1)
    #expect(series[#"importlint_readiness{\#(labels),readiness="not-ready"}"#] == 1)
    #expect(
      series[#"importlint_findings{\#(labels),verdict="fail",severity="error"}"#] == 14)
    #expect(series["importlint_waived_findings{\(labels)}"] == 1)
    // Two nodes whose files are missing in two ways that read the same.
    var finding = try #require(
      Sample.judgement.findings.first { $0.verdict == .unknown && $0.subject.kind == .node })
    finding.grounds.missing = ["a\"\\\n", "a\"\\\n"].map {
      MissingEvidence(.evaluationError, $0)
    }
    _ = try self.series(judgement(with: [finding, finding]))
  }

  @Test("names of subjects make no series")
  func cardinality() throws {
    let few = try series(judgement(with: Array(Self.many.prefix(1)))).count
    #expect(try series(judgement(with: Self.many)).count == few)
  }

  // MARK: All

  private static let many = (0..<5_000).map { number -> Finding in
    var finding = Sample.judgement.findings[0]
    finding.identity.subject = .node("n\(number)")
    finding.identity.fingerprint = "f\(number)"
    finding.message = "node n\(number) is odd"
    return finding
  }

  @Test(
    "5,000 findings are a report of a few megabytes at most",
    arguments: GoldenTests.requests)
  func large(request: ReportRequest) {
    let bytes = request.format.render(judgement(with: Self.many), profile: request.profile)
    #expect(bytes.count > 100 && bytes.count < 16_000_000)
    if request.format == .markdown { #expect(bytes.count < 1 << 20) }
    guard [.json, .sarif].contains(request.format) else { return }
    // These list all findings, and are handed over in pieces.
    var longest = 0
    request.format.write(judgement(with: Self.many), profile: request.profile) {
      longest = max(longest, $0.count)
    }
    #expect(longest < 1 << 20)
  }

  @Test("Markdown holds no HTML, link or mention of a snapshot")
  func markdown() {
    var finding = Sample.judgement.findings[0]
    finding.identity.subject = .node("a`b``c")
    finding.message =
      "<img src=x> [a](https://example.com) @somebody #1 | x &#64;c HTTP://a.b WwW.a.b d@e.f"
    let text = text(.markdown, judgement(with: [finding]))
    #expect(!text.contains("&#64") && !text.contains("TP://a") && !text.contains("WwW.a"))
    #expect(!text.contains("d@e.f"))
    #expect(!text.contains("<img") && !text.contains("[a](https") && !text.contains("@somebody"))
    #expect(text.contains("``` node/a`b``c ```"))
  }
}
