import Documents
import Snapshots

/// Policies that are known to keep pods from connections, and are not judged as a whole: where
/// there may be any that concern a connection, it is unknown what they decide.
struct UnjudgedPolicies: Sendable {
  private struct Kind {
    let group: String
    let plural: String
    let isNamespaced: Bool
    var isForIngress = true
    /// Whether it can allow what policies of Kubernetes deny; else it denies besides them.
    var allows = true
    /// Where it says which pods and connections it is for; nil if it is for all of its namespace.
    var reach: ReachOfPolicies.Form?

    var type: NetworkPolicyType { NetworkPolicyType(plural, groups: [group]) }
  }

  static var types: [NetworkPolicyType] { kinds.map(\.type) }

  /// Tiers of Antrea decide nothing by themselves, and every cluster of Antrea has some.
  ///
  /// Source: docs of OVN-Kubernetes, OpenShift, Antrea, GKE and EKS.
  private static let kinds = [
    Kind(
      group: "k8s.ovn.org", plural: "egressfirewalls", isNamespaced: true, isForIngress: false,
      allows: false),
    Kind(
      group: "network.openshift.io", plural: "egressnetworkpolicies", isNamespaced: true,
      isForIngress: false, allows: false),
    Kind(
      group: "crd.antrea.io", plural: "clusternetworkpolicies", isNamespaced: false,
      reach: .antrea),
    Kind(group: "crd.antrea.io", plural: "networkpolicies", isNamespaced: true, reach: .antrea),
    Kind(
      group: "networking.gke.io", plural: "fqdnnetworkpolicies", isNamespaced: true,
      isForIngress: false, reach: .podSelector),
    Kind(
      group: "networking.k8s.aws", plural: "clusternetworkpolicies", isNamespaced: false,
      reach: .administrators),
    Kind(
      group: "networking.k8s.aws", plural: "applicationnetworkpolicies", isNamespaced: true,
      reach: .podSelector),
  ]

  /// What there is of each kind, in their order.
  private let found: [(kind: Kind, policies: NetworkCluster.Policies)]

  /// - Parameter namespace: that of the pod.
  init(_ cluster: NetworkCluster, namespace: String) {
    found = UnjudgedPolicies.kinds.map { kind in
      (kind, cluster.policies(kind.type, namespace: kind.isNamespaced ? namespace : ""))
    }
  }

  /// Values that are walked for one connection.
  var size: UInt64 { found.reduce(0) { $1.policies.all.reduce($0) { $0 + $1.size } } }

  /// `EgressFirewall default in shop (k8s.ovn.org) is not judged`.
  private static func text(_ object: DocumentValue, of count: Int, _ kind: Kind) -> String {
    let others =
      switch count {
      case 1: ""
      case 2: ", nor is another"
      default: ", nor are \(count - 1) more"
      }
    return "\(NetworkDenial.name(of: object)) (\(kind.group)) is not judged\(others)"
  }

  /// Why it is not known whether a connection is allowed; nil if it is as others say.
  func doubt(about answer: NetworkAnswer, _ connection: NetworkConnection) -> UInt32? {
    let isAllowed = if case .yes = answer { true } else { false }
    for (kind, policies) in found {
      guard kind.isForIngress || connection.direction == .egress, kind.allows || isAllowed else {
        continue
      }
      let reach = kind.reach.map {
        ReachOfPolicies(form: $0, connection: connection, isAllowed: isAllowed)
      }
      let concerned = policies.all.filter { policy in
        policy.unknownPart != nil || reach?.mayChange(policy.object) ?? true
      }
      if let first = concerned.first?.object {
        return connection.cluster.doubt(UnjudgedPolicies.text(first, of: concerned.count, kind))
      }
      if let reason = policies.missing { return reason }
    }
    return nil
  }
}
