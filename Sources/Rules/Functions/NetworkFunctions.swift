import Basics
import CEL
import Documents
import Findings
import Snapshots

/// `network.EgressDenials` and `network.IngressDenials`: which policies of the cluster keep a pod
/// from being reached, or from reaching something. How policies decide is said in
/// `NetworkPolicies`.
enum NetworkFunctions {
  static let all: [Function] = [
    denials(
      "network.EgressDenials", .egress,
      """
      The policies that keep a pod from a connection to a peer, each with `policy`, `rule` and \
      `name`; none where it is allowed. Both are maps: `namespace`, `labels`, `serviceAccount` of \
      a pod; a peer may also be a `host` or the API server, with `addresses`, `ports`, `protocol`.
      """),
    denials(
      "network.IngressDenials", .ingress,
      """
      The policies that keep a pod from being reached by a peer, each with `policy`, `rule` and \
      `name`; none where it is allowed. The maps are those of `network.EgressDenials`.
      """),
  ]

  /// `network.EgressDenials(pod, peer)`: the policies that keep the pod from a connection to the
  /// peer; none where it is allowed, unknown where that cannot be told. Each is a map of the
  /// `policy`, the `rule` that denies (the policy's `spec` if it denies because none of its rules
  /// allows), and the `name` of the policy for messages.
  ///
  /// A pod is a map of `namespace`, `labels` (`hasMoreLabels: true`: it may have others) and
  /// `serviceAccount`. A peer is another pod, the API server (`isAPIServer: true`), or a `host`
  /// outside; with its `addresses`, the `ports` of the end that receives, the `portNames` that a
  /// container may have for them, and `protocol` (TCP). Of several addresses and ports it suffices
  /// that one is allowed; but each API server must be, since a Service picks any of them, and each
  /// of them calls webhooks. Of a DNS server, `lookups` are the names that are asked for. Where a
  /// Service stands before the peer, `service` has its `addresses` and `ports`. What a map does not
  /// say is not known, and matters only where a policy asks for it.
  private static func denials(
    _ name: String, _ direction: NetworkConnection.Direction, _ summary: String
  ) -> Function {
    Function(
      name, .importLint, summary,
      (
        """
        \(name)({'namespace': 'shop', 'labels': {'app': 'web'}}, {'namespace': 'shop', \
        'labels': {'app': 'db'}, 'addresses': ['10.42.0.9'], 'ports': [5432]}).size()
        """, "(unknown)"
      ), of: ["pod", "peer"],
      [
        Overload(
          [.dyn, .dyn], .list(.dyn), demand: .anything, isPure: false,
          body: .binary { e, pod, peer in
            for value in [pod, peer] where value.tag == .error { return value }
            if pod.tag == .unknown || pod.tag == .hidden { return pod }
            guard pod.tag == .map, [.map, .unknown, .hidden].contains(peer.tag) else {
              return e.error("\(name) takes a pod and its peer, both maps")
            }
            guard let library = e.evaluator.host as? ResourceLibrary else { return e.list([]) }
            let sets = library.kept(NetworkPolicySets(library.snapshot))
            return NetworkCall(e: e, sets: sets).denials(direction, of: pod, peer)
          })
      ])
  }
}

/// One call: from the values of an expression to connections, and from outcomes to values.
private struct NetworkCall {
  let e: Evaluation
  let sets: NetworkPolicySets
  var cluster: NetworkCluster { sets.cluster }

  private static let podFields: Set = ["namespace", "labels", "hasMoreLabels", "serviceAccount"]
  private static let peerFields = podFields.union([
    "isAPIServer", "host", "addresses", "ports", "portNames", "protocol", "lookups", "service",
  ])

  func denials(_ direction: NetworkConnection.Direction, of pod: Value, _ peer: Value) -> Value {
    let pod = DocumentValue(pod, in: e.evaluator.store)
    let peer = DocumentValue(peer, in: e.evaluator.store)
    for (map, fields) in [
      (pod, NetworkCall.podFields), (peer, NetworkCall.peerFields),
      (peer["service"] ?? pod, NetworkCall.peerFields),
    ] {
      // A field that is misspelt would be one that is not known.
      if let other = map.entries.first(where: { !fields.contains($0.key) }) {
        return e.error("a pod or its peer has no field \"\(other.key)\"")
      }
    }
    guard let namespace = pod["namespace"]?.string else {
      return pod.value.tail == 0
        ? e.error("a pod needs its namespace") : e.unknown(pod.value.tail)
    }
    let policies = sets.policies(ofNamespace: namespace)
    var connection = NetworkConnection(
      cluster: cluster, direction: direction, pod: end(pod), peer: end(peer),
      transport: transport(of: peer), port: .value(0),
      portNames: peer["portNames"]?.elements.compactMap(\.string) ?? [])
    switch allows(connection, to: peer, policies) {
    case .yes: return e.list([])
    case .unknown(let reason): return e.unknown(reason)
    case .no(let denials):
      if let service = peer["service"], denials.allSatisfy(\.isBeforeTranslation) {
        connection.peer = end(service)
        switch allows(connection, to: service, policies) {
        case .no: break
        case .unknown(let reason): return e.unknown(reason)
        case .yes:
          return e.unknown(
            cluster.doubt(
              "policies allow the address of a Service, and not what stands behind it; which of"
                + " them counts depends on the network plugin"))
        }
      }
      return e.list(denials.map { value(of: $0) })
    }
  }

  /// Whether the best of a peer's addresses is allowed, or the worst of the API servers', with the
  /// best of its ports.
  private func allows(
    _ connection: NetworkConnection, to peer: DocumentValue, _ policies: NetworkPolicySet
  ) -> NetworkAnswer {
    var connection = connection
    let (ports, cost) = (ports(of: peer), policies.cost)
    let answers = addresses(of: peer).lazy.map { address in
      connection.peer.address = address
      return NetworkAnswer.best(
        of: ports.lazy.map { port in
          e.charge(cost)
          // What comes of it no longer counts.
          if e.isOverBudget { return .no([]) }
          connection.port = port
          return policies.allows(connection)
        })
    }
    return peer["isAPIServer"]?.bool == true
      ? NetworkAnswer.worst(of: answers) : NetworkAnswer.best(of: answers)
  }

  // MARK: Arguments

  private func end(_ map: DocumentValue) -> NetworkEnd {
    let namespace = map["namespace"]?.string
    let isAPIServer = map["isAPIServer"]?.bool == true
    let unknownLabels = cluster.doubt("the labels of a pod in \(namespace ?? "") are not known")
    return NetworkEnd(
      kind: namespace != nil ? .pod : isAPIServer ? .apiServer : .outside,
      namespace: namespace ?? "",
      namespaceLabels: namespace.map { cluster.labels(ofNamespace: $0) }
        ?? KnownLabels(known: [:], reason: 0),
      labels: labels(map, ifMissing: unknownLabels),
      serviceAccount: map["serviceAccount"]?.string,
      address: .unknown(cluster.doubt("the address of a peer is not known")),
      host: map["host"]?.string ?? "",
      lookups: (map["lookups"]?.elements ?? []).compactMap(\.string).filter { !$0.isEmpty },
      unknown: map.value.tag == .map ? nil : reason(of: map))
  }

  private func labels(_ map: DocumentValue, ifMissing doubt: UInt32) -> KnownLabels {
    guard let labels = map["labels"] else {
      return KnownLabels(known: [:], reason: reason(of: map) == 0 ? doubt : reason(of: map))
    }
    return KnownLabels(labels, reason: map["hasMoreLabels"]?.bool == true ? doubt : 0)
  }

  /// The addresses of a peer, each as it is known; one that is not known stands for those that
  /// there may be besides.
  private func addresses(of peer: DocumentValue) -> [Known<IPAddress>] {
    let list = peer["addresses"]
    var addresses = (list?.elements ?? []).compactMap { element in
      element.string.flatMap { IPAddress($0) }.map { Known.value($0.unmapped) }
    }
    let tail = reason(of: list ?? peer)
    if tail != 0 || addresses.isEmpty {
      let text = "the addresses of \(peer["host"]?.string ?? "a peer") are not known"
      addresses.append(.unknown(tail != 0 ? tail : cluster.doubt(text)))
    }
    return addresses
  }

  /// TCP where a peer says nothing else; unknown of one of which nothing is known. One of which a
  /// part is not known lacks addresses, ports or labels: nobody computes a protocol.
  private func transport(of peer: DocumentValue) -> Known<String> {
    peer.value.tag == .map
      ? .value(peer["protocol"]?.string ?? "TCP") : .unknown(reason(of: peer))
  }

  private func ports(of peer: DocumentValue) -> [Known<Int64>] {
    let list = peer["ports"]
    var ports = (list?.elements ?? []).compactMap { $0.int.map { Known.value($0) } }
    let tail = reason(of: list ?? peer)
    if tail != 0 || ports.isEmpty {
      ports.append(.unknown(tail != 0 ? tail : cluster.doubt("the port of a peer is not known")))
    }
    return ports
  }

  /// Why a value is not known, or may have more; 0 where it is known whole.
  private func reason(of value: DocumentValue) -> UInt32 {
    switch value.value.tag {
    case .unknown, .hidden: UInt32(truncatingIfNeeded: value.value.payload)
    case .map, .list: value.value.tail
    default: 0
    }
  }

  // MARK: Results

  private func value(of denial: NetworkDenial) -> Value {
    let entries = [
      e.string("policy"), denial.policy.value, e.string("rule"), denial.rule.value,
      e.string("name"), e.string(NetworkDenial.name(of: denial.policy)),
    ]
    return entries.withUnsafeBufferPointer { e.map($0) }
  }
}
