import Foundation
import JSONSchemas
import Testing

@testable import Findings
@testable import Reports

@Suite("what is missing")
struct MissingStepsTests {
  private let exported = CollectionStep(
    .kubectl, "kubectl get pods -A -o yaml", at: "resources/pods.yaml", type: "pods")
  private let jobs = CollectionStep(
    .kubectl, "kubectl get jobs.batch -A -o yaml", at: "resources/jobs.batch.yaml",
    type: "jobs.batch")
  private let version = CollectionStep(.kubectl, "kubectl version -o json", at: "version.json")
  private let url = CollectionStep(
    .targetField, "rancher.url", example: "rancher: {url: https://rancher.example.com}")

  private func resolver(_ node: String) -> CollectionStep {
    CollectionStep(
      .nodeFile, "/etc/resolv.conf", at: "nodes/<NODE>/etc/resolv.conf", node: node)
  }

  private func reason(_ step: CollectionStep?, or others: [CollectionStep] = []) -> MissingEvidence
  {
    MissingEvidence(
      .resources, "\(step?.text(ofNodes: [step?.node ?? ""]) ?? "it") is not known", collect: step,
      or: others)
  }

  private func finding(
    _ rule: String, _ missing: [MissingEvidence], _ severity: Severity = .error,
    node: String? = nil
  ) -> Finding {
    let subject = node.map { Subject.node($0) } ?? .cluster
    return Finding(
      .init(
        rule: "rancher-import/\(rule)", validation: "1", subject: subject,
        fingerprint: "\(rule)-\(subject.text)"),
      .unknown, severity, message: "cannot be decided",
      texts: RuleTexts(title: rule, why: "It matters.", fix: Fix(text: "Repair it.")),
      grounds: .init(missing: missing))
  }

  private func missing(_ findings: [Finding], failOn: Severity = .error) -> MissingSteps {
    MissingSteps(findings, failOn: failOn)
  }

  @Test("one file of many nodes is one step, all types of kubectl are one")
  func grouped() throws {
    let names = (1...197).map { "w\($0)" }
    let steps = missing(
      names.map { finding("loopback", [reason(resolver($0))], node: $0) }
        + [
          finding("pods", [reason(exported)]), finding("jobs", [reason(jobs)]),
          finding("version", [reason(version)]),
        ]
    ).steps
    try #require(steps.count == 3)
    #expect(steps[0].types == ["jobs.batch", "pods"])
    #expect(steps[0].step.text == #"kubectl get "$type" -A -o yaml > "resources/$type.yaml""#)
    #expect(steps[1].step.text == "kubectl version -o json > version.json")
    #expect(steps[2].nodes.count == 197)
    #expect(steps[2].step.text == "/etc/resolv.conf (nodes/<NODE>/etc/resolv.conf)")
    #expect(steps[2].decides == ["rancher-import/loopback"])
  }

  @Test("what blocks comes first, then what decides most rules")
  func ordered() {
    let steps = missing([
      finding("a", [reason(version)], .warning), finding("b", [reason(version)], .warning),
      finding("c", [reason(url)], .error), finding("d", [reason(exported)], .warning),
    ]).steps
    #expect(steps.map(\.step.action) == [url, version, exported].map(\.action))
    #expect(steps.map(\.blocks) == [true, false, false])
    let warned = missing(
      [finding("a", [reason(version)], .warning), finding("c", [reason(url)], .note)],
      failOn: .warning)
    #expect(warned.blockingRules == ["rancher-import/a"])
  }

  @Test("a step decides a rule alone, or helps beside others")
  func decides() throws {
    let steps = missing([
      finding("both", [reason(version), reason(url)]), finding("one", [reason(url)]),
      finding("types", [reason(exported), reason(jobs)]),
    ]).steps
    let byAction = Dictionary(uniqueKeysWithValues: steps.map { ($0.step.action, $0) })
    #expect(byAction["rancher.url"]?.decides == ["rancher-import/one"])
    #expect(byAction["rancher.url"]?.helps == ["rancher-import/both"])
    #expect(byAction["kubectl version -o json"]?.decides == [])
    // Several types are one step, so that it decides what needs them all.
    #expect(steps.first { $0.types.count == 2 }?.decides == ["rancher-import/types"])
  }

  @Test("of steps that would do for the same, those are taken that make the fewest")
  func alternatives() throws {
    let file = CollectionStep(.targetField, "rancher.caFile")
    let sum = CollectionStep(.targetField, "rancher.caChecksum")
    let found = missing([
      finding("a", [reason(sum, or: [file])]), finding("b", [reason(file)]),
    ])
    #expect(found.steps.map(\.step.action) == ["rancher.caFile"])
    #expect(found.steps[0].decides == ["rancher-import/a", "rancher-import/b"])
    let alone = missing([finding("a", [reason(sum, or: [file])])])
    #expect(alone.steps.map(\.step.action) == ["rancher.caChecksum"])
    #expect(alone.steps[0].alternatives == [file])
  }

  @Test("what nothing decides is told apart, and waived findings are not asked for")
  func undecidable() {
    var waived = finding("waived", [reason(version)])
    waived.waiver = Waiver(reason: "known", owner: "somebody")
    let found = missing([finding("dead", [reason(nil)]), finding("mute", []), waived])
    #expect(found.steps.isEmpty)
    #expect(found.undecidable.map(\.text) == ["cannot be decided", "it is not known"])
    #expect(found.undecidable.map(\.rules) == [["rancher-import/mute"], ["rancher-import/dead"]])
    #expect(found.rules == ["rancher-import/dead", "rancher-import/mute"])
  }

  @Test("names of nodes cannot become words of a command")
  func hostile() {
    let step = CollectionStep(
      .kubectl, "kubectl get --raw /api/v1/nodes/<NODE>/proxy/configz",
      at: "nodes/<NODE>/kubelet-configz.json", node: "x; reboot")
    #expect(
      step.text(ofNodes: ["x; reboot"])
        == "kubectl get --raw /api/v1/nodes/'x; reboot'/proxy/configz > "
        + "nodes/'x; reboot'/kubelet-configz.json")
  }

  // MARK: The smallest cover

  /// The fewest choices, found by trying all sets.
  private func smallest(_ needs: [[Int]], of count: Int) -> Int {
    (0..<(1 << count)).filter { set in
      needs.allSatisfy { need in need.contains { set & (1 << $0) != 0 } }
    }.map(\.nonzeroBitCount).min() ?? 0
  }

  @Test("a cover is as small as the smallest of all sets that cover", arguments: UInt64(0)..<200)
  func cover(seed: UInt64) {
    var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let choices = 3 + next(7)
    let needs = (0..<(1 + next(12))).map { _ in
      Set((0..<(1 + next(3))).map { _ in next(choices) }).sorted()
    }
    let cover = SmallestCover.choices(meeting: needs)
    #expect(needs.allSatisfy { !cover.isDisjoint(with: $0) })
    #expect(cover.count == smallest(needs, of: choices), "\(needs)")
  }

  @Test("always taking the choice that meets most is not enough")
  func greedy() {
    // The middle choice meets most needs, and two others meet all.
    let needs = [[0, 2], [0, 2], [0], [1, 2], [1, 2], [1]]
    #expect(SmallestCover.choices(meeting: needs) == [0, 1])
    let open = [[0, 4], [0, 2], [0, 3], [1, 4], [1, 2], [1, 3], [4, 5], [4, 6]]
    #expect(SmallestCover.choices(meeting: open) == [0, 1, 4])
  }

  // MARK: The listing

  @Test("the listing of a sample names each step once, and its JSON is valid")
  func listing() throws {
    let report = MissingReport(Sample.judgement)
    let text = String(decoding: report.text(), as: UTF8.self)
    #expect(text.contains("\nCollect\n"))
    #expect(text.contains("\nSay what only people know\n"))
    #expect(text.components(separatedBy: "systemctl show dnsmasq.service").count == 2)
    #expect(text.contains("on all 13 nodes: "))
    #expect(report.exitCode == 3)
    let url = repository.appendingPathComponent("docs/schemas/importlint-missing-1.schema.json")
    for judgement in [Sample.judgement, Sample.ready] {
      let value = try JSONSerialization.jsonObject(with: Data(MissingReport(judgement).json()))
      #expect(try JSONSchema(contentsOf: url).errors(in: value) == [])
    }
  }

  @Test("nothing is missing of a cluster that is ready")
  func nothing() {
    let report = MissingReport(Sample.ready)
    #expect(report.exitCode == 0)
    #expect(report.sentence == "nothing is missing")
    #expect(String(decoding: report.text(), as: UTF8.self).hasPrefix("NOTHING IS MISSING  "))
  }
}
