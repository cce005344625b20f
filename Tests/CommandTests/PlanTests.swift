import Checkout
import Foundation
import Rules
import Testing

@testable import Documents

@Suite("plan")
struct PlanTests {
  static let demo = ["plan", "demo/snapshot", "--target", "demo/target.yaml"]

  /// The shell blocks of a plan.
  private func commands(_ markdown: String) -> [Substring] {
    var blocks: [Substring] = []
    var isOpen = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isOpen.toggle() } else if isOpen { blocks.append(line) }
    }
    return blocks
  }

  /// Whether bash reads every command.
  private func expectValid(_ markdown: String) throws {
    let commands = commands(markdown)
    #expect(!commands.isEmpty)
    let run = try CommandRun(
      file: "/bin/bash", ["-n"], folder: Checkout.root,
      input: commands.joined(separator: "\n") + "\n", environment: [:])
    #expect(run.code == 0, "\(run.errors)")
  }

  /// Whether every command that deletes through kubectl or helm has its dry run before it.
  private func expectDryRuns(_ markdown: String) {
    let commands = commands(markdown).map { String($0.prefix { $0 != "#" }) }
    for (index, command) in commands.enumerated() {
      let words = command.split(separator: " ").filter { !$0.hasPrefix("--dry-run") }
      let isDeletion = ["delete", "uninstall", "drain"].contains(where: words.contains)
      guard isDeletion, !command.contains("--dry-run") else { continue }
      let isTried = commands[..<index].contains { other in
        other.contains("--dry-run")
          && other.split(separator: " ").filter { !$0.hasPrefix("--dry-run") } == words
      }
      #expect(isTried, "\(command)")
    }
  }

  @Test("the demo's plan lets the API server take changes before it deletes anything else")
  func demo() throws {
    let run = try CommandRun.importlint(Self.demo)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.text.hasPrefix("# Import of cluster shop-edge into Rancher 2.12.2\n"))
    #expect(
      run.lastLine
        == "planned 5 steps, 2 of which block the import; not ready: 2 failing findings of "
        + "severity error")
    let webhook = try #require(run.text.range(of: "\n### 2.1 Rancher's admission webhook"))
    let project = try #require(run.text.range(of: "\n### 3.1 A namespace belongs to a project"))
    #expect(webhook.lowerBound < project.lowerBound)
    #expect(
      run.text.contains(
        "importlint check demo/snapshot --target demo/target.yaml "
          + "--select rancher-import/loopback-resolver"))
    try expectValid(run.text)
    expectDryRuns(run.text)
  }

  @Test("a ready cluster has nothing to fix")
  func ready() throws {
    let run = try CommandRun.importlint(["plan"] + Checkout.readyCluster)
    #expect(run.code == 0)
    #expect(run.text.contains("Nothing fails: there is nothing to fix before the import."))
    #expect(run.text.contains("## Verification"))
    #expect(!run.text.contains("## Before you begin"))
  }

  @Test(
    "plans of the known states are valid shell, and delete nothing untried",
    .needsShared)
  func states() throws {
    let states = try #require(Checkout.shared) + "/states"
    var count = 0
    for state in try FileManager.default.contentsOfDirectory(atPath: states).sorted() {
      let snapshot = "\(states)/\(state)/get-yaml"
      guard FileManager.default.fileExists(atPath: snapshot) else { continue }
      let run = try CommandRun.importlint(["plan", snapshot, "--rancher", "2.13.1"])
      #expect(run.code == 0, "\(state): \(run.errors)")
      try expectValid(run.text)
      expectDryRuns(run.text)
      count += 1
    }
    #expect(count > 5)
  }

  @Test("what cannot be planned is exit code 2, and nothing is printed")
  func failures() throws {
    let all = try CommandRun.importlint(Self.demo + ["--rancher", "all"])
    #expect(all.code == 2)
    #expect(all.lastLine.contains("a plan is for one version of Rancher"))
    let missing = try CommandRun.importlint(["plan", "nowhere"])
    #expect(missing.code == 2)
    #expect(missing.output.isEmpty)
    #expect(missing.lastLine.contains("nowhere"))
  }

  @Test("packs without an order still get a plan")
  func ownPack() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "pack.yaml")
    try folder.write(
      """
      id: too-few
      title: Too few nodes
      severity: error
      why: It is small.
      fix: {text: Add nodes.}
      subject: cluster
      validations:
        - expression: resource.List('v1', 'nodes', '').items.size() > 5
          message: Five nodes or fewer.
      examples:
        - {name: none, snapshot: {evidence: {v1/nodes: complete}}, expect: {fail: [cluster]}}
        - name: enough
          snapshot:
            resources:
      \(["a", "b", "c", "d", "e", "f"].map {
        "        - {apiVersion: v1, kind: Node, metadata: {name: \($0)}}"
      }.joined(separator: "\n"))
          expect: {pass: [cluster]}
      """, to: "cluster/too-few.yaml")
    let run = try CommandRun.importlint(
      Self.demo + ["--no-builtin", "--pack", folder.path])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.text.contains("### 1.1 Too few nodes"))
    #expect(run.text.contains("--pack \(folder.path) --no-builtin"))
  }

  @Test("the built-in order names rules that there are, and contradicts itself nowhere")
  func order() throws {
    let set = RuleSet.load(
      into: DocumentStore(), folders: [], withBuiltIn: true, toolVersion: "0.1.0")
    let order = set.runbookOrder
    let ids = Set(set.rules.map(\.id))
    #expect(order.phases.count > 5)
    #expect(order.phases.count(where: \.isAfterImport) == 1)
    for name in order.phases.flatMap(\.rules) + order.needs.flatMap({ [$0.key] + $0.value }) {
      #expect(ids.contains(name), "\(name)")
    }
    let areas = Set(order.phases.flatMap(\.areas))
    #expect(Set(set.rules.map(\.area)).subtracting(areas) == [])
    func phase(_ id: String) throws -> Int {
      let rule = try #require(set.rules.first { $0.id == id })
      return order.phases.firstIndex { $0.rules.contains(id) }
        ?? order.phases.firstIndex { $0.areas.contains(rule.area) } ?? 0
    }
    for (rule, needs) in order.needs {
      for need in needs {
        #expect(try phase(need) <= phase(rule), "\(rule) comes before \(need)")
        #expect(order.needs[need]?.contains(rule) != true, "\(rule) and \(need) wait")
      }
    }
  }

  @Test("the number of threads changes no byte")
  func threads() throws {
    let one = try CommandRun.importlint(Self.demo + ["--jobs", "1"])
    let four = try CommandRun.importlint(Self.demo + ["--jobs", "4"])
    #expect(one.output == four.output)
  }
}
