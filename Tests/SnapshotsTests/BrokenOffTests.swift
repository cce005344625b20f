import Documents
import Findings
import Testing

@testable import Snapshots

/// Files that break off, and files in which a mistake stands: what came before counts, and what may
/// have come after is unknown.
@Suite("Files that break off")
struct BrokenOffTests {
  private static let node = """
    apiVersion: v1
    kind: Node
    metadata:
      name: n1
      labels: {kubernetes.io/hostname: n1}
    spec:
      podCIDR: 10.42.0.0/24
    status:
      nodeInfo:
        architecture: amd64
        kubeletVersion: v1.30.4

    """

  private func nodeObject(_ snapshot: Snapshot, _ name: String = "n1") -> DocumentValue? {
    snapshot.resources.all(of: SnapshotContent.nodes).map {
      DocumentValue($0.value, in: snapshot.store)
    }.first { $0["metadata"]?["name"]?.string == name }
  }

  @Test("the half value of an object is unknown, and so is what it may have had behind it")
  func halfValue() throws {
    let text = String(Self.node.dropLast(4))
    let folder = TemporaryFolder(["n1.yaml": text])
    let snapshot = folder.read()
    let object = try #require(nodeObject(snapshot))
    let info = try #require(object["status"]?["nodeInfo"])
    #expect(info["architecture"]?.string == "amd64")
    #expect(info["kubeletVersion"]?.value.tag == .unknown, "v1.30 may be any")
    #expect(info.value.tail != 0, "it may have more fields")
    #expect(object.value.tail != 0)
    #expect(object["spec"]?.value.tail == 0, "what ended before is whole")
    #expect(snapshot.identity.version == nil)
    let problem = try #require(snapshot.problems.first { $0.message.contains("within a line") })
    #expect(problem.severity == .warning)
    #expect(problem.places.first?.text.hasSuffix("n1.yaml:11:25") == true)
  }

  @Test("what ends with a line, or is quoted, is whole", arguments: ["", "\n"])
  func wholeText(end: String) throws {
    let quoted = Self.node.replacing("v1.30.4\n", with: "\"v1.30.4\"" + end)
    let snapshot = TemporaryFolder(["n1.yaml": quoted]).read()
    let info = try #require(nodeObject(snapshot)?["status"]?["nodeInfo"])
    #expect(info["kubeletVersion"]?.string == "v1.30.4")
    #expect((info.value.tail != 0) == end.isEmpty, "fields may follow where the line has no end")
  }

  @Test("a key without its value says nothing")
  func halfEntry() throws {
    let text = Self.node.replacing(" v1.30.4\n", with: "")
    let info = try #require(
      nodeObject(TemporaryFolder(["n1.yaml": text]).read())?["status"]?["nodeInfo"])
    #expect(info["kubeletVersion"]?.value.tag == .unknown)
  }

  @Test("a list whose kind stands behind its items needs no end of its last line")
  func wholeList() {
    let items = Self.node.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let list = "apiVersion: v1\nitems:\n- " + items.dropFirst(2) + "\nkind: List\nmetadata: {}"
    let snapshot = TemporaryFolder(["nodes.yaml": list]).read()
    #expect(snapshot.state("nodes") == .assumed)
    #expect(snapshot.problems.allSatisfy { $0.code == "missing-field" && $0.severity != .error })
  }

  @Test(
    "a list that ends before its resourceVersion may say next that there are more of them",
    arguments: [
      ("", false), ("\nmetadata:", false), ("\nmetadata:\n  cont", false),
      ("\nmetadata:\n  continue: \"\"", false), ("\nmetadata:\n  resourceVersion: \"1\"", true),
      ("\nmetadata:\n  resourceVersion: 1", true), ("\nmetadata: {resourceVersion: a}", true),
    ])
  func listWithoutMetadata(end: String, isWhole: Bool) {
    let items = Self.node.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let list = "apiVersion: v1\nitems:\n- " + items.dropFirst(2) + "\nkind: List" + end
    let first = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n---\n"
    for (name, text) in [
      ("nodes.yaml", list), ("nodes.yaml", first + list), ("x.yaml", list),
      ("x.yaml", first + list),
    ] {
      let snapshot = TemporaryFolder([name: text]).read()
      #expect(snapshot.state("nodes") == (isWhole ? .assumed : .partial), "\(name)")
      #expect(snapshot.count("nodes") == 1, "\(name)")
    }
  }

  @Test("a list that ends within its last item is partial, and the item is known in part")
  func halfItem() throws {
    let items = Self.node.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let list = "apiVersion: v1\nkind: List\nitems:\n- " + items.dropFirst(2)
    let snapshot = TemporaryFolder(["nodes.yaml": list]).read()
    #expect(snapshot.state("nodes") == .partial)
    let info = try #require(nodeObject(snapshot)?["status"]?["nodeInfo"])
    #expect(info["architecture"]?.string == "amd64")
    #expect(info["kubeletVersion"]?.value.tag == .unknown)
  }

  @Test("of a configuration of a kubelet, too, the half value is unknown")
  func kubelet() throws {
    let folder = TemporaryFolder([
      "nodes/n1/var/lib/kubelet/config.yaml":
        "kind: KubeletConfiguration\nclusterDomain: cluster.local\nmaxPods: 11"
    ])
    let snapshot = folder.read()
    let node = try #require(snapshot.nodes.first)
    let kubelet = DocumentValue(node.value, in: snapshot.store)["kubeletAfterRestart"]
    #expect(kubelet?["clusterDomain"]?.string == "cluster.local")
    #expect(kubelet?["maxPods"]?.value.tag == .unknown, "110 was meant")
  }

  @Test("the half of a Secret's value is not shown")
  func secret() {
    let text = """
      apiVersion: v1
      kind: Secret
      metadata: {name: s, namespace: shop}
      stringData:
        password: canary-sec
      """
    let snapshot = TemporaryFolder(["s.yaml": text]).read()
    let shown = snapshot.problems.flatMap(\.places).map { "\($0)" }.joined()
    #expect(!snapshot.problems.isEmpty)
    #expect(!shown.contains("canary"))
  }

  // MARK: Mistakes

  private static func pod(_ name: String, _ more: String = "") -> String {
    """
    - apiVersion: v1
      kind: Pod
      metadata:
        name: \(name)
        namespace: shop
      spec:
        nodeName: n1
    \(more)

    """
  }

  private func names(_ snapshot: Snapshot) -> [String] {
    snapshot.resources.all(of: SnapshotContent.pods).compactMap {
      DocumentValue($0.name, in: snapshot.store).string
    }
  }

  @Test(
    "the items before a mistake in YAML count, and the list is partial",
    arguments: ["    }{", "    key: \"open\n", "   badly: indented", "    a: b: c", "    %&"])
  func yamlMistake(mistake: String) {
    let list =
      "apiVersion: v1\nitems:\n" + Self.pod("a") + Self.pod("b") + Self.pod("c", mistake)
      + Self.pod("d") + "kind: List\nmetadata: {}\n"
    let snapshot = TemporaryFolder(["pods.yaml": list]).read()
    #expect(names(snapshot) == ["a", "b"])
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.problems.contains { $0.code == "invalid-document" && $0.severity == .error })
  }

  @Test("a mistake at the margin takes the item before it, which it may have ended")
  func marginMistake() {
    let list =
      "apiVersion: v1\nitems:\n" + Self.pod("a") + Self.pod("b") + "lost: x\n  more: y\n"
      + Self.pod("d") + "kind: List\nmetadata: {}\n"
    let snapshot = TemporaryFolder(["pods.yaml": list]).read()
    #expect(names(snapshot) == ["a"])
    #expect(snapshot.state("pods") == .partial)
  }

  @Test(
    "the items before a mistake in JSON count, and the list is partial",
    arguments: ["}", "\"spec\": {]", "\"spec\": nothing", "Error from server"])
  func jsonMistake(mistake: String) {
    func pod(_ name: String) -> String {
      #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\#(name)", "namespace": "shop"}}"#
    }
    let list =
      #"{"apiVersion": "v1", "items": [\#(pod("a")), \#(pod("b")), {"kind": "Pod", \#(mistake)}, "#
      + #"\#(pod("d"))], "kind": "List", "metadata": {}}"# + "\n"
    let snapshot = TemporaryFolder(["pods.json": list]).read()
    #expect(names(snapshot) == ["a", "b"])
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.problems.contains { $0.code == "invalid-document" && $0.severity == .error })
  }

  @Test("what stands behind a mistake may hold a credential, and is not shown")
  func concealed() {
    let list =
      "apiVersion: v1\nitems:\n" + Self.pod("a") + """
        - apiVersion: v1
          kind: Secret
          data: {password: canary}
          stringData: [a
        kind: List

        """
    let snapshot = TemporaryFolder(["all.yaml": list]).read()
    #expect(names(snapshot) == ["a"])
    let shown = snapshot.problems.flatMap(\.places).map { "\($0)" }.joined()
    #expect(!shown.contains("canary"))
  }
}
