import Documents
import Findings
import Foundation
import Profiles
import Testing

@testable import Rules
@testable import Snapshots

@Suite("the profile of a cluster")
struct ProfileTests {
  private func profile(
    _ files: [String: String], target: String = "{}"
  ) throws -> ClusterProfile {
    let folder = NSTemporaryDirectory() + "/importlint-profile-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }
    let store = DocumentStore()
    let reasons = ReasonTable()
    let set = RuleSet.load(into: store, folders: [], withBuiltIn: true, toolVersion: "0.1.0")
    var reading = SnapshotOptions()
    reading.assumption = .whole
    let snapshot = Snapshot.read([folder], store: store, reasons: reasons, options: reading)
    let document = store.read(SourceText(path: "target.yaml", text: target)).documents.first
    let target = Target.make(from: document, store: store, reasons: reasons)
    return ClusterProfile(of: snapshot, target: target.value, rules: set)
  }

  private func list(_ items: String...) -> String {
    "apiVersion: v1\nkind: List\nitems:\n"
      + items.map { "- \($0)\n" }.joined()
  }

  private func node(_ name: String, _ labels: String, gpu: String = "0") -> String {
    "{apiVersion: v1, kind: Node, metadata: {name: \(name), labels: {\(labels)}}, status: "
      + "{allocatable: {cpu: '4', nvidia.com/gpu: '\(gpu)'}, nodeInfo: "
      + "{kubeletVersion: v1.30.4+rke2r1, operatingSystem: linux, architecture: arm64}}}"
  }

  private func pod(_ name: String, _ spec: String, phase: String = "Running") -> String {
    "{apiVersion: v1, kind: Pod, metadata: {name: \(name), namespace: shop}, spec: {\(spec)}, "
      + "status: {phase: \(phase)}}"
  }

  @Test("nodes are counted by role, place, system and architecture")
  func nodes() throws {
    let server = ["control-plane", "etcd"].map { "node-role.kubernetes.io/\($0): 'true'" }
      .joined(separator: ", ")
    let profile = try profile([
      "nodes.yaml": list(
        node("a", server + ", topology.kubernetes.io/zone: z1, kubernetes.io/hostname: a"),
        node("b", "kubernetes.io/hostname: b", gpu: "2"))
    ])
    let nodes = try #require(profile.nodes)
    #expect(nodes.count == 2 && nodes.isComplete)
    #expect(nodes.roles == [.init("controlPlane", 1), .init("etcd", 1), .init("worker", 1)])
    #expect(nodes.zones == [.init("z1", 1), .init(nil, 1)])
    #expect(nodes.architectures == [.init("arm64", 2)])
    #expect(nodes.controlPlaneCount == 1 && nodes.etcdCount == 1)
    #expect(nodes.gpuCount == 2 && nodes.gpuNodeCount == 1)
    #expect(profile.distribution == "rke2")
  }

  @Test("what was not exported is unknown, never none")
  func unknown() throws {
    let profile = try profile(["nodes.yaml": list(node("a", ""))])
    #expect(profile.pods == nil)
    #expect(profile.storageClasses == nil && profile.claims == nil)
    #expect(profile.networkPlugins == nil && profile.environments == nil)
    #expect(profile.rancherNamespaces == nil)
    #expect(profile.components.allSatisfy { $0.presence == .unknown })
    #expect(profile.components.map(\.name) == ClusterProfile.Component.Name.allCases)
    let questions = profile.questions
    #expect(questions.count == 10)
    #expect(questions.allSatisfy { !$0.isAnswered || $0.topic == .availability })
  }

  /// What a pod's spec requests, in thousandths of a CPU and in bytes.
  @Test(
    "a pod requests what the scheduler reserves for it",
    arguments: [
      ("containers: [{resources: {requests: {cpu: 250m, memory: 64Mi}}}]", 250, 67_108_864),
      (
        "containers: [{resources: {requests: {cpu: 1, memory: 1G}}}, "
          + "{resources: {requests: {cpu: '0.5'}}}]", 1_500, 1_000_000_000
      ),
      (
        "initContainers: [{resources: {requests: {cpu: 3, memory: 1Mi}}}], "
          + "containers: [{resources: {requests: {cpu: 1, memory: 2Mi}}}]", 3_000, 2_097_152
      ),
      (
        "initContainers: [{restartPolicy: Always, resources: {requests: {cpu: 100m, memory: 1}}}, "
          + "{resources: {requests: {cpu: 200m, memory: 1}}}], "
          + "containers: [{resources: {requests: {cpu: 50m, memory: 5}}}]", 300, 6
      ),
      (
        "overhead: {cpu: 10m, memory: 1}, resources: {requests: {cpu: 2}}, "
          + "containers: [{resources: {requests: {cpu: 50m, memory: 5}}}]", 2_010, 6
      ),
      (
        "containers: [{resources: {requests: {cpu: 0.25, memory: 9223372036854775807}}}]",
        250, Int64.max
      ),
    ])
  func requests(spec: String, cpu: Int64, memory: Int64) throws {
    let pods = try #require(try profile(["pods.yaml": list(pod("a", spec))]).pods)
    #expect(pods.cpu?.largest == cpu)
    #expect(pods.memory?.largest == memory)
  }

  @Test("pods that have ended do not count; averages are over those that request something")
  func pods() throws {
    let request = "containers: [{resources: {requests: {cpu: 100m}}}]"
    let large = "containers: [{resources: {requests: {cpu: 301m}, limits: {nvidia.com/gpu: 1}}}]"
    let pods = try #require(
      try profile([
        "pods.yaml": list(
          pod("a", request), pod("b", large), pod("c", "containers: [{}]"),
          pod("d", large, phase: "Succeeded"), pod("e", "containers: [{resources: {requests: 7}}]"))
      ]).pods)
    #expect(pods.count == 4)
    #expect(
      pods.cpu == .init(podCount: 2, average: 200, largest: 301, largestPod: "shop/b"))
    #expect(pods.memory == nil)
    #expect(pods.gpuPodCount == 1)
  }

  @Test("storage, network, environments and components are recognised")
  func others() throws {
    func workload(_ kind: String, _ namespace: String, _ name: String, _ image: String) -> String {
      "{apiVersion: apps/v1, kind: \(kind), metadata: {name: \(name), namespace: \(namespace)}, "
        + "spec: {template: {spec: {containers: [{image: '\(image)'}]}}}}"
    }
    func namespace(_ name: String, _ labels: String = "") -> String {
      "{apiVersion: v1, kind: Namespace, metadata: {name: \(name), labels: {\(labels)}}}"
    }
    let profile = try profile([
      "storageclasses.storage.k8s.io.yaml": list(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, provisioner: x.example.com, metadata: "
          + "{name: fast, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}}"),
      "persistentvolumeclaims.yaml": list(
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, namespace: shop}, "
          + "spec: {accessModes: [ReadWriteMany]}, status: {phase: Pending}}",
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, namespace: a}, "
          + "spec: {accessModes: [ReadWriteOncePod]}, status: {phase: Bound}}"),
      "daemonsets.apps.yaml": list(workload("DaemonSet", "kube-system", "rke2-canal", "x")),
      "deployments.apps.yaml": list(
        workload(
          "Deployment", "cattle-system", "cattle-cluster-agent",
          "registry.example.com:5000/rancher/rancher-agent:v2.9.3@sha256:ab"),
        workload("Deployment", "a", "web", "x")),
      "statefulsets.apps.yaml": list(
        workload("StatefulSet", "a", "db", "x"), workload("StatefulSet", "b", "db", "x")),
      "namespaces.yaml": list(
        namespace("kube-system"), namespace("default"), namespace("shop"),
        namespace("cattle-system"), namespace("shop-prod"), namespace("products"),
        namespace("a", "environment: production"), namespace("b", "env: edge")),
    ])
    #expect(
      profile.storageClasses == [
        .init(name: "fast", provisioner: "x.example.com", isDefault: true)
      ])
    #expect(
      profile.claims
        == .init(
          count: 2, isComplete: true, readWriteOnce: 1, readWriteMany: 1, pending: 1))
    #expect(profile.networkPlugins == ["canal"])
    #expect(profile.environments?.found == [.init("edge", 1), .init("prod", 2)])
    #expect(profile.rancherNamespaces == ["cattle-system"])
    #expect(profile.components.map(\.presence) == [.absent, .present, .absent, .absent, .absent])
    #expect(
      profile.components[1]
        == .init(
          name: .agent, presence: .present, workload: "cattle-system/cattle-cluster-agent",
          version: "v2.9.3"))
    let found = Dictionary(uniqueKeysWithValues: profile.questions.map { ($0.topic, $0.found) })
    #expect(found[.productionMix] == "yes: with edge")
    #expect(found[.accessModes] == "1 RWO, 1 RWX")
    #expect(found[.latency] == .some(nil))
  }

  @Test("what only people know is taken from the target")
  func declared() throws {
    let profile = try profile(
      ["nodes.yaml": list(node("a", ""))],
      target: """
        intent: {highAvailability: true, environments: [prod, test], datacenters: 2,
          nodeLatencyMs: 1.5, pods: {count: 500, largest: {cpu: "4", memory: 16Gi}}, gpu: false,
          storage: [rwx]}
        """)
    #expect(profile.questions.allSatisfy { $0.declared != nil })
    let declared = profile.questions.map { $0.declared ?? "" }
    #expect(
      declared == [
        "prod, test", "yes", "it must survive the loss of a node", "2", "1.5 ms", "500",
        "CPU 4, memory 16Gi", "no", "yes", "RWX",
      ])
  }

  @Test("numbers read as people write them")
  func numbers() {
    #expect(
      [1, 999, 1_000, 1_550, 64_000].map(ProfileText.cpu) == ["1m", "999m", "1", "1.5", "64"])
    #expect(
      [0, 1_023, 1_024, 1_610_612_736, 137_438_953_472].map(ProfileText.bytes)
        == ["0", "1023", "1Ki", "1.5Gi", "128Gi"])
    #expect(ProfileText.bytes(.max).hasSuffix("Pi"))
  }
}
