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

  /// Whether `namespaceSelector` and `podSelector` of an entry select an end of the connection.
  func selects(_ end: NetworkEnd, by entry: DocumentValue) -> PolicyAnswer {
    .all([
      selects(entry["namespaceSelector"]) { end.namespaceLabels[$0] },
      selects(entry["podSelector"]) { end.labels[$0] },
    ]) { $0 }
  }
}
