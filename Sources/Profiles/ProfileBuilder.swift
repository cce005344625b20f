import Documents
import Findings
import Rules
import Snapshots

/// Derives the profile of a cluster from its snapshot and from what the target declares.
struct ProfileBuilder {
  let snapshot: Snapshot
  let store: DocumentStore
  /// Distributions whose control plane a cloud provider runs.
  let hosted: Set<String>

  static let nodeType = ResourceType(group: "", plural: "nodes")
  static let podType = ResourceType(group: "", plural: "pods")
  static let namespaceType = ResourceType(group: "", plural: "namespaces")
  static let claimType = ResourceType(group: "", plural: "persistentvolumeclaims")
  static let classType = ResourceType(group: "storage.k8s.io", plural: "storageclasses")

  init(_ snapshot: Snapshot, hosted: Set<String>) {
    self.snapshot = snapshot
    store = snapshot.store
    self.hosted = hosted
  }

  /// The profile without its questions, which ask about all of it.
  func profile() -> ClusterProfile {
    let namespaces = names(of: Self.namespaceType)
    let workloads = ProfileWorkloads(snapshot)
    var profile = ClusterProfile()
    profile.distribution = snapshot.identity.distribution
    profile.version = snapshot.identity.version
    profile.nodes = nodes
    profile.pods = pods
    profile.storageClasses = storageClasses
    profile.claims = claims
    profile.networkPlugins = workloads.networkPlugins
    profile.environments = environments
    profile.components = workloads.components
    profile.rancherNamespaces = namespaces.map { $0.filter(Self.isOfRancher) }
    return profile
  }

  private static func isOfRancher(_ namespace: String) -> Bool {
    namespace.hasPrefix("cattle-") || namespace == "fleet-system"
      || namespace == "fleet-default" || namespace == "fleet-local"
  }

  // MARK: Evidence

  /// Whether a type is known completely, in part (false), or not at all (nil).
  private func extent(of type: ResourceType) -> Bool? {
    if snapshot.missing(type) == nil { return true }
    return snapshot.resources.all(of: type).isEmpty ? nil : false
  }

  private func objects(of type: ResourceType) -> [DocumentValue] {
    snapshot.resources.all(of: type).map { DocumentValue($0.value, in: store) }
  }

  private func names(of type: ResourceType) -> [String]? {
    guard extent(of: type) != nil else { return nil }
    return snapshot.resources.all(of: type).compactMap { DocumentValue($0.name, in: store).string }
  }

  // MARK: Nodes

  private var nodes: ClusterProfile.Nodes? {
    let isComplete = snapshot.missing(Self.nodeType) == nil
    guard isComplete || !snapshot.nodes.isEmpty else { return nil }
    let facts = snapshot.nodes.map { DocumentValue($0.value, in: store) }
    let roles = facts.map(roles)
    let isHosted = snapshot.identity.distribution.map(hosted.contains) ?? false
    func members(of role: String) -> Int? {
      guard isComplete, !isHosted, roles.allSatisfy({ $0.isKnown }) else { return nil }
      return roles.count { $0.names.contains(role) }
    }
    let gpus = facts.map(gpuCount)
    typealias ValueCount = ClusterProfile.ValueCount
    var nodes = ClusterProfile.Nodes(count: facts.count, isComplete: isComplete)
    nodes.roles = ValueCount.list(roles.flatMap { $0.names.isEmpty ? [nil] : $0.names })
    nodes.zones = ValueCount.list(facts.map { label("zone", of: $0) })
    nodes.regions = ValueCount.list(facts.map { label("region", of: $0) })
    nodes.operatingSystems = ValueCount.list(facts.map { $0["os"]?.string })
    nodes.architectures = ValueCount.list(facts.map { $0["architecture"]?.string })
    nodes.controlPlaneCount = members(of: "controlPlane")
    nodes.etcdCount = members(of: "etcd")
    nodes.isControlPlaneHosted = isHosted
    nodes.gpuCount = gpus.reduce(0, +)
    nodes.gpuNodeCount = gpus.count { $0 > 0 }
    return nodes
  }

  /// Roles of a node, and whether they are all of them.
  private func roles(of node: DocumentValue) -> (names: [String?], isKnown: Bool) {
    guard let roles = node["roles"], roles.value.tag == .list else { return ([], false) }
    return (roles.elements.map(\.string), roles.value.tail == 0)
  }

  private func label(_ name: String, of node: DocumentValue) -> String? {
    let labels = node[path: "object", "metadata", "labels"]
    return labels?["topology.kubernetes.io/\(name)"]?.string
      ?? labels?["failure-domain.beta.kubernetes.io/\(name)"]?.string
  }

  private func gpuCount(of node: DocumentValue) -> Int {
    let status = node["object"]?["status"]
    let offered = status?["allocatable"] ?? status?["capacity"]
    return (offered?.entries ?? []).reduce(0) { sum, entry in
      var name = entry.key
      guard name.withUTF8(PodTally.isGPU) else { return sum }
      let count = PodTally.amount(entry.value.value, inPowersOfTen: 0, store.memory) ?? 0
      return sum &+ Int(clamping: count)
    }
  }

  // MARK: Pods

  private var pods: ClusterProfile.Pods? {
    guard let isComplete = extent(of: Self.podType) else { return nil }
    var tally = PodTally(store)
    for entry in snapshot.resources.all(of: Self.podType) { tally.add(entry) }
    return tally.pods(isComplete: isComplete)
  }

  // MARK: Storage

  private var storageClasses: [ClusterProfile.StorageClass]? {
    guard extent(of: Self.classType) == true else { return nil }
    return objects(of: Self.classType).map { object in
      let annotations = object[path: "metadata", "annotations"]
      return ClusterProfile.StorageClass(
        name: object[path: "metadata", "name"]?.string ?? "",
        provisioner: object["provisioner"]?.string,
        isDefault: ["storageclass", "storageclass.beta"].contains {
          annotations?["\($0).kubernetes.io/is-default-class"]?.string == "true"
        })
    }
  }

  private var claims: ClusterProfile.Claims? {
    guard let isComplete = extent(of: Self.claimType) else { return nil }
    var claims = ClusterProfile.Claims(count: 0, isComplete: isComplete)
    for claim in objects(of: Self.claimType) {
      claims.count += 1
      let modes = (claim[path: "spec", "accessModes"]?.elements ?? []).compactMap(\.string)
      if modes.contains("ReadWriteOnce") || modes.contains("ReadWriteOncePod") {
        claims.readWriteOnce += 1
      }
      if modes.contains("ReadWriteMany") { claims.readWriteMany += 1 }
      if modes.contains("ReadOnlyMany") { claims.readOnlyMany += 1 }
      if claim[path: "status", "phase"]?.string == "Pending" { claims.pending += 1 }
    }
    return claims
  }

  // MARK: Environments

  private var environments: ClusterProfile.Environments? {
    guard let isComplete = extent(of: Self.namespaceType) else { return nil }
    let namespaces = objects(of: Self.namespaceType)
    let found = namespaces.compactMap(environment)
    return ClusterProfile.Environments(
      namespaceCount: namespaces.count, isComplete: isComplete,
      found: ClusterProfile.ValueCount.list(found.map(Optional.some)))
  }

  /// Words that name an environment, and the one name that each of them is counted under.
  private static let words = [
    "prod": "prod", "production": "prod", "live": "prod", "dev": "dev", "devel": "dev",
    "development": "dev", "test": "test", "testing": "test", "qa": "qa", "int": "int",
    "stage": "staging", "staging": "staging", "preprod": "preprod", "uat": "uat",
  ]

  /// What a namespace's label says, else a word of its name; nil if neither does.
  private func environment(of namespace: DocumentValue) -> String? {
    let labels = namespace[path: "metadata", "labels"]
    for label in ["environment", "env"] {
      guard let text = labels?[label]?.string, !text.isEmpty else { continue }
      return Self.words[text.lowercased()] ?? text
    }
    let name = namespace[path: "metadata", "name"]?.string ?? ""
    return name.split(separator: "-").lazy.compactMap { Self.words[String($0)] }.first
  }
}

extension ClusterProfile {
  /// The profile of a snapshot's cluster. Packs say which distributions a cloud provider runs.
  public init(of snapshot: Snapshot, target: Value, rules: RuleSet) {
    self = ProfileBuilder(snapshot, hosted: rules.hostedDistributions).profile()
    questions = ProfileQuestions(self, target: DocumentValue(target, in: snapshot.store)).list
  }
}
