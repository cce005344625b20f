import Basics
import Findings
import Testing

@testable import Governance

@Suite("which findings are waived")
struct FindingResolverTests {
  private static let texts = RuleTexts(title: "T", why: "w", fix: Fix(text: "f"))

  private static func finding(
    _ rule: String = "p/r", _ subject: Subject = .node("w1"), _ severity: Severity = .error,
    print: String = "0a", former: [String] = []
  ) -> Finding {
    Finding(
      .init(
        rule: rule, validation: "1", subject: subject, fingerprint: print,
        formerFingerprints: former),
      .fail, severity, message: "m", texts: texts)
  }

  private static func pod(_ namespace: String, _ name: String) -> Subject {
    .resource(
      ResourceReference(
        group: "", version: "v1", kind: "Pod", plural: "pods", namespace: namespace, name: name))
  }

  private static func rule(_ id: String, passing: [Subject] = [], fail: Int = 0) -> RuleResult {
    RuleResult(
      .init(id: id, pack: "p", area: "a"), of: .node, .error, texts: texts,
      outcome: .init(VerdictCounts(pass: passing.count, fail: fail), passing: passing))
  }

  private static func entry(
    _ scope: WaiverScope, rules: Set<String> = ["p/r"], owner: String = "o",
    until day: String = "2026-06-30"
  ) throws -> WaiverEntry {
    WaiverEntry(
      rule: "p/r", rules: rules, scope: scope, reason: "why", owner: owner,
      expires: try #require(CivilDate(fullDate: day)), place: Place(path: owner))
  }

  /// The findings with their waivers, and what became of these.
  private func resolved(
    _ entries: [WaiverEntry], _ findings: [Finding], _ rules: [RuleResult] = [],
    on day: String = "2026-06-30",
    cluster: ClusterSummary = ClusterSummary(name: "shop", uid: "u-1"),
    labels: [String: [ExactText: String]] = [:]
  ) throws -> (findings: [Finding], uses: [WaiverUse]) {
    let resolver = FindingResolver(
      entries, on: try #require(CivilDate(fullDate: day)), in: cluster
    ) { labels[$0.text] }
    var findings = findings
    let uses = resolver.resolve(&findings, of: rules)
    return (findings, uses)
  }

  private static let scopes: [(WaiverScope, Bool)] = [
    (WaiverScope(subjects: [WaiverPattern("Pod/shop/*")]), true),
    (WaiverScope(subjects: [WaiverPattern("node/*"), WaiverPattern("Pod/*")]), true),
    (WaiverScope(subjects: [WaiverPattern("Pod/shop")]), false),
    (WaiverScope(namespaces: [WaiverPattern("sh*")]), true),
    (WaiverScope(namespaces: [WaiverPattern("default")]), false),
    (WaiverScope(nodes: [WaiverPattern("*1")]), false),
    (WaiverScope(clusters: [WaiverPattern("shop")]), true),
    (WaiverScope(clusters: [WaiverPattern("u-*")]), true),
    (WaiverScope(clusters: [WaiverPattern("other")]), false),
    (WaiverScope(labels: [.init("team", WaiverPattern("s*"))]), true),
    (
      WaiverScope(labels: [.init("team", WaiverPattern("s*")), .init("x", WaiverPattern("*"))]),
      false
    ),
    (WaiverScope(fingerprints: ["0a"]), true), (WaiverScope(fingerprints: ["0b"]), false),
    (WaiverScope(fingerprints: ["0c"]), true),
    (
      WaiverScope(subjects: [WaiverPattern("Pod/*")], namespaces: [WaiverPattern("default")]), false
    ),
  ]

  @Test("each part of a scope must fit", arguments: scopes)
  func scope(scope: WaiverScope, fits: Bool) throws {
    let (findings, _) = try resolved(
      [Self.entry(scope)], [Self.finding("p/r", Self.pod("shop", "a"), former: ["0c"])],
      labels: ["Pod/shop/a": ["team": "shop"]])
    #expect((findings[0].waiver != nil) == fits)
    #expect(findings[0].isLive != fits)
  }

  @Test("keys of labels are the same where their bytes are", arguments: ["\u{E9}", "e\u{301}"])
  func keys(key: String) throws {
    let scope = WaiverScope(labels: [.init(key, WaiverPattern("*"))])
    let (findings, _) = try resolved(
      [Self.entry(scope)], [Self.finding("p/r", Self.pod("shop", "a"))],
      labels: ["Pod/shop/a": ["\u{E9}": "shop"]])
    #expect(findings[0].isLive == (key.utf8.count == 3))
  }

  @Test("labels that are not known waive nothing")
  func unknownLabels() throws {
    let scope = WaiverScope(labels: [.init("team", WaiverPattern("*"))])
    #expect(try resolved([Self.entry(scope)], [Self.finding()]).findings[0].isLive)
  }

  @Test("a waiver holds through its last day, and then its finding counts again")
  func expiry() throws {
    let entry = try Self.entry(WaiverScope(nodes: [WaiverPattern("w1")]))
    let last = try resolved([entry], [Self.finding()], on: "2026-06-30")
    #expect(!last.findings[0].isLive)
    #expect(last.uses[0].state == .inUse)
    #expect(last.uses[0].problem == nil)
    let next = try resolved([entry], [Self.finding()], on: "2026-07-01")
    #expect(next.findings[0].isLive)
    #expect(next.findings[0].waiver?.isExpired == true)
    #expect(next.uses[0].state == .expired)
    #expect(
      next.uses[0].problem?.message
        == "the waiver of o for p/r expired after 2026-06-30: 1 finding counts again")
  }

  @Test("the first that holds counts, an expired one only where none does")
  func order() throws {
    let scope = WaiverScope(nodes: [WaiverPattern("w1")])
    let entries = [
      try Self.entry(scope, owner: "old", until: "2026-01-31"),
      try Self.entry(scope, owner: "first"), try Self.entry(scope, owner: "second"),
    ]
    let (findings, uses) = try resolved(entries, [Self.finding()])
    #expect(findings[0].waiver?.owner == "first")
    #expect(uses.map(\.state) == [.shadowed, .inUse, .shadowed])
    #expect(uses[2].problem?.places.map(\.path) == ["second", "first"])
  }

  @Test("what fits nothing is unused, or no longer needed where what it names passes")
  func idle() throws {
    let entries = [
      try Self.entry(WaiverScope(nodes: [WaiverPattern("w9")])),
      try Self.entry(WaiverScope(nodes: [WaiverPattern("w2")])),
      try Self.entry(WaiverScope(clusters: [WaiverPattern("other")])),
      try Self.entry(WaiverScope(nodes: [WaiverPattern("w1")]), rules: ["p/s"]),
      try Self.entry(WaiverScope(fingerprints: ["ff"])),
      try Self.entry(WaiverScope(fingerprints: ["ff"]), rules: ["p/t"]),
      try Self.entry(WaiverScope(nodes: [WaiverPattern("w9")]), until: "2026-01-01"),
    ]
    let rules = [
      Self.rule("p/r", passing: [.node("w2")], fail: 1), Self.rule("p/t", passing: [.cluster]),
    ]
    let uses = try resolved(entries, [Self.finding()], rules).uses
    #expect(
      uses.map(\.state) == [
        .unused, .unneeded, .otherCluster, .notJudged, .unused, .unneeded, .unneeded,
      ])
  }

  @Test("what waives every error of several rules is too broad")
  func broad() throws {
    let all = try Self.entry(
      WaiverScope(clusters: [WaiverPattern("shop")]), rules: ["p/r", "p/s"])
    let findings = [
      Self.finding("p/r", print: "01"), Self.finding("p/s", print: "02"),
      Self.finding("p/t", .cluster, .warning, print: "03"),
    ]
    let uses = try resolved([all], findings).uses
    #expect(uses[0].state == .broad)
    #expect(uses[0].problem?.severity == .warning)
    let more = findings + [Self.finding("p/u", print: "04")]
    #expect(try resolved([all], more).uses[0].state == .inUse)
    #expect(try resolved([all], [findings[0]]).uses[0].state == .inUse)
  }

  @Test("nothing of a finding changes but its waiver")
  func onlyWaivers() throws {
    let before = [Self.finding(), Self.finding("p/s")]
    var (after, _) = try resolved(
      [Self.entry(WaiverScope(nodes: [WaiverPattern("*1")]), rules: ["p/r", "p/s"])], before)
    #expect(after.allSatisfy { $0.waiver != nil })
    for i in after.indices { after[i].waiver = nil }
    #expect(after == before)
  }
}
