import Findings
import Testing

@testable import Governance

@Suite("comparing two results")
struct ResultComparisonTests {
  private static func subject(_ name: String) -> Subject {
    .resource(
      ResourceReference(
        group: "", version: "v1", kind: "Pod", plural: "pods", namespace: "a", name: name))
  }

  private static func entry(
    _ print: String, _ name: String = "x", _ verdict: Verdict = .fail, rule: String = "p/r",
    severity: Severity = .error, former: [String] = [], isLive: Bool = true,
    of subject: Subject? = nil
  ) -> ResultRecord.Entry {
    ResultRecord.Entry(
      .init(
        rule: rule, validation: "1", subject: subject ?? self.subject(name), fingerprint: print,
        formerFingerprints: former), verdict, severity, title: "T", message: "m", isLive: isLive)
  }

  private static func record(
    _ findings: ResultRecord.Entry..., passing: Set<String> = [], rules: [String] = ["p/r"],
    formerIds: [String] = []
  ) -> ResultRecord {
    ResultRecord(
      toolVersion: "1", cluster: ClusterSummary(name: "c"), rancherVersion: "2.13.1",
      readiness: .notReady,
      packs: [.init(name: "p", version: "1", digest: "d", data: ["t": "s"])], findings: findings,
      rules: rules.map {
        .init(id: $0, pack: "p", deprecatedIds: formerIds, passing: passing)
      }, evidence: ["pods": .complete], snapshot: ["f": "1"])
  }

  /// The newer result, of another snapshot.
  private static func later(_ record: ResultRecord) -> ResultRecord {
    var record = record
    record.snapshot = ["f": "2"]
    return record
  }

  private func states(_ old: ResultRecord, _ new: ResultRecord) -> [ResultComparison.State] {
    ResultComparison(old, new).items.map(\.state)
  }

  @Test("what one has is new or resolved, what both have unchanged")
  func plain() {
    let old = Self.record(Self.entry("1", "x"), Self.entry("2", "y"))
    let new = Self.later(Self.record(Self.entry("2", "y"), Self.entry("3", "z")))
    let comparison = ResultComparison(old, new)
    #expect(comparison.items.map(\.state) == [.unchanged, .new, .resolved])
    #expect(comparison.exitCode(failOn: .error) == 1)
    #expect(
      comparison.sentence(failOn: .error) == "worse: 1 new, 1 resolved, 1 unchanged, 0 incomparable"
    )
    #expect(ResultComparison(new, new).exitCode(failOn: .error) == 0)
  }

  @Test("a rule that got another id has the same findings")
  func renamed() {
    let old = Self.record(Self.entry("1", rule: "p/old"), rules: ["p/old"])
    let new = Self.later(
      Self.record(Self.entry("2", former: ["1"]), formerIds: ["old"]))
    #expect(states(old, new) == [.unchanged])
    let fixed = Self.later(Self.record(passing: ["Pod/a/x"], formerIds: ["p/old"]))
    #expect(states(old, fixed) == [.resolved])
  }

  /// What differs between the two results, and what is said of it.
  private static let differences: [(String, @Sendable (inout ResultRecord) -> Void)] = [
    ("the rule was not judged then", { $0.rules = [] }),
    ("the pack p was 0 then, and is 1 now", { $0.packs[0].version = "0" }),
    ("the pack p is not the same", { $0.packs[0].digest = "e" }),
    ("data of the pack p differ: t", { $0.packs[0].data = ["t": "u"] }),
    ("importlint was 0 then, and is 1 now", { $0.toolVersion = "0" }),
    (
      "it was judged for Rancher 2.12.3 then, and for 2.13.1 now", { $0.rancherVersion = "2.12.3" }
    ),
    ("evidence of pods was partial then", { $0.evidence = ["pods": .partial] }),
    ("pods were not collected then", { $0.evidence = [:] }),
    ("it was not known then", { $0.findings = [entry("9", "x", .unknown)] }),
    ("it was not known then", { $0.findings = [entry("9", "", .unknown, of: .cluster)] }),
  ]

  @Test("what may explain a new finding makes it incomparable", arguments: differences.indices)
  func doubts(index: Int) {
    let (text, change) = Self.differences[index]
    var old = Self.record()
    change(&old)
    let comparison = ResultComparison(old, Self.later(Self.record(Self.entry("1"))))
    #expect(comparison.items[0].state == .incomparable)
    #expect(comparison.items[0].doubt == text)
    #expect(comparison.exitCode(failOn: .error) == 3)
  }

  @Test("evidence that is partial is enough for what is seen to pass")
  func seen() {
    var old = Self.record(passing: ["Pod/a/x"])
    old.evidence = ["pods": .partial]
    #expect(states(old, Self.later(Self.record(Self.entry("1")))) == [.new])
  }

  @Test("what passed then is compared, whatever else of its rule was not known")
  func passing() {
    let old = Self.record(Self.entry("9", "", .unknown, of: .cluster), passing: ["Pod/a/x"])
    let new = Self.later(Self.record(Self.entry("1")))
    #expect(states(old, new).contains(.new))
    let gone = Self.later(
      Self.record(Self.entry("9", "", .unknown, of: .cluster), passing: ["Pod/a/x"]))
    #expect(states(Self.record(Self.entry("1")), gone).contains(.resolved))
  }

  @Test("what became unknown is not resolved, and what was decided is")
  func unknown() {
    let failing = Self.record(Self.entry("1"))
    let unknown = Self.later(Self.record(Self.entry("2", "x", .unknown)))
    let lost = ResultComparison(failing, unknown)
    #expect(lost.items.map(\.doubt) == ["it failed then", "it is not known now"])
    let passing = Self.record(passing: ["Pod/a/x"])
    #expect(states(unknown, passing) == [.resolved])
    #expect(ResultComparison(passing, unknown).items.map(\.doubt) == ["it is not known now"])
  }

  @Test("with one snapshot a difference of packs is what is asked for")
  func oneSnapshot() {
    var old = Self.record()
    old.packs[0].version = "0"
    let comparison = ResultComparison(old, Self.record(Self.entry("1")))
    #expect(comparison.isOfOneSnapshot)
    #expect(comparison.items.map(\.state) == [.new])
  }

  @Test("what is waived or below the threshold does not decide")
  func deciding() {
    let old = Self.record()
    let waived = Self.later(Self.record(Self.entry("1", isLive: false)))
    #expect(ResultComparison(old, waived).exitCode(failOn: .error) == 0)
    let warning = Self.later(Self.record(Self.entry("1", severity: .warning)))
    #expect(ResultComparison(old, warning).exitCode(failOn: .error) == 0)
    #expect(ResultComparison(old, warning).exitCode(failOn: .warning) == 1)
  }

  @Test("clusters are told apart by uid, else by name")
  func clusters() {
    var other = Self.record()
    other.cluster = ClusterSummary(name: "d")
    #expect(other.isOfOtherCluster(than: Self.record()))
    var first = Self.record()
    (first.cluster.uid, other.cluster.uid) = ("u", "u")
    #expect(!other.isOfOtherCluster(than: first))
    other.cluster.uid = nil
    other.cluster.name = nil
    #expect(!other.isOfOtherCluster(than: first))
  }
}
