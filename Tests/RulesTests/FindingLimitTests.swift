import Documents
import Findings
import Foundation
import Snapshots
import Testing

@testable import Rules

@Suite("a rule that finds more than anyone reads")
struct FindingLimitTests {
  private static let rule = """
    id: named-config
    title: A ConfigMap has a name
    severity: error
    area: policy
    why: A trial.
    fix: {text: None.}
    references: []
    subject: resource
    matchConstraints:
      resourceRules:
      - {apiGroups: [""], apiVersions: [v1], resources: [configmaps]}
    validations:
      - name: named
        expression: "!object.metadata.name.startsWith('c')"
        message: It has a name.
    examples:
      - {name: it passes, expect: {pass: ["*"]}}
      - {name: it fails, expect: {fail: [{subject: ConfigMap/n/c1}]}}
    """

  /// What is found in as many ConfigMaps, one finding each.
  private static func outcome(
    _ count: Int, limit: Int, costLimit: UInt64? = nil, jobs: Int, isWhole: Bool = true
  ) throws -> Judge.Outcome {
    let folder = NSTemporaryDirectory() + "/importlint-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/policy", withIntermediateDirectories: true)
    let pack = "schema: 1\nname: trial\nversion: 0.1.0\n"
    try pack.write(toFile: folder + "/pack.yaml", atomically: true, encoding: .utf8)
    try rule.write(toFile: folder + "/policy/named-config.yaml", atomically: true, encoding: .utf8)
    let store = DocumentStore()
    let set = RuleSet.load(into: store, folders: [folder], withBuiltIn: false, toolVersion: "0.1.0")
    #expect(set.problems.map(\.message) == [])
    let reasons = ReasonTable()
    var builder = SnapshotBuilder(store: store, reasons: reasons)
    for i in 0..<count {
      let text =
        #"{"apiVersion": "v1", "kind": "ConfigMap", "#
        + #""metadata": {"name": "c\#(i)", "namespace": "n"}}"#
      let read = store.read(SourceText(path: "c.json", text: text))
      #expect(try builder.add(resource: #require(read.documents.first)))
    }
    builder.set(
      evidence: isWhole ? .complete : .partial, of: ResourceType(group: "", plural: "configmaps"))
    let target = Target.make(from: nil, store: store, reasons: reasons)
    var options = Judge.Options()
    options.findingLimit = limit
    options.costLimit = costLimit
    options.jobs = jobs
    return Judge(set).judge(builder.finish(), target: target.value, options: options)
  }

  @Test("is judged no further, by however many threads, and stays unknown", arguments: [1, 4])
  func limit(jobs: Int) throws {
    let outcome = try Self.outcome(1_000, limit: 300, jobs: jobs)
    let failing = outcome.findings.filter { $0.verdict == .fail }
    // Two batches: the second of them is judged to its end.
    #expect(failing.count == 512)
    let unknown = outcome.findings.filter { $0.verdict == .unknown }
    #expect(unknown.map(\.subject) == [.cluster])
    #expect(unknown.first?.severity == .error)
    let text = "so much was found that 488 of its 1000 subjects are not judged"
    #expect(unknown.first?.message == "not decided: \(text)")
    #expect(outcome.problems.map(\.message) == ["trial/named-config: \(text)"])
    #expect(outcome.rules.first?.counts == VerdictCounts(fail: 512, unknown: 1))
  }

  @Test("counts what was not judged, and not what may be missing beside it")
  func partial() throws {
    let outcome = try Self.outcome(1_000, limit: 300, jobs: 1, isWhole: false)
    #expect(outcome.problems.first?.message.contains("that 488 of its 1000") == true)
  }

  @Test("costs too much, and is judged no further", arguments: [1, 4])
  func cost(jobs: Int) throws {
    let all = try Self.outcome(1_000, limit: 10_000, costLimit: 1 << 40, jobs: jobs)
    #expect(all.findings.count == 1_000 && all.problems.isEmpty)
    // Each subject costs the same, so that a limit lets a part of them through.
    let cut = try Self.outcome(1_000, limit: 10_000, costLimit: 1_000, jobs: jobs)
    let failing = cut.findings.count { $0.verdict == .fail }
    #expect((1..<256).contains(failing))
    let text = "it takes so long that \(1_000 - failing) of its 1000 subjects are not judged"
    #expect(cut.problems.map(\.message) == ["trial/named-config: \(text)"])
    #expect(cut.findings.last?.message == "not decided: \(text)")
    #expect(cut.rules.first?.counts == VerdictCounts(fail: failing, unknown: 1))
  }

  @Test("is judged to its end where the last of its subjects reach the limit")
  func end() throws {
    let outcome = try Self.outcome(512, limit: 512, jobs: 2)
    #expect(outcome.findings.count == 512)
    #expect(outcome.problems.isEmpty)
  }
}
