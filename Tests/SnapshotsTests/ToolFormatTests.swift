import Documents
import Testing

@testable import Snapshots

/// What the layouts of other tools give, and what they prove.
@Suite("layouts of other tools")
struct ToolFormatTests {
  private let empty = #""metadata":{"resourceVersion":"9"},"items":null}"#

  @Test("a support bundle is whole where each namespace of its list has a file")
  func supportBundle() {
    let snapshot = Fixture.read(["troubleshoot-support-bundle"])
    #expect(snapshot.identity.version == "v1.30.4")
    #expect(snapshot.state("namespaces") == .complete)
    #expect(snapshot.state("nodes") == .complete)
    #expect(snapshot.state("pods") == .complete)
    #expect(snapshot.state("networkpolicies") == .complete)
    #expect(snapshot.count("networkpolicies") == 0)
    // One of two namespaces.
    #expect(snapshot.state("ingresses") == .partial)
    #expect(snapshot.state("ingresses", "default") == .complete)
    #expect(snapshot.state("ingresses", "kube-system") == .partial)
    // Nobody asked for them.
    #expect(snapshot.state("validatingwebhookconfigurations") == .absent)
    #expect(snapshot.state("secrets") == .absent)
    // The same objects as JSON and as YAML.
    #expect(snapshot.count("widgets.example.com") == 1)
    #expect(snapshot.state("widgets.example.com", "default") == .complete)
    // Discovery as arrays.
    let plans = ResourceType(group: "upgrade.cattle.io", plural: "plans")
    #expect(snapshot.evidence(of: plans).state == .complete)
    #expect(snapshot.evidence(of: plans).detail?.contains("does not serve") == true)
  }

  @Test(
    "namespaces that were asked for by name are not all namespaces",
    arguments: [
      #"[{"metadata":{"name":"default"}},{"metadata":{"name":"kube-system"}}]"#,
      #"{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"default"}}"#,
    ])
  func chosenNamespaces(_ namespaces: String) {
    let list = #"{"kind":"PodList","apiVersion":"v1","# + empty
    let snapshot = TemporaryFolder([
      "b/cluster-resources/namespaces.json": namespaces,
      "b/cluster-resources/pods/default.json": list,
      "b/cluster-resources/pods/kube-system.json": list,
    ]).read()
    #expect(snapshot.state("namespaces") == .partial)
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.state("pods", "default") == .complete)
    #expect(snapshot.state("pods", "cattle-system") == .partial)
  }

  @Test("errors beside lists are why their types are not known")
  func supportBundleErrors() {
    let snapshot = TemporaryFolder([
      "b/cluster-resources/namespaces.json": #"{"kind":"NamespaceList","apiVersion":"v1","#
        + #""metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"default"}},"#
        + #"{"metadata":{"name":"kube-system"}}]}"#,
      "b/cluster-resources/pods/default.json": #"{"kind":"PodList","apiVersion":"v1","# + empty,
      "b/cluster-resources/pods-errors.json": #"{"kube-system":"pods is forbidden: User \"x\""}"#,
      "b/cluster-resources/nodes-errors.json": #"["nodes is forbidden: User \"x\""]"#,
      "b/cluster-resources/services-errors.json": "null",
      "b/cluster-resources/pvs-errors.json": #"["etcdserver: request timed out"]"#,
      "b/cluster-resources/custom-resources/custom-resources-errors.json":
        #"{"widgets.example.com":"widgets.example.com is forbidden"}"#,
    ]).read()
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.state("pods", "default") == .complete)
    #expect(snapshot.state("pods", "kube-system") == .partial)
    #expect(snapshot.state("nodes") == .denied)
    #expect(snapshot.state("persistentvolumes") == .absent)
    #expect(snapshot.state("widgets.example.com") == .denied)
    let errors = snapshot.problems.filter { $0.code == "error-text" }
    #expect(errors.count == 4)
    // That there were none is no evidence lost.
    #expect(snapshot.problems.allSatisfy { $0.code != "empty-file" })
    #expect(errors.allSatisfy { $0.severity == .warning })
  }

  @Test("an array in YAML's block style may break off behind any element")
  func blockArray() {
    let snapshot = TemporaryFolder([
      "b/cluster-resources/namespaces.json": #"{"kind":"NamespaceList","apiVersion":"v1","# + empty,
      "b/cluster-resources/custom-resources/widgets.example.com/default.yaml":
        "- apiVersion: example.com/v1\n  kind: Widget\n  metadata:\n    name: a\n",
    ]).read()
    #expect(snapshot.count("widgets.example.com") == 1)
    #expect(snapshot.state("widgets.example.com", "default") == .partial)
  }

  @Test("a file in the place of another type proves nothing of either")
  func misplacedList() {
    let snapshot = TemporaryFolder([
      "b/cluster-resources/nodes.json": #"{"kind":"NodeList","apiVersion":"v1","# + empty,
      "b/cluster-resources/pods/default.json":
        #"{"kind":"ServiceList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"#
        + #""items":[{"metadata":{"name":"a","namespace":"default"}}]}"#,
    ]).read()
    #expect(snapshot.count("services") == 1)
    #expect(snapshot.state("services", "default") == .partial)
    #expect(snapshot.state("pods", "default") == .absent)
  }

  @Test("of must-gather lists are whole, and folders of objects are not")
  func mustGather() {
    let snapshot = Fixture.read(["must-gather"])
    #expect(snapshot.state("nodes") == .partial)
    #expect(snapshot.state("namespaces") == .partial)
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.state("pods", "default") == .complete)
    #expect(snapshot.state("deployments", "default") == .complete)
    #expect(snapshot.state("deployments", "kube-system") == .partial)
    #expect(snapshot.state("configmaps", "kube-system") == .partial)
    #expect(snapshot.state("proxies.config.openshift.io") == .complete)
    #expect(snapshot.state("validatingwebhookconfigurations") == .complete)
    #expect(snapshot.state("mutatingwebhookconfigurations") == .absent)
    #expect(snapshot.state("pods", "cattle-system") == .partial)
  }

  @Test("of must-gather a namespace without its own object was not gathered whole")
  func mustGatherPart() {
    let empty = "apiVersion: v1\nkind: PodList\nitems: []\n"
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n"
    var files = [
      "cluster-scoped-resources/core/nodes.yaml": "apiVersion: v1\nkind: NodeList\nitems: []\n",
      "namespaces/web/core/pods.yaml": empty,
    ]
    #expect(TemporaryFolder(files).read().state("pods", "web") == .partial)
    files["namespaces/web/web.yaml"] = namespace
    #expect(TemporaryFolder(files).read().state("pods", "web") == .complete)
  }

  @Test("Sonobuoy's lists are those of kubectl, also without kinds")
  func sonobuoy() {
    let snapshot = Fixture.read(["sonobuoy"])
    #expect(snapshot.identity.version == "v1.30.4")
    #expect(snapshot.state("nodes") == .assumed)
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.state("pods", "default") == .assumed)
    #expect(snapshot.state("deployments") == .absent)
    #expect(snapshot.node("w1")?["kubelet"]?["maxPods"]?.int == 42)
  }

  @Test(
    "of a logs collector's archive the whole lists, the empty tables and the node's files count")
  func logsCollector() {
    let snapshot = Fixture.read(["rancher-logs-collector"])
    #expect(snapshot.identity.version == "v1.30.4+rke2r1")
    #expect(snapshot.state("nodes") == .complete)
    // `No resources found` of all namespaces; a table of some.
    #expect(snapshot.state("validatingwebhookconfigurations") == .complete)
    #expect(snapshot.state("networkpolicies") == .complete)
    #expect(snapshot.state("deployments") == .absent)
    #expect(snapshot.count("deployments") == 0)
    // The table has none before its last namespace but there.
    #expect(snapshot.state("deployments", "cattle-system") == .complete)
    #expect(snapshot.state("deployments", "kube-system") == .absent)
    #expect(snapshot.state("deployments", "web") == .absent)
    let node = snapshot.node("w1")
    #expect(node?["resolvConf"]?["nameservers"]?.elements.map(\.string) == ["127.0.0.53"])
    #expect(node?["upstreamResolvConf"]?["nameservers"]?.elements.map(\.string) == ["10.0.0.2"])
    #expect(node?["osRelease"]?["ID"]?.string == "ubuntu")
    #expect(node?["units"]?["firewalld.service"]?["active"]?.string == "active")
    #expect(node?["certificates"]?.elements.count == 1)
  }

  @Test("lines that the logs collector takes out of a configuration are hidden, not absent")
  func filteredConfiguration() {
    let node = Fixture.read(["rancher-logs-collector"]).node("w1")
    let config = node?["configAfterRestart"]
    #expect(config?["cni"]?.string == "canal")
    #expect(config?["selinux"]?.bool == true)
    // A line of the list may have held a token.
    #expect(config?["kube-apiserver-arg"]?.elements.map(\.string) == ["audit-log-maxage=7"])
    #expect(config?["kube-apiserver-arg"]?.value.tail == ReasonTable.hidden)
    #expect(config?["token"] == nil)
    #expect(config?.value.tail != 0)
  }

  @Test("of a supportability review each list has the extent that its script gave it")
  func supportabilityReview() {
    let snapshot = Fixture.read(["supportability-review"])
    #expect(snapshot.identity.version == "v1.30.4+rke2r1")
    #expect(snapshot.state("namespaces") == .complete)
    #expect(snapshot.state("persistentvolumeclaims") == .complete)
    #expect(snapshot.state("deployments") == .partial)
    #expect(snapshot.state("deployments", "cattle-system") == .complete)
    #expect(snapshot.state("deployments", "default") == .partial)
    // A projection is not an object, and no list.
    #expect(snapshot.count("cronjobs") == 0)
    #expect(snapshot.state("cronjobs") == .absent)
    let node = snapshot.node("w1")
    #expect(node?["resolvConf"]?["nameservers"]?.elements.map(\.string) == ["10.0.0.2"])
    #expect(node?["sysctl"]?["net.ipv4.ip_forward"]?.string == "1")
    #expect(node?["configAfterRestart"]?["cni"]?.string == "canal")
    #expect(node?["configAfterRestart"]?["token"]?.value.tag == .hidden)
  }

  @Test(
    "a result of the review's scripts is read alone, too",
    arguments: [
      "plugins/cluster-collector/results/global",
      "plugins/cluster-collector/results/global/clusterinfo.tar.gz",
      "plugins/nodes-collector/results/w1",
    ])
  func reviewPart(_ part: String) {
    let snapshot = Fixture.read(["supportability-review/\(part)"])
    #expect(snapshot.formats == [.supportabilityReview])
    if part.contains("global") {
      #expect(snapshot.state("deployments", "cattle-system") == .complete)
    } else {
      #expect(snapshot.node("w1")?["resolvConf"]?["nameservers"]?.elements.count == 1)
    }
  }

  @Test("a Velero backup proves nothing, its twins count once, its Secrets are not read")
  func velero() {
    let snapshot = Fixture.read(["velero"])
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.state("pods", "default") == .partial)
    #expect(snapshot.state("nodes") == .partial)
    #expect(snapshot.state("secrets") == .absent)
    #expect(
      !snapshot.files.contains { $0.path.contains("secrets") || $0.path.contains("preferred") })
    // `nodes/cluster/w1.json` is an object, and no machine is called cluster.
    #expect(snapshot.nodes.map(\.name) == ["w1"])
    let inner = Fixture.read(["velero/resources"])
    #expect(inner.nodes.map(\.name) == ["w1"])
  }

  @Test("crust-gather and the Insights operator give objects one by one")
  func objects() {
    for name in ["crust-gather", "insights-operator"] {
      let snapshot = Fixture.read([name])
      #expect(snapshot.state("pods") == .partial)
      #expect(snapshot.state("nodes") == .partial)
      #expect(snapshot.state("pods", "default") == .partial)
    }
    #expect(Fixture.read(["crust-gather"]).identity.version == "v1.30.4")
    #expect(Fixture.read(["insights-operator"]).count("clusterversions.config.openshift.io") == 1)
  }

  @Test("support-bundle-kit lists namespaces, and writes null for an empty text")
  func supportBundleKit() throws {
    let snapshot = Fixture.read(["support-bundle-kit"])
    #expect(snapshot.identity.version == "v1.30.4+rke2r1")
    #expect(snapshot.state("nodes") == .complete)
    #expect(snapshot.state("pods") == .complete)
    #expect(snapshot.state("deployments", "kube-system") == .complete)
    #expect(snapshot.state("deployments") == .partial)
    #expect(snapshot.state("settings.harvesterhci.io") == .partial)
    let roles = try #require(snapshot.types.type(named: "roles"))
    guard case .found(let role) = snapshot.object(roles, namespace: "default", name: "pods") else {
      Issue.record("the role is not there")
      return
    }
    let rules = DocumentValue(role, in: snapshot.store)["rules"]?.elements.first
    #expect(rules?["apiGroups"]?.elements.map(\.string) == [""])
    #expect(rules?["resources"]?.elements.map(\.string) == ["pods"])
  }

  @Test(
    "a table that is not a whole one shows nothing of namespaces",
    arguments: [
      "NAMESPACE   NAME   AGE\nweb         a      1d\nkube-system b     1d\n",
      "NAMESPACE   NAME   AGE\nkube-system a      1d\nerror: unexpected EOF\n",
      "NAME   AGE\na      1d\n", "NAMESPACE   NAME   AGE\n            v1.    1d\n",
    ])
  func table(_ text: String) {
    let snapshot = TemporaryFolder([
      "n1-2026-11-23_07_30_00/rke2/kubectl/deployments": text,
      "n1-2026-11-23_07_30_00/rke2/kubectl/version": "Server Version: v1.30.4\n",
    ]).read()
    #expect(snapshot.state("deployments") == .absent)
    #expect(snapshot.state("deployments", "cattle-system") == .absent)
  }
}
