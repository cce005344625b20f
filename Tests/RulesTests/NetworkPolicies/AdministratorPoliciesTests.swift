import Testing

@Suite("network.EgressDenials: policies of administrators")
struct AdministratorPoliciesTests {
  private static func admin(_ name: String, _ priority: Int, _ rules: String) -> String {
    NetworkTrial.policy(
      "AdminNetworkPolicy", name,
      "{priority: \(priority), subject: {namespaces: {}}, egress: [\(rules)]}")
  }

  private static let everything = "to: [{networks: [0.0.0.0/0]}]"
  private static let denied = "denied: AdminNetworkPolicy p"

  @Test("the lowest priority decides, then the first rule")
  func order() throws {
    let deny = Self.admin("deny", 10, "{action: Deny, \(Self.everything)}")
    let allow = Self.admin("allow", 20, "{action: Allow, \(Self.everything)}")
    #expect(try NetworkTrial().outcome([allow, deny]) == "denied: AdminNetworkPolicy deny")
    let early = Self.admin("early", 5, "{action: Allow, \(Self.everything)}")
    #expect(try NetworkTrial().outcome([deny, early]) == "allowed")
    let both = Self.admin(
      "p", 1, "{action: Allow, \(Self.everything)}, {action: Deny, \(Self.everything)}")
    #expect(try NetworkTrial().outcome([both]) == "allowed")
  }

  @Test("come before those of namespaces, their baseline after them")
  func tiers() throws {
    let deny = Self.admin("p", 1, "{action: Deny, \(Self.everything)}")
    let allow = Self.admin("p", 1, "{action: Allow, \(Self.everything)}")
    let pass = Self.admin(
      "p", 1, "{action: Pass, \(Self.everything)}, {action: Deny, \(Self.everything)}")
    let baseline = NetworkTrial.policy(
      "BaselineAdminNetworkPolicy", "default",
      "{subject: {namespaces: {}}, egress: [{action: Deny, \(Self.everything)}]}")
    let byBaseline = "denied: BaselineAdminNetworkPolicy default"
    for (policies, expected) in [
      ([NetworkTrial.open, deny], Self.denied), ([NetworkTrial.closed, allow], "allowed"),
      ([NetworkTrial.open, pass], "allowed"),
      ([NetworkTrial.closed, pass], "denied: NetworkPolicy closed in a"), ([baseline], byBaseline),
      ([baseline, NetworkTrial.open], "allowed"), ([baseline, pass], byBaseline),
      ([baseline, allow], "allowed"),
    ] {
      #expect(try NetworkTrial().outcome(policies) == expected)
    }
  }

  @Test("the tiers of ClusterNetworkPolicies")
  func clusterPolicies() throws {
    func policy(_ tier: String, _ action: String) -> String {
      NetworkTrial.policy(
        "ClusterNetworkPolicy", "c",
        "{tier: \(tier), priority: 1, subject: {namespaces: {}}, "
          + "egress: [{action: \(action), \(Self.everything)}]}")
    }
    let denied = "denied: ClusterNetworkPolicy c"
    #expect(try NetworkTrial().outcome([policy("Admin", "Deny"), NetworkTrial.open]) == denied)
    #expect(
      try NetworkTrial().outcome([policy("Baseline", "Deny"), NetworkTrial.open]) == "allowed")
    #expect(try NetworkTrial().outcome([policy("Baseline", "Deny")]) == denied)
    #expect(
      try NetworkTrial().outcome([policy("Admin", "Accept"), NetworkTrial.closed]) == "allowed")
    #expect(
      try NetworkTrial().outcome([policy("Admin", "Audit")])
        == "unknown: a policy of administrators has an action that is not known")
  }

  @Test(
    "subjects",
    arguments: [
      ("{namespaces: {matchLabels: {kubernetes.io/metadata.name: a}}}", denied),
      ("{namespaces: {matchLabels: {kubernetes.io/metadata.name: b}}}", "allowed"),
      ("{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: agent}}}}", denied),
      ("{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}", "allowed"),
      ("{pods: {namespaceSelector: {matchLabels: {x: z}}, podSelector: {}}}", "allowed"),
    ])
  func subjects(subject: String, expected: String) throws {
    let policy = NetworkTrial.policy(
      "AdminNetworkPolicy", "p",
      "{priority: 1, subject: \(subject), egress: [{action: Deny, \(Self.everything)}]}")
    #expect(try NetworkTrial().outcome([policy]) == expected)
  }

  @Test(
    "peers and ports",
    arguments: [
      (NetworkTrial.outside, "to: [{namespaces: {}}]", "allowed"),
      (NetworkTrial.dns, "to: [{namespaces: {}}]", denied),
      (NetworkTrial.dns, "to: [{pods: {namespaceSelector: {}, podSelector: {}}}]", denied),
      (
        NetworkTrial.dns,
        "to: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}}]", "allowed"
      ),
      (NetworkTrial.api, "to: [{nodes: {}}]", denied),
      (NetworkTrial.api, "to: [{nodes: {matchLabels: {role: cp}}}]", denied),
      (NetworkTrial.api, "to: [{nodes: {matchLabels: {role: worker}}}]", "allowed"),
      (NetworkTrial.outside, "to: [{nodes: {}}]", "allowed"),
      (NetworkTrial.outside, "to: [{domainNames: [rancher.example.com.]}]", denied),
      (NetworkTrial.outside, "to: [{domainNames: ['*.example.com']}]", denied),
      (NetworkTrial.outside, "to: [{domainNames: ['*.example.org', example.com]}]", "allowed"),
      (NetworkTrial.outside, "to: [{networks: [203.0.113.0/24]}, {namespaces: {}}]", denied),
      (
        NetworkTrial.outside, "to: [{services: {}}]",
        "unknown: a policy of administrators has a peer of a kind that is not known"
      ),
      (
        NetworkTrial.outside,
        "\(everything), ports: [{portNumber: {protocol: TCP, port: 443}}]", denied
      ),
      (
        NetworkTrial.outside,
        "\(everything), ports: [{portNumber: {protocol: UDP, port: 443}}]", "allowed"
      ),
      (
        NetworkTrial.outside,
        "\(everything), ports: [{portRange: {protocol: TCP, start: 400, end: 443}}]", denied
      ),
      (
        NetworkTrial.outside,
        "\(everything), ports: [{portRange: {protocol: TCP, start: 1, end: 442}}]", "allowed"
      ),
      (NetworkTrial.dns, "\(everything), ports: [{namedPort: dns}]", denied),
      (NetworkTrial.dns, "\(everything), ports: [{namedPort: web}]", "allowed"),
      (NetworkTrial.outside, "\(everything), ports: []", denied),
      (
        NetworkTrial.outside,
        "\(everything), protocols: [{tcp: {destinationPort: {number: 443}}}]", denied
      ),
      (
        NetworkTrial.outside,
        "\(everything), protocols: [{tcp: {destinationPort: {range: {start: 440, end: 450}}}}]",
        denied
      ),
      (NetworkTrial.outside, "\(everything), protocols: [{udp: {}}]", "allowed"),
      (NetworkTrial.outside, "\(everything), protocols: [{tcp: {}}]", denied),
      (NetworkTrial.dns, "\(everything), protocols: [{destinationNamedPort: dns}]", denied),
      (
        NetworkTrial.outside, "\(everything), protocols: [{quic: {}}]",
        "unknown: a policy of administrators has a protocol that is not known"
      ),
    ])
  func peers(peer: String, rule: String, expected: String) throws {
    let policy = Self.admin("p", 1, "{action: Deny, \(rule)}")
    let outcome = try NetworkTrial(call: NetworkTrial.egress(peer))
      .outcome([policy], objects: [NetworkTrial.node])
    #expect(outcome == expected)
  }

  @Test("one that was not exported may decide before all others")
  func missing() throws {
    let evidence = NetworkTrial.evidence(
      partial: ["policy.networking.k8s.io/adminnetworkpolicies"])
    #expect(
      try NetworkTrial().outcome([NetworkTrial.open], evidence: evidence)
        == NetworkTrial.partly("adminnetworkpolicies.policy.networking.k8s.io"))
  }

  @Test("a baseline that was not exported matters where nothing decided before")
  func missingBaseline() throws {
    let evidence = NetworkTrial.evidence(
      partial: ["policy.networking.k8s.io/baselineadminnetworkpolicies"])
    #expect(try NetworkTrial().outcome([NetworkTrial.open], evidence: evidence) == "allowed")
    #expect(
      try NetworkTrial().outcome([], evidence: evidence)
        == NetworkTrial.partly("baselineadminnetworkpolicies.policy.networking.k8s.io"))
  }
}
