import Basics
import Documents
import Findings
import Snapshots

/// Whether something holds; a doubt is the number of its reason.
typealias PolicyAnswer = Answer<Void, UInt32>

/// A value, or the number of the reason for which it is not known.
enum Known<Value: Sendable>: Sendable {
  case value(Value)
  case unknown(UInt32)
}

/// One end of a connection.
struct NetworkEnd: Sendable {
  enum Kind: Sendable {
    /// A pod on the pods' network; those on the host's are not what policies select.
    case pod
    case apiServer
    /// Anything else, which is not a pod of the cluster.
    case outside
  }

  let kind: Kind
  /// Empty for all but pods, and so are the next two.
  let namespace: String
  let namespaceLabels: KnownLabels
  let labels: KnownLabels
  /// nil if it is not known.
  let serviceAccount: String?
  var address: Known<IPAddress>
  /// The name that is dialled; empty where there is none.
  let host: String
  /// The names that are asked for, of a DNS server.
  let lookups: [String]
  /// The reason for which nothing of it is known; nil if something is.
  let unknown: UInt32?

  /// Whether it lies in a network, or is the address.
  func isIn(_ network: String, _ cluster: NetworkCluster) -> PolicyAnswer {
    let range =
      CIDR(network)
      ?? IPAddress(network).map { CIDR(address: $0, prefixLength: $0.bitWidth) }
    guard let range else { return .unknown(cluster.doubt("'\(network)' is not a network")) }
    switch address {
    case .value(let address): return PolicyAnswer(range.contains(address.unmapped))
    // Of several addresses that a name may have, nodes take one of a family that they have.
    case .unknown(let reason):
      guard range.prefixLength == 0 else { return .unknown(reason) }
      switch range.address.isIPv4 ? cluster.hasIPv4 : !cluster.hasIPv4 {
      case .yes: return .yes
      case .no: return .unknown(reason)
      case .unknown(let missing): return .unknown(missing)
      }
    }
  }

  /// Whether it lies in a network, and in none of its exceptions.
  func isIn(
    _ network: String, except exceptions: [String], _ cluster: NetworkCluster
  ) -> PolicyAnswer {
    .all([isIn(network, cluster), !PolicyAnswer.any(exceptions) { isIn($0, cluster) }]) { $0 }
  }

  /// Whether the name that is dialled is meant by a name of a policy: `a.example.com`,
  /// `*.example.com` for all below it, or `*`.
  func isNamed(_ pattern: String) -> PolicyAnswer {
    guard kind == .outside else { return .no }
    guard !host.isEmpty else {
      if case .unknown(let reason) = address { return .unknown(reason) }
      return .no
    }
    return PolicyAnswer(NetworkEnd.isName(host, meantBy: pattern))
  }

  private static func isName(_ host: String, meantBy pattern: String) -> Bool {
    func plain(_ name: String) -> String {
      (name.hasSuffix(".") ? String(name.dropLast()) : name).lowercased()
    }
    let pattern = plain(pattern)
    if pattern == "*" { return true }
    guard pattern.hasPrefix("*.") else { return plain(host).utf8.elementsEqual(pattern.utf8) }
    return plain(host).hasSuffix(pattern.dropFirst())
  }
}

/// One connection that a pod makes or takes, as policies see it.
struct NetworkConnection: Sendable {
  enum Direction: String, Sendable {
    case ingress
    case egress
  }

  let cluster: NetworkCluster
  let direction: Direction
  /// The pod whose policies are asked.
  let pod: NetworkEnd
  /// Who it talks to.
  var peer: NetworkEnd
  /// `TCP`, `UDP` or `SCTP`.
  let transport: Known<String>
  /// Where the receiving end listens, and what a pod may call that port.
  var port: Known<Int64>
  let portNames: [String]

  /// The end that receives.
  var destination: NetworkEnd { direction == .egress ? peer : pod }
  /// The end that sends.
  var source: NetworkEnd { direction == .egress ? pod : peer }

  /// Whether a protocol's name is the connection's; `any` is what stands for all.
  func isTransport(_ name: String?, any: String? = nil) -> PolicyAnswer {
    guard let name, name != any else { return .yes }
    switch transport {
    case .value(let transport): return PolicyAnswer(name.uppercased() == transport)
    case .unknown(let reason): return .unknown(reason)
    }
  }

  /// Whether the port lies in a range of numbers.
  func isPort(_ first: Int64, through last: Int64) -> PolicyAnswer {
    switch port {
    case .value(let port): PolicyAnswer(port >= first && port <= last)
    case .unknown(let reason): first <= 1 && last >= 65535 ? .yes : .unknown(reason)
    }
  }

  /// Whether the port has a name: only containers' ports have any.
  func isPort(named name: String) -> PolicyAnswer {
    PolicyAnswer(
      destination.kind == .pod && portNames.contains { $0.utf8.elementsEqual(name.utf8) })
  }

  /// Whether a label selector selects; one that is not there selects all.
  func selects(
    _ selector: DocumentValue?, _ label: (String) -> KnownLabels.Label
  ) -> PolicyAnswer {
    guard let selector, !selector.isNull else { return .yes }
    guard let parsed = LabelSelector(selector) else {
      return .unknown(cluster.doubt("a label selector of a network policy cannot be read"))
    }
    return parsed.matches(label)
  }
}

/// The cluster, as far as policies depend on it.
struct NetworkCluster: Sendable {
  let snapshot: Snapshot
  /// Whether Cilium may run here, which takes no network for pods and nodes: it does not where none
  /// of its types is served.
  let mayRunCilium: Bool

  init(snapshot: Snapshot) {
    self.snapshot = snapshot
    mayRunCilium = ["ciliumnetworkpolicies", "ciliumnodes"].contains {
      !snapshot.isUnserved(ResourceType(group: "cilium.io", plural: $0))
    }
  }

  var reasons: ReasonTable { snapshot.reasons }

  func doubt(_ text: String) -> UInt32 { reasons.number(of: MissingEvidence(.clusterFact, text)) }

  /// The policies of a type, of a namespace (empty: all); and the reason for which there may be
  /// more. Each group must have been collected, or is not served: what one holds proves nothing of
  /// another, which may be a leftover.
  func objects(
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

  /// Whether nodes have addresses of IPv4; else they have those of IPv6 only.
  var hasIPv4: PolicyAnswer {
    let type = ResourceType(group: "", plural: "nodes")
    var hasIPv6 = false
    for entry in snapshot.resources.all(of: type) {
      let node = DocumentValue(entry.value, in: snapshot.store)
      for entry in node[path: "status", "addresses"]?.elements ?? [] {
        guard let address = entry["address"]?.string.flatMap({ IPAddress($0) }) else { continue }
        if address.unmapped.isIPv4 { return .yes }
        hasIPv6 = true
      }
    }
    if let missing = snapshot.missing(type) { return .unknown(missing) }
    return hasIPv6 ? .no : .unknown(doubt("no Node reports its addresses"))
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
    let nodes = objects(.nodes)
    for node in nodes.objects {
      let addresses = node[path: "status", "addresses"]?.elements ?? []
      let isOne = addresses.contains { $0["address"]?.string.flatMap { IPAddress($0) } == wanted }
      if isOne { return selected(KnownLabels(of: node)) }
    }
    return nodes.missing.map { .unknown($0) } ?? .no
  }
}
