import Documents
import Snapshots

/// Policies that are known to keep pods from connections, and are not judged: where there are any,
/// or may be, it is unknown what they decide.
struct UnjudgedPolicies: Sendable {
  private struct Kind {
    let group: String
    let plural: String
    let isNamespaced: Bool
    var isForIngress = true
    /// Whether it can allow what policies of Kubernetes deny; else it denies besides them.
    var allows = true

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
    Kind(group: "crd.antrea.io", plural: "clusternetworkpolicies", isNamespaced: false),
    Kind(group: "crd.antrea.io", plural: "networkpolicies", isNamespaced: true),
    Kind(
      group: "networking.gke.io", plural: "fqdnnetworkpolicies", isNamespaced: true,
      isForIngress: false),
    Kind(group: "networking.k8s.aws", plural: "clusternetworkpolicies", isNamespaced: false),
    Kind(group: "networking.k8s.aws", plural: "applicationnetworkpolicies", isNamespaced: true),
  ]

  /// Why it is not known what they decide, in their order.
  private let doubts: [(kind: Kind, reason: UInt32)]

  /// - Parameter namespace: that of the pod.
  init(_ cluster: NetworkCluster, namespace: String) {
    doubts = UnjudgedPolicies.kinds.compactMap { kind in
      let found = cluster.policies(kind.type, namespace: kind.isNamespaced ? namespace : "")
      if let first = found.all.first?.object {
        return (kind, cluster.doubt(UnjudgedPolicies.text(first, of: found.all.count, kind)))
      }
      return found.missing.map { (kind, $0) }
    }
  }

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
  func doubt(
    about answer: NetworkAnswer, _ direction: NetworkConnection.Direction
  ) -> UInt32? {
    let isAllowed = if case .yes = answer { true } else { false }
    return doubts.first {
      ($0.kind.isForIngress || direction == .egress) && ($0.kind.allows || isAllowed)
    }?.reason
  }
}
