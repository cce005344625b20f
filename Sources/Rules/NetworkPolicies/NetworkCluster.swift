import Basics
import Documents
import Findings
import Snapshots
import Synchronization

/// The cluster, as far as policies depend on it.
struct NetworkCluster: Sendable {
  let snapshot: Snapshot
  /// Whether Cilium may run here, which takes no network for pods and nodes: it does not where none
  /// of its types is served.
  let mayRunCilium: Bool
  private let memo = Memo()

  /// What each rule of each policy asks again.
  private final class Memo: Sendable {
    struct Key: Hashable {
      let type: NetworkPolicyType
      let namespace: String
    }

    struct Known {
      var policies: [Key: Policies] = [:]
      var hasIPv4: PolicyAnswer?
      var mayBeInSet: PolicyAnswer?
      /// The first Node with each address.
      var nodes: [IPAddress: DocumentValue]?
    }

    let known = Mutex(Known())

    func value<T: Sendable>(_ path: WritableKeyPath<Known, T?> & Sendable, _ make: () -> T) -> T {
      if let known = known.withLock({ $0[keyPath: path] }) { return known }
      let made = make()
      known.withLock { $0[keyPath: path] = made }
      return made
    }
  }

  /// Policies of a type, and the reason for which there may be more.
  struct Policies: Sendable {
    var all: [Policy] = []
    let missing: UInt32?
  }

  /// A policy as it was exported.
  struct Policy: Sendable {
    let object: DocumentValue
    /// The reason for which something in it is not known; nil if all is.
    let unknownPart: UInt32?
    /// Values in it, a long text counted as several.
    let size: UInt64
  }

  init(snapshot: Snapshot) {
    self.snapshot = snapshot
    mayRunCilium = ["ciliumnetworkpolicies", "ciliumnodes"].contains {
      !snapshot.isUnserved(ResourceType(group: "cilium.io", plural: $0))
    }
  }

  var reasons: ReasonTable { snapshot.reasons }

  func doubt(_ text: String) -> UInt32 { reasons.number(of: MissingEvidence(.clusterFact, text)) }

  /// The policies of a type, of a namespace (empty: all). Each group must have been collected, or
  /// is not served: what one holds proves nothing of another, which may be a leftover.
  func policies(_ type: NetworkPolicyType, namespace: String = "") -> Policies {
    memo.value(\.policies[Memo.Key(type: type, namespace: namespace)]) {
      let found = objects(type, namespace: namespace)
      let all = found.objects.map { object in
        Policy(
          object: object, unknownPart: NetworkCluster.unknownPart(of: object),
          size: NetworkCluster.size(of: object))
      }
      return Policies(all: all, missing: found.missing)
    }
  }

  private func objects(
    _ type: NetworkPolicyType, namespace: String = ""
  ) -> (objects: [DocumentValue], missing: UInt32?) {
    var objects: [DocumentValue] = []
    var missing: [UInt32] = []
    for type in type.resourceTypes {
      let entries =
        namespace.isEmpty
        ? snapshot.resources.all(of: type) : snapshot.resources.all(of: type, namespace: namespace)
      objects += entries.map { DocumentValue($0.value, in: snapshot.store) }
      if let reason = snapshot.missing(type, namespace: namespace) { missing.append(reason) }
    }
    return (objects, missing.first)
  }

  /// The reason for which something in a value is not known; nil if all is.
  private static func unknownPart(of value: DocumentValue) -> UInt32? {
    switch value.value.tag {
    case .unknown, .hidden: return UInt32(truncatingIfNeeded: value.value.payload)
    case .map, .list:
      if value.value.tail != 0 { return value.value.tail }
      for (_, entry) in value.entries { if let reason = unknownPart(of: entry) { return reason } }
      for element in value.elements { if let reason = unknownPart(of: element) { return reason } }
      return nil
    default: return nil
    }
  }

  /// Bytes of a text that take as long as a value.
  private static let bytesOfValue = 64

  private static func size(of value: DocumentValue) -> UInt64 {
    let bytes = value.value.tag == .string ? value.value.byteCount / bytesOfValue : 0
    return 1 + UInt64(bytes) + value.entries.reduce(0) { $0 + size(of: $1.value) }
      + value.elements.reduce(0) { $0 + size(of: $1) }
  }

  /// Whether an address that is not a pod's can be meant by a selector of Calico: of a network set,
  /// or a host.
  var mayBeInCalicoSet: PolicyAnswer {
    memo.value(\.mayBeInSet) {
      for type in NetworkPolicyType.calicoSets {
        let sets = objects(type)
        if let reason = sets.missing { return .unknown(reason) }
        if !sets.objects.isEmpty {
          return .unknown(doubt("whether Calico's \(type.plural) are meant is not judged"))
        }
      }
      return .no
    }
  }

  /// Whether nodes have addresses of IPv4; else they have those of IPv6 only.
  var hasIPv4: PolicyAnswer {
    memo.value(\.hasIPv4) {
      let nodes = objects(.nodes)
      var hasIPv6 = false
      for node in nodes.objects {
        for address in NetworkCluster.addresses(of: node) {
          if address.unmapped.isIPv4 { return .yes }
          hasIPv6 = true
        }
      }
      if let missing = nodes.missing { return .unknown(missing) }
      return hasIPv6 ? .no : .unknown(doubt("no Node reports its addresses"))
    }
  }

  private static func addresses(of node: DocumentValue) -> [IPAddress] {
    (node[path: "status", "addresses"]?.elements ?? []).compactMap { entry in
      entry["address"]?.string.flatMap { IPAddress($0) }
    }
  }

  /// The labels of a namespace; of one that is not there yet, those that it will surely have.
  func labels(ofNamespace name: String) -> KnownLabels {
    let type = ResourceType(apiVersion: "v1", plural: "namespaces")
    let known = ["kubernetes.io/metadata.name": name]
    return switch snapshot.object(type, namespace: "", name: name) {
    case .found(let value): KnownLabels(of: DocumentValue(value, in: snapshot.store))
    case .absent: KnownLabels(known: known, reason: 0)
    case .unknown(let reason): KnownLabels(known: known, reason: reason)
    }
  }

  /// Whether an address is that of a node which a selector selects.
  func isNode(
    _ address: Known<IPAddress>, _ selected: (KnownLabels) -> PolicyAnswer = { _ in .yes }
  ) -> PolicyAnswer {
    let wanted: IPAddress
    switch address {
    case .value(let value): wanted = value
    case .unknown(let reason): return .unknown(reason)
    }
    let nodes = memo.value(\.nodes) {
      let all = objects(.nodes).objects.flatMap { node in
        NetworkCluster.addresses(of: node).map { ($0, node) }
      }
      return Dictionary(all) { first, _ in first }
    }
    if let node = nodes[wanted] { return selected(KnownLabels(of: node)) }
    let missing = snapshot.missing(ResourceType(group: "", plural: "nodes"))
    return missing.map { .unknown($0) } ?? .no
  }
}
