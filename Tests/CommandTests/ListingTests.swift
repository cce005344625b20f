import Checkout
import Foundation
import Testing

@testable import ImportLint

@Suite("rules, explain, test and inspect")
struct ListingTests {
  @Test("rules are listed as text, JSON and Markdown")
  func rules() throws {
    let text = try CommandRun.importlint(["rules"])
    #expect(text.code == 0)
    #expect(text.text.contains("loopback-resolver"))
    #expect(text.errors.isEmpty)
    let json = try CommandRun.importlint(["rules", "--format", "json"])
    let value = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    let rules = try #require(value?["rules"] as? [[String: Any]])
    #expect(rules.count > 25)
    #expect(rules.allSatisfy { $0["why"] is String && $0["severity"] is String })
    let markdown = try CommandRun.importlint(["rules", "--format", "markdown"])
    #expect(markdown.text.contains("| [loopback-resolver](rules/loopback-resolver.md) | error |"))
  }

  @Test("a rule is explained by its id, with or without its pack")
  func explain() throws {
    let short = try CommandRun.importlint(["explain", "loopback-resolver"])
    let full = try CommandRun.importlint(["explain", "rancher-import/loopback-resolver"])
    #expect(short.code == 0)
    #expect(short.output == full.output)
    for part in ["why", "fix", "Must be true", "Examples", "References"] {
      #expect(short.text.contains(part))
    }
  }

  @Test(
    "functions are listed with the definitions of packs, and a word keeps to those that have it")
  func functions() throws {
    let all = try CommandRun.importlint(["functions"])
    #expect(all.code == 0)
    #expect(all.errors.isEmpty)
    for name in ["resource.Find", "kyverno.Refusal", "shellQuote", "containsIP", "exists_one"] {
      #expect(all.text.contains("\n  \(name)  "), "\(name)")
    }
    #expect(all.text.contains("\nDefinitions\n  definitions."))
    let some = try CommandRun.importlint(["functions", "LABELSELECTOR"])
    #expect(some.text.contains("matchesSelector(selector: dyn, labels: dyn) -> bool\n"))
    #expect(!some.text.contains("shellQuote"))
    let none = try CommandRun.importlint(["functions", "shelQuote"])
    #expect(none.code == 2)
    #expect(none.lastLine.hasSuffix("did you mean \"shellQuote\"?"), "\(none.lastLine)")
    let markdown = try CommandRun.importlint(["functions", "--format", "markdown"])
    #expect(markdown.text.contains("### `shellQuote`"))
  }

  @Test("functions as JSON say where each comes from")
  func functionsAsJSON() throws {
    let run = try CommandRun.importlint(["functions", "--format", "json"])
    let value = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let functions = try #require(value?["functions"] as? [[String: Any]])
    func entry(_ name: String) throws -> [String: Any] {
      try #require(functions.first { $0["name"] as? String == name })
    }
    #expect(try entry("glob")["origin"] as? String == "importlint")
    #expect(try entry("math.abs")["origin"] as? String == "cel-go")
    #expect(try entry("cidr")["origin"] as? String == "kubernetes")
    #expect(try entry("cidr")["since"] as? String == "1.30")
    #expect(
      try entry("glob")["signatures"] as? [String] == [
        "glob(pattern: string, text: string) -> bool"
      ])
    let example = try #require(try entry("glob")["example"] as? [String: String])
    #expect(example["result"] == "true")
    #expect((value?["definitions"] as? [Any])?.isEmpty == false)
  }

  @Test("a function is explained with its types and an example; of several all are")
  func explainFunction() throws {
    let one = try CommandRun.importlint(["explain", "resource.Find"])
    #expect(one.code == 0)
    #expect(
      one.text.hasPrefix(
        "resource.Find(apiVersion: string, plural: string, namespace: string, name: string) -> "))
    #expect(one.text.contains("\n    // false\n"))
    let several = try CommandRun.importlint(["explain", "isLessThan"])
    #expect(several.text.contains("kubernetes.Quantity.isLessThan"))
    #expect(several.text.contains("kubernetes.Semver.isLessThan"))
    for format in ListFormat.allCases {
      let run = try CommandRun.importlint(["explain", "isLessThan", "--format", format.rawValue])
      #expect(run.code == 0)
      #expect(run.text.contains("isLessThan"))
    }
    let misspelt = try CommandRun.importlint(["explain", "resource.Fnd"])
    #expect(misspelt.lastLine.contains("did you mean \"resource.Find\"?"))
  }

  @Test("a definition is explained: of the built-in pack, and of one that is given")
  func explainDefinition() throws {
    let listed = try CommandRun.importlint(["functions", "--format", "json"])
    let value = try JSONSerialization.jsonObject(with: listed.output) as? [String: Any]
    let first = try #require((value?["definitions"] as? [[String: Any]])?.first?["name"] as? String)
    let builtIn = try CommandRun.importlint(["explain", first])
    #expect(builtIn.code == 0)
    #expect(builtIn.text.contains(first))
    let folder = try TemporaryFolder()
    try #require(try CommandRun.importlint(["pack", "init", folder.path + "/acme"]).code == 0)
    let own = try CommandRun.importlint(
      ["explain", "definitions.ownerOf", "--pack", folder.path + "/acme"])
    #expect(own.code == 0)
    #expect(own.text.contains("definitions.ownerOf(n: Namespace)"))
  }

  /// From its folder: cases are not embedded in the executable, and the rest is the same text.
  @Test("the examples and cases of the built-in pack hold")
  func builtInExamples() throws {
    let run = try CommandRun.importlint(["test", "rules/rancher-import"])
    #expect(run.code == 0, "\(run.text)")
    #expect(run.lastLine.hasPrefix("passed: "))
  }

  @Test("an example that does not hold is exit code 1, with what came out instead")
  func failingExample() throws {
    let folder = try TemporaryFolder()
    try Self.writePack(to: folder, expectation: "{fail: [{subject: cluster, message: not this}]}")
    let run = try CommandRun.importlint(["test", folder.path])
    #expect(run.code == 1)
    #expect(run.text.contains("acme/too-small: three nodes are too few"))
    #expect(run.text.contains("/cluster/too-small.yaml:"))
    #expect(run.lastLine == "failed: 1 of 2 examples of 1 rule")
  }

  @Test("a pack of one's own is tested and used beside the built-in one")
  func ownPack() throws {
    let folder = try TemporaryFolder()
    try Self.writePack(to: folder, expectation: "{fail: [cluster]}")
    let test = try CommandRun.importlint(["test", folder.path])
    #expect(test.code == 0, "\(test.text)\(test.errors)")
    let check = try CommandRun.importlint(
      ["check"] + Checkout.readyCluster + ["--pack", folder.path, "--format", "json"])
    #expect(check.code == 1)
    let result = try JSONResult(of: check)
    #expect(result.failing() == ["too-small"])
    #expect(result.rules.contains { $0.id == "rancher-import/loopback-resolver" })
    let alone = try CommandRun.importlint(
      ["check"] + Checkout.readyCluster
        + ["--pack", folder.path, "--no-builtin", "--format", "json"])
    #expect(try JSONResult(of: alone).rules.map(\.id) == ["acme/too-small"])
  }

  @Test("a mistake in a rule is exit code 2, with its place and a caret")
  func invalidRule() throws {
    let folder = try TemporaryFolder()
    try Self.writePack(to: folder, expectation: "{fail: [cluster]}", function: "resorce.List")
    let run = try CommandRun.importlint(
      ["check"] + Checkout.readyCluster + ["--pack", folder.path])
    #expect(run.code == 2)
    #expect(run.text.contains("cluster/too-small.yaml:8:17"))
    #expect(run.text.contains("^^^"))
    #expect(run.lastLine.contains("the expression is wrong"))
  }

  @Test("a misspelt namespace in a rule is unknown, with the one that was meant")
  func misspeltNamespace() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "pack.yaml")
    try folder.write(Self.emptyNamespace("kube-sytem"), to: "cluster/no-pods.yaml")
    let options = ["--pack", folder.path, "--no-builtin"]
    let run = try CommandRun.importlint(["check"] + Checkout.readyCluster + options)
    #expect(run.code == 3)
    let reason = "there is no namespace \"kube-sytem\"; did you mean \"kube-system\"?"
    #expect(run.text.contains(reason))
    try folder.write(Self.emptyNamespace("elsewhere"), to: "cluster/no-pods.yaml")
    #expect(try CommandRun.importlint(["check"] + Checkout.readyCluster + options).code == 0)
  }

  @Test("a misspelt distribution is a mistake in the rule")
  func misspeltDistribution() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "pack.yaml")
    try folder.write(
      Self.emptyNamespace("elsewhere") + "applies: {distributions: [rke22]}\n",
      to: "cluster/no-pods.yaml")
    let run = try CommandRun.importlint(
      ["check"] + Checkout.readyCluster + ["--pack", folder.path, "--no-builtin"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("there is no distribution \"rke22\""))
  }

  private static func emptyNamespace(_ name: String) -> String {
    """
    id: no-pods
    title: Pods where none should be
    severity: error
    why: Nothing of ours runs there.
    fix: {text: Move them.}
    subject: cluster
    validations:
      - name: empty
        expression: resource.List('v1', 'pods', '\(name)').items.size() == 0
        message: There are pods.
    examples:
      - name: one
        snapshot:
          resources: [{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: \(name)}}]
        expect: {fail: [cluster]}
      - name: none
        snapshot: {evidence: {v1/pods: complete}}
        expect: {pass: [cluster]}

    """
  }

  static func writePack(
    to folder: TemporaryFolder, expectation: String, function: String = "resource.List"
  ) throws {
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "pack.yaml")
    try folder.write(
      """
      id: too-small
      title: The cluster is too small for us
      severity: error
      why: Five nodes are not enough for what runs here.
      fix: {text: Add nodes.}
      subject: cluster
      validations:
        - expression: \(function)('v1', 'nodes', '').items.size() > 5
          message: The cluster has five nodes or fewer.
      examples:
        - name: three nodes are too few
          snapshot:
            resources: &three
              - {apiVersion: v1, kind: Node, metadata: {name: a}}
              - {apiVersion: v1, kind: Node, metadata: {name: b}}
              - {apiVersion: v1, kind: Node, metadata: {name: c}}
          expect: \(expectation)
        - name: six are enough
          snapshot:
            resources:
              - {apiVersion: v1, kind: Node, metadata: {name: a}}
              - {apiVersion: v1, kind: Node, metadata: {name: b}}
              - {apiVersion: v1, kind: Node, metadata: {name: c}}
              - {apiVersion: v1, kind: Node, metadata: {name: d}}
              - {apiVersion: v1, kind: Node, metadata: {name: e}}
              - {apiVersion: v1, kind: Node, metadata: {name: f}}
          expect: {pass: [cluster]}

      """, to: "cluster/too-small.yaml")
  }

  @Test("inspect shows what was read")
  func inspect() throws {
    let text = try CommandRun.importlint(["inspect", "demo/snapshot"])
    #expect(text.code == 0)
    #expect(text.errors.isEmpty)
    #expect(text.text.contains("version       v1.31.5+k3s1"))
    #expect(text.text.contains("Nodes: 4"))
    let json = try CommandRun.importlint(["inspect", "demo/snapshot", "--format", "json"])
    let value = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    let nodes = try #require(value?["nodes"] as? [[String: Any]])
    #expect(
      nodes.compactMap { $0["name"] as? String } == [
        "shop-agt-1", "shop-agt-2", "shop-srv-1", "shop-srv-2",
      ])
    let files = try #require(value?["files"] as? [[String: Any]])
    #expect(files.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
  }
}
