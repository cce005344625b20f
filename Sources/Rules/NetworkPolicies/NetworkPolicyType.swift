import Snapshots

/// A type of policies, or of what decides with them, by all groups that it goes by.
struct NetworkPolicyType: Sendable, Hashable {
  let plural: String
  let resourceTypes: [ResourceType]

  init(_ plural: String, groups: [String]) {
    self.plural = plural
    resourceTypes = groups.map { ResourceType(group: $0, plural: plural) }
  }

  static let nodes = NetworkPolicyType("nodes", groups: [""])
  static let kubernetes = NetworkPolicyType("networkpolicies", groups: ["networking.k8s.io"])
  static let administrators = NetworkPolicyType(
    "adminnetworkpolicies", groups: ["policy.networking.k8s.io"])
  static let baseline = NetworkPolicyType(
    "baselineadminnetworkpolicies", groups: ["policy.networking.k8s.io"])
  /// What took the place of both.
  static let unified = NetworkPolicyType(
    "clusternetworkpolicies", groups: ["policy.networking.k8s.io"])
  private static let calicoGroups = ["crd.projectcalico.org", "projectcalico.org"]
  static let calico = NetworkPolicyType("networkpolicies", groups: calicoGroups)
  static let calicoGlobal = NetworkPolicyType("globalnetworkpolicies", groups: calicoGroups)
  static let calicoTiers = NetworkPolicyType("tiers", groups: calicoGroups)
  /// What selectors of Calico may mean beside pods.
  static let calicoSets = ["networksets", "globalnetworksets", "hostendpoints"].map {
    NetworkPolicyType($0, groups: calicoGroups)
  }
  static let cilium = NetworkPolicyType("ciliumnetworkpolicies", groups: ["cilium.io"])
  static let ciliumClusterwide = NetworkPolicyType(
    "ciliumclusterwidenetworkpolicies", groups: ["cilium.io"])

  /// All that decide about a connection, or make it unknown.
  static var all: [NetworkPolicyType] {
    [
      nodes, kubernetes, administrators, baseline, unified, calico, calicoGlobal, calicoTiers,
      cilium,
      ciliumClusterwide,
    ] + calicoSets + UnjudgedPolicies.types
  }
}
