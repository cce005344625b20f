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
      (
        "{'host': 'h', 'ports': [443]}", "{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}",
        "unknown: the addresses of h are not known"
      ),
      ("{'host': 'h', 'ports': [443]}", "{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}", "allowed"),
      ("{'host': 'h', 'ports': [443]}", "{to: [{podSelector: {}}]}", denied),
      ("{'host': 'h'}", "{ports: [{port: 443}]}", "unknown: the port of a peer is not known"),
      ("{'host': 'h'}", "{ports: [{protocol: TCP}]}", "allowed"),
      ("{'namespace': 'b', 'ports': [1]}", "{to: [{namespaceSelector: {}}]}", "allowed"),
      (
        "{'namespace': 'b', 'ports': [1]}",
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}]}",
        "unknown: the labels of a pod in b are not known"
      ),
      (
        "{'namespace': 'b', 'ports': [1], 'labels': {'a': 'b'}, 'hasMoreLabels': true}",
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}]}", "allowed"
      ),
      (
        "{'namespace': 'b', 'ports': [1], 'labels': {'a': 'b'}, 'hasMoreLabels': true}",
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {c: d}}}]}",
        "unknown: the labels of a pod in b are not known"
      ),
      (
        "{'host': 'h', 'ports': [443]}", "{to: [{ipBlock: {cidr: '::/0'}}]}",
        "unknown: the addresses of h are not known"
      ),
      (
        "{'host': 'h', 'ports': [443]}",
        "{to: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: '::/0'}}]}", "allowed"
      ),
      ("unknown('who')", "{ports: [{port: 80}]}", "unknown: who"),
      ("unknown('who')", "{ports: [{protocol: TCP}]}", "unknown: who"),
      ("unknown('who')", "{ports: [{protocol: UDP}]}", "unknown: who"),
      ("unknown('who')", "{to: [{podSelector: {}}]}", "unknown: who"),
      ("unknown('who')", "{}", "allowed"),
    ])
  func unknownPeers(peer: String, rule: String, expected: String) throws {
    let spec = "{podSelector: {}, egress: [\(rule)]}"
    let trial = NetworkTrial(call: NetworkTrial.egress(peer))
    #expect(try trial.outcome([Self.policy(spec)], objects: [NetworkTrial.node]) == expected)
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
    #expect(try trial.outcome([guardian, NetworkTrial.closed]) == "denied: AdminNetworkPolicy g")
    #expect(try trial.outcome([guardian]) == "unknown: the addresses of h are not known")
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

  @Test("of several API servers all must be allowed, since a Service picks any of them")
  func apiServers() throws {
    for (addresses, expected) in [
      ("'10.10.0.11', '10.10.0.12'", "allowed"), ("'10.10.0.11', '10.20.0.12'", Self.denied),
      ("'10.20.0.12', '10.10.0.11'", Self.denied),
      ("'10.10.0.11', unknown('more')", "unknown: more"),
      ("'10.20.0.12', unknown('more')", Self.denied),
    ] {
      let peer = "{'isAPIServer': true, 'addresses': [\(addresses)], 'ports': [443, 6443]}"
      let egress = Self.policy(
        "{podSelector: {}, "
          + "egress: [{to: [{ipBlock: {cidr: 10.10.0.0/24}}], ports: [{port: 6443}]}]}")
      #expect(try NetworkTrial(call: NetworkTrial.egress(peer)).outcome([egress]) == expected)
      let ingress = Self.policy(
        "{podSelector: {}, "
          + "ingress: [{from: [{ipBlock: {cidr: 10.10.0.0/24}}], ports: [{port: 6443}]}]}")
      #expect(try NetworkTrial(call: NetworkTrial.ingress(peer)).outcome([ingress]) == expected)
    }
  }

  @Test("an address that is not known is one of IPv4, unless the nodes have IPv6 only")
  func families() throws {
    let trial = NetworkTrial(call: NetworkTrial.egress("{'host': 'h', 'ports': [443]}"))
    let unknown = "unknown: the addresses of h are not known"
    let silent = "unknown: no Node reports its addresses"
    func node(_ addresses: String...) -> String {
      let list = addresses.map { "{type: InternalIP, address: '\($0)'}" }.joined(separator: ", ")
      return "{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [\(list)]}}"
    }
    for (node, ofIPv4, ofIPv6) in [
      (node("10.0.0.1"), "allowed", unknown), (node("fd00::1", "10.0.0.1"), "allowed", unknown),
      (node("fd00::1"), unknown, "allowed"), (node("here"), silent, silent),
    ] {
      for (network, expected) in [("0.0.0.0/0", ofIPv4), ("::/0", ofIPv6)] {
        let policy = Self.policy(
          "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: '\(network)'}}]}]}")
        #expect(try trial.outcome([policy], objects: [node]) == expected)
      }
    }
  }

  @Test("where Cilium may run, networks are neither for pods nor surely for nodes")
  func networksInCilium() throws {
    let definition = """
      {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, \
      metadata: {name: ciliumnetworkpolicies.cilium.io}, spec: {group: cilium.io, \
      names: {plural: ciliumnetworkpolicies, kind: CiliumNetworkPolicy}, scope: Namespaced, \
      versions: [{name: v2, served: true}]}}
      """
    for (peer, objects, expected) in [
      (
        NetworkTrial.api, [definition, NetworkTrial.node],
        "unknown: NetworkPolicy p allows or denies networks, and whether nodes are meant is a "
          + "setting of Cilium (policyCIDRMatchMode)"
      ),
      (NetworkTrial.api, [NetworkTrial.node], "allowed"),
      (NetworkTrial.api, [definition], "allowed"),
      (
        NetworkTrial.dns, [definition],
        "unknown: NetworkPolicy p names networks, which Cilium never takes for pods"
      ),
      (NetworkTrial.dns, [], "allowed"), (NetworkTrial.outside, [definition], "allowed"),
    ] {
      let policy = Self.policy(
        "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}")
      let elsewhere = Self.policy(
        "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}]}]}")
      let trial = NetworkTrial(call: NetworkTrial.egress(peer))
      // Where Cilium is served, its own policies were collected too.
      let evidence = NetworkTrial.evidence(
        more: objects.contains(definition)
          ? ["cilium.io/ciliumnetworkpolicies", "cilium.io/ciliumclusterwidenetworkpolicies"] : [])
      #expect(try trial.outcome([policy], objects: objects, evidence: evidence) == expected)
      #expect(try trial.outcome([elsewhere], objects: objects, evidence: evidence) == Self.denied)
    }
  }

  @Test("a Service's address that is allowed leaves open what stands behind it")
  func service() throws {
    let spec = "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.43.0.1/32}}]}]}"
    for (address, expected) in [
      (
        "10.43.0.1",
        "unknown: policies allow the address of a Service, and not what stands behind it; which of "
          + "them counts depends on the network plugin"
      ), ("10.43.0.2", Self.denied),
    ] {
      let peer =
        NetworkTrial.api.dropLast()
        + ", 'service': {'addresses': ['\(address)'], 'ports': [443]}}"
      let trial = NetworkTrial(call: NetworkTrial.egress(String(peer)))
      #expect(try trial.outcome([Self.policy(spec)]) == expected)
    }
  }

  @Test("more policies than were exported leave open what they could decide")
  func missing() throws {
    let partial = NetworkTrial.evidence(partial: ["networking.k8s.io/networkpolicies"])
    let deny = Self.policy("{podSelector: {}, policyTypes: [Egress]}")
    let allow = Self.policy("{podSelector: {}, egress: [{}]}")
    #expect(
      try NetworkTrial().outcome([deny], evidence: partial)
        == NetworkTrial.partly("networkpolicies.networking.k8s.io", in: "a"))
    #expect(try NetworkTrial().outcome([allow], evidence: partial) == "allowed")
    let nothing = "evidence: {v1/nodes: complete}"
    #expect(
      try NetworkTrial().outcome([], evidence: nothing)
        == "unknown: networkpolicies.networking.k8s.io in namespace a were not exported")
    let noCilium = NetworkTrial.evidence(partial: ["cilium.io/ciliumnetworkpolicies"])
    #expect(
      try NetworkTrial().outcome([deny], evidence: noCilium)
        == NetworkTrial.partly("ciliumnetworkpolicies.cilium.io", in: "a"))
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
    let evidence = NetworkTrial.evidence(partial: ["v1/namespaces"])
    #expect(try trial.outcome([policy], evidence: evidence) == NetworkTrial.partly("namespaces"))
  }

  @Test("takes maps")
  func mistakes() throws {
    #expect(
      try NetworkTrial(call: "network.EgressDenials(1, {})").outcome([])
        == "error: network.EgressDenials takes a pod and its peer, both maps")
    let misspelt = NetworkTrial(call: NetworkTrial.egress("{'adresses': []}"))
    #expect(try misspelt.outcome([]) == "error: a pod or its peer has no field \"adresses\"")
    #expect(
      try NetworkTrial(call: "network.EgressDenials({}, {})").outcome([])
        == "error: a pod needs its namespace")
  }
}
