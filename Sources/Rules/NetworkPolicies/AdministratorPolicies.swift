import Documents

/// AdminNetworkPolicies, BaselineAdminNetworkPolicies and the ClusterNetworkPolicies that took
/// their place: ordered by priority, their first rule that matches decides.
///
/// Source: kubernetes-sigs/network-policy-api, apis v1alpha1 and v1alpha2.
struct AdministratorPolicies: Sendable {
  let connection: NetworkConnection

  /// What a policy says.
  func judged(_ policy: DocumentValue) -> JudgedPolicy {
    var judged = JudgedPolicy(policy: policy)
    let selected = isSubject(policy[path: "spec", "subject"])
    guard !selected.isNo else { return judged }
    let rules = policy["spec"]?[connection.direction.rawValue]?.elements ?? []
    for rule in rules {
      let matches = PolicyAnswer.all([selected, hasPeer(rule), hasPort(rule)]) { $0 }
      let denial = NetworkDenial(policy: policy, rule: rule)
      switch rule["action"]?.string {
      case "Allow", "Accept": judged.rules.append(JudgedRule(.allow, matches))
      case "Deny": judged.rules.append(JudgedRule(.deny, matches, denial))
      case "Pass": judged.rules.append(JudgedRule(.pass, matches))
      default: judged.rules += JudgedRule.unread(doubt("an action that is not known"))
      }
    }
    return judged
  }

  private func isSubject(_ subject: DocumentValue?) -> PolicyAnswer {
    let pod = connection.pod
    guard let pods = subject?["pods"] else {
      return connection.selects(subject?["namespaces"]) { pod.namespaceLabels[$0] }
    }
    return connection.selects(pod, by: pods)
  }

  private func hasPeer(_ rule: DocumentValue) -> PolicyAnswer {
    let peers = rule[connection.direction == .egress ? "to" : "from"]?.elements ?? []
    if peers.isEmpty { return .yes }
    if let reason = connection.peer.unknown { return .unknown(reason) }
    return .any(peers) { isPeer($0) }
  }

  private func isPeer(_ peer: DocumentValue) -> PolicyAnswer {
    let (end, cluster) = (connection.peer, connection.cluster)
    if let namespaces = peer["namespaces"] {
      guard end.kind == .pod else { return .no }
      return connection.selects(namespaces) { end.namespaceLabels[$0] }
    }
    if let pods = peer["pods"] { return end.kind == .pod ? connection.selects(end, by: pods) : .no }
    if let networks = peer["networks"] {
      return .any(networks.elements.compactMap(\.string)) { end.isIn($0, cluster) }
    }
    if let nodes = peer["nodes"] {
      guard end.kind == .apiServer else { return .no }
      return cluster.isNode(end.address) { labels in connection.selects(nodes) { labels[$0] } }
    }
    if let names = peer["domainNames"] {
      return .any(names.elements.compactMap(\.string)) { end.isNamed($0) }
    }
    return .unknown(doubt("a peer of a kind that is not known"))
  }

  /// `ports` of v1alpha1, `protocols` of v1alpha2.
  private func hasPort(_ rule: DocumentValue) -> PolicyAnswer {
    let ports = rule["ports"]?.elements ?? []
    let protocols = rule["protocols"]?.elements ?? []
    if ports.isEmpty, protocols.isEmpty { return .yes }
    return .any(ports.map { isPort($0) } + protocols.map { isProtocol($0) }) { $0 }
  }

  private func isPort(_ port: DocumentValue) -> PolicyAnswer {
    if let name = port["namedPort"]?.string { return connection.isPort(named: name) }
    if let number = port["portNumber"] {
      return isPort(number["protocol"]?.string, number["port"]?.int, number["port"]?.int)
    }
    let range = port["portRange"]
    return isPort(range?["protocol"]?.string, range?["start"]?.int, range?["end"]?.int)
  }

  private func isProtocol(_ entry: DocumentValue) -> PolicyAnswer {
    if let name = entry["destinationNamedPort"]?.string { return connection.isPort(named: name) }
    for name in ["tcp", "udp", "sctp"] {
      guard let transport = entry[name] else { continue }
      guard let port = transport["destinationPort"] else { return connection.isTransport(name) }
      let first = port["number"]?.int ?? port[path: "range", "start"]?.int
      return isPort(name, first, port["number"]?.int ?? port[path: "range", "end"]?.int)
    }
    return .unknown(doubt("a protocol that is not known"))
  }

  private func isPort(_ transport: String?, _ first: Int64?, _ last: Int64?) -> PolicyAnswer {
    guard let first, let last else { return .unknown(doubt("a port that cannot be read")) }
    return .all([
      connection.isTransport(transport ?? "TCP"), connection.isPort(first, through: last),
    ]) { $0 }
  }

  private func doubt(_ text: String) -> UInt32 {
    connection.cluster.doubt("a policy of administrators has \(text)")
  }
}
