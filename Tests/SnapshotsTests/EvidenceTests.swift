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

  @Test("a list of one namespace is partial, unless a neighbour shows that -A was given")
  func oneNamespace() {
    let plans = list("Plan", "upgrade.cattle.io/v1", ["system-upgrade"])
    let alone = TemporaryFolder(["plans.upgrade.cattle.io.json": plans]).read()
    let type = ResourceType(group: "upgrade.cattle.io", plural: "plans")
    #expect(alone.evidence(of: type).state == .partial)
    #expect(alone.evidence(of: type, namespace: "system-upgrade").state == .assumed)
    #expect(alone.evidence(of: type, namespace: "other").state == .partial)
    let pods = list("Pod", "v1", ["a", "b"])
    let beside = TemporaryFolder(["plans.upgrade.cattle.io.json": plans, "pods.json": pods]).read()
    #expect(beside.evidence(of: type).state == .assumed)
    let elsewhere = TemporaryFolder(["x/plans.upgrade.cattle.io.json": plans, "y/pods.json": pods])
    #expect(elsewhere.read().evidence(of: type).state == .partial)
  }

  @Test("a script that forgot -A exports one namespace: its empty lists prove nothing of others")
  func forgottenA() {
    let folder = TemporaryFolder([
      "services.json": list("Service", "v1", ["default"]),
      "deployments.apps.json": list("Deployment", "apps/v1", []),
      "clusterroles.rbac.authorization.k8s.io.json": list("ClusterRole", "v1", []),
    ])
    let snapshot = folder.read()
    #expect(snapshot.state("deployments") == .partial)
    #expect(snapshot.state("deployments", "default") == .assumed)
    #expect(snapshot.state("deployments", "cattle-system") == .partial)
    #expect(snapshot.state("clusterroles") == .assumed)
  }

  @Test("in a namespace that does not exist there is nothing")
  func namespaces() {
    let names =
      #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Namespace","#
      + #""metadata":{"name":"default"}}]}"#
    let snapshot = TemporaryFolder(["namespaces.json": names]).read()
    #expect(snapshot.state("secrets") == .absent)
    #expect(snapshot.state("secrets", "default") == .absent)
    #expect(snapshot.state("secrets", "cattle-system") == .assumed)
    #expect(snapshot.evidence(of: SnapshotContent.secrets, namespace: "cattle-system").detail
      == "there is no namespace cattle-system")
  }

  @Test("what the API server does not serve has no objects")
  func unserved() {
    let table = """
      NAME          SHORTNAMES   APIVERSION              NAMESPACED   KIND
      nodes         no           v1                      false        Node
      pods          po           v1                      true         Pod
      deployments   deploy       apps/v1                 true         Deployment
      widgets       wd           example.com/v1          true         Widget
      """
    let snapshot = TemporaryFolder(["api-resources.txt": table]).read()
    let plans = ResourceType(group: "upgrade.cattle.io", plural: "plans")
    #expect(snapshot.evidence(of: plans).state == .complete)
    #expect(snapshot.evidence(of: plans).paths.first?.hasSuffix("api-resources.txt") == true)
    #expect(snapshot.state("widgets.example.com") == .absent)
    #expect(snapshot.types.type(named: "wd")?.name == "widgets.example.com")
    let served = snapshot.clusterValue["servedTypes"]
    #expect(served?.elements.map(\.string)
      == ["nodes", "pods", "deployments.apps", "widgets.example.com"])
    #expect(served?.value.tail == 0)
    for (wrong, right) in [("podz", "pods"), ("deployment.apps", "deployments.apps")] {
      let parts = wrong.split(separator: ".").map(String.init)
      let type = ResourceType(group: parts.count > 1 ? parts[1] : "", plural: parts[0])
      #expect(snapshot.evidence(of: type).state == .absent)
      #expect(snapshot.evidence(of: type).detail?.hasSuffix("did you mean \(right)?") == true)
    }
    let filtered = TemporaryFolder([
      "api-resources.txt": table.split(separator: "\n").prefix(2).joined(separator: "\n")
    ])
    #expect(filtered.read().evidence(of: plans).state == .absent)
  }

  @Test("groups and resource definitions prove it too", arguments: ["apis.json", "crds.yaml"])
  func unservedOtherwise(file: String) {
    let texts = [
      "apis.json":
        #"{"kind":"APIGroupList","groups":[{"name":"apps","versions":[{"version":"v1"}]}]}"#,
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
    #expect(reason.collect?.text
      == "kubectl get networkpolicies.networking.k8s.io -A -o yaml > "
      + "networkpolicies.networking.k8s.io.yaml")
    let hostile = ResourceType(group: "x.io", plural: "a b'; rm -rf $HOME\n")
    let command = snapshot.missing(hostile).flatMap { snapshot.reasons[$0]?.collect?.text }
    #expect(command == #"kubectl get 'a b'\''; rm -rf $HOME?.x.io' -A -o yaml > "#
      + #"'a b'\''; rm -rf $HOME?.x.io.yaml'"#)
  }

  @Test("assumed evidence does not count where it is not to")
  func assumption() {
    let folder = TemporaryFolder(["pods.json": list("Pod", "v1", ["a", "b"])])
    let pods = ResourceType(group: "", plural: "pods")
    #expect(folder.read().missing(pods) == nil)
    var options = SnapshotOptions()
    options.assumesComplete = false
    #expect(folder.read(options: options).missing(pods) != nil)
  }

  @Test("every type of every state is assumed whole", .needsShared,
    arguments: Shared.states)
  func states(state: String) {
    let snapshot = Shared.state(state)
    #expect(snapshot.problems.allSatisfy { $0.severity == .note })
    #expect(snapshot.ledger.count > 50)
    for line in snapshot.ledger { #expect(line.evidence.state == .assumed, "\(line.type.name)") }
    let rancher = ResourceType(group: "management.cattle.io", plural: "clusters")
    #expect(snapshot.evidence(of: rancher).isConclusive)
    for type in ["deployments", "services", "pods"] {
      #expect(Shared.read(["states/\(state)/dump-json"]).state(type) == .assumed)
    }
  }

  @Test("a file that is taken away makes no evidence better", .needsShared,
    arguments: ["get-json", "dump-json"])
  func removal(form: String) throws {
    let base = Shared.path("states/standalone-fleet/\(form)")
    var walk = InputWalk(limits: InputWalk.Limits())
    walk.add(input: base, number: 0)
    let files = walk.trees.flatMap(\.members).filter { !$0.name.hasSuffix(".txt") }
    #expect(files.count > 20)
    let whole = Snapshot.read(
      files.map(\.path), store: DocumentStore(), reasons: ReasonTable())
    let before = Dictionary(uniqueKeysWithValues: whole.ledger.filter { $0.namespace == nil }
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
