import Findings
import Testing

@Suite("readiness and exit codes")
struct ConclusionTests {
  private let texts = RuleTexts(title: "T", why: "w", fix: Fix(text: "f"))

  private func finding(
    _ verdict: Verdict, _ severity: Severity = .error, waiver: Waiver? = nil
  ) -> Finding {
    var finding = Finding(
      .init(rule: "p/r", validation: "v", subject: .cluster, fingerprint: "00"), verdict,
      severity, message: "m", texts: texts)
    finding.waiver = waiver
    return finding
  }

  private func rule(_ counts: VerdictCounts = VerdictCounts(pass: 1)) -> RuleResult {
    RuleResult(
      .init(id: "p/r", pack: "p", area: "nodes"), of: .cluster, .error, texts: texts,
      outcome: .init(counts))
  }

  private func conclusion(
    _ findings: [Finding], problems: [Problem] = [], rules: [RuleResult]? = nil,
    _ options: JudgementOptions = JudgementOptions()
  ) -> Conclusion {
    Conclusion(
      findings: findings, rules: rules ?? [rule()], problems: problems, options: options)
  }

  private let fatal = Problem(
    stage: .rules, code: "unknown-field", isFatal: true, message: "no field named x")

  @Test(
    "a fingerprint stays what it is, be it one or any other text",
    arguments: [
      "0123456789abcdef0f1e2d3c4b5a6978", "ffffffffffffffff0000000000000001", "00", "",
      "0123456789ABCDEF0f1e2d3c4b5a6978", "0123456789abcdef0f1e2d3c4b5a697x",
    ])
  func fingerprint(text: String) {
    var identity = Finding.Identity(
      rule: "p/r", validation: "v", subject: .cluster, fingerprint: text)
    #expect(identity.fingerprint == text)
    identity.fingerprint = "x"
    #expect(identity.fingerprint == "x")
  }

  @Test("a finding says the start of what is too long to be read")
  func length() {
    let message = "n1 has " + String(repeating: "word ", count: 5_000)
    let finding = Finding(
      .init(rule: "p/r", validation: "v", subject: .cluster, fingerprint: "00"), .fail, .error,
      message: message, texts: texts)
    #expect(finding.message.hasPrefix("n1 has word") && finding.message.hasSuffix(" …"))
    #expect(finding.message.utf8.count < 8_200)
  }

  @Test("a finding has a waiver and a change, and each is kept when the other is set")
  func standing() {
    let waiver = Waiver(reason: "r", owner: "o")
    var known = finding(.fail, waiver: waiver)
    #expect(!known.isLive && !known.isKnown)
    known.change = Finding.Change(.unchanged)
    #expect(known.waiver == waiver && known.isKnown)
    known.waiver = nil
    #expect(known.isLive && known.isKnown && known != finding(.fail))
    known.change = nil
    #expect(known == finding(.fail))
  }

  @Test("nothing fails and nothing is unknown: ready, 0")
  func ready() {
    let result = conclusion([])
    #expect(result.readiness == .ready && result.exitCode == 0)
    #expect(result.sentence == "ready: no failing or unknown finding of severity error")
  }

  @Test("a failing finding is not ready, 1, even beside unknown ones")
  func notReady() {
    let result = conclusion([finding(.unknown), finding(.fail), finding(.fail)])
    #expect(result.readiness == .notReady && result.exitCode == 1)
    #expect(result.sentence == "not ready: 2 failing findings of severity error")
  }

  @Test("an unknown finding alone is inconclusive, 3")
  func inconclusive() {
    let result = conclusion([finding(.unknown), finding(.fail, .warning)])
    #expect(result.readiness == .inconclusive && result.exitCode == 3)
    #expect(result.sentence == "inconclusive: 1 unknown finding of severity error")
  }

  @Test("what could not be judged is 2 before all else, and never ready")
  func precedence() {
    #expect(conclusion([finding(.fail)], problems: [fatal]).exitCode == 2)
    #expect(conclusion([finding(.fail)], problems: [fatal]).readiness == .notReady)
    #expect(conclusion([], problems: [fatal]).readiness == .inconclusive)
    #expect(
      conclusion([], problems: [fatal]).sentence == "could not judge: no field named x")
    #expect(conclusion([], rules: []).reason == "no rule was selected")
    #expect(conclusion([], rules: [rule(VerdictCounts())]).reason == "nothing was judged")
    #expect(conclusion([], rules: []).exitCode == 2)
    #expect(conclusion([], rules: [rule(VerdictCounts())]).exitCode == 2)
  }

  @Test("a file that could not be read is inconclusive, 3, and the last line names it")
  func unread() {
    func problem(_ path: String, _ severity: Severity = .error) -> Problem {
      Problem(
        stage: .documents, code: "invalid-document", severity: severity, message: "not YAML",
        places: [Place(path: path)])
    }
    let one = conclusion([], problems: [problem("s/b.yaml"), problem("s/b.yaml")])
    #expect(one.exitCode == 3 && one.readiness == .inconclusive)
    #expect(
      one.sentence == "inconclusive: s/b.yaml could not be read and may hold evidence")
    let both = conclusion([finding(.unknown)], problems: [problem("s/b"), problem("s/a")])
    #expect(
      both.reason == "1 unknown finding of severity error; "
        + "s/a and 1 more could not be read and may hold evidence")
    #expect(conclusion([finding(.fail)], problems: [problem("s/b")]).exitCode == 1)
    #expect(conclusion([], problems: [problem("s/README.md", .note)]).exitCode == 0)
  }

  @Test(
    "--unknown changes the exit code and not the readiness",
    arguments: [
      (JudgementOptions.UnknownPolicy.inconclusive, Int32(3)), (.fail, 1), (.ignore, 0),
    ])
  func unknownPolicy(policy: JudgementOptions.UnknownPolicy, code: Int32) {
    let result = conclusion([finding(.unknown)], JudgementOptions(unknownPolicy: policy))
    #expect(result.exitCode == code && result.readiness == .inconclusive)
  }

  @Test(
    "--fail-on decides which severities count, for fail and unknown alike",
    arguments: [
      (Severity.error, Severity.error, true), (.error, .warning, false), (.error, .note, false),
      (.warning, .error, true), (.warning, .warning, true), (.warning, .note, false),
      (.note, .note, true),
    ])
  func failOn(threshold: Severity, severity: Severity, counts: Bool) {
    let options = JudgementOptions(failOn: threshold)
    #expect(conclusion([finding(.fail, severity)], options).exitCode == (counts ? 1 : 0))
    #expect(conclusion([finding(.unknown, severity)], options).exitCode == (counts ? 3 : 0))
  }

  @Test("a waived finding does not count and is mentioned; an expired waiver is none")
  func waivers() {
    let waiver = Waiver(reason: "accepted", owner: "platform", expires: "2026-01-31")
    let result = conclusion([finding(.fail, waiver: waiver)])
    #expect(result.exitCode == 0)
    #expect(result.reason == "no failing or unknown finding of severity error")
    #expect(
      result.sentence
        == "ready, with 1 waived: no failing or unknown finding of severity error")
    var expired = waiver
    expired.isExpired = true
    #expect(conclusion([finding(.fail, waiver: expired)]).exitCode == 1)
  }

  @Test("with --fail-on-new only what is new decides, and what is unknown stays so")
  func failOnNew() {
    let options = JudgementOptions(failOnNew: true)
    var known = finding(.fail)
    known.change = .init(.unchanged)
    let result = conclusion([known], options)
    #expect(result.exitCode == 0)
    #expect(result.readiness == .notReady)
    #expect(
      result.sentence
        == "not ready: no new failing and no unknown finding of severity error; "
        + "1 failing finding known from the baseline")
    #expect(conclusion([known]).exitCode == 1)
    var unknown = finding(.unknown)
    unknown.change = .init(.unchanged)
    #expect(conclusion([known, unknown], options).exitCode == 3)
    #expect(conclusion([known, finding(.fail)], options).exitCode == 1)
  }

  @Test("a selection is said")
  func selection() {
    let options = JudgementOptions(selected: ["p/r"])
    #expect(conclusion([], options).reason.hasSuffix(", of the selected rules"))
  }
}
