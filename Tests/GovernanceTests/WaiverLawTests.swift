import Basics
import Findings
import Testing

@testable import Governance

/// Random waivers for random findings: what holds for all of them.
@Suite("laws of waivers")
struct WaiverLawTests {
  private static let texts = RuleTexts(title: "T", why: "w", fix: Fix(text: "f"))
  private static let words = ["a", "b", "ab", "ba", "a*", "*b", "*"]

  private struct Case {
    let findings: [Finding]
    let entries: [WaiverEntry]
    let day: CivilDate

    init(seed: UInt64) {
      var random = Seeded(state: seed)
      findings = (0..<Int.random(in: 0...12, using: &random)).map { number in
        let subject: Subject =
          switch Int.random(in: 0...2, using: &random) {
          case 0: .cluster
          case 1: .node(words.prefix(4).randomElement(using: &random) ?? "a")
          default:
            .resource(
              ResourceReference(
                group: "", version: "v1", kind: "Pod", plural: "pods",
                namespace: words.prefix(4).randomElement(using: &random) ?? "a", name: "x"))
          }
        return Finding(
          .init(
            rule: "p/\(Int.random(in: 0...2, using: &random))", validation: "1", subject: subject,
            fingerprint: "\(number)"),
          Bool.random(using: &random) ? .fail : .unknown,
          Severity.allCases.randomElement(using: &random) ?? .error, message: "m", texts: texts)
      }
      day = CivilDate(daysSinceEpoch: 20_000)
      entries = (0..<Int.random(in: 0...8, using: &random)).map { number in
        func patterns() -> [WaiverPattern] {
          (0..<Int.random(in: 0...1, using: &random)).map { _ in
            WaiverPattern(words.randomElement(using: &random) ?? "*")
          }
        }
        return WaiverEntry(
          rule: "p/*",
          rules: Set((0...2).filter { _ in Bool.random(using: &random) }.map { "p/\($0)" }),
          scope: WaiverScope(namespaces: patterns(), nodes: patterns()), reason: "r",
          owner: "\(number)",
          expires: CivilDate(daysSinceEpoch: 20_000 + .random(in: -2...2, using: &random)))
      }
    }

    func resolved(_ entries: [WaiverEntry]) -> (findings: [Finding], uses: [WaiverUse]) {
      let resolver = FindingResolver(entries, on: day, in: ClusterSummary(name: "c")) { _ in nil }
      var findings = findings
      let uses = resolver.resolve(&findings, of: [])
      return (findings, uses)
    }

    func exitCode(_ findings: [Finding]) -> Int32 {
      let rule = RuleResult(
        .init(id: "p/0", pack: "p", area: "a"), of: .cluster, .error, texts: texts,
        outcome: .init(VerdictCounts(pass: 1)))
      return Conclusion(
        findings: findings, rules: [rule], problems: [], options: JudgementOptions()
      ).exitCode
    }
  }

  /// A generator that gives the same numbers for the same seed.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  @Test("a waiver changes nothing but itself, and none of them gives the original exit code")
  func laws() {
    var waived = 0
    for seed in 0..<2_000 {
      let sample = Case(seed: UInt64(seed))
      let (findings, uses) = sample.resolved(sample.entries)
      var stripped = findings
      for i in stripped.indices { stripped[i].waiver = nil }
      #expect(stripped == sample.findings)
      #expect(sample.exitCode(sample.resolved([]).findings) == sample.exitCode(sample.findings))
      // What is accepted can only let a run pass.
      let (before, after) = (sample.exitCode(sample.findings), sample.exitCode(findings))
      #expect(before == after || before == 1 || (before == 3 && after == 0), "seed \(seed)")
      let given = findings.count { $0.waiver != nil }
      let applied = uses.reduce(0) { $0 + $1.appliedCount }
      #expect(given == applied)
      let isSound = uses.allSatisfy { $0.appliedCount <= $0.matchedCount }
      #expect(isSound)
      waived += findings.count { !$0.isLive }
      // An expired waiver waives nothing, whatever stands beside it.
      let expired = sample.entries.filter { $0.isExpired(on: sample.day) }
      let areLive = sample.resolved(expired).findings.allSatisfy { $0.isLive }
      #expect(areLive)
    }
    #expect(waived > 1_000, "the law was tried")
  }

  @Test("the order of waivers changes who accepts, and not what is accepted")
  func order() {
    for seed in 0..<500 {
      let sample = Case(seed: UInt64(seed))
      let there = sample.resolved(sample.entries).findings.map(\.isLive)
      let back = sample.resolved(sample.entries.reversed()).findings.map(\.isLive)
      #expect(there == back, "seed \(seed)")
    }
  }
}
