import Documents
import Findings
import Testing

@testable import Snapshots

@Suite("many problems of one input")
struct FloodTests {
  private let deployments = ResourceType(group: "apps", plural: "deployments")

  @Test("the same problem of one file is one, with a count and three places")
  func sameProblem() throws {
    let files = [
      "a.yaml": String(repeating: "---\na: 1\n", count: 5000),
      "b.json": String(repeating: "{\"a\": 1}\n", count: 2),
    ]
    let problems = TemporaryFolder(files).read().problems.filter { $0.code == "not-an-object" }
    #expect(problems.map(\.count) == [5000, 2])
    #expect(problems.map(\.places.count) == [3, 2])
    #expect(problems.first?.places.compactMap(\.region?.line) == [2, 4, 6])
    #expect(problems.first?.places.map(\.note) == [nil, "again", "again"])
  }

  @Test("harmless flaws beyond the limit never cost the list its completeness")
  func harmlessFlaws() throws {
    func data(_ count: Int) -> String {
      (0..<count).map { #""k\#($0)": "a", "k\#($0)": "b""# }.joined(separator: ", ")
    }
    func text(_ count: Int) -> String {
      #"{"kind": "DeploymentList", "apiVersion": "apps/v1", "metadata": {}, "items": ["#
        + #"{"metadata": {"name": "a", "namespace": "a", "annotations": {\#(data(count))}}}, "#
        + #"{"metadata": {"name": "b", "namespace": "b"}}]}"#
    }
    for count in [99, 100, 101, 3000] {
      let snapshot = TemporaryFolder(["deployments.json": text(count)]).read()
      #expect(snapshot.evidence(of: deployments).state == .assumed, "\(count) flaws")
      #expect(snapshot.problems.allSatisfy { $0.severity <= .warning && !$0.isFatal })
      #expect(snapshot.problems.reduce(0) { $0 + $1.count } >= min(count, 101))
    }
  }

  @Test("a flaw that loses content is there behind any number of harmless ones")
  func lostContent() throws {
    let text =
      (0..<300).map { "k\($0): a\nk\($0): b\n" }.joined() + "broken: [\n"
    let snapshot = TemporaryFolder(["deployments.yaml": text]).read()
    #expect(snapshot.problems.contains { $0.code == "invalid-document" && $0.severity == .error })
  }

  @Test("more than a hundred directives above one document are refused, where it is said")
  func directives() throws {
    func text(_ count: Int, _ kind: String) -> String {
      (0..<count).map { "%TAG !e\($0)! tag:x,\($0):\n" }.joined()
        + "---\nkind: \(kind)\napiVersion: v1\nmetadata: {name: a}\n"
    }
    let few = TemporaryFolder(["x.yaml": text(100, "Namespace")]).read()
    #expect(few.problems.isEmpty)
    // Each document has its own.
    let twice = text(80, "Namespace") + "...\n" + text(80, "Node")
    #expect(TemporaryFolder(["x.yaml": twice]).read().problems.isEmpty)
    let many = TemporaryFolder(["x.yaml": text(40_000, "Namespace")]).read()
    let problem = try #require(many.problems.first { $0.code == "invalid-document" })
    #expect(problem.message == "has more than 100 directives above one document")
    #expect(problem.places.first?.region?.line == 101)
    // Percent signs in the content are not directives.
    let content =
      "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, namespace: b}\ndata:\n  a: '\n"
      + String(repeating: "    %a\n", count: 300) + "    '\n"
    #expect(TemporaryFolder(["x.yaml": content]).read().problems.isEmpty)
  }

  @Test("a manifest of more entries than any cluster has types is not believed")
  func manifestEntries() {
    let entries = (0..<3000).map { "  w\($0).example.org: complete\n" }.joined()
    let list = #"{"kind": "NodeList", "apiVersion": "v1", "items": [{"metadata": {"name": "a"}}]}"#
    let snapshot = TemporaryFolder([
      "nodes.json": list, "importlint-snapshot.yaml": "schema: 1\nresources:\n" + entries,
    ]).read()
    #expect(snapshot.problems.contains { $0.message == "resources has more than 2000 entries" })
    #expect(snapshot.evidence(of: SnapshotContent.nodes).state == .partial)
    #expect(snapshot.problems.count < 300)
  }

  @Test("nodes beyond the limit are left open, counted and said")
  func nodes() throws {
    func read(_ count: Int) -> Snapshot {
      let items = (0..<count).map { #"{"metadata": {"name": "w\#($0)"}}"# }
      return TemporaryFolder([
        "nodes.json": #"{"kind": "NodeList", "apiVersion": "v1", "metadata": {}, "items": ["#
          + items.joined(separator: ", ") + "]}"
      ]).read()
    }
    let limit = SnapshotDerivation.nodeLimit
    let most = read(limit)
    #expect(most.nodes.count == limit)
    #expect(most.missingNodes == nil)
    #expect(!most.problems.contains { $0.code == "too-many-nodes" })
    let more = read(limit + 2)
    #expect(more.nodes.count == limit)
    #expect(more.identity.nodeCount == limit + 2)
    let reason = try #require(more.missingNodes.flatMap { more.reasons[$0] })
    #expect(reason.text.hasPrefix("there are \(limit + 2) nodes, of which"))
    #expect(more.problems.first { $0.code == "too-many-nodes" }?.leavesOpen == true)
  }

  @Test(
    "an object of more values than an API server stores is not read, and its list is not whole",
    arguments: ["alone", "in a list of its type", "between others", "by aliases"])
  func values(layout: String) {
    func read(_ count: Int) -> Snapshot {
      func ones(_ count: Int) -> String {
        [String](repeating: "1", count: count).joined(separator: ", ")
      }
      // The other values are the object's four fields and its name.
      let fields = #""metadata": {"name": "big"}, "more": [\#(ones(count - 5))]"#
      let kind = #""apiVersion": "example.com/v1", "kind": "Widget", "#
      func other(_ name: String) -> String { #"{\#(kind)"metadata": {"name": "\#(name)"}}"# }
      let text =
        switch layout {
        case "alone": "{\(kind)\(fields)}"
        case "by aliases":
          // A tenth of the list ten times, and what is left of it.
          "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: big}\n"
            + "more: [&a [\(ones((count - 15) / 10))], "
            + String(repeating: "*a, ", count: 9) + ones((count - 15) % 10) + "]\n"
        case "between others":
          #"{"apiVersion": "v1", "kind": "List", "items": "#
            + "[\(other("a")), {\(kind)\(fields)}, \(other("b"))]}"
        default:
          #"{"apiVersion": "example.com/v1", "kind": "WidgetList", "metadata": {}, "#
            + #""items": [{\#(fields)}]}"#
        }
      return TemporaryFolder(["widgets.json": text]).read()
    }
    let others = layout == "between others" ? 2 : 0
    let most = read(ResourceCollector.valueLimit)
    #expect(most.resources.count == others + 1)
    #expect(!most.problems.contains { $0.code == "unread-objects" })
    let more = read(ResourceCollector.valueLimit + 1)
    #expect(more.resources.count == others)
    #expect(more.missing(ResourceType(group: "example.com", plural: "widgets")) != nil)
    #expect(more.problems.first { $0.code == "unread-objects" }?.leavesOpen == true)
  }

  @Test("a table of more types than any API server has is cut, and proves nothing of others")
  func types() {
    let everywhere = BuiltInTypes.all.filter { BuiltInTypes.everywhere.contains($0.type) }
    let first = everywhere.map { info in
      let group = info.type.group.isEmpty ? "" : info.type.group + "/"
      return "\(info.type.plural)  \(group)v1  \(info.isNamespaced ?? true)  \(info.kind)\n"
    }
    func read(_ count: Int) -> Snapshot {
      let rows = (first.count..<count).map { "t\($0)  a\($0).example.com/v1  true  T\($0)\n" }
      return TemporaryFolder([
        "api-resources.txt": "NAME  SHORTNAMES  APIVERSION  NAMESPACED  KIND\n"
          + (first + rows).joined()
      ]).read()
    }
    let limit = DiscoveryDocuments.typeLimit
    let other = ResourceType(group: "upgrade.cattle.io", plural: "plans")
    let most = read(limit)
    #expect(most.isUnserved(other))
    let more = read(limit + 1)
    #expect(!more.isUnserved(other))
    #expect(more.problems.contains { $0.code == "too-many-types" })
  }

  @Test("an answer of more types than any API server has is cut, and the cut is said")
  func discoveredTypes() throws {
    let limit = DiscoveryDocuments.typeLimit
    let type = { (i: Int) in #"{"name":"t\#(i)","kind":"T\#(i)","namespaced":true}"# }
    let aggregated = { (i: Int) in
      #"{"resource":"t\#(i)","responseKind":{"kind":"T\#(i)"},"scope":"Cluster"}"#
    }
    func list(_ count: Int) -> String {
      #"{"kind":"APIResourceList","groupVersion":"example.com/v1","resources":["#
        + (0..<count).map(type).joined(separator: ",\n") + "]}"
    }
    let answers: [(Int) -> String] = [
      list, { "[\(list($0))]" },
      {
        #"{"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"example.com"},"#
          + #""versions":[{"version":"v1","resources":["#
          + (0..<$0).map(aggregated).joined(separator: ",\n") + "]}]}]}"
      },
    ]
    for answer in answers {
      let most = TemporaryFolder(["apis.json": answer(limit)]).read()
      #expect(!most.problems.contains { $0.code == "too-many-types" })
      let more = TemporaryFolder(["apis.json": answer(limit + 1)]).read()
      let problem = try #require(more.problems.first { $0.code == "too-many-types" })
      #expect(problem.places.first?.region?.line == limit + 1)
      let groups =
        #"{"kind":"APIGroupList","groups":[{"name":"example.com","#
        + #""versions":[{"version":"v1"}]}]}"#
      let beyond = ResourceType(group: "example.com", plural: "t\(limit + 1)")
      let both = TemporaryFolder(["apis.json": answer(limit + 1), "groups.json": groups]).read()
      #expect(!both.isUnserved(beyond))
    }
  }

  @Test("a list has as many objects as its length allows")
  func objects() {
    func list(_ count: Int) -> String {
      let items = (0..<count).map { number in
        let namespace = number % 2 == 0 ? "a" : "b"
        return #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"c\#(number)","#
          + #""namespace":"\#(namespace)"}}"#
      }
      return #"{"apiVersion":"v1","kind":"List","items":["# + items.joined(separator: ",")
        + #"],"metadata":{"resourceVersion":""}}"# + "\n"
    }
    func read(_ count: Int, after first: Int = 0) -> Snapshot {
      TemporaryFolder(["all.json": (first > 0 ? list(first) : "") + list(count)]).read()
    }
    let full = read(100_000)
    #expect(full.resources.count == 100_000 && full.state("deployments.apps") == .assumed)
    let flood = read(100_001, after: 2)
    #expect(flood.resources.count == 2)
    #expect(
      flood.problems.contains { $0.code == "too-many-objects" && $0.severity == .error })
    // What the file holds beside them is no whole list any longer.
    #expect(flood.state("deployments.apps") == .partial)
  }

  @Test("a list has as many Nodes as its length allows", arguments: ["Node", nil])
  func nodes(kind: String?) {
    func read(_ count: Int, of version: String = "v1") -> Snapshot {
      let said = kind.map { #""apiVersion":"\#(version)","kind":"\#($0)","# } ?? ""
      let items = (0..<count).map { #"{\#(said)"metadata":{"name":"n\#($0)"}}"# }
      return TemporaryFolder([
        "nodes.json": #"{"apiVersion":"\#(version)","items":["# + items.joined(separator: ",")
          + #"],"kind":"NodeList","metadata":{"resourceVersion":""}}"# + "\n"
      ]).read()
    }
    #expect(read(10_000).resources.count == 10_000)
    if kind != nil {
      #expect(read(10_001, of: "longhorn.io/v1beta2").resources.count == 10_001)
    }
    let flood = read(10_001)
    #expect(flood.resources.count == 0)
    #expect(flood.state("nodes") == .absent)
    #expect(
      flood.problems.contains { $0.code == "too-many-objects" && $0.severity == .error })
  }

  @Test("objects of their own documents count as those of lists do, and are said once")
  func documents() {
    let nodes = (0...10_000).map { "{apiVersion: v1, kind: Node, metadata: {name: n\($0)}}\n" }
    let pod = "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}}\n"
    let padding = String(repeating: "# comment\n", count: 30_000)
    let snapshot = TemporaryFolder([
      "all.yaml": nodes.joined(separator: "---\n") + "---\n" + pod + padding
    ]).read()
    #expect(snapshot.resources.count == 10_000)
    #expect(snapshot.problems.filter { $0.code == "too-many-objects" }.map(\.count) == [1])
  }
}
