import Documents
import Findings
import Testing

@testable import Snapshots

@Suite("what manifests say, and misspell")
struct ManifestTests {
  private let nodes =
    #"{"kind":"List","apiVersion":"v1","metadata":{},"items":[{"apiVersion":"v1","kind":"Node","#
    + #""metadata":{"name":"w1"}}]}"#
  private let deployments = #"{"kind":"DeploymentList","apiVersion":"apps/v1","items":[]}"#

  private func read(_ manifest: String) -> Snapshot {
    TemporaryFolder([
      "resources/nodes.json": nodes, "resources/deployments.apps.json": deployments,
      "importlint-snapshot.yaml": manifest,
    ]).read()
  }

  @Test("one of more than a mebibyte is not read, and leaves nothing whole", arguments: [0, 1])
  func size(more: Int) {
    let start = "schema: 1\n#"
    let text = start + String(repeating: "a", count: (1 << 20) - start.utf8.count - 1 + more)
    let isRefused = read(text + "\n").problems.contains {
      $0.message == "the manifest is larger than 1 MiB, and was not read"
    }
    #expect(isRefused == (more > 0))
  }

  @Test("messages around an output are looked for up to a limit")
  func messages() throws {
    let lines = String(repeating: "Warning: a\n", count: 100_001)
    let found = try #require(
      OutputMessages(in: SourceText(path: "a", text: lines + "kind: List\n")))
    let text = found.output.text(in: 0..<found.output.count)
    #expect(text.split(whereSeparator: \.isWhitespace) == ["Warning:", "a", "kind:", "List"])
  }

  @Test("no state of a type is hidden by the type's name", arguments: EvidenceState.allCases)
  func states(state: EvidenceState) {
    let problems = read("schema: 1\nresources: {tokens.management.cattle.io: \(state.rawValue)}\n")
      .problems
    #expect(!problems.contains { $0.code == "invalid-manifest" })
  }

  @Test("names of nodes and types that look like those of credentials hide nothing")
  func names() {
    let snapshot = TemporaryFolder([
      "nodes.json": nodes.replacing("w1", with: "token-1"),
      "tokens.management.cattle.io.json":
        #"{"kind":"TokenList","apiVersion":"management.cattle.io/v3","items":[]}"#,
      "importlint-snapshot.yaml":
        "schema: 1\nresources: {tokens.management.cattle.io: complete}\n"
        + "nodes: {token-1: {absent: [/run/systemd/resolve/resolv.conf]}}\npassword: geheim\n",
    ]).read()
    // The password alone.
    #expect(snapshot.problems.count { $0.code == "invalid-manifest" } == 1)
    let absent = snapshot.node("token-1")?["absentFiles"]?.elements.compactMap(\.string)
    #expect(absent == ["/run/systemd/resolve/resolv.conf"])
    #expect(!snapshot.problems.contains { $0.message.contains("geheim") })
  }

  @Test(
    "what a misspelt entry may have limited is partial, and the word is suggested",
    arguments: [
      ("resources: {deployments.apps: partail}", "did you mean partial?"),
      ("resources: {deployments.apps: complet}", "did you mean complete?"),
      ("resources: {deployments.apps: {state: denyed}}", "did you mean denied?"),
      ("resources: {deployment.apps: partial}", "did you mean deployments.apps?"),
      ("resources: {deploymnets.apps: partial}", "did you mean deployments.apps?"),
      ("resources: {deploy.apps: denied}", "did you mean deployments.apps?"),
      ("resources: {apps/deployments: denied}", "did you mean deployments.apps?"),
    ])
  func misspeltEntry(manifest: String, help: String) {
    let snapshot = read("schema: 1\n\(manifest)\n")
    #expect(!snapshot.evidence(of: ResourceType(group: "apps", plural: "deployments")).isConclusive)
    #expect(snapshot.state("nodes") == .assumed)
    #expect(snapshot.problems.map(\.code) == ["invalid-manifest"])
    #expect(snapshot.problems.first?.help == help)
  }

  @Test(
    "what an entry limits that names nothing is not known",
    arguments: ["\"*\"", "foo.bar", "wigdets"])
  func lostEntry(key: String) {
    func severities(_ state: String) -> [Severity] {
      read("schema: 1\nresources: {\(key): \(state)}\n").problems
        .filter { $0.code == "invalid-manifest" }.map(\.severity)
    }
    #expect(severities("denied") == [.error])
    #expect(severities("complete") == [.warning])
  }

  @Test("a type whose definition was not exported can be limited")
  func unknownDefinition() {
    let snapshot = read("schema: 1\nresources: {widgets.example.com: denied}\n")
    #expect(snapshot.problems.allSatisfy { $0.code != "invalid-manifest" })
    let type = ResourceType(group: "example.com", plural: "widgets")
    #expect(snapshot.evidence(of: type).state == .denied)
  }

  @Test("a key that is there twice may have limited what the last one does not")
  func twice() {
    let snapshot = read("schema: 1\nresources: {nodes: denied}\nresources: {nodes: complete}\n")
    #expect(snapshot.state("nodes") == .partial)
    #expect(snapshot.problems.contains { $0.severity >= .warning })
  }

  @Test("Deployments are limited by their earlier name, too")
  func extensions() {
    let snapshot = read("schema: 1\nresources: {deployments.extensions: denied}\n")
    #expect(!snapshot.evidence(of: ResourceType(group: "apps", plural: "deployments")).isConclusive)
  }

  @Test(
    "a manifest that is not valid may have limited every list beside it",
    arguments: [
      "schema: 2\n", "resources: {nodes: complete}\n", "schema: 1\nresurces: {nodes: partial}\n",
      "- schema: 1\n", "",
      "schema: 1\nresources: [nodes]\n", "schema: 1\nresources: {nodes: complete\n",
    ])
  func invalid(manifest: String) {
    let snapshot = read(manifest)
    #expect(snapshot.state("nodes") == .partial)
    #expect(snapshot.state("deployments") == .partial)
    #expect(snapshot.problems.contains { $0.severity == .error })
  }

  @Test("of entries without end few are looked at, and none counts")
  func manyEntries() {
    func isInvalid(_ probes: String) -> Bool {
      read("schema: 1\nprobes: \(probes)\n").problems.contains { $0.code == "invalid-manifest" }
    }
    func probes(_ count: Int) -> String {
      "[" + (0..<count).map { "n\($0)" }.joined(separator: ", ") + "]"
    }
    #expect(!isInvalid(probes(10_000)))
    #expect(isInvalid(probes(10_001)))
    #expect(isInvalid("{pod: 1}"))
    let types = (0...2_000).map { "  t\($0).example.com: complete\n" }.joined()
    let snapshot = read("schema: 1\nresources:\n" + types)
    #expect(snapshot.problems.contains { $0.message.hasPrefix("resources has more than 2000") })
    #expect(snapshot.state("nodes") == .partial)
  }

  @Test("each input's manifest speaks for its own input, in any order", arguments: [true, false])
  func severalInputs(isFirst: Bool) {
    let folder = TemporaryFolder([
      "a/resources/nodes.json": nodes, "a/resources/deployments.apps.json": deployments,
      "a/importlint-snapshot.yaml": """
      schema: 1
      cluster: {name: edge-1}
      resources: {nodes: partial, deployments.apps: complete}
      probes: [pod]
      """,
      "b/nodes/w1/etc/resolv.conf": "nameserver 10.0.0.1\n",
      "b/importlint-snapshot.yaml": """
      schema: 1
      time: 2026-11-23T08:00:00Z
      probes: [w1, pod]
      """,
    ])
    let snapshot = folder.read(isFirst ? ["a", "b"] : ["b", "a"])
    #expect(snapshot.problems.isEmpty)
    #expect(snapshot.state("nodes") == .partial)
    #expect(snapshot.state("deployments") == .complete)
    #expect(snapshot.identity.name == "edge-1")
    #expect(snapshot.identity.time == "2026-11-23T08:00:00Z")
    let probes = snapshot.clusterValue["probes"]
    #expect(probes?.entries.map(\.key).sorted() == ["pod", "w1"])
  }

  @Test("complete lifts no list that says itself that it is of one namespace")
  func contradicted() {
    let snapshot = TemporaryFolder([
      "resources/nodes.json": nodes,
      "resources/deployments.apps.yaml": "No resources found in default namespace.\n",
      "importlint-snapshot.yaml": "schema: 1\nresources: {deployments.apps: complete}\n",
    ]).read()
    #expect(snapshot.state("deployments") == .partial)
  }
}
