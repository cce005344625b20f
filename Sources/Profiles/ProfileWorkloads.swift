import Basics
import Documents
import Findings
import Snapshots

/// What the workloads of a cluster show: parts of Rancher, its companions, the network plugin.
struct ProfileWorkloads {
  private let snapshot: Snapshot
  private let deployments: [DocumentValue]
  private let statefulSets: [DocumentValue]
  private let daemonSets: [DocumentValue]

  private static let deploymentType = ResourceType(group: "apps", plural: "deployments")
  private static let statefulSetType = ResourceType(group: "apps", plural: "statefulsets")
  private static let daemonSetType = ResourceType(group: "apps", plural: "daemonsets")

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    func objects(_ type: ResourceType) -> [DocumentValue] {
      snapshot.resources.all(of: type).map { DocumentValue($0.value, in: snapshot.store) }
    }
    deployments = objects(Self.deploymentType)
    statefulSets = objects(Self.statefulSetType)
    daemonSets = objects(Self.daemonSetType)
  }

  private static func name(_ object: DocumentValue) -> String {
    object[path: "metadata", "name"]?.string ?? ""
  }

  private static func namespace(_ object: DocumentValue) -> String {
    object[path: "metadata", "namespace"]?.string ?? ""
  }

  // MARK: Components

  var components: [ClusterProfile.Component] {
    ClusterProfile.Component.Name.allCases.map { name in
      let types =
        name == .fleet || name == .monitoring
        ? [Self.deploymentType, Self.statefulSetType] : [Self.deploymentType]
      let candidates = deployments + (types.count > 1 ? statefulSets : [])
      guard let found = candidates.first(where: { shows(name, $0) }) else {
        let isKnown = types.allSatisfy { snapshot.missing($0) == nil }
        return ClusterProfile.Component(name: name, presence: isKnown ? .absent : .unknown)
      }
      return ClusterProfile.Component(
        name: name, presence: .present,
        workload: "\(Self.namespace(found))/\(Self.name(found))", version: imageTag(of: found))
    }
  }

  private func shows(_ component: ClusterProfile.Component.Name, _ object: DocumentValue) -> Bool {
    let name = Self.name(object)
    switch component {
    case .rancher: return name == "rancher" && Self.namespace(object) == "cattle-system"
    case .agent:
      return name == "cattle-cluster-agent" && Self.namespace(object) == "cattle-system"
    case .fleet: return name == "fleet-controller" || name == "fleet-agent"
    case .gatekeeper: return name == "gatekeeper-controller-manager"
    case .monitoring:
      return name == "rancher-monitoring-operator" || name.contains("prometheus-operator")
        || name.contains("kube-prometheus") || name == "prometheus-server"
        || name.hasPrefix("prometheus-cluster-monitoring")
    }
  }

  /// The tag of the first container's image; nil if it has none.
  private func imageTag(of object: DocumentValue) -> String? {
    let containers = object[path: "spec", "template", "spec", "containers"]?.elements
    guard let image = containers?.first?["image"]?.string else { return nil }
    let name = image.split(separator: "/").last ?? ""
    let tagged = name.prefix { $0 != "@" }
    guard let colon = tagged.lastIndex(of: ":") else { return nil }
    return String(tagged[tagged.index(after: colon)...])
  }

  // MARK: Network

  /// Plugins, and the part of a DaemonSet's name that each is known by.
  private static let plugins = [
    ("canal", "canal"), ("calico", "calico-node"), ("cilium", "cilium"),
    ("antrea", "antrea-agent"), ("kube-router", "kube-router"), ("weave", "weave-net"),
    ("ovn-kubernetes", "ovnkube-node"), ("kube-ovn", "kube-ovn"), ("openshift-sdn", "sdn"),
    ("flannel", "flannel"), ("aws-vpc-cni", "aws-node"), ("azure-cni", "azure-cns"),
    ("gke-dataplane-v2", "anetd"), ("kindnet", "kindnet"), ("multus", "multus"),
  ]

  /// The plugins that DaemonSets show, and flannel where it runs inside k3s; nil if DaemonSets are
  /// not known and nothing else tells.
  var networkPlugins: [String]? {
    let names = daemonSets.map(Self.name)
    var found = Self.plugins.filter { plugin in
      names.contains { plugin.1 == "sdn" ? $0 == "sdn" : $0.contains(plugin.1) }
    }.map(\.0)
    let isAnnotated = snapshot.nodes.contains { node in
      let object = node.object.map { DocumentValue($0, in: snapshot.store) }
      let annotations = object?[path: "metadata", "annotations"]
      return annotations?["flannel.alpha.coreos.com/backend-type"] != nil
    }
    // Canal brings flannel along.
    if isAnnotated, found.isEmpty { found.append("flannel") }
    if found.isEmpty, snapshot.missing(Self.daemonSetType) != nil { return nil }
    return found
  }
}
