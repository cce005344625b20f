import Testing

@Suite("network.EgressDenials and IngressDenials: policies of Kubernetes")
struct KubernetesPoliciesTests {
  private static func policy(_ spec: String) -> String {
    NetworkTrial.policy("NetworkPolicy", "p", spec)
  }

  private static let denied = "denied: NetworkPolicy p in a"

  @Test("nothing is denied where there is no policy")
  func none() throws {
    #expect(try NetworkTrial().outcome([]) == "allowed")
  }

  @Test(
    "select pods, in a direction",
    arguments: [
      ("{podSelector: {}, policyTypes: [Egress]}", denied),
      ("{podSelector: {matchLabels: {app: agent}}, policyTypes: [Ingress, Egress]}", denied),
      ("{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}", "allowed"),
      ("{podSelector: {}, policyTypes: [Ingress]}", "allowed"),
      ("{podSelector: {}, ingress: [{}]}", "allowed"), ("{podSelector: {}}", "allowed"),
      ("{podSelector: {}, egress: [{ports: [{port: 80}]}]}", denied),
    ])
  func selection(spec: String, expected: String) throws {
    #expect(try NetworkTrial().outcome([Self.policy(spec)]) == expected)
  }

  @Test(
    "allow ports",
    arguments: [
      ("[]", "allowed"), ("[{port: 443}]", "allowed"), ("[{protocol: TCP}]", "allowed"),
      ("[{port: 443, protocol: UDP}]", denied), ("[{port: 80}, {port: 443}]", "allowed"),
      ("[{port: 400, endPort: 443}]", "allowed"), ("[{port: 443, endPort: 500}]", "allowed"),
      ("[{port: 400, endPort: 442}]", denied), ("[{port: 444, endPort: 500}]", denied),
      ("[{port: https}]", denied),
    ])
  func ports(ports: String, expected: String) throws {
    let spec = "{podSelector: {}, egress: [{ports: \(ports)}]}"
    #expect(try NetworkTrial().outcome([Self.policy(spec)]) == expected)
  }

  @Test(
    "allow peers: networks, and pods of namespaces",
    arguments: [
      (NetworkTrial.outside, "[{ipBlock: {cidr: 203.0.113.0/24}}]", "allowed"),
      (NetworkTrial.outside, "[{ipBlock: {cidr: 192.0.2.0/24}}]", denied),
      (
        NetworkTrial.outside, "[{ipBlock: {cidr: 0.0.0.0/0, except: [203.0.113.8/29]}}]", denied
      ),
      (NetworkTrial.outside, "[{namespaceSelector: {}}]", denied),
      (NetworkTrial.dns, "[{namespaceSelector: {}}]", "allowed"),
      (NetworkTrial.dns, "[{podSelector: {}}]", denied),
      (
        NetworkTrial.dns,
        "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]",
        "allowed"
      ),
      (
        NetworkTrial.dns,
        "[{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]", "allowed"
      ),
      (
        NetworkTrial.dns, "[{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: a}}}]",
        denied
      ),
      (NetworkTrial.dns, "[{ipBlock: {cidr: 10.42.0.0/16}}]", "allowed"),
      (NetworkTrial.api, "[{namespaceSelector: {}}]", denied),
      (NetworkTrial.api, "[{ipBlock: {cidr: 10.10.0.11/32}}]", "allowed"),
    ])
  func peers(peer: String, to: String, expected: String) throws {
    let spec = "{podSelector: {}, egress: [{to: \(to)}]}"
    #expect(
      try NetworkTrial(call: NetworkTrial.egress(peer)).outcome([Self.policy(spec)]) == expected)
  }

  @Test("allow into a pod, by the names of its ports too")
  func ingress() throws {
    let peer =
      "{'isAPIServer': true, 'addresses': ['10.10.0.11'], 'ports': [9443], "
      + "'portNames': ['https']}"
    let trial = NetworkTrial(call: NetworkTrial.ingress(peer))
    #expect(try trial.outcome([Self.policy("{podSelector: {}}")]) == Self.denied)
    for (rule, expected) in [
      ("{from: [{ipBlock: {cidr: 10.10.0.0/24}}], ports: [{port: https}]}", "allowed"),
      ("{from: [{ipBlock: {cidr: 10.10.0.0/24}}], ports: [{port: metrics}]}", Self.denied),
      ("{from: [{podSelector: {}}]}", Self.denied), ("{}", "allowed"),
    ] {
      #expect(try trial.outcome([Self.policy("{podSelector: {}, ingress: [\(rule)]}")]) == expected)
    }
  }

  @Test("are one union, and all that isolate are named")
  func union() throws {
    let deny = NetworkTrial.policy(
      "NetworkPolicy", "deny", "{podSelector: {}, policyTypes: [Egress]}")
    let web = NetworkTrial.policy(
      "NetworkPolicy", "web", "{podSelector: {}, egress: [{ports: [{port: 443}]}]}")
    #expect(try NetworkTrial().outcome([deny, web]) == "allowed")
    let dns = NetworkTrial(call: NetworkTrial.egress(NetworkTrial.dns))
    #expect(
      try dns.outcome([deny, web]) == "denied: NetworkPolicy deny in a, NetworkPolicy web in a")
  }

  @Test(
    "what a peer does not say is not known, where a policy asks for it",
    arguments: [
      ("{'host': 'h', 'ports': [443]}", "{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}", "of h are not"),
      ("{'host': 'h', 'ports': [443]}", "{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}", "allowed"),
      ("{'host': 'h', 'ports': [443]}", "{to: [{podSelector: {}}]}", "denied"),
      ("{'host': 'h'}", "{ports: [{port: 443}]}", "the port of a peer"),
      ("{'host': 'h'}", "{ports: [{protocol: TCP}]}", "allowed"),
      ("{'namespace': 'b', 'ports': [1]}", "{to: [{namespaceSelector: {}}]}", "allowed"),
      (
        "{'namespace': 'b', 'ports': [1]}",
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}]}",
        "labels of a pod in b"
      ),
      (
        "{'namespace': 'b', 'ports': [1], 'labels': {'a': 'b'}, 'hasMoreLabels': true}",
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}]}", "allowed"
      ),
      (
        "{'namespace': 'b', 'ports': [1], 'labels': {'a': 'b'}, 'hasMoreLabels': true}",
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {c: d}}}]}",
        "labels of a pod in b"
      ),
      ("unknown('who')", "{ports: [{port: 80}]}", "unknown: who"),
      ("unknown('who')", "{to: [{podSelector: {}}]}", "unknown: who"),
      ("unknown('who')", "{}", "allowed"),
    ])
  func unknownPeers(peer: String, rule: String, expected: String) throws {
    let spec = "{podSelector: {}, egress: [\(rule)]}"
    let trial = NetworkTrial(call: NetworkTrial.egress(peer))
    #expect(try trial.outcome([Self.policy(spec)]).contains(expected))
    #expect(try trial.outcome([]) == "allowed")
  }

  @Test("a rule of which it is not known whether it matches counts where it would change something")
  func bothWays() throws {
    let trial = NetworkTrial(call: NetworkTrial.egress("{'host': 'h', 'ports': [443]}"))
    let network = "{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}"
    #expect(
      try trial.outcome([Self.policy("{podSelector: {}, egress: [\(network), {}]}")]) == "allowed")
    let guardian = NetworkTrial.policy(
      "AdminNetworkPolicy", "g",
      "{priority: 1, subject: {namespaces: {}}, "
        + "egress: [{action: Deny, to: [{networks: [10.0.0.0/8]}]}]}")
    let closed = Self.policy("{podSelector: {}, policyTypes: [Egress]}")
    #expect(try trial.outcome([guardian, closed]) == "denied: AdminNetworkPolicy g")
    #expect(try trial.outcome([guardian]).contains("of h are not known"))
  }

  @Test("of several addresses and ports one suffices")
  func several() throws {
    let spec =
      "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 2}]}]}"
    for (peer, expected) in [
      ("{'addresses': ['1.1.1.1', '10.0.0.1'], 'ports': [1, 2]}", "allowed"),
      ("{'addresses': ['1.1.1.1', '2.2.2.2'], 'ports': [1, 2]}", Self.denied),
      ("{'addresses': ['10.0.0.1'], 'ports': [1, 3]}", Self.denied),
      ("{'addresses': ['1.1.1.1', unknown('more')], 'ports': [2]}", "unknown: more"),
    ] {
      let trial = NetworkTrial(call: NetworkTrial.egress(peer))
      #expect(try trial.outcome([Self.policy(spec)]) == expected)
    }
  }

  @Test("a Service's address that is allowed leaves open what stands behind it")
  func service() throws {
    let spec = "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.43.0.1/32}}]}]}"
    for (address, expected) in [
      ("10.43.0.1", "depends on the network plugin"), ("10.43.0.2", "denied"),
    ] {
      let peer =
        NetworkTrial.api.dropLast()
        + ", 'service': {'addresses': ['\(address)'], 'ports': [443]}}"
      let trial = NetworkTrial(call: NetworkTrial.egress(String(peer)))
      #expect(try trial.outcome([Self.policy(spec)]).contains(expected))
    }
  }

  @Test("more policies than were exported leave open what they could decide")
  func missing() throws {
    let partial = NetworkTrial.complete.replacing(
      "networking.k8s.io/networkpolicies: complete\n  policy",
      with: "networking.k8s.io/networkpolicies: {state: partial}\n  policy")
    let deny = Self.policy("{podSelector: {}, policyTypes: [Egress]}")
    let allow = Self.policy("{podSelector: {}, egress: [{}]}")
    #expect(try NetworkTrial().outcome([deny], evidence: partial).contains("unknown: "))
    #expect(try NetworkTrial().outcome([allow], evidence: partial) == "allowed")
    let nothing = "evidence: {v1/nodes: complete}"
    #expect(try NetworkTrial().outcome([], evidence: nothing).contains("networkpolicies"))
    let noCilium = NetworkTrial.complete.replacing(
      "cilium.io/ciliumnetworkpolicies: complete", with: "")
    #expect(try NetworkTrial().outcome([deny], evidence: noCilium).contains("cilium"))
  }

  @Test("labels of namespaces come from the snapshot")
  func namespaces() throws {
    let selector = "{namespaceSelector: {matchLabels: {role: dns}}}"
    let policy = Self.policy("{podSelector: {}, egress: [{to: [\(selector)]}]}")
    let trial = NetworkTrial(call: NetworkTrial.egress(NetworkTrial.dns))
    let namespace =
      "{apiVersion: v1, kind: Namespace, "
      + "metadata: {name: kube-system, labels: {role: dns}}}"
    #expect(try trial.outcome([policy], objects: [namespace]) == "allowed")
    #expect(try trial.outcome([policy]) == Self.denied)
    let evidence = NetworkTrial.complete.replacing("v1/namespaces: complete", with: "")
    #expect(try trial.outcome([policy], evidence: evidence).contains("namespaces"))
  }

  @Test("takes maps")
  func mistakes() throws {
    #expect(
      try NetworkTrial(call: "network.EgressDenials(1, {})").outcome([]).contains("both maps"))
    let misspelt = NetworkTrial(call: NetworkTrial.egress("{'adresses': []}"))
    #expect(try misspelt.outcome([]).contains("has no field"))
    #expect(
      try NetworkTrial(call: "network.EgressDenials({}, {})").outcome([]).contains("its namespace"))
  }
}
