import Documents

/// NetworkPolicies and GlobalNetworkPolicies of Calico.
///
/// Source: docs.tigera.io, resource reference of both, of tiers and of network sets.
struct CalicoPolicies: Sendable {
  let connection: NetworkConnection

  /// What a policy says; one that is in no namespace is a global one.
  ///
  /// - Parameter tierDenies: whether its tier denies what none of its rules decides.
  func judged(_ policy: DocumentValue, tierDenies: Bool) -> JudgedPolicy {
    var judged = JudgedPolicy(policy: policy)
    let spec = policy["spec"]
    let rules = spec?[connection.direction.rawValue]?.elements ?? []
    guard isForDirection(spec, rules) else { return judged }
    let selected = isSelected(spec)
    guard !selected.isNo else { return judged }
    judged.isolates = tierDenies ? selected : .no
    for rule in rules {
      let matches = PolicyAnswer.all([selected, isMatch(rule, of: policy)]) { $0 }
      let denial = NetworkDenial(policy: policy, rule: rule)
      switch rule["action"]?.string ?? "Allow" {
      case "Allow": judged.rules.append(JudgedRule(.allow, matches))
      case "Deny": judged.rules.append(JudgedRule(.deny, matches, denial))
      case "Pass": judged.rules.append(JudgedRule(.pass, matches))
      case "Log": continue
      default: judged.rules += JudgedRule.unread(doubt("has an action that is not known", policy))
      }
    }
    return judged
  }

  private func isForDirection(_ spec: DocumentValue?, _ rules: [DocumentValue]) -> Bool {
    let isEgress = connection.direction == .egress
    // Policies of hosts, which pods do not meet.
    if spec?["doNotTrack"]?.bool == true || spec?["preDNAT"]?.bool == true { return false }
    if let types = spec?["types"] {
      return types.elements.contains { $0.string == (isEgress ? "Egress" : "Ingress") }
    }
    return !rules.isEmpty || !isEgress && (spec?["egress"]?.elements ?? []).isEmpty
  }

  private func isSelected(_ spec: DocumentValue?) -> PolicyAnswer {
    let pod = connection.pod
    return .all([
      selects(spec?["selector"]) { label($0, of: pod) },
      selects(spec?["namespaceSelector"]) { namespaceLabel($0, of: pod) },
      selects(spec?["serviceAccountSelector"]) { accountLabel($0, of: pod) },
    ]) { $0 }
  }

  // MARK: Labels

  private func selects(
    _ selector: DocumentValue?, _ label: (String) -> KnownLabels.Label
  ) -> PolicyAnswer {
    guard let text = selector?.string else { return .yes }
    guard let parsed = CalicoSelector(text) else {
      return .unknown(connection.cluster.doubt("a selector of Calico's policies cannot be read"))
    }
    return parsed.selects(label)
  }

  private func label(_ key: String, of end: NetworkEnd) -> KnownLabels.Label {
    switch key {
    case "projectcalico.org/namespace": .value(end.namespace)
    case "projectcalico.org/orchestrator": .value("k8s")
    case "projectcalico.org/serviceaccount": account(of: end)
    default: end.labels[key]
    }
  }

  private func namespaceLabel(_ key: String, of end: NetworkEnd) -> KnownLabels.Label {
    key == "projectcalico.org/name" ? .value(end.namespace) : end.namespaceLabels[key]
  }

  private func accountLabel(_ key: String, of end: NetworkEnd) -> KnownLabels.Label {
    if key == "projectcalico.org/name" { return account(of: end) }
    return .unknown(connection.cluster.doubt("labels of ServiceAccounts are not judged"))
  }

  private func account(of end: NetworkEnd) -> KnownLabels.Label {
    end.serviceAccount.map { .value($0) }
      ?? .unknown(connection.cluster.doubt("the ServiceAccount of a pod is not known"))
  }

  // MARK: Rules

  private static let ruleFields: Set = [
    "action", "metadata", "protocol", "notProtocol", "ipVersion", "source", "destination", "icmp",
    "notICMP",
  ]
  private static let endFields: Set = [
    "nets", "notNets", "selector", "notSelector", "namespaceSelector", "serviceAccounts",
    "services", "ports", "notPorts", "domains",
  ]

  private func isMatch(_ rule: DocumentValue, of policy: DocumentValue) -> PolicyAnswer {
    var answers = [
      isProtocol(rule["protocol"]), isVersion(rule["ipVersion"]?.int),
      isEnd(connection.source, rule["source"], of: policy, receives: false),
      isEnd(connection.destination, rule["destination"], of: policy, receives: true),
    ]
    if let name = rule["notProtocol"] { answers.append(!isProtocol(name)) }
    let others = rule.entries.contains { !CalicoPolicies.ruleFields.contains($0.key) }
    if others { answers.append(.unknown(doubt("has a rule that is not only for ports", policy))) }
    return .all(answers) { $0 }
  }

  private func isProtocol(_ value: DocumentValue?) -> PolicyAnswer {
    let numbers: [Int64: String] = [6: "TCP", 17: "UDP", 132: "SCTP"]
    guard let number = value?.int else { return connection.isTransport(value?.string) }
    return numbers[number].map { connection.isTransport($0) } ?? .no
  }

  private func isVersion(_ version: Int64?) -> PolicyAnswer {
    guard let version else { return .yes }
    switch connection.peer.address {
    case .value(let address): return PolicyAnswer(address.family == version)
    case .unknown(let reason): return .unknown(reason)
    }
  }

  /// Whether an end of the connection is what a rule's `source` or `destination` says.
  private func isEnd(
    _ end: NetworkEnd, _ rule: DocumentValue?, of policy: DocumentValue, receives: Bool
  ) -> PolicyAnswer {
    guard let rule, !rule.entries.isEmpty else { return .yes }
    if let reason = end.unknown { return .unknown(reason) }
    let cluster = connection.cluster
    var answers = [isChosen(end, rule, of: policy)]
    if let nets = texts(rule["nets"]) { answers.append(.any(nets) { end.isIn($0, cluster) }) }
    if let nets = texts(rule["notNets"]) { answers.append(!.any(nets) { end.isIn($0, cluster) }) }
    if let names = texts(rule["domains"]) { answers.append(.any(names) { end.isNamed($0) }) }
    let ports = (rule["ports"]?.elements ?? [], rule["notPorts"]?.elements ?? [])
    if receives {
      if !ports.0.isEmpty { answers.append(.any(ports.0) { isPort($0) }) }
      if !ports.1.isEmpty { answers.append(!.any(ports.1) { isPort($0) }) }
    } else if !ports.0.isEmpty || !ports.1.isEmpty {
      answers.append(.unknown(doubt("asks for the port of the sender", policy)))
    }
    let others = rule.entries.contains { !CalicoPolicies.endFields.contains($0.key) }
    if others { answers.append(.unknown(doubt("has a rule that is not fully read", policy))) }
    return .all(answers) { $0 }
  }

  /// A list of texts that says something.
  private func texts(_ value: DocumentValue?) -> [String]? {
    let texts = value?.elements.compactMap(\.string) ?? []
    return texts.isEmpty ? nil : texts
  }

  /// A number, `1024:2048`, or a name.
  private func isPort(_ port: DocumentValue) -> PolicyAnswer {
    if let number = port.int { return connection.isPort(number, through: number) }
    let text = port.string ?? ""
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    if let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 {
      return connection.isPort(first, through: last)
    }
    return connection.isPort(named: text)
  }

  /// Selectors, ServiceAccounts and Services.
  private func isChosen(
    _ end: NetworkEnd, _ rule: DocumentValue, of policy: DocumentValue
  ) -> PolicyAnswer {
    var answers: [PolicyAnswer] = []
    let accounts = rule["serviceAccounts"]
    let chooses = rule["selector"] != nil || rule["namespaceSelector"] != nil || accounts != nil
    if end.kind == .pod {
      let own = policy[path: "metadata", "namespace"]?.string
      if let selector = rule["namespaceSelector"] {
        answers.append(selects(selector) { namespaceLabel($0, of: end) })
      } else if let own, chooses {
        answers.append(PolicyAnswer(own == end.namespace))
      }
      answers.append(selects(rule["selector"]) { label($0, of: end) })
      if let selector = rule["notSelector"] {
        answers.append(!selects(selector) { label($0, of: end) })
      }
      if let accounts { answers.append(isAccount(end, accounts)) }
    } else if chooses || rule["notSelector"] != nil {
      let isSet = accounts == nil ? connection.cluster.mayBeInCalicoSet : .no
      answers.append(chooses ? isSet : !isSet)
    }
    if let service = rule["services"] { answers.append(isService(end, service, policy)) }
    return .all(answers) { $0 }
  }

  private func isAccount(_ end: NetworkEnd, _ accounts: DocumentValue) -> PolicyAnswer {
    var answers = [selects(accounts["selector"]) { accountLabel($0, of: end) }]
    if let names = texts(accounts["names"]) {
      switch account(of: end) {
      case .value(let name): answers.append(PolicyAnswer(names.contains(name)))
      case .absent: answers.append(.no)
      case .hidden(let reason), .unknown(let reason): answers.append(.unknown(reason))
      }
    }
    return .all(answers) { $0 }
  }

  private func isService(
    _ end: NetworkEnd, _ service: DocumentValue, _ policy: DocumentValue
  ) -> PolicyAnswer {
    let own = policy[path: "metadata", "namespace"]?.string
    let isAPI =
      service["name"]?.string == "kubernetes" && (service["namespace"]?.string ?? own) == "default"
    if end.kind == .apiServer, isAPI { return .yes }
    return .unknown(doubt("allows or denies by a Service", policy))
  }

  private func doubt(_ text: String, _ policy: DocumentValue) -> UInt32 {
    let name = policy[path: "metadata", "name"]?.string ?? ""
    return connection.cluster.doubt("Calico's policy \(name) \(text)")
  }
}
