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
    /// Whether other files decide all the same.
    var isDecided = false
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
    let run = try run(change)
    #expect(run.code == 1, "\(run.lastLine)")
    #expect(try run.result.subjects(of: change.rule, verdict: "fail") == [change.subject])
  }

  /// What leaves something undecided.
  private static func broken(
    _ name: String, _ file: String, _ old: String, _ new: String
  ) -> Change {
    Change(name: name, file: file, old: old, new: new, rule: "", subject: "")
  }

  /// What is said, where other files decide.
  private static func odd(
    _ name: String, _ file: String, _ old: String, _ new: String
  ) -> Change {
    Change(name: name, file: file, old: old, new: new, rule: "", subject: "", isDecided: true)
  }

  @Test(
    "is never ready without a word where a file says what cannot be",
    arguments: [
      broken(
        "a command line that is truncated", "resources/nodes.yaml", #"=true:NoExecute\"]"#,
        #"=true:NoExecute\""#),
      broken(
        "an environment that is not valid", "resources/nodes.yaml", #"node-env: "{}""#,
        #"node-env: """#),
      broken(
        "a Node without labels of its kubelet", "resources/nodes.yaml",
        "      kubernetes.io/hostname: rdy-cp-1\n", ""),
      broken(
        "an operating system that is not valid", "resources/nodes.yaml", "operatingSystem: linux",
        "operatingSystem: linus"),
      broken("another vendor's API server", "version.json", "v1.33.1+rke2r1", "v1.33.1"),
      broken("no version", "version.json", "v1.33.1+rke2r1", "latest"),
      // Without it drop-ins of the kubelet count, and nobody collected them.
      broken(
        "another configuration", "nodes/rdy-cp-1/kubelet-configz.json", "KubeletConfiguration",
        "KubeProxyConfiguration"),
      odd(
        "no list of servers", "nodes/rdy-cp-1/kubelet-configz.json", #"["10.43.0.10"]"#, "null"),
      odd(
        "a page in a resolver file", "nodes/rdy-wk-1/etc/resolv.conf", "# Managed by resolvconf",
        "<html>"),
      odd(
        "a state that is not valid", "nodes/rdy-wk-1/systemd/dnsmasq.service.show", "=inactive",
        "=\"active\""),
      broken(
        "a null for an answer", "probes/pod/rancher.json", "\"status\": 200", "\"status\": null"),
      broken(
        "a chain that was verified and was not", "probes/pod/rancher.json", "\"verified\": true",
        "\"verified\": true, \"error\": \"x509: unknown\""),
      broken(
        "a certificate that is none", "probes/pod/rancher.json", "MIIBQTCB6aAD", "MIIBQTCB6aAX"),
      odd(
        "a probe of another year", "probes/pod/rancher.json", "\"time\": \"2025", "\"time\": \"2026"
      ),
    ])
  func impossible(_ change: Change) throws {
    let run = try run(change)
    #expect(run.code == (change.isDecided ? 0 : 3), "\(run.lastLine)")
    // A label that is not there is odd for the rules that ask for it only.
    #expect(
      try run.result.problems.map(\.severity) == (change.new.isEmpty ? [] : ["warning"]))
  }

  private func run(_ change: Change) throws -> EngineRun {
    let folder = try TemporaryFolder()
    let copy = folder.path + "/ready-cluster"
    try FileManager.default.copyItem(atPath: Checkout.fixture("ready-cluster"), toPath: copy)
    let file = "\(copy)/\(change.file)"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try #require(text.contains(change.old))
    try Data(text.replacing(change.old, with: change.new, maxReplacements: 1).utf8).write(
      to: URL(filePath: file))
    return try EngineRun([copy], target: "Tests/Fixtures/ready-target.yaml")
  }
}
