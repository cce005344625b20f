import Checkout
import Foundation
import Testing

@testable import Engine

/// Recorded clusters beside their anonymised copies.
@Suite("Anonymised states", .needsShared, .serialized)
struct AnonymizingLawTests {
  /// Rules that rest on what is not copied: docs/anonymizing.md says why.
  private static let others: Set<String> = [
    // RKE1's state, of which parts are read and nothing is shown.
    "exposed-rke-state", "missing-rke-state", "rke-version-mismatch",
    // Certificates in objects and targets.
    "ca-checksum-mismatch", "untrusted-rancher-certificate", "strict-tls-without-ca",
    // Arguments of a server that spell out a credential.
    "external-datastore", "sqlite-datastore", "divergent-server-config",
    "incomplete-authorized-endpoint", "pending-node-restart",
    "restrictive-pod-security-admission", "unenforced-network-policy",
    // The size of what was hidden: a mark stands for it in the copy.
    "oversized-endpoint-annotation",
  ]

  /// `make laws` takes all states.
  static var states: [String] {
    guard let shared = Checkout.shared else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shared + "/states")) ?? []
    let all = names.filter { !$0.contains(".") }.sorted()
    return ProcessInfo.processInfo.environment["LAW_SEEDS"] == nil ? Array(all.prefix(1)) : all
  }

  @Test("are judged alike, and hold no name", arguments: states)
  func judgedAlike(state: String) throws {
    let folder = try #require(Checkout.shared) + "/states/" + state
    let scratch = try TemporaryFolder()
    try scratch.write(
      "schema: 1\nrancher: {version: 2.9.3, url: https://rancher.new.example}\n",
      to: "target.yaml")
    let inputs = ["get-yaml", "raw", "nodes"].map { "\(folder)/\($0)" }
    let (target, copy) = (scratch.path + "/target.yaml", scratch.path + "/copy")
    let run = try CommandRun.importlint(
      ["anonymize"] + inputs + ["--output", copy, "--target", target])
    try #require(run.code == 0, "\(run.errors)")
    let copies = try FileManager.default.contentsOfDirectory(atPath: copy).sorted()
    let before = try EngineRun(inputs, target: target).judgement
    let after = try EngineRun(
      copies.map { "\(copy)/\($0)" }, target: copy + ".target.yaml"
    ).judgement
    let counts = Dictionary(after.rules.map { ($0.id, $0.counts) }) { $1 }
    for rule in before.rules where !Self.others.contains(String(rule.id.split(separator: "/")[1])) {
      #expect(counts[rule.id] == rule.counts, "\(rule.id)")
    }
    let names = try OriginalNames(below: inputs)
    #expect(names.count > 100)
    let left = try names.left(below: copy)
    #expect(left.isEmpty, "\(left)")
  }
}
