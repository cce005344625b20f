import Basics
import Documents

/// CiliumNetworkPolicies and CiliumClusterwideNetworkPolicies.
///
/// Source: docs.cilium.io, security/policy: language, intro, deny, kubernetes.
struct CiliumPolicies: Sendable {
  let connection: NetworkConnection
  /// Whether Cilium sees which addresses names have: it does where a policy of the pod has rules
  /// for DNS.
  let learnsNames: Bool

  /// - Parameter policies: all policies of Cilium.
  init(_ connection: NetworkConnection, among policies: [DocumentValue]) {
    self.connection = connection
    learnsNames = policies.contains { policy in
      let endpoints = CiliumEndpoints(connection: connection, policy: policy, learnsNames: false)
      return CiliumPolicies.specs(of: policy).contains { spec in
        guard CiliumPolicies.hasRulesForDNS(spec), let selector = spec["endpointSelector"] else {
          return false
        }
        return endpoints.isPod(connection.pod, selector).isYes
      }
    }
  }

  private static func hasRulesForDNS(_ spec: DocumentValue) -> Bool {
    (spec["egress"]?.elements ?? []).contains { rule in
      (rule["toPorts"]?.elements ?? []).contains { $0[path: "rules", "dns"] != nil }
    }
  }

  /// A policy may have one `spec`, or several.
  private static func specs(of policy: DocumentValue) -> [DocumentValue] {
    [policy["spec"]].compactMap { $0 } + (policy["specs"]?.elements ?? [])
  }

  /// What one `spec` of a policy says: its rules that deny come before all that allow, those of
  /// other policies too.
  struct Judged: Sendable {
    var denying: [JudgedRule] = []
    var allowing: JudgedPolicy
  }

  /// What a policy says, by its specs.
  func judged(_ policy: DocumentValue) -> [Judged] {
    CiliumPolicies.specs(of: policy).map { judged($0, of: policy) }
  }

  private func judged(_ spec: DocumentValue, of policy: DocumentValue) -> Judged {
    var judged = Judged(allowing: JudgedPolicy(policy: policy))
    let direction = connection.direction.rawValue
    let allowing = spec[direction]?.elements ?? []
    let denying = spec[direction + "Deny"]?.elements ?? []
    // Policies of nodes have a `nodeSelector`. An empty list does nothing, `[{}]` does.
    guard let selector = spec["endpointSelector"], !allowing.isEmpty || !denying.isEmpty else {
      return judged
    }
    let endpoints = CiliumEndpoints(
      connection: connection, policy: policy, learnsNames: learnsNames)
    let selected = endpoints.isPod(connection.pod, selector)
    guard !selected.isNo else { return judged }
    let denies = spec[path: "enableDefaultDeny", direction]?.bool ?? true
    judged.allowing.isolates = denies ? selected : .no
    judged.allowing.rules = allowing.map {
      JudgedRule(.allow, .all([selected, isMatch($0, endpoints)]) { $0 })
    }
    judged.denying = denying.map { rule in
      JudgedRule(
        .deny, .all([selected, isMatch(rule, endpoints)]) { $0 },
        NetworkDenial(policy: policy, rule: rule))
    }
    return judged
  }

  // MARK: Rules

  private func isMatch(_ rule: DocumentValue, _ endpoints: CiliumEndpoints) -> PolicyAnswer {
    // An empty list of ports or of ICMP counts as none.
    let ports = rule["toPorts"]?.elements ?? []
    let hasNone =
      rule.entries.allSatisfy { ["toPorts", "icmps"].contains($0.key) } && ports.isEmpty
    // A rule without any condition is for nothing; one about ICMP is for nothing that has ports.
    if hasNone || !(rule["icmps"]?.elements ?? []).isEmpty { return .no }
    let isPortOfRule = ports.isEmpty ? .yes : PolicyAnswer.any(ports) { isPort($0) }
    return .all([endpoints.isPeer(rule), isPortOfRule]) { $0 }
  }

  private func isPort(_ entry: DocumentValue) -> PolicyAnswer {
    let ports = entry["ports"]?.elements ?? []
    var answers = [PolicyAnswer.any(ports) { isPortProtocol($0) }]
    for (kind, rules) in entry["rules"]?.entries ?? [] where !rules.elements.isEmpty {
      answers.append(kind == "dns" ? answersNames(rules.elements) : .unknown(doubt("by \(kind)")))
    }
    let servers = entry["serverNames"]?.elements.compactMap(\.string) ?? []
    if !servers.isEmpty { answers.append(.any(servers) { connection.destination.isNamed($0) }) }
    return .all(answers) { $0 }
  }

  private func isPortProtocol(_ port: DocumentValue) -> PolicyAnswer {
    let transport = connection.isTransport(port["protocol"]?.string, any: "ANY")
    let text = port["port"]?.string ?? port["port"]?.int.map { "\($0)" } ?? "0"
    guard let first = Int64(text) else {
      return .all([transport, connection.isPort(named: text)]) { $0 }
    }
    if first == 0 { return transport }
    // An `endPort` of 0 counts as none.
    let last = max(first, port["endPort"]?.int ?? first)
    return .all([transport, connection.isPort(first, through: last)]) { $0 }
  }

  /// Whether rules for DNS answer the names that are asked for.
  private func answersNames(_ rules: [DocumentValue]) -> PolicyAnswer {
    func isAnswered(_ name: String) -> Bool { rules.contains { CiliumPolicies.isName(name, $0) } }
    // No name is like none that a pattern could leave out.
    if isAnswered("") { return .yes }
    let lookups = connection.destination.lookups
    guard !lookups.isEmpty else { return .unknown(doubt("by the names that are asked for")) }
    return PolicyAnswer(lookups.allSatisfy(isAnswered))
  }

  /// Whether a name is meant by `{matchName: …}` or `{matchPattern: …}`. `*` stands for any part of
  /// one label, alone for every name.
  static func isName(_ name: String, _ rule: DocumentValue) -> Bool {
    let name = name.lowercased()
    if let whole = rule["matchName"]?.string {
      return whole.lowercased().utf8.elementsEqual(name.utf8)
    }
    guard let pattern = rule["matchPattern"]?.string?.lowercased() else { return false }
    if pattern == "*" || pattern == "**" { return true }
    let wanted = pattern.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let labels = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    // `**.example.com`: any number of labels in front.
    if wanted.first == "**" {
      return labels.count >= wanted.count
        && zip(labels.suffix(wanted.count - 1), wanted.dropFirst())
          .allSatisfy { Wildcard.matches($0.1, $0.0) }
    }
    return labels.count == wanted.count
      && zip(labels, wanted).allSatisfy { Wildcard.matches($0.1, $0.0) }
  }

  private func doubt(_ text: String) -> UInt32 {
    connection.cluster.doubt("a policy of Cilium restricts connections \(text)")
  }
}

/// Whom the rules of a Cilium policy are for.
struct CiliumEndpoints: Sendable {
  let connection: NetworkConnection
  let policy: DocumentValue
  let learnsNames: Bool

  private var cluster: NetworkCluster { connection.cluster }
  private var namespace: String? { policy[path: "metadata", "namespace"]?.string }

  /// Whether a policy's `endpointSelector` selects a pod.
  func isPod(_ pod: NetworkEnd, _ selector: DocumentValue) -> PolicyAnswer {
    .all([
      PolicyAnswer(namespace == nil || namespace == pod.namespace),
      connection.selects(selector) { label($0, of: pod) },
    ]) { $0 }
  }

  private static let otherFields: Set = ["toPorts", "icmps", "authentication"]

  /// Whether a rule is for the peer: one of the ways in which it names peers suffices, and none of
  /// them means everyone.
  func isPeer(_ rule: DocumentValue) -> PolicyAnswer {
    let prefix = connection.direction == .egress ? "to" : "from"
    var answers: [PolicyAnswer] = []
    var requirements: [PolicyAnswer] = []
    for (key, value) in rule.entries where !CiliumEndpoints.otherFields.contains(key) {
      guard key.hasPrefix(prefix) else {
        requirements.append(.unknown(doubt("has a rule that is not fully read")))
        continue
      }
      switch key.dropFirst(prefix.count) {
      case "Endpoints": answers.append(.any(value.elements) { isEndpoint($0) })
      case "Entities": answers.append(isEntity(value.elements.compactMap(\.string)))
      case "CIDR":
        answers.append(.any(value.elements.compactMap(\.string)) { isNetwork($0, []) })
      case "CIDRSet": answers.append(.any(value.elements) { isNetworkSet($0) })
      case "FQDNs": answers.append(.any(value.elements) { isName($0) })
      case "Requires": requirements.append(.unknown(doubt("has requirements")))
      default: answers.append(.unknown(doubt("allows or denies by \(key)")))
      }
    }
    if !answers.isEmpty {
      requirements.append(connection.peer.unknown.map { .unknown($0) } ?? .any(answers) { $0 })
    }
    return .all(requirements) { $0 }
  }

  // MARK: Labels

  private func plain(_ key: String) -> String {
    for source in ["k8s:", "any:"] where key.hasPrefix(source) {
      return String(key.dropFirst(source.count))
    }
    return key
  }

  private static let namespaceKey = "io.kubernetes.pod.namespace"
  private static let namespaceLabels = "io.cilium.k8s.namespace.labels."

  private func label(_ key: String, of end: NetworkEnd) -> KnownLabels.Label {
    let key = plain(key)
    switch key {
    case CiliumEndpoints.namespaceKey: return .value(end.namespace)
    case "io.cilium.k8s.policy.serviceaccount":
      return end.serviceAccount.map { .value($0) }
        ?? .unknown(cluster.doubt("the ServiceAccount of a pod is not known"))
    case "io.cilium.k8s.policy.cluster":
      return .unknown(cluster.doubt("the name of the cluster in Cilium is not known"))
    default: break
    }
    if key.hasPrefix(CiliumEndpoints.namespaceLabels) {
      return end.namespaceLabels[String(key.dropFirst(CiliumEndpoints.namespaceLabels.count))]
    }
    return end.labels[key]
  }

  private func isEndpoint(_ selector: DocumentValue) -> PolicyAnswer {
    guard let parsed = LabelSelector(selector) else {
      return .unknown(doubt("has a selector that cannot be read"))
    }
    let entities = parsed.requirements.map(\.key).filter { $0.hasPrefix("reserved:") }
    if !entities.isEmpty { return isEntity(entities.map { String($0.dropFirst(9)) }) }
    let peer = connection.peer
    guard peer.kind == .pod else { return .no }
    let keys = parsed.requirements.map { plain($0.key) }
    let namesNamespace = keys.contains {
      $0 == CiliumEndpoints.namespaceKey || $0.hasPrefix(CiliumEndpoints.namespaceLabels)
    }
    return .all([
      PolicyAnswer(namesNamespace || namespace == nil || namespace == peer.namespace),
      parsed.matches { label($0, of: peer) },
    ]) { $0 }
  }

  // MARK: Entities, addresses, names

  private func isEntity(_ entities: [String]) -> PolicyAnswer {
    .any(entities) { isEntity($0, hasBothHosts: entities.contains("host")) }
  }

  private func isEntity(_ entity: String, hasBothHosts: Bool) -> PolicyAnswer {
    let end = connection.peer
    if entity == "all" { return .yes }
    switch end.kind {
    case .pod: return PolicyAnswer(entity == "cluster")
    case .outside:
      guard entity.hasPrefix("world") else { return .no }
      if entity == "world" { return .yes }
      return end.isIn(entity == "world-ipv4" ? "0.0.0.0/0" : "::/0", cluster)
    case .apiServer:
      if entity == "kube-apiserver" { return .yes }
      let isNode = cluster.isNode(end.address)
      switch entity {
      case "cluster": return isNode.isNo ? maybe : isNode
      // The API server may run on the pod's own node, or on another.
      case "remote-node": return hasBothHosts || isNode.isNo ? isNode : maybe
      case "host": return isNode.isNo ? .no : maybe
      case "world", "world-ipv4", "world-ipv6": return isNode.isYes ? .no : maybe
      default: return .no
      }
    }
  }

  private var maybe: PolicyAnswer {
    .unknown(doubt("names an entity that the API server may belong to"))
  }

  private func isNetworkSet(_ set: DocumentValue) -> PolicyAnswer {
    guard let network = set["cidr"]?.string else {
      return .unknown(doubt("allows or denies by a group of networks"))
    }
    return isNetwork(network, set["except"]?.elements.compactMap(\.string) ?? [])
  }

  private func isNetwork(_ network: String, _ exceptions: [String]) -> PolicyAnswer {
    connection.peer.isInCiliumNetwork(network, except: exceptions, cluster, policy: name)
  }

  private func isName(_ rule: DocumentValue) -> PolicyAnswer {
    let end = connection.peer
    guard end.kind == .outside else { return .no }
    guard !end.host.isEmpty else {
      if case .unknown(let reason) = end.address { return .unknown(reason) }
      return .no
    }
    guard CiliumPolicies.isName(end.host, rule) else { return .no }
    return learnsNames
      ? .yes : .unknown(doubt("allows a name, and no policy lets Cilium see what it resolves to"))
  }

  private var name: String {
    "Cilium's policy \(policy[path: "metadata", "name"]?.string ?? "")"
  }

  private func doubt(_ text: String) -> UInt32 { cluster.doubt("\(name) \(text)") }
}

extension NetworkEnd {
  /// Whether it lies in a network as Cilium takes it. Networks are for what Cilium does not manage:
  /// never for pods, and for nodes only where it is set so.
  ///
  /// - Parameter policy: what the doubt calls the policy that names the network.
  func isInCiliumNetwork(
    _ network: String, except exceptions: [String], _ cluster: NetworkCluster, policy: String
  ) -> PolicyAnswer {
    guard kind != .pod else { return .no }
    let isIn = isIn(network, except: exceptions, cluster)
    guard kind == .apiServer, !isIn.isNo, !cluster.isNode(address).isNo else { return isIn }
    return .unknown(
      cluster.doubt(
        "\(policy) allows or denies networks, and whether nodes are meant is a setting of Cilium"
          + " (policyCIDRMatchMode)"))
  }
}
