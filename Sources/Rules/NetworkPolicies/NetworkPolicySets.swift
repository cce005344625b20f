import Snapshots
import Synchronization

/// The network policies that concern pods of each namespace, gathered once for each of them.
final class NetworkPolicySets: Sendable {
  let cluster: NetworkCluster
  private let sets = Mutex<[String: NetworkPolicySet]>([:])

  init(_ snapshot: Snapshot) { cluster = NetworkCluster(snapshot: snapshot) }

  func policies(ofNamespace namespace: String) -> NetworkPolicySet {
    if let known = sets.withLock({ $0[namespace] }) { return known }
    let made = NetworkPolicySet(cluster, namespace: namespace)
    sets.withLock { $0[namespace] = made }
    return made
  }
}
