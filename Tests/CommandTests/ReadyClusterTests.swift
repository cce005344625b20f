import Checkout
import Foundation
import Testing

@Suite("a cluster with which all is well")
struct ReadyClusterTests {
  @Test("is ready: every rule of the built-in pack passes or does not apply")
  func ready() throws {
    let run = try EngineRun(
      ["Tests/Fixtures/ready-cluster"], target: "Tests/Fixtures/ready-target.yaml")
    let result = try run.result
    #expect(run.code == 0, "\(run.lastLine)")
    #expect(result.readiness == "ready")
    #expect(result.findings.map { "\($0.rule) \($0.subject.text): \($0.message)" } == [])
    #expect(result.problems.map(\.message) == [])
    #expect(result.rules.count > 25)
    #expect(result.rules.count { $0.counts.pass > 0 } > 25, "most rules have something to judge")
    #expect(run.lastLine == "ready: no failing or unknown finding of severity error")
  }

  /// One thing changed, and what must come of it.
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let old: String
    let new: String
    let rule: String
    let subject: String
    var testDescription: String { name }
  }

  @Test(
    "is not ready any more when one thing changes",
    arguments: [
      Change(
        name: "a resolver on loopback", file: "nodes/rdy-wk-1/etc/resolv.conf",
        old: "nameserver 10.20.0.2\nnameserver 10.20.0.3", new: "nameserver 127.0.0.1",
        rule: "loopback-resolver", subject: "node/rdy-wk-1"),
      Change(
        name: "a Kubernetes that Rancher does not support", file: "version.json",
        old: "v1.33.1+rke2r1", new: "v1.29.1+rke2r1", rule: "unsupported-kubernetes-version",
        subject: "cluster"),
      Change(
        name: "nobody is an administrator",
        file: "resources/clusterrolebindings.rbac.authorization.k8s.io.yaml",
        old: "    name: platform\n", new: "    name: developers\n", rule: "missing-cluster-admin",
        subject: "cluster"),
    ])
  func changed(_ change: Change) throws {
    let folder = try TemporaryFolder()
    let copy = folder.path + "/ready-cluster"
    try FileManager.default.copyItem(atPath: Checkout.fixture("ready-cluster"), toPath: copy)
    let file = "\(copy)/\(change.file)"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try #require(text.contains(change.old))
    try Data(text.replacing(change.old, with: change.new).utf8).write(to: URL(filePath: file))
    let run = try EngineRun([copy], target: "Tests/Fixtures/ready-target.yaml")
    #expect(run.code == 1, "\(run.lastLine)")
    #expect(try run.result.subjects(of: change.rule, verdict: "fail") == [change.subject])
  }
}
