import Documents
import Testing

@testable import Snapshots

@Suite("shapes of kubectl's files")
struct KubectlShapeTests {
  private func pod(_ name: String, _ namespace: String, kind: Bool = true) -> String {
    let head = kind ? #""apiVersion":"v1","kind":"Pod","# : ""
    return #"{\#(head)"metadata":{"name":"\#(name)","namespace":"\#(namespace)"}}"#
  }

  @Test(
    "each shape gives its two pods",
    arguments: [
      "list", "typed list", "list without kind", "array", "array without kinds", "documents",
      "values one after another", "list of lists", "warning before it", "typed list, mixed",
      "a comma too many",
    ])
  func shapes(shape: String) {
    let both = "\(pod("a", "x")),\(pod("b", "y"))"
    let bare = "\(pod("a", "x", kind: false)),\(pod("b", "y", kind: false))"
    let text: String
    switch shape {
    case "list": text = #"{"kind":"List","apiVersion":"v1","items":[\#(both)]}"#
    case "typed list":
      text =
        #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"#
        + #""items":[\#(bare)]}"#
    case "typed list, mixed":
      text =
        #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"#
        + #""items":[\#(pod("a", "x")),\#(pod("b", "y", kind: false))]}"#
    case "a comma too many":
      text = #"{"kind":"List","apiVersion":"v1","items":[\#(both),]}"#
    case "list without kind": text = #"{"metadata":{},"items":[\#(bare)]}"#
    case "array": text = "[\(both)]"
    case "array without kinds": text = "[\(bare)]"
    case "documents": text = "---\n\(pod("a", "x"))\n---\n\n---\n\(pod("b", "y"))\n"
    case "values one after another": text = pod("a", "x") + "\n" + pod("b", "y")
    case "list of lists":
      text =
        #"{"kind":"List","apiVersion":"v1","items":[{"kind":"PodList","apiVersion":"v1","#
        + #""metadata":{"resourceVersion":"1"},"items":[\#(bare)]}]}"#
    default:
      text = "Warning: v1 Endpoints is deprecated\napiVersion: v1\nkind: List\nitems: [\(both)]\n"
    }
    let snapshot = TemporaryFolder(["pods.yaml": text]).read()
    let problems = snapshot.problems.filter { $0.severity > .note }
    #expect(problems.isEmpty, "\(problems.map(\.message))")
    #expect(snapshot.count("pods") == 2)
    let isWhole = !["documents", "values one after another"].contains(shape)
    #expect(snapshot.state("pods") == (isWhole ? .assumed : .partial))
    let type = ResourceType(group: "", plural: "pods")
    for entry in snapshot.resources.all(of: type) {
      #expect(DocumentValue(entry.value, in: snapshot.store)["kind"]?.string == "Pod")
    }
  }

  @Test(
    "messages before JSON are passed over with a note",
    arguments: [
      "Warning: v1 Endpoints is deprecated in v1.33+\n",
      #"E0612 10:11:12.123456   12345 memcache.go:265] "Unhandled Error" err="x""# + "\n\n",
      "Flag --export has been deprecated, This flag is deprecated\n",
    ])
  func messages(_ message: String) {
    let both = "\(pod("a", "x")),\(pod("b", "y"))"
    let text = message + #"{"kind":"List","apiVersion":"v1","items":[\#(both)]}"#
    let snapshot = TemporaryFolder(["pods.json": text]).read()
    #expect(snapshot.count("pods") == 2)
    #expect(snapshot.problems.map(\.code) == ["messages-around-output"])
  }

  @Test(
    "lines of a shell and of kubectl's log around the output are passed over",
    arguments: [
      "$ kubectl get pods -A -o yaml\nLIST\n",
      "user@host:~> oc get pods -A -o yaml\nLIST\nuser@host:~>",
      #"E0612 10:11:12.123456   12345 memcache.go:265] "Unhandled Error" err="x""# + "\nLIST\n",
      "LIST\nWarning: v1 ComponentStatus is deprecated in v1.19+\n",
      "[root@host ~]# kubectl get pods -A -o yaml\nLIST\n[root@host ~]# exit\n",
      "$ sudo k3s kubectl get pods -A -o yaml\nLIST\nPS C:\\Users\\a>",
      "# /var/lib/rancher/rke2/bin/kubectl get pods -A -o yaml\nLIST\nhost:~ #",
      "❯ kubectl get pods -A -o yaml\nLIST\n", "+ kubectl get pods -A -o yaml\nLIST\n",
      "kubectl get pods -A -o yaml\nLIST\nreal\t0m1.2s\nuser\t0m0.1s\nsys\t0m0.1s\n",
      "time=\"2025-01-01T00:00:00Z\" level=warning msg=\"Unable to read k3s.yaml\"\nLIST\n",
      "\u{1B}[31mWarning:\u{1B}[0m deprecated\nLIST\n", "sh: 1: jq: not found\nLIST\n",
    ])
  func aroundYAML(_ frame: String) {
    let list = """
      apiVersion: v1
      items:
      - {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}}
      - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: other}}
      kind: List
      """
    let text = frame.replacing("LIST", with: list)
    let snapshot = TemporaryFolder(["pods.yaml": text]).read()
    #expect(snapshot.count("pods") == 2)
    #expect(snapshot.state("pods") == .assumed)
    #expect(snapshot.problems.map(\.code) == ["messages-around-output"])
  }

  @Test("messages between values are passed over, and an error among them counts")
  func betweenValues() {
    let text = """
      Error from server (Forbidden): secrets is forbidden: User "x" cannot list resource "secrets"
      \(pod("a", "x"))
      Warning: v1 ComponentStatus is deprecated in v1.19+
      \(pod("b", "y"))
      """
    let snapshot = TemporaryFolder(["all.json": text]).read()
    #expect(snapshot.count("pods") == 2)
    #expect(snapshot.state("secrets") == .denied)
    #expect(snapshot.problems.map(\.code) == ["error-text", "messages-around-output"])
  }

  @Test("text that only looks like a message inside an object stays")
  func noMessages() {
    let text = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: x}
      data:
        notes: |
          $ kubectl get pods
          Warning: not one

      """
    let snapshot = TemporaryFolder(["configmaps.yaml": text]).read()
    #expect(snapshot.problems.isEmpty)
    let type = ResourceType(group: "", plural: "configmaps")
    guard case .found(let object) = snapshot.object(type, namespace: "x", name: "a") else {
      Issue.record("the object is not there")
      return
    }
    let notes = DocumentValue(object, in: snapshot.store)["data"]?["notes"]?.string
    #expect(notes == "$ kubectl get pods\nWarning: not one\n")
  }

  @Test(
    "JSON that is truncated gives the items before, and is partial",
    arguments: [
      #"{"apiVersion":"v1","kind":"List","items":[ITEMS,{"apiVersion":"v1","ki"#,
      #"{"apiVersion":"v1","kind":"List","items":[ITEMS,"#,
      #"{"apiVersion":"v1","kind":"List","items":[ITEMS"#,
      #"[ITEMS,{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c""#,
      #"{"apiVersion":"v1","items":[ITEMS]"#, #"{"apiVersion":"v1","items":[ITEMS],"kind":"Li"#,
      #"{"apiVersion":"v1","items":[ITEMS],"kind":"List","metadata":{"resourceVersion":"""#,
      #"{"apiVersion":"v1","items":[ITEMS],"kind":"List","metadata":{}"#,
    ])
  func brokenJSON(_ form: String) throws {
    let text = form.replacing("ITEMS", with: "\(pod("a", "x")),\(pod("b", "y"))")
    let snapshot = TemporaryFolder(["pods.json": text]).read()
    #expect(snapshot.count("pods") == 2)
    #expect(snapshot.state("pods") == .partial)
    let problem = try #require(snapshot.problems.first { $0.code == "invalid-document" })
    #expect(problem.severity == .error)
    #expect(!snapshot.evidence(of: SnapshotContent.pods).isConclusive)
  }

  @Test(
    "JSON that is wrong, or of which no item is whole, gives nothing",
    arguments: [
      #"{"kind":"List","items":[{"apiVersion":"v1""#, #"{"kind":"List","apiVersion":"v1""#,
      #"{"kind":"List","items":[]"#,
    ])
  func nothingOfJSON(_ text: String) {
    let snapshot = TemporaryFolder(["pods.json": text]).read()
    #expect(snapshot.count("pods") == 0)
    #expect(snapshot.problems.contains { $0.code == "invalid-document" })
    #expect(!snapshot.evidence(of: SnapshotContent.pods).isConclusive)
  }

  @Test("items without kind have the version that their link names")
  func versionInLink() {
    let text =
      #"[{"metadata":{"name":"a","namespace":"x","#
      + #""selfLink":"/apis/extensions/v1beta1/namespaces/x/ingresses/a"}}]"#
    let snapshot = TemporaryFolder(["ingresses.json": text]).read()
    let type = ResourceType(group: "extensions", plural: "ingresses")
    #expect(snapshot.resources.all(of: type).count == 1)
    #expect(snapshot.count("ingresses") == 0)
  }

  @Test("RKE1's files are read by their names wherever they lie")
  func rkeBesideOthers() {
    let snapshot = TemporaryFolder([
      "export/cluster.yml": "kubernetes_version: v1.26.15-rancher1-1\nnodes:\n- address: 10.0.0.1\n"
        + "  role: [etcd]\n",
      "export/cluster.rkestate":
        #"{"desiredState":{"rkeConfig":{"kubernetesVersion":"v1.26.15"}}}"#,
    ]).read()
    #expect(snapshot.problems.isEmpty)
    let rke = snapshot.clusterValue["rke"]
    #expect(rke?["cluster"]?["kubernetes_version"]?.string == "v1.26.15-rancher1-1")
    #expect(rke?["state"] != nil)
  }

  @Test(
    "what is for people, or for another place, is named",
    arguments: [
      (
        "nodes.txt", "Name:       n1\nRoles:      worker\nLabels:     a=b\n            c=d\n",
        "is the output of kubectl describe, which is for people"
      ),
      (
        "rke.yaml", "nodes:\n- address: 10.0.0.1\n  role: [etcd]\n",
        "is a cluster.yml of RKE1 by another name, and is not read"
      ),
    ])
  func misplaced(_ file: String, _ text: String, _ message: String) {
    let snapshot = TemporaryFolder([file: text]).read()
    #expect(snapshot.problems.map(\.message).contains(message))
  }

  @Test(
    "YAML that is truncated between two lines is partial, without the item that it ends in",
    arguments: ["items", "item", "empty"])
  func brokenOff(at end: String) {
    let pod = """
      - apiVersion: v1
        kind: Pod
        metadata:
          name: a
          namespace: x

      """
    let texts = [
      "items": "apiVersion: v1\nitems:\n",
      "item": "apiVersion: v1\nitems:\n\(pod)\(pod.replacing("name: a", with: "name: b"))",
      "empty": "apiVersion: v1\nitems: []\n",
    ]
    let text = texts[end] ?? ""
    let broken = TemporaryFolder(["pods.yaml": text]).read()
    #expect(broken.count("pods") == (end == "item" ? 1 : 0))
    #expect(broken.state("pods") == .partial)
    #expect(broken.problems.map(\.code) == ["doubtful-document"])
    let whole = text + "kind: List\nmetadata:\n  resourceVersion: \"\"\n"
    var options = SnapshotOptions()
    options.assumption = .whole
    let complete = TemporaryFolder(["pods.yaml": whole]).read(options: options)
    #expect(complete.state("pods") == .assumed)
    #expect(complete.problems.isEmpty)
  }

  @Test("a list with an item that is not an object is partial")
  func strangeItem() {
    let list =
      #"{"kind":"List","apiVersion":"v1","items":[\#(pod("a", "x")),\#(pod("b", "y")),"#
      + #"{"apiVersion":"v1","kind":"Pod","metadata":{"nmae":"c"}}]}"#
    let snapshot = TemporaryFolder(["pods.json": list]).read()
    #expect(snapshot.count("pods") == 2)
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.problems.map(\.code) == ["not-an-object"])
  }

  @Test("items that are null or empty mean: looked, found none", arguments: ["null", "[]"])
  func empty(items: String) {
    let list = #"{"apiVersion":"v1","kind":"List","items":\#(items)}"#
    let snapshot = TemporaryFolder(["runtimeclasses.node.k8s.io.json": list]).read()
    #expect(snapshot.problems.isEmpty)
    #expect(snapshot.state("runtimeclasses") == .assumed)
    #expect(snapshot.state("pods") == .absent)
  }

  @Test("an empty list whose type nothing tells is reported")
  func emptyUnnamed() {
    let snapshot = TemporaryFolder(["x.json": #"{"kind":"List","items":[]}"#]).read()
    #expect(snapshot.problems.contains { $0.code == "unnamed-empty-list" })
  }

  @Test(
    "error texts leave their type unknown, with the message",
    arguments: [
      (
        #"Error from server (Forbidden): secrets is forbidden: User "u" cannot list resource "#
          + #""secrets" in API group "" at the cluster scope"#,
        "secrets", EvidenceState.denied
      ),
      ("Unable to connect to the server: EOF", "secrets", .absent),
      (#"error: the server doesn't have a resource type "secrets""#, "secrets", .absent),
      ("No resources found", "secrets", .partial),
      ("No resources found in default namespace.", "secrets", .partial),
      ("No resources found\nerror: unexpected EOF\n", "secrets", .absent),
      (
        "No resources found\nError from server (Forbidden): secrets is forbidden\n", "secrets",
        .denied
      ),
      ("No resources found\napiVersion: v1\nkind: Secret\n", "secrets", .absent),
      ("NAME   TYPE     DATA   AGE\ndb     Opaque   2      3d\n", "secrets", .absent),
      ("", "secrets", .absent),
      (
        #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":403,"message":"secrets is "#
          + #"forbidden: User \"u\" cannot list","reason":"Forbidden"}"#,
        "secrets", .denied
      ),
      (#"["secrets is forbidden: User \"u\" cannot list"]"#, "secrets", .denied),
      (#"{"kind":"Table","apiVersion":"meta.k8s.io/v1","rows":[]}"#, "secrets", .absent),
      ("apiVersion: v1\nkind: List\nitems:\n- a: [", "secrets", .absent),
    ])
  func errors(text: String, type: String, state: EvidenceState) {
    let snapshot = TemporaryFolder(["secrets.yaml": text, "version.json": version]).read()
    #expect(snapshot.state(type) == state)
    #expect(snapshot.count(type) == 0)
    #expect(!snapshot.problems.contains { $0.isFatal })
  }

  private let version = #"{"major":"1","minor":"30+","gitVersion":"v1.30.4-eks-1552ad0"}"#

  @Test(
    "a list that was cut off is partial",
    arguments: [
      #""continue":"abc""#, #""remainingItemCount":7"#,
    ])
  func cutOff(metadata: String) {
    let list =
      #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1",\#(metadata)},"#
      + #""items":[\#(pod("a", "x")),\#(pod("b", "y"))]}"#
    let snapshot = TemporaryFolder(["pods.json": list]).read()
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.count("pods") == 2)
  }

  @Test("a file that is truncated keeps what came before, and is partial")
  func broken() {
    let text = "\(pod("a", "x"))\n---\n{\"apiVersion\": \"v1\", \"kind\": "
    let snapshot = TemporaryFolder(["pods.yaml": text, "version.json": version]).read()
    #expect(snapshot.count("pods") == 1)
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.problems.contains { $0.code == "invalid-document" && $0.severity == .error })
  }

  @Test(
    "versions are read in every form",
    arguments: [
      #"{"major":"1","minor":"31+","gitVersion":"v1.31.2+k3s1"}"#,
      #"{"clientVersion":{"gitVersion":"v1.36.0"},"serverVersion":{"gitVersion":"v1.31.2+k3s1"}}"#,
      "Client Version: v1.36.0\nKustomize Version: v5.8.1\nServer Version: v1.31.2+k3s1\n",
      "Server Version: version.Info{Major:\"1\", GitVersion:\"v1.31.2+k3s1\", GoVersion:\"go1\"}\n",
    ])
  func versions(text: String) {
    let snapshot = TemporaryFolder(["version": text]).read()
    #expect(snapshot.identity.version == "v1.31.2+k3s1")
    #expect(snapshot.clusterValue["kubernetes"]?.string == "1.31.2")
  }

  @Test(
    "a version that contradicts itself counts and is doubtful, one longer than any is none",
    arguments: [
      (#"{"major":"1","minor":"20","gitVersion":"v1.31.2+k3s1"}"#, "v1.31.2+k3s1"),
      (#"{"serverVersion":{"major":"2","gitVersion":"v1.31.2+k3s1"}}"#, "v1.31.2+k3s1"),
      (#"{"gitVersion":"v1.31.2+\#(String(repeating: "x", count: 300))"}"#, nil),
    ])
  func doubtfulVersions(text: String, version: String?) {
    let snapshot = TemporaryFolder(["version.json": text]).read()
    #expect(snapshot.identity.version == version)
    #expect(snapshot.problems.contains { $0.code == "doubtful-file" })
  }

  @Test("UTF-16 with a byte order mark and CRLF is read, as PowerShell writes it")
  func utf16() {
    let folder = TemporaryFolder()
    let text = "apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: ä\r\n  namespace: a\r\n"
    let bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    folder.write([0xFF, 0xFE] + bytes, to: "p.yaml")
    let snapshot = folder.read()
    #expect(snapshot.problems.isEmpty)
    #expect(snapshot.count("pods") == 1)
  }

  @Test("an object that is read twice counts once, the newer of two")
  func once() throws {
    func config(_ version: Int, _ value: String) -> String {
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: c, namespace: x, uid: u, resourceVersion: "\(version)"}
      data: {k: \(value)}
      """
    }
    let folder = TemporaryFolder([
      "a.yaml": config(9, "old"), "b.yaml": config(10, "new"), "c.yaml": config(8, "older"),
    ])
    let snapshot = folder.read()
    #expect(snapshot.count("configmaps") == 1)
    let type = try #require(snapshot.types.type(named: "cm"))
    guard case .found(let value) = snapshot.object(type, namespace: "x", name: "c") else {
      Issue.record("not found")
      return
    }
    #expect(DocumentValue(value, in: snapshot.store)["data"]?["k"]?.string == "new")
  }

  @Test("two uids of kube-system are two clusters, and no merge")
  func twoClusters() {
    func namespace(_ uid: String) -> String {
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system, uid: \"\(uid)\"}\n"
    }
    let folder = TemporaryFolder(["a/n.yaml": namespace("1"), "b/n.yaml": namespace("2")])
    let problem = folder.read().problems.first
    #expect(problem?.code == "two-clusters")
    #expect(problem?.isFatal == true)
    #expect(problem?.places.first?.path.hasSuffix("b/n.yaml") == true)
    #expect(problem?.places.last?.path.hasSuffix("a/n.yaml") == true)
    #expect(!folder.read(["a"]).problems.contains { $0.isFatal })
  }

  @Test("an object with a name that is none of Kubernetes' is not read, and its list is not whole")
  func longName() {
    let name = String(repeating: "a", count: 5_000)
    for field in ["metadata: {name: \(name)}", "metadata: {name: a, namespace: \(name)}"] {
      let folder = TemporaryFolder([
        "nodes.yaml": "apiVersion: v1\nkind: List\nitems:\n"
          + "- {apiVersion: v1, kind: Node, metadata: {name: w1}}\n"
          + "- {apiVersion: v1, kind: Node, \(field)}\n"
      ])
      let snapshot = folder.read()
      let type = ResourceType(group: "", plural: "nodes")
      #expect(snapshot.resources.all(of: type).count == 1)
      #expect(snapshot.missing(type) != nil)
      #expect(snapshot.problems.map(\.code) == ["unread-objects"])
      #expect(snapshot.problems.first?.leavesOpen == true)
    }
  }

  @Test("a file with one object whose name is too long takes from the list in another file")
  func longNameAlone() {
    let name = String(repeating: "a", count: 5_000)
    let list =
      #"{"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
      + #"{"metadata":{"name":"w1"}}]}"#
    let whole = TemporaryFolder(["nodes.json": list]).read()
    #expect(whole.missing(SnapshotContent.nodes) == nil)
    let other = "apiVersion: v1\nkind: Node\nmetadata: {name: \(name)}\n"
    let snapshot = TemporaryFolder(["nodes.json": list, "x.yaml": other]).read()
    #expect(snapshot.missing(SnapshotContent.nodes) != nil)
    #expect(snapshot.problems.first { $0.code == "unread-objects" }?.leavesOpen == true)
  }

  @Test("the kinds of a file are limited over all of its Lists")
  func kindsOfLists() {
    func snapshot(_ count: Int) -> Snapshot {
      let lists = (0..<2).map { half in
        let items = (0..<count).map {
          #"{"apiVersion":"g.io/v1","kind":"K\#(half)x\#($0)","metadata":{"name":"a"}}"#
        }
        return #"{"apiVersion":"v1","kind":"List","items":[\#(items.joined(separator: ","))]}"#
      }
      return TemporaryFolder(["x.json": lists.joined(separator: "\n")]).read()
    }
    let half = ResourceCollector.kindLimit / 2
    #expect(!snapshot(half).problems.contains { $0.code == "unread-objects" })
    let beyond = snapshot(half + 1)
    #expect(beyond.resources.count == ResourceCollector.kindLimit)
    let problem = beyond.problems.first { $0.code == "unread-objects" }
    #expect(problem?.message.hasPrefix("has 2 objects that are not read: ") == true)
  }

  @Test("empty lists of more kinds than a cluster can have prove nothing")
  func kindsOfEmptyLists() {
    let limit = ResourceCollector.kindLimit
    func snapshot(_ count: Int) -> Snapshot {
      let lists = (0..<count).map {
        #"{"apiVersion":"g.io/v1","kind":"K\#($0)List","metadata":{},"items":[]}"#
      }
      let list = #"{"apiVersion":"v1","kind":"List","items":["# + lists.joined(separator: ",")
      // One kind twice is one kind.
      return TemporaryFolder(["x.json": list + "," + lists[0] + "]}"]).read()
    }
    #expect(!snapshot(limit).problems.contains { $0.code == "unread-objects" })
    let beyond = snapshot(limit + 1)
    #expect(beyond.problems.contains { $0.code == "unread-objects" && $0.leavesOpen })
    #expect(beyond.missing(ResourceType(group: "g.io", plural: "k\(limit)s")) != nil)
  }

  @Test("objects of more kinds than a cluster can have are not read, and no list of them is whole")
  func kinds() {
    let limit = ResourceCollector.kindLimit
    let items = (0...limit).map {
      "{\"apiVersion\":\"g.io/v1\",\"kind\":\"K\($0)\",\"metadata\":{\"name\":\"a\"}}"
    }
    let node = #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"w2"}}"#
    let snapshot = TemporaryFolder([
      "x.json": "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":["
        + (items + [node]).joined(separator: ",") + "]}",
      "nodes.json":
        #"{"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
        + #"{"metadata":{"name":"w1"}}]}"#,
      "importlint-snapshot.yaml": "schema: 1\nresources: {nodes: complete}\n",
    ]).read()
    #expect(snapshot.resources.count == limit + 1)
    #expect(snapshot.missing(ResourceType(group: "g.io", plural: "k0s")) != nil)
    #expect(snapshot.missing(SnapshotContent.nodes) != nil)
    let problem = snapshot.problems.first { $0.code == "unread-objects" }
    #expect(problem?.message.hasPrefix("has 2 objects that are not read: ") == true)
    #expect(problem?.leavesOpen == true)
  }
}
