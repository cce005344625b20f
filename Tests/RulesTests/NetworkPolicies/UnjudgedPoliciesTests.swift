import Testing

@Suite("network.EgressDenials and IngressDenials: policies that are not judged")
struct UnjudgedPoliciesTests {
  /// Types by group, an object of each, and what is said of it.
  private static let types = [
    ("k8s.ovn.org", "egressfirewalls", "EgressFirewall", "default in a"),
    ("network.openshift.io", "egressnetworkpolicies", "EgressNetworkPolicy", "default in a"),
    ("crd.antrea.io", "clusternetworkpolicies", "ClusterNetworkPolicy", "default"),
    ("crd.antrea.io", "networkpolicies", "NetworkPolicy", "default in a"),
    ("networking.gke.io", "fqdnnetworkpolicies", "FQDNNetworkPolicy", "default in a"),
    ("networking.k8s.aws", "clusternetworkpolicies", "ClusterNetworkPolicy", "default"),
    (
      "networking.k8s.aws", "applicationnetworkpolicies", "ApplicationNetworkPolicy", "default in a"
    ),
  ]

  /// Those that add to what others deny, and deny nothing that comes in.
  private static let firewalls = ["EgressFirewall", "EgressNetworkPolicy"]

  /// One that may decide about all connections of all its pods.
  private static func object(_ group: String, _ kind: String, _ name: String) -> String {
    let namespace = name.hasSuffix(" in a") ? ", namespace: a" : ""
    let spec =
      switch group {
      case "crd.antrea.io":
        "{ingress: [{action: Drop}, {action: Allow}], egress: [{action: Drop}, {action: Allow}]}"
      case "networking.k8s.aws" where namespace.isEmpty:
        "{subject: {namespaces: {}}, ingress: [{action: Deny}, {action: Accept}], "
          + "egress: [{action: Deny}, {action: Accept}]}"
      default: "{policyTypes: [Ingress, Egress]}"
      }
    return "{apiVersion: \(group)/v1, kind: \(kind), metadata: {name: default\(namespace)}, "
      + "spec: \(spec)}"
  }

  @Test("one that is there leaves open what it could decide", arguments: types)
  func present(group: String, plural: String, kind: String, name: String) throws {
    let object = Self.object(group, kind, name)
    let evidence = NetworkTrial.evidence(more: ["\(group)/\(plural)"])
    let unknown = "unknown: \(kind) \(name) (\(group)) is not judged"
    #expect(try NetworkTrial().outcome([], objects: [object], evidence: evidence) == unknown)
    let closed = try NetworkTrial().outcome(
      [NetworkTrial.closed], objects: [object], evidence: evidence)
    let isFirewall = Self.firewalls.contains(kind)
    #expect(closed == (isFirewall ? "denied: NetworkPolicy closed in a" : unknown))
    let peer = "{'host': 'h', 'addresses': ['203.0.113.10'], 'ports': [443]}"
    let ingress = try NetworkTrial(call: NetworkTrial.ingress(peer))
      .outcome([], objects: [object], evidence: evidence)
    #expect(ingress == (isFirewall || kind == "FQDNNetworkPolicy" ? "allowed" : unknown))
    // One of another namespace is not the pod's.
    let other = try NetworkTrial().outcome(
      [], objects: [object.replacing("namespace: a", with: "namespace: b")], evidence: evidence)
    #expect(other == (name.hasSuffix(" in a") ? "allowed" : unknown))
  }

  @Test("one that was not collected leaves it open too, unless it is not served", arguments: types)
  func missing(group: String, plural: String, kind: String, name: String) throws {
    let evidence = NetworkTrial.evidence(partial: ["\(group)/\(plural)"])
    let text = try NetworkTrial().outcome([], evidence: evidence)
    let namespace = name.hasSuffix(" in a") ? "a" : ""
    #expect(text == NetworkTrial.partly("\(plural).\(group)", in: namespace))
    let collected = NetworkTrial.evidence(more: ["\(group)/\(plural)"])
    #expect(try NetworkTrial().outcome([], evidence: collected) == "allowed")
    #expect(try NetworkTrial().outcome([]) == "allowed")
  }

  @Test("the first is named, and how many there are besides")
  func several() throws {
    let drop = "{egress: [{action: Drop}]}"
    let objects = [("o", "{}"), ("p", drop), ("q", drop), ("r", drop)].map {
      "{apiVersion: crd.antrea.io/v1beta1, kind: ClusterNetworkPolicy, metadata: {name: \($0.0)}, "
        + "spec: \($0.1)}"
    }
    #expect(
      try NetworkTrial().outcome([], objects: objects, evidence: Self.antrea)
        == "unknown: ClusterNetworkPolicy p (crd.antrea.io) is not judged, nor are 2 more")
  }

  // MARK: Reach

  private static let antrea = NetworkTrial.evidence(more: [
    "crd.antrea.io/clusternetworkpolicies", "crd.antrea.io/networkpolicies",
    "networking.k8s.aws/clusternetworkpolicies", "networking.k8s.aws/applicationnetworkpolicies",
    "networking.gke.io/fqdnnetworkpolicies",
  ])

  /// Whether a policy leaves open what others decide.
  private func isOpen(
    _ kind: String, _ group: String, _ spec: String, in namespace: String = "",
    call: String = NetworkTrial.egress(NetworkTrial.outside), others: [String] = []
  ) throws -> Bool {
    let place = namespace.isEmpty ? "" : ", namespace: \(namespace)"
    let object = "{apiVersion: \(group), kind: \(kind), metadata: {name: p\(place)}, spec: \(spec)}"
    return try NetworkTrial(call: call)
      .outcome(others, objects: [object], evidence: Self.antrea).hasPrefix("unknown")
  }

  private func isOpen(antrea spec: String, call: String = NetworkTrial.egress(NetworkTrial.outside))
    throws -> Bool
  {
    try isOpen("ClusterNetworkPolicy", "crd.antrea.io/v1beta1", spec, call: call)
  }

  @Test(
    "a policy of Antrea for other pods decides nothing",
    arguments: [
      ("{podSelector: {matchLabels: {app: agent}}}", true),
      ("{podSelector: {matchLabels: {app: other}}}", false),
      ("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: a}}}", true),
      ("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}", false),
      ("{namespaceSelector: {matchLabels: {team: shop}}}", false),
      ("{namespaceSelector: {}, podSelector: {matchLabels: {app: other}}}", false),
      ("{group: all}", true),
      ("{serviceAccount: {namespace: a, name: runner}}", true),
      ("{serviceAccount: {namespace: a, name: other}}", false),
      ("{serviceAccount: {namespace: b, name: runner}}", false),
      ("{nodeSelector: {}}", false),
      ("{service: {namespace: a, name: s}}", false),
      ("{externalEntitySelector: {}}", false),
    ])
  func applied(entry: String, isOpen: Bool) throws {
    let whole = "{appliedTo: [\(entry)], egress: [{action: Drop}]}"
    #expect(try self.isOpen(antrea: whole) == isOpen)
    let rule = "{egress: [{action: Drop, appliedTo: [\(entry)]}]}"
    #expect(try self.isOpen(antrea: rule) == isOpen)
    let second = "{appliedTo: [{service: {}}, \(entry)], egress: [{action: Drop}]}"
    #expect(try self.isOpen(antrea: second) == isOpen)
  }

  @Test("a pod whose account is not known may be any account's")
  func unknownAccount() throws {
    let pod = "{'namespace': 'a', 'labels': {'app': 'agent'}}"
    let call = "network.EgressDenials(\(pod), \(NetworkTrial.outside))"
    let spec = "{appliedTo: [{serviceAccount: {namespace: a, name: x}}], egress: [{action: Drop}]}"
    #expect(try isOpen(antrea: spec, call: call))
  }

  @Test(
    "a rule of Antrea for other peers and ports decides nothing",
    arguments: [
      ("to: [{ipBlock: {cidr: 203.0.113.0/24}}]", true, false, false),
      ("to: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}]", false, false, false),
      ("to: [{ipBlock: {cidr: 169.254.169.254/32}}]", false, false, false),
      ("to: [{podSelector: {matchLabels: {k8s-app: kube-dns}}}]", false, true, false),
      ("to: [{podSelector: {matchLabels: {k8s-app: other}}}]", false, false, false),
      (
        "to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]",
        false, true, false
      ),
      (
        "to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: a}}}]", false, false,
        false
      ),
      ("to: [{podSelector: {}, namespaces: {match: Self}}]", true, true, true),
      ("to: [{fqdn: '*.example.com'}]", true, false, false),
      ("to: [{group: g}]", true, true, true),
      ("to: [{nodeSelector: {}}]", true, true, true),
      ("toServices: [{name: s, namespace: t}]", true, true, true),
      ("ports: [{protocol: TCP, port: 443}]", true, false, false),
      ("ports: [{protocol: TCP, port: 6000, endPort: 7000}]", false, false, true),
      ("ports: [{protocol: UDP, port: 53}]", false, true, false),
      ("protocols: [{icmp: {}}]", false, false, false),
      ("protocols: [{icmp: {}}], ports: [{port: 443}]", true, false, false),
    ])
  func peers(match: String, outside: Bool, dns: Bool, api: Bool) throws {
    let spec = "{egress: [{action: Reject, \(match)}]}"
    #expect(try isOpen(antrea: spec) == outside)
    #expect(try isOpen(antrea: spec, call: NetworkTrial.egress(NetworkTrial.dns)) == dns)
    #expect(try isOpen(antrea: spec, call: NetworkTrial.egress(NetworkTrial.api)) == api)
    let other = "{ingress: [{action: Reject}]}"
    #expect(try !isOpen(antrea: other))
  }

  @Test("a selector of pods alone means those of the policy's own namespace, where it has one")
  func ownNamespace() throws {
    let spec = "{egress: [{action: Drop, to: [{podSelector: {}}]}]}"
    let call = NetworkTrial.egress(NetworkTrial.dns)
    let version = "crd.antrea.io/v1beta1"
    #expect(try isOpen("ClusterNetworkPolicy", version, spec, call: call))
    #expect(try !isOpen("NetworkPolicy", version, spec, in: "a", call: call))
    let wide = "{egress: [{action: Drop, to: [{podSelector: {}, namespaceSelector: {}}]}]}"
    #expect(try isOpen("NetworkPolicy", version, wide, in: "a", call: call))
  }

  @Test(
    "only what turns the others' answer around leaves it open",
    arguments: [
      ("action: Allow", false, true), ("action: Drop", true, false),
      ("action: Reject", true, false), ("action: Pass", false, false),
      ("action: Allow, l7Protocols: [{http: {}}]", true, true), ("action: Later", true, true),
    ])
  func actions(action: String, allowed: Bool, denied: Bool) throws {
    let spec = "{egress: [{\(action)}]}"
    let version = "crd.antrea.io/v1beta1"
    #expect(try isOpen("NetworkPolicy", version, spec, in: "a") == allowed)
    #expect(
      try isOpen("NetworkPolicy", version, spec, in: "a", others: [NetworkTrial.closed]) == denied)
  }

  @Test(
    "a cluster policy of AWS for other pods, or other connections, decides nothing",
    arguments: [
      ("subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}]}]", false, false),
      (
        "subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]", true,
        false
      ),
      (
        "subject: {namespaces: {}}, egress: [{action: Accept, to: [{networks: [0.0.0.0/0]}]}]",
        false, true
      ),
      (
        "subject: {namespaces: {}}, egress: [{action: Pass, to: [{networks: [0.0.0.0/0]}]}]",
        false, false
      ),
      (
        "subject: {namespaces: {matchLabels: {team: shop}}}, "
          + "egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]", false, false
      ),
      (
        "subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: agent}}}}, "
          + "egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]", true, false
      ),
      (
        "subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]", false,
        false
      ),
    ])
  func administrators(spec: String, allowed: Bool, denied: Bool) throws {
    let version = "networking.k8s.aws/v1alpha1"
    #expect(try isOpen("ClusterNetworkPolicy", version, "{\(spec)}") == allowed)
    #expect(
      try isOpen("ClusterNetworkPolicy", version, "{\(spec)}", others: [NetworkTrial.closed])
        == denied)
  }

  @Test(
    "one with a selector of pods decides nothing for others",
    arguments: [
      ("ApplicationNetworkPolicy", "networking.k8s.aws/v1alpha1"),
      ("FQDNNetworkPolicy", "networking.gke.io/v1alpha1"),
    ])
  func podSelector(kind: String, version: String) throws {
    for (label, isReached) in [("agent", true), ("other", false)] {
      let spec = "{podSelector: {matchLabels: {app: \(label)}}, egress: [{to: []}]}"
      #expect(try isOpen(kind, version, spec, in: "a") == isReached)
    }
    let inbound = "{podSelector: {}, policyTypes: [Ingress]}"
    #expect(try !isOpen(kind, version, inbound, in: "a"))
  }
}
