import Checkout
import Documents
import Testing

@testable import Snapshots

@Suite("evidence")
struct EvidenceTests {
  private func list(_ kind: String, _ version: String, _ namespaces: [String]) -> String {
    let items = namespaces.enumerated().map { i, namespace in
      #"{"apiVersion":"\#(version)","kind":"\#(kind)","#
        + #""metadata":{"name":"o\#(i)","namespace":"\#(namespace)"}}"#
    }
    return #"{"apiVersion":"v1","kind":"List","metadata":{"resourceVersion":""},"items":["#
      + items.joined(separator: ",") + "]}"
  }

  @Test("a list of one namespace is partial, whatever the lists beside it are")
  func oneNamespace() {
    let plans = list("Plan", "upgrade.cattle.io/v1", ["system-upgrade"])
    let type = ResourceType(group: "upgrade.cattle.io", plural: "plans")
    let pods = list("Pod", "v1", ["a", "b"])
    for beside in [[:], ["pods.json": pods]] {
      let folder = TemporaryFolder(
        beside.merging(["plans.upgrade.cattle.io.json": plans]) { $1 })
      let snapshot = folder.read()
      #expect(snapshot.evidence(of: type).state == .partial)
      #expect(snapshot.evidence(of: type, namespace: "system-upgrade").state == .assumed)
      #expect(snapshot.evidence(of: type, namespace: "other").state == .partial)
      #expect(snapshot.problems.map(\.code) == ["lists-of-one-namespace"])
      var options = SnapshotOptions()
      options.assumption = .whole
      let whole = folder.read(options: options)
      #expect(whole.evidence(of: type).state == .assumed)
      #expect(whole.problems.isEmpty)
    }
  }

  @Test("what a node's file lacks is a file, or the output of the command that writes it")
  func namedSteps() {
    let snapshot = TemporaryFolder([:]).read()
    let texts = ["etc/resolv.conf", "commands/sysctl.txt", "commands/other.txt"].map {
      snapshot.step(for: "nodes/w1/\($0)", "")
    }
    #expect(texts.map(\.kind) == [.nodeFile, .nodeCommand, .nodeFile])
    #expect(
      texts.map(\.text) == [
        "/etc/resolv.conf (nodes/<NODE>/etc/resolv.conf)",
        "`sysctl -a` (nodes/<NODE>/commands/sysctl.txt)",
        "/commands/other.txt (nodes/<NODE>/commands/other.txt)",
      ])
    #expect(texts.map(\.node) == ["w1", "w1", "w1"])
  }

  @Test("an empty list of a type with namespaces proves nothing")
  func emptyList() {
    let folder = TemporaryFolder([
      "pods.json": list("Pod", "v1", ["a", "b"]),
      "deployments.apps.json": list("Deployment", "apps/v1", []),
      "runtimeclasses.node.k8s.io.json": list("RuntimeClass", "node.k8s.io/v1", []),
    ])
    let snapshot = folder.read()
    #expect(snapshot.state("pods") == .assumed)
    #expect(snapshot.state("deployments") == .partial)
    #expect(snapshot.state("deployments", "default") == .partial)
    #expect(snapshot.state("runtimeclasses") == .assumed)
  }

  @Test("the manifest's word makes every list beside it whole")
  func manifestOfWholeLists() {
    let snapshot = TemporaryFolder([
      "importlint-snapshot.yaml": "schema: 1\nlists: whole\n",
      "services.json": list("Service", "v1", ["default"]),
      "deployments.apps.json": list("Deployment", "apps/v1", []),
    ]).read()
    #expect(snapshot.state("services") == .complete)
    #expect(snapshot.state("deployments") == .complete)
    #expect(snapshot.state("pods") == .absent)
    #expect(snapshot.problems.map(\.code) == ["doubtful-list"])
  }

  @Test(
    "a list in a file or folder that a namespace names is of that namespace",
    arguments: [
      "a/pods.json", "namespaces/a/pods.json", "pods/a.json", "a-pods.json", "pods_a.json",
      "namespaces/a/core/pods.json",
    ])
  func namesOfNamespaces(path: String) {
    let pods = list("Pod", "v1", ["a", "b"])
    #expect(TemporaryFolder([path: pods]).read().state("pods") == .partial)
    let other = path.replacing("a-", with: "c-").replacing("_a", with: "_c")
      .replacing("a/", with: "c/").replacing("/a.", with: "/c.")
    #expect(TemporaryFolder([other: pods]).read().state("pods") == .assumed)
  }

  @Test("a list that lacks an object of another file is partial")
  func otherFiles() {
    let pods = list("Pod", "v1", ["a", "b"])
    let one = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","namespace":"a"}}"#
    #expect(TemporaryFolder(["pods.json": pods, "x.json": one]).read().state("pods") == .partial)
    let known = one.replacing(#""x""#, with: #""o0""#)
    #expect(TemporaryFolder(["pods.json": pods, "x.json": known]).read().state("pods") == .assumed)
    #expect(TemporaryFolder(["1.json": pods, "2.json": pods]).read().state("pods") == .assumed)
  }

  @Test(
    "what other objects name and a list lacks makes it partial",
    arguments: [
      (
        "namespaces", #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"web"}}"#
      ),
      (
        "replicasets",
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"a","#
          + #""ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"gone"}]}}"#
      ),
      (
        "nodes",
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"a"},"#
          + #""spec":{"nodeName":"n9"}}"#
      ),
      (
        "pods",
        #"{"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","#
          + #""metadata":{"name":"e","namespace":"a"},"endpoints":[{"targetRef":"#
          + #"{"kind":"Pod","name":"gone","namespace":"a"}}]}"#
      ),
      (
        "customresourcedefinitions", #"{"apiVersion":"x.io/v1","kind":"X","metadata":{"name":"x"}}"#
      ),
    ])
  func contradictions(type: String, witness: String) {
    func cluster(_ kind: String, _ version: String, _ names: [String]) -> String {
      let items = names.map {
        #"{"apiVersion":"\#(version)","kind":"\#(kind)","metadata":{"name":"\#($0)"}}"#
      }
      return #"{"apiVersion":"v1","kind":"List","items":[\#(items.joined(separator: ","))]}"#
    }
    let definition = cluster(
      "CustomResourceDefinition", "apiextensions.k8s.io/v1", ["plans.upgrade.cattle.io"])
    var files = [
      "namespaces.json": cluster("Namespace", "v1", ["default", "kube-system", "a", "b"]),
      "nodes.json": cluster("Node", "v1", ["n1"]),
      "pods.json": list("Pod", "v1", ["a", "b"]),
      "replicasets.apps.json": list("ReplicaSet", "apps/v1", ["a", "b"]),
      "customresourcedefinitions.apiextensions.k8s.io.json": definition,
    ]
    let before = TemporaryFolder(files).read()
    #expect(before.state(type) == .assumed)
    #expect(before.problems.allSatisfy { $0.code == "missing-field" && $0.severity != .error })
    // The witness stands where no list of its own type is: it contradicts one list only.
    files["z/witness.json"] = witness
    let doubted = TemporaryFolder(files).read()
    #expect(doubted.state(type) == .partial)
    #expect(doubted.problems.contains { $0.code == "doubtful-list" && $0.places.count == 1 })
  }

  @Test(
    "what every cluster has and a list lacks shows that it was filtered",
    arguments: [
      ("namespaces", "Namespace", "v1", ["default", "shop"]),
      ("clusterroles", "ClusterRole", "rbac.authorization.k8s.io/v1", ["system:discovery"]),
    ])
  func builtInObjects(type: String, kind: String, version: String, names: [String]) {
    let items = names.map {
      #"{"apiVersion":"\#(version)","kind":"\#(kind)","metadata":{"name":"\#($0)"}}"#
    }
    let text = #"{"apiVersion":"v1","kind":"List","items":[\#(items.joined(separator: ","))]}"#
    let snapshot = TemporaryFolder(["list.json": text]).read()
    #expect(snapshot.state(type) == .partial)
    #expect(snapshot.problems.map(\.code) == ["doubtful-list"])
    let manifest = "schema: 1\nresources: {\(type): complete}\n"
    let said = TemporaryFolder(["list.json": text, "importlint-snapshot.yaml": manifest]).read()
    #expect(said.state(type) == .complete)
    #expect(said.problems.map(\.code) == ["doubtful-list"])
  }

  @Test("in a namespace that does not exist there is nothing")
  func namespaces() {
    let names =
      #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Namespace","#
      + #""metadata":{"name":"default"}},{"apiVersion":"v1","kind":"Namespace","#
      + #""metadata":{"name":"kube-system"}}]}"#
    let snapshot = TemporaryFolder(["namespaces.json": names]).read()
    #expect(snapshot.state("secrets") == .absent)
    #expect(snapshot.state("secrets", "default") == .absent)
    #expect(snapshot.state("secrets", "cattle-system") == .assumed)
    #expect(
      snapshot.evidence(of: SnapshotContent.secrets, namespace: "cattle-system").detail
        == "there is no namespace cattle-system")
  }

  @Test("what the API server does not serve has no objects")
  func unserved() {
    let everywhere = BuiltInTypes.all.filter { BuiltInTypes.everywhere.contains($0.type) }
    let table =
      "NAME  SHORTNAMES  APIVERSION  NAMESPACED  KIND\n"
      + everywhere.map { info in
        let group = info.type.group.isEmpty ? "" : info.type.group + "/"
        return "\(info.type.plural)  \(group)v1  \(info.isNamespaced ?? true)  \(info.kind)\n"
      }.joined() + "widgets  wd  example.com/v1  true  Widget\n"
    let snapshot = TemporaryFolder(["api-resources.txt": table]).read()
    let plans = ResourceType(group: "upgrade.cattle.io", plural: "plans")
    #expect(snapshot.evidence(of: plans).state == .complete)
    #expect(snapshot.evidence(of: plans).paths.first?.hasSuffix("api-resources.txt") == true)
    #expect(snapshot.state("widgets.example.com") == .absent)
    #expect(snapshot.types.type(named: "wd")?.name == "widgets.example.com")
    let served = snapshot.clusterValue["servedTypes"]
    #expect(served?.elements.count == everywhere.count + 1)
    #expect(served?.value.tail == 0)
    for (wrong, right) in [("podz", "pods"), ("deployment.apps", "deployments.apps")] {
      let parts = wrong.split(separator: ".").map(String.init)
      let type = ResourceType(group: parts.count > 1 ? parts[1] : "", plural: parts[0])
      #expect(snapshot.evidence(of: type).state == .absent)
      #expect(snapshot.evidence(of: type).detail?.hasSuffix("did you mean \(right)?") == true)
    }
    let malformed = TemporaryFolder(["api-resources.txt": table + "plans   plan\n"]).read()
    #expect(malformed.evidence(of: plans).state == .absent)
    let problem = malformed.problems.first { $0.code == "malformed-line" }
    #expect(problem?.places.first?.region?.line == everywhere.count + 3)
    let filtered = TemporaryFolder([
      "api-resources.txt": table.split(separator: "\n").prefix(9).joined(separator: "\n") + "\n"
    ])
    #expect(filtered.read().evidence(of: plans).state == .absent)
  }

  @Test("groups and resource definitions prove it too", arguments: ["apis.json", "crds.yaml"])
  func unservedOtherwise(file: String) {
    let groups = Set(BuiltInTypes.everywhere.map(\.group)).subtracting([""]).sorted()
      .map { #"{"name":"\#($0)","versions":[{"version":"v1"}]}"# }.joined(separator: ",")
    let texts = [
      "apis.json": #"{"kind":"APIGroupList","groups":[\#(groups)]}"#,
      "crds.yaml": """
      apiVersion: v1
      kind: List
      items:
      - apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec: {group: example.com, scope: Cluster, names: {plural: widgets, kind: Widget}}

      """,
    ]
    let snapshot = TemporaryFolder([file: texts[file] ?? ""]).read()
    let plans = ResourceType(group: "upgrade.cattle.io", plural: "plans")
    #expect(snapshot.evidence(of: plans).state == (file == "apis.json" ? .complete : .assumed))
    #expect(snapshot.state("deployments.apps") == .absent)
    let widgets = ResourceType(group: "example.com", plural: "widgets")
    #expect(snapshot.evidence(of: widgets).state == (file == "apis.json" ? .complete : .absent))
    if file == "crds.yaml" {
      #expect(snapshot.types(inGroup: "example.com").types == [widgets])
      #expect(snapshot.types(inGroup: "example.com").missing == nil)
    }
  }

  @Test("reasons say what is missing and how to collect it, quoted for the shell")
  func reasons() throws {
    let snapshot = TemporaryFolder(["version.json": #"{"gitVersion":"v1.30.0"}"#]).read()
    let type = try #require(snapshot.types.type(named: "networkpolicies"))
    let reason = try #require(snapshot.missing(type).flatMap { snapshot.reasons[$0] })
    #expect(reason.kind == .resources)
    #expect(reason.text == "networkpolicies.networking.k8s.io were not exported")
    #expect(
      reason.collect?.text
        == "kubectl get networkpolicies.networking.k8s.io -A -o yaml > "
        + "resources/networkpolicies.networking.k8s.io.yaml")
    let hostile = ResourceType(group: "x.io", plural: "a b'; rm -rf $HOME\n")
    let command = snapshot.missing(hostile).flatMap { snapshot.reasons[$0]?.collect?.text }
    #expect(
      command == #"kubectl get 'a b'\''; rm -rf $HOME?.x.io' -A -o yaml > "#
        + #"'resources/a b'\''; rm -rf $HOME?.x.io.yaml'"#)
  }

  @Test("assumed evidence does not count where it is not to")
  func assumption() {
    let folder = TemporaryFolder(["pods.json": list("Pod", "v1", ["a", "b"])])
    let pods = ResourceType(group: "", plural: "pods")
    #expect(folder.read().missing(pods) == nil)
    var options = SnapshotOptions()
    options.assumption = .partial
    #expect(folder.read(options: options).missing(pods) != nil)
  }

  @Test(
    "of every state the lists that show more than one namespace are assumed whole",
    .needsShared, arguments: Checkout.states)
  func states(state: String) {
    let snapshot = Shared.state(state)
    #expect(snapshot.problems.allSatisfy { $0.severity == .note })
    #expect(snapshot.ledger.count > 50)
    let overall = snapshot.ledger.filter { $0.namespace == nil }
    for line in overall where line.evidence.state != .assumed {
      #expect(line.evidence.state == .partial)
      let namespaces = Set(
        snapshot.resources.all(of: line.type).map {
          DocumentValue($0.namespace, in: snapshot.store).string ?? ""
        })
      #expect(namespaces.count < 2, "\(line.type.name)")
    }
    #expect(overall.count { $0.evidence.state == .assumed } > 30)
    let rancher = ResourceType(group: "management.cattle.io", plural: "clusters")
    #expect(snapshot.evidence(of: rancher).isConclusive)
    for type in ["deployments", "services", "pods"] {
      #expect(Shared.read(["states/\(state)/dump-json"]).state(type) == .assumed)
    }
  }

  @Test(
    "a file that is taken away makes no evidence better", .needsShared,
    arguments: ["get-json", "dump-json"])
  func removal(form: String) throws {
    let base = Shared.path("states/standalone-fleet/\(form)")
    var walk = InputWalk(limits: InputWalk.Limits())
    walk.add(input: base, number: 0)
    let files = walk.trees.flatMap(\.members).filter { !$0.name.hasSuffix(".txt") }
    #expect(files.count > 20)
    let whole = Snapshot.read(
      files.map(\.path), store: DocumentStore(), reasons: ReasonTable())
    let before = Dictionary(
      uniqueKeysWithValues: whole.ledger.filter { $0.namespace == nil }
        .map { ($0.type, $0.evidence.state.rank) })
    for removed in files.indices {
      let rest = files.indices.filter { $0 != removed }.map { files[$0].path }
      let snapshot = Snapshot.read(rest, store: DocumentStore(), reasons: ReasonTable())
      for type in before.keys {
        let state = snapshot.evidence(of: type).state
        #expect(state.rank >= (before[type] ?? 0), "\(type.name) without \(files[removed].path)")
      }
    }
  }
}
