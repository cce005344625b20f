import Documents

/// Which connections policies that are not judged as a whole may decide about. What cannot be told
/// of a policy here counts as reached.
struct ReachOfPolicies: Sendable {
  /// How a policy says for which pods it is.
  enum Form: Sendable {
    /// `podSelector` and `policyTypes`, as those of Kubernetes have them.
    case podSelector
    /// `subject`, and rules as those of administrators have them.
    case administrators
    /// `appliedTo` of the policy, or of each rule.
    case antrea
  }

  let form: Form
  let connection: NetworkConnection
  /// Whether other policies allow the connection.
  let isAllowed: Bool

  /// Whether a policy may turn what others decide into something else.
  func mayChange(_ policy: DocumentValue) -> Bool {
    switch form {
    case .podSelector:
      // As of those of Kubernetes, but for peers of kinds that these do not have.
      !KubernetesPolicies(connection: connection).judged(policy).isolates.isNo
    case .administrators:
      AdministratorPolicies(connection: connection).judged(policy).rules.contains { rule in
        switch rule.action {
        case .allow: !isAllowed && !rule.matches.isNo
        case .deny: isAllowed && !rule.matches.isNo
        case .pass: false
        }
      }
    case .antrea: mayChangeAntrea(policy)
    }
  }

  // MARK: Antrea

  /// They isolate nothing by themselves: rules decide, and only those that allow what is denied,
  /// or deny what is allowed, change anything.
  ///
  /// Source: antrea-io/antrea, docs/antrea-network-policy.md and pkg/apis/crd/v1beta1/types.go.
  private func mayChangeAntrea(_ policy: DocumentValue) -> Bool {
    let spec = policy["spec"]
    let direction = connection.direction
    let rules = spec?[direction.rawValue]?.elements ?? []
    return rules.contains { rule in
      let isChange =
        switch rule["action"]?.string {
        case "Allow": !isAllowed || !(rule["l7Protocols"]?.elements ?? []).isEmpty
        case "Drop", "Reject": isAllowed
        case "Pass": false
        default: true
        }
      guard isChange else { return false }
      let peers = rule[direction == .egress ? "to" : "from"]?.elements ?? []
      return !PolicyAnswer.all([
        isApplied(spec?["appliedTo"]), isApplied(rule["appliedTo"]), hasPort(rule),
        hasPeer(peers, of: policy),
      ]) { $0 }.isNo
    }
  }

  private func isApplied(_ entries: DocumentValue?) -> PolicyAnswer {
    let entries = entries?.elements ?? []
    return entries.isEmpty ? .yes : .any(entries) { isApplied(to: $0) }
  }

  private func isApplied(to entry: DocumentValue) -> PolicyAnswer {
    let pod = connection.pod
    if entry["group"] != nil { return unread }
    if let account = entry["serviceAccount"] {
      guard account["namespace"]?.string == pod.namespace else { return .no }
      guard let name = pod.serviceAccount else { return unread }
      return PolicyAnswer(account["name"]?.string == name)
    }
    // Nodes, Services of type NodePort, and machines that are no pods.
    let others = ["nodeSelector", "service", "externalEntitySelector"]
    if others.contains(where: { entry[$0] != nil }) { return .no }
    return connection.selects(pod, by: entry)
  }

  private func hasPort(_ rule: DocumentValue) -> PolicyAnswer {
    let ports = rule["ports"]?.elements ?? []
    let isOfOthers = !(rule["protocols"]?.elements ?? []).isEmpty
    if ports.isEmpty { return isOfOthers ? .no : .yes }
    return KubernetesPolicies(connection: connection).hasPort(ports)
  }

  private func hasPeer(_ peers: [DocumentValue], of policy: DocumentValue) -> PolicyAnswer {
    if peers.isEmpty { return .yes }
    let end = connection.peer
    if let reason = end.unknown { return .unknown(reason) }
    return .any(peers) { peer in
      if let block = peer["ipBlock"] {
        let exceptions = block["except"]?.elements.compactMap(\.string) ?? []
        return end.isIn(block["cidr"]?.string ?? "", except: exceptions, connection.cluster)
      }
      if ["podSelector", "namespaceSelector"].contains(where: { peer[$0] != nil }),
        peer["namespaces"] == nil
      {
        guard end.kind == .pod else { return .no }
        let isOwn = peer["namespaceSelector"] != nil || isOwnNamespace(of: policy, end)
        return isOwn ? connection.selects(end, by: peer) : .no
      }
      return peer["fqdn"] != nil && end.kind != .outside ? .no : unread
    }
  }

  /// Without a selector of namespaces a policy of a namespace means pods of its own.
  private func isOwnNamespace(of policy: DocumentValue, _ end: NetworkEnd) -> Bool {
    policy[path: "metadata", "namespace"]?.string.map { $0 == end.namespace } ?? true
  }

  private var unread: PolicyAnswer {
    .unknown(connection.cluster.doubt("a policy of Antrea has a selector that is not evaluated"))
  }
}
