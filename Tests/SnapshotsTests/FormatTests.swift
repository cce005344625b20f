import Documents
import Testing

@testable import Snapshots

@Suite("formats")
struct FormatTests {
  @Test("every format has a fixture, and is read or named", arguments: SnapshotFormat.allCases)
  func format(format: SnapshotFormat) {
    let snapshot = Fixture.read([format.name])
    if format.isSupported {
      let problems = snapshot.problems.filter { $0.severity > .note }
      #expect(problems.isEmpty, "\(problems.map(\.message))")
      #expect(snapshot.count("pods") == 2)
      #expect(snapshot.count("nodes") == 1)
      #expect(snapshot.formats.contains(format))
    } else {
      let named = snapshot.problems.first { $0.code == "unsupported-format" }
      #expect(named?.message.contains(format.title) == true)
      #expect(snapshot.problems.contains { $0.isFatal })
      #expect(snapshot.resources.count == 0)
      #expect(snapshot.state("pods") == .absent)
    }
  }

  @Test("a list and a dump give the same objects with the same places of their own")
  func sameObjects() throws {
    let list = Fixture.read(["kubectl"])
    let dump = Fixture.read(["cluster-info-dump"])
    for snapshot in [list, dump] {
      let pods = try #require(snapshot.types.type(named: "pods"))
      let texts = snapshot.resources.all(of: pods).map {
        rendered(DocumentValue($0.value, in: snapshot.store))
      }
      #expect(
        texts[0]
          == #"{apiVersion: "v1", kind: "Pod", metadata: {name: "web", namespace: "default", "#
          + #"uid: "00000000-0000-0000-0000-000000000001"}, spec: {nodeName: "w1"}, …}"#)
    }
    let pods = ResourceType(group: "", plural: "pods")
    guard case .found(let pod) = dump.object(pods, namespace: "kube-system", name: "dns") else {
      Issue.record("the pod is not there")
      return
    }
    let node = try #require(DocumentValue(pod, in: dump.store)["spec"]?["nodeName"]?.place)
    #expect(node.source.path.hasSuffix("cluster-info-dump/kube-system/pods.json"))
    #expect(node.source.text(in: node.offset..<node.offset + 2) == "w1")
    let object = try #require(dump.place(of: pod))
    #expect(object.source.bytes[object.offset] == UInt8(ascii: "{"))
  }

  @Test("a dump of all namespaces is assumed whole; one that lacks them is not")
  func dumpEvidence() {
    let whole = Fixture.read(["cluster-info-dump"])
    #expect(whole.state("nodes") == .complete)
    #expect(whole.state("deployments") == .assumed)
    #expect(whole.state("deployments", "cattle-system") == .assumed)
    #expect(whole.state("secrets") == .absent)
    #expect(whole.state("namespaces") == .absent)
    let list =
      #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":null}"#
    var files: [String: String] = [:]
    for namespace in ["default", "kube-system"] {
      for name in ClusterInfoDump.lists.keys { files["\(namespace)/\(name).json"] = list }
    }
    let two = TemporaryFolder(files).read()
    #expect(two.state("pods") == .partial)
    #expect(two.state("pods", "kube-system") == .complete)
    #expect(two.state("pods", "cattle-system") == .partial)
  }

  @Test("a dump on standard output is split at its logs")
  func dumpOnStandardOutput() throws {
    let folder = TemporaryFolder([
      "dump.txt": """
      {"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
        {"metadata":{"name":"w1"}}]}
      {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
        {"metadata":{"name":"dns","namespace":"kube-system"}}]}
      ==== START logs for container dns of pod kube-system/dns ====
      {"broken": [ {{{ ==== START logs
      ==== END logs for container dns of pod kube-system/dns ====
      {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
        {"metadata":{"name":"web","namespace":"default"}}]}

      """
    ])
    let snapshot = folder.read()
    #expect(snapshot.problems.map(\.code) == ["lists-of-one-namespace"])
    #expect(snapshot.count("pods") == 2)
    let web = ResourceType(group: "", plural: "pods")
    guard case .found(let pod) = snapshot.object(web, namespace: "default", name: "web") else {
      Issue.record("the pod is not there")
      return
    }
    let place = try #require(DocumentValue(pod, in: snapshot.store)["metadata"]?["name"]?.place)
    #expect(place.source.position(of: place.offset).line == 9)
  }

  @Test("kubectl's internal objects are named, and are not an empty cluster")
  func internalObjects() {
    let folder = TemporaryFolder([
      "nodes.json": #"{"selfLink":"/api/v1/nodes","Items":[{"name":"w1","Spec":{},"Status":{}}]}"#
    ])
    let snapshot = folder.read()
    #expect(snapshot.problems.map(\.code) == ["nothing-read", "internal-objects"])
    #expect(snapshot.state("nodes") == .absent)
  }

  @Test("the own layout gives nodes, probes, RKE1's file, cloud files and what the manifest says")
  func ownLayout() {
    let snapshot = Fixture.read(["importlint"])
    #expect(snapshot.identity.name == "edge-1")
    #expect(snapshot.identity.time == "2026-11-23T08:00:00Z")
    #expect(snapshot.identity.version == "v1.30.4+k3s1")
    #expect(snapshot.identity.distribution == "k3s")
    #expect(snapshot.state("nodes") == .complete)
    #expect(snapshot.state("pods") == .partial)
    #expect(snapshot.state("pods", "default") == .complete)
    #expect(snapshot.state("secrets") == .denied)
    let cluster = snapshot.clusterValue
    #expect(cluster["probes"]?["pod"]?["body"]?.string == "pong")
    #expect(cluster["rke"]?["cluster"]?["kubernetes_version"]?.string == "v1.26.15-rancher1-1")
    let machine = cluster["rke"]?["cluster"]?["nodes"]?.elements.first
    #expect(machine?["address"]?.string == "10.0.0.5")
    #expect(machine?["ssh_key"]?.value.tag == .hidden)
    #expect(cluster["cloud"]?["eks"]?["policy.json"]?["Version"]?.string == "2012-10-17")
    let node = snapshot.node("w1")
    #expect(node?["architecture"]?.string == "arm64")
    #expect(node?["resolvConf"]?["options"]?.elements.map(\.string) == ["ndots:2"])
    #expect(node?["upstreamResolvConf"] == nil)
    #expect(node?["units"]?["dnsmasq.service"]?["active"]?.string == "active")
  }
}
