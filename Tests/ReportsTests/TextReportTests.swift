import Findings
import Testing

@testable import Reports

@Suite("the text report")
struct TextReportTests {
  private func lines(
    _ findings: [Finding], problems: [Problem] = [], profile: String = "standard"
  ) -> [Substring] {
    let sample = Sample.judgement
    let terms = Judgement.Terms(tool: sample.tool, packs: sample.packs, target: sample.target)
    let judgement = Judgement(
      terms, on: .init(cluster: sample.cluster), findings: findings, rules: sample.rules,
      problems: problems)
    let bytes = ReportFormat.text.render(judgement, profile: profile)
    return String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
  }

  /// As many findings as there are nodes in a big cluster, each with its own node's name.
  private func onNodes(_ verdict: Verdict) throws -> [Finding] {
    let first = try #require(
      Sample.judgement.findings.first { $0.verdict == verdict && $0.subject.kind == .node })
    return (0..<2000).map { number in
      var finding = first
      let node = "n\(number)"
      finding.identity.subject = .node(node)
      finding.message = "node \(node) is odd"
      finding.grounds.missing = finding.missing.map { evidence in
        var step = evidence.collect
        step?.node = node
        return MissingEvidence(
          evidence.kind, "unit dnsmasq.service of node \(node) was not collected", collect: step,
          or: evidence.alternatives)
      }
      return finding
    }
  }

  @Test("2,000 nodes with one finding are one entry, and why and fix stand there once")
  func manyNodes() throws {
    let findings = try onNodes(.fail)
    let lines = lines(findings)
    #expect(lines.count < 60)
    #expect(lines.contains("  and 1999 more:"))
    #expect(lines.count { $0.hasPrefix("  why  ") } == 1)
    #expect(lines.count { $0.hasPrefix("  fix  ") } == 1)
    #expect(self.lines(findings, profile: "full").count > 2000)
  }

  @Test("2,000 nodes without a file are one reason and one thing to collect")
  func manyUnknown() throws {
    let lines = lines(try onNodes(.unknown))
    #expect(lines.contains("Not decided: 2000 findings of 1 rule"))
    let reason = "  warning  unit dnsmasq.service was not collected (2000 nodes) "
    #expect(lines.count { $0.hasPrefix(reason) } == 1)
    #expect(lines.count { $0.contains("systemctl show") } == 1)
    #expect(lines.count < 40)
  }

  @Test("500 broken files are not 500 screens")
  func manyProblems() {
    let problems = (0..<500).map {
      Problem(
        stage: .documents, code: "invalid-yaml", message: "is broken",
        places: [Place(path: "\($0).yaml")])
    }
    let lines = lines([], problems: problems)
    #expect(lines.contains("Problems with the input: 500"))
    #expect(lines.contains("  … and 480 more problems (text:full)"))
    #expect(lines.count < 40)
  }

  @Test(
    "what decides is shown, whatever is asked for", arguments: ["standard", "short"],
    [Severity.warning, .note])
  func deciding(profile: String, failOn: Severity) throws {
    var finding = try #require(Sample.judgement.findings.first { $0.verdict == .fail })
    finding.severity = failOn
    finding.message = "it decides"
    finding.waiver = nil
    var other = finding
    other.severity = .note
    other.identity.fingerprint = "other"
    other.message = "it does not"
    let sample = Sample.judgement
    let judgement = Judgement(
      .init(tool: sample.tool, options: JudgementOptions(failOn: failOn)),
      findings: [finding, other], rules: sample.rules)
    let bytes = ReportFormat.text.render(
      judgement, profile: profile, options: ReportOptions(show: .error))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("it decides"))
    #expect(text.contains("it does not") == (failOn == .note))
  }

  @Test("the gist names no steps where none may block, and says so")
  func gistOfSteps() throws {
    var findings = try onNodes(.unknown).prefix(1).map { $0 }
    func missing() -> [Substring] {
      let sample = Sample.judgement
      let judgement = Judgement(
        .init(tool: sample.tool), findings: findings, rules: sample.rules)
      let bytes = ReportFormat.text.render(judgement, options: ReportOptions(show: .error))
      let lines = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      return Array(lines.drop { !$0.hasPrefix("Missing") }.prefix { !$0.isEmpty })
    }
    findings[0].severity = .warning
    #expect(missing() == ["Missing: 1 step to decide 1 rule, none of which may block the import"])
    findings[0].severity = .error
    #expect(missing().first?.hasSuffix(", 1 of which may block the import; for these:") == true)
    #expect(missing().count == 2)
    var dead = findings[0]
    dead.identity.rule = "rancher-import/another"
    dead.grounds.missing = []
    findings[0].severity = .warning
    findings.append(dead)
    #expect(
      missing() == [
        "Missing: 1 step to decide 2 rules, 1 of which may block the import, and no step decides "
          + "those"
      ])
  }

  @Test("a message cannot make lines of its own")
  func forgedLine() throws {
    var finding = try #require(
      Sample.judgement.findings.first { $0.isLive && $0.subject == .cluster })
    finding.message = "x\n\nREADY  cluster"
    finding.grounds.decidingValues = [DecidingValue(expression: "y", value: "\r\nREADY")]
    finding.severity = .error
    let lines = lines([finding])
    #expect(lines.first?.hasPrefix("NOT READY") == true)
    #expect(!lines.contains { $0.hasPrefix("READY") })
  }

  @Test(
    "carets stand below what they mark",
    arguments: [
      ("key: value", 5..<10, "     ^^^^^"),
      ("\tkey: v", 6..<7, "       ^"),
      ("日本: v", 4..<5, "      ^"),
      ("e\u{301}: v", 4..<5, "   ^"),
      ("a\u{1B}: v", 4..<5, "         ^"),
      ("key:", 4..<4, "    ^"),
    ])
  func carets(text: String, mark: Range<Int>, expected: String) {
    let frame = SourceFrame(lines: [.init(number: 9, text: text, mark: mark)])
    #expect(FrameText(frame, width: 80).rows.map(\.text).last == expected)
  }

  @Test("a long line is cut around its mark")
  func longLine() {
    let text = String(repeating: "a", count: 200) + "HERE" + String(repeating: "b", count: 200)
    let frame = SourceFrame(lines: [.init(number: 1, text: text, mark: 200..<204)])
    let rows = FrameText(frame, width: 40).rows
    #expect(rows[0].text.unicodeScalars.count <= 42)
    let start = Array(rows[1].text).firstIndex(of: "^") ?? 0
    #expect(String(Array(rows[0].text)[start..<(start + 4)]) == "HERE")
    #expect(rows[1].text.hasSuffix("^^^^") && !rows[1].text.hasSuffix("^^^^^"))
  }
}

@Suite("the text report in lines")
struct ShortReportTests {
  @Test("each finding is a line that begins with its place, and no line is forged")
  func lines() throws {
    var finding = Sample.judgement.findings[0]
    finding.message = "x\nfake.yaml:1:1: error p/r: y"
    let sample = Sample.judgement
    let judgement = Judgement(
      sample.terms, on: sample.basis, findings: [finding] + sample.findings.dropFirst(),
      rules: sample.rules, problems: sample.problems)
    let bytes = ReportFormat.text.render(judgement, profile: "short")
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(!lines.contains { $0.hasPrefix("fake") })
    for finding in judgement.findings where finding.verdict == .fail && finding.isLive {
      let start =
        "\(finding.places.first?.text ?? finding.subject.text): \(finding.severity.rawValue) "
        + "\(finding.rule): "
      #expect(lines.count { $0.hasPrefix(VisibleText.line(start)) } >= 1, "\(start)")
    }
    #expect(lines.last?.hasPrefix("importlint: \(judgement.conclusion.sentence)") == true)
    let errors = ReportFormat.text.render(
      judgement, profile: "short", options: ReportOptions(show: .error))
    #expect(!String(decoding: errors, as: UTF8.self).contains(": warning "))
  }

  @Test("what packs change is said, with the reasons")
  func overrides() {
    for profile in ["standard", "full"] {
      let bytes = ReportFormat.text.render(Sample.judgement, profile: profile)
      let words = String(decoding: bytes, as: UTF8.self).split { " \n".contains($0) }
      let text = words.joined(separator: " ")
      #expect(
        text.contains(
          "rancher-import/preview-distribution is disabled: We run previews on purpose."))
      #expect(
        text.contains(
          "rancher-import/external-datastore is of severity error, for no stated reason"))
    }
  }

  @Test("a finding that waits for one file of two nodes is one finding of one reason")
  func nodesOfOneFinding() {
    var finding = Sample.judgement.findings[0]
    finding.verdict = .unknown
    finding.grounds.missing = ["w1", "w2"].map { (node: String) in
      MissingEvidence(
        .nodeFile, "file /etc/resolv.conf of node \(node) was not collected",
        collect: CollectionStep(.nodeFile, "/etc/resolv.conf", node: node))
    }
    let reasons = UnknownReason.list([finding, finding])
    #expect(reasons.map(\.findingCount) == [2])
    #expect(reasons.map(\.nodes) == [["w1", "w2"]])
  }

  @Test("fields of the target, and lists of one kind, are one reason")
  func condensed() {
    func reason(_ kind: MissingEvidence.Kind, _ text: String, _ rule: String) -> Finding {
      var finding = Sample.judgement.findings[0]
      finding.verdict = .unknown
      finding.identity.rule = rule
      let step = CollectionStep(
        kind == .targetField ? .targetField : .kubectl,
        String(text.split(separator: " ").last ?? ""))
      finding.grounds.missing = [MissingEvidence(kind, text, collect: step)]
      return finding
    }
    let reasons = UnknownReason.list([
      reason(.targetField, "the target does not declare proxy", "p/a"),
      reason(.targetField, "the target does not declare importer.user", "p/b"),
      reason(.resources, "daemonsets.apps were not all exported: only in a", "p/c"),
      reason(.resources, "jobs.batch were not all exported: only in b", "p/a"),
      reason(.resources, "secrets were not exported", "p/a"),
    ])
    let condensed = UnknownReason.condensed(reasons)
    #expect(
      condensed.map(\.text).sorted() == [
        "daemonsets.apps, jobs.batch were not all exported", "secrets were not exported",
        "the target does not declare importer.user, proxy",
      ])
    #expect(condensed.first { $0.text.hasPrefix("the target") }?.rules == ["p/a", "p/b"])
  }
}
