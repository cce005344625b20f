import Documents

/// NetworkPolicies of `networking.k8s.io`: they allow, and isolate the pods that they select.
///
/// Source: kubernetes.io/docs/concepts/services-networking/network-policies.
struct KubernetesPolicies: Sendable {
  let connection: NetworkConnection

  /// What a policy of the pod's namespace says.
  func judged(_ policy: DocumentValue) -> JudgedPolicy {
    var judged = JudgedPolicy(policy: policy)
    let spec = policy["spec"]
    let direction = connection.direction
    let rules = spec?[direction.rawValue]?.elements ?? []
    let types = spec?["policyTypes"]?.elements.compactMap(\.string)
    let name = direction == .egress ? "Egress" : "Ingress"
    guard types?.contains(name) ?? (direction == .ingress || !rules.isEmpty) else { return judged }
    let labels = connection.pod.labels
    judged.isolates = connection.selects(spec?["podSelector"]) { labels[$0] }
    guard !judged.isolates.isNo else { return judged }
    let peers = direction == .egress ? "to" : "from"
    judged.rules = rules.map { rule in
      JudgedRule(
        .allow,
        .all([
          judged.isolates, hasPort(rule["ports"]?.elements ?? []),
          hasPeer(rule[peers]?.elements ?? [], of: policy),
        ]) { $0 })
    }
    return judged
  }

  func hasPort(_ ports: [DocumentValue]) -> PolicyAnswer {
    if ports.isEmpty { return .yes }
    return .any(ports) { port in
      .all([connection.isTransport(port["protocol"]?.string ?? "TCP"), isPort(port)]) { $0 }
    }
  }

  private func isPort(_ port: DocumentValue) -> PolicyAnswer {
    if let name = port["port"]?.string { return connection.isPort(named: name) }
    guard let first = port["port"]?.int else { return .yes }
    return connection.isPort(first, through: port["endPort"]?.int ?? first)
  }

  private func hasPeer(_ peers: [DocumentValue], of policy: DocumentValue) -> PolicyAnswer {
    if peers.isEmpty { return .yes }
    let end = connection.peer
    if let reason = end.unknown { return .unknown(reason) }
    return .any(peers) { peer in
      if let block = peer["ipBlock"] { return isIn(block, of: policy) }
      guard end.kind == .pod else { return .no }
      let namespace =
        peer["namespaceSelector"].map { connection.selects($0) { end.namespaceLabels[$0] } }
        ?? PolicyAnswer(end.namespace == policy[path: "metadata", "namespace"]?.string)
      return .all([namespace, connection.selects(peer["podSelector"]) { end.labels[$0] }]) { $0 }
    }
  }

  private func isIn(_ block: DocumentValue, of policy: DocumentValue) -> PolicyAnswer {
    let (end, cluster) = (connection.peer, connection.cluster)
    let network = block["cidr"]?.string ?? ""
    let exceptions = block["except"]?.elements.compactMap(\.string) ?? []
    let isIn = end.isIn(network, except: exceptions, cluster)
    guard cluster.mayRunCilium, !isIn.isNo else { return isIn }
    let name = "NetworkPolicy \(policy[path: "metadata", "name"]?.string ?? "")"
    if end.kind == .pod {
      return .unknown(cluster.doubt("\(name) names networks, which Cilium never takes for pods"))
    }
    return end.isInCiliumNetwork(network, except: exceptions, cluster, policy: name)
  }
}
