import Testing

@Suite("network.EgressDenials: policies of Cilium")
struct CiliumPoliciesTests {
  private static func policy(_ spec: String) -> String {
    NetworkTrial.policy("CiliumNetworkPolicy", "p", "{endpointSelector: {}, \(spec)}")
  }

  private static let denied = "denied: CiliumNetworkPolicy p in a"
  private static let ofNodes =
    "unknown: Cilium's policy p allows or denies networks, and whether nodes are meant is a "
    + "setting of Cilium (policyCIDRMatchMode)"
  private static let unseen =
    "unknown: Cilium's policy p allows a name, and no policy lets Cilium see what it resolves to"

  @Test(
    "isolate what they select, unless they say otherwise",
    arguments: [
      ("egress: [{}]", denied), ("egress: []", "allowed"), ("ingress: [{}]", "allowed"),
      ("egressDeny: [{toEntities: [host]}]", denied),
      ("enableDefaultDeny: {egress: false}, egress: [{}]", "allowed"),
      ("enableDefaultDeny: {egress: false}, egressDeny: [{toEntities: [world]}]", denied),
      ("enableDefaultDeny: {ingress: false}, egress: [{}]", denied),
    ])
  func isolation(spec: String, expected: String) throws {
    #expect(try NetworkTrial().outcome([Self.policy(spec)]) == expected)
  }

  @Test(
    "select pods by labels with their sources",
    arguments: [
      ("{matchLabels: {app: agent}}", true), ("{matchLabels: {'k8s:app': agent}}", true),
      ("{matchLabels: {'any:app': web}}", false),
      ("{matchLabels: {'k8s:io.kubernetes.pod.namespace': a}}", true),
      ("{matchLabels: {'io.cilium.k8s.policy.serviceaccount': runner}}", true),
      ("{matchLabels: {'io.cilium.k8s.policy.serviceaccount': other}}", false),
      (
        "{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name': b}}",
        false
      ),
      ("{matchExpressions: [{key: 'any:app', operator: In, values: [agent]}]}", true),
      ("{matchExpressions: [{key: app, operator: NotIn, values: [agent]}]}", false),
      ("{matchExpressions: [{key: role, operator: DoesNotExist}]}", true),
    ])
  func selection(selector: String, isSelected: Bool) throws {
    let policy = NetworkTrial.policy(
      "CiliumClusterwideNetworkPolicy", "p", "{endpointSelector: \(selector), egress: [{}]}")
    let expected = isSelected ? "denied: CiliumClusterwideNetworkPolicy p" : "allowed"
    #expect(try NetworkTrial().outcome([policy]) == expected)
  }

  @Test("policies of nodes select no pods, and several specs are several policies")
  func specs() throws {
    let nodes = NetworkTrial.policy(
      "CiliumClusterwideNetworkPolicy", "p", "{nodeSelector: {}, egress: [{}]}")
    #expect(try NetworkTrial().outcome([nodes]) == "allowed")
    let several = NetworkTrial.policy("CiliumNetworkPolicy", "p", "{}").replacing(
      "spec: {}",
      with: "specs: [{endpointSelector: {}, egress: [{}]}, "
        + "{endpointSelector: {}, egress: [{toEntities: [world]}]}]")
    #expect(try NetworkTrial().outcome([several]) == "allowed")
    let dns = NetworkTrial(call: NetworkTrial.egress(NetworkTrial.dns))
    #expect(try dns.outcome([several]).hasPrefix(Self.denied))
  }

  @Test(
    "peers",
    arguments: [
      (NetworkTrial.outside, "toEntities: [all]", "allowed"),
      (NetworkTrial.outside, "toEntities: [world]", "allowed"),
      (NetworkTrial.outside, "toEntities: [world-ipv4]", "allowed"),
      (NetworkTrial.outside, "toEntities: [world-ipv6]", denied),
      (NetworkTrial.outside, "toEntities: [cluster, host]", denied),
      (NetworkTrial.dns, "toEntities: [cluster]", "allowed"),
      (NetworkTrial.dns, "toEntities: [world]", denied),
      (NetworkTrial.api, "toEntities: [kube-apiserver]", "allowed"),
      (NetworkTrial.api, "toEntities: [cluster]", "allowed"),
      (NetworkTrial.api, "toEntities: [host, remote-node]", "allowed"),
      (
        NetworkTrial.api, "toEntities: [remote-node]",
        "unknown: Cilium's policy p names an entity that the API server may belong to"
      ),
      (
        NetworkTrial.api, "toEntities: [host]",
        "unknown: Cilium's policy p names an entity that the API server may belong to"
      ),
      (NetworkTrial.api, "toEntities: [world, health]", denied),
      (NetworkTrial.dns, "toEndpoints: [{}]", denied),
      (
        NetworkTrial.dns,
        "toEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': kube-system}}]", "allowed"
      ),
      (
        NetworkTrial.dns,
        "toEndpoints: [{matchExpressions: [{key: io.kubernetes.pod.namespace, operator: Exists}]}]",
        "allowed"
      ),
      (
        NetworkTrial.dns,
        "toEndpoints: [{matchLabels: {io.kubernetes.pod.namespace: kube-system, k8s-app: a}}]",
        denied
      ),
      (NetworkTrial.outside, "toEndpoints: [{}]", denied),
      (NetworkTrial.outside, "toEndpoints: [{matchLabels: {'reserved:world': ''}}]", "allowed"),
      (NetworkTrial.outside, "toEndpoints: []", denied),
      (NetworkTrial.outside, "toCIDR: [203.0.113.0/24]", "allowed"),
      (NetworkTrial.outside, "toCIDR: [10.0.0.0/8]", denied),
      (NetworkTrial.dns, "toCIDR: [0.0.0.0/0]", denied),
      (NetworkTrial.api, "toCIDR: [10.0.0.0/8]", ofNodes),
      (NetworkTrial.outside, "toCIDRSet: [{cidr: 203.0.0.0/8}]", "allowed"),
      (
        NetworkTrial.outside, "toCIDRSet: [{cidr: 203.0.0.0/8, except: [203.0.113.0/24]}]", denied
      ),
      (
        NetworkTrial.outside, "toCIDRSet: [{cidrGroupRef: g}]",
        "unknown: Cilium's policy p allows or denies by a group of networks"
      ),
      (NetworkTrial.outside, "toFQDNs: [{matchName: rancher.example.com}]", unseen),
      (NetworkTrial.outside, "toFQDNs: [{matchName: example.com}]", denied),
      (NetworkTrial.dns, "toFQDNs: [{matchPattern: '*'}]", denied),
      (
        NetworkTrial.outside, "toServices: [{}]",
        "unknown: Cilium's policy p allows or denies by toServices"
      ),
      (NetworkTrial.outside, "toRequires: [{}]", "unknown: Cilium's policy p has requirements"),
      (
        NetworkTrial.outside, "colour: red",
        "unknown: Cilium's policy p has a rule that is not fully read"
      ),
      (NetworkTrial.outside, "icmps: [{}]", denied),
    ])
  func peers(peer: String, rule: String, expected: String) throws {
    let outcome = try NetworkTrial(call: NetworkTrial.egress(peer))
      .outcome([Self.policy("egress: [{\(rule)}]")], objects: [NetworkTrial.node])
    #expect(outcome == expected)
  }

  @Test(
    "an API server that is not a node",
    arguments: [
      ("toCIDR: [10.0.0.0/8]", "allowed"), ("toEntities: [remote-node]", denied),
      (
        "toEntities: [world]",
        "unknown: Cilium's policy p names an entity that the API server may belong to"
      ),
      (
        "toEntities: [cluster]",
        "unknown: Cilium's policy p names an entity that the API server may belong to"
      ),
    ])
  func hostedAPI(rule: String, expected: String) throws {
    let outcome = try NetworkTrial(call: NetworkTrial.egress(NetworkTrial.api))
      .outcome([Self.policy("egress: [{\(rule)}]")])
    #expect(outcome == expected)
  }

  @Test(
    "ports",
    arguments: [
      ("[{port: \"443\"}]", "allowed"), ("[{port: \"443\", protocol: TCP}]", "allowed"),
      ("[{port: \"443\", protocol: UDP}]", denied), ("[{port: \"0\", protocol: ANY}]", "allowed"),
      ("[{port: \"400\", endPort: 443}]", "allowed"), ("[{port: \"400\", endPort: 442}]", denied),
      ("[{port: \"443\", endPort: 0}]", "allowed"), ("[{port: https}]", denied), ("[]", denied),
      (
        "[{port: \"443\"}], rules: {http: [{method: GET}]}",
        "unknown: a policy of Cilium restricts connections by http"
      ),
      ("[{port: \"443\"}], rules: {http: []}", "allowed"),
      ("[{port: \"443\"}], serverNames: [rancher.example.com]", "allowed"),
      ("[{port: \"443\"}], serverNames: [example.com]", denied),
    ])
  func ports(ports: String, expected: String) throws {
    let rule = "egress: [{toEntities: [all], toPorts: [{ports: \(ports)}]}]"
    #expect(try NetworkTrial().outcome([Self.policy(rule)]) == expected)
    // Without peers it is for all of them.
    let bare = "egress: [{toPorts: [{ports: \(ports)}]}]"
    #expect(try NetworkTrial().outcome([Self.policy(bare)]) == expected)
  }

  @Test("an empty list of ports is not a condition, and a rule without conditions is for nothing")
  func noPorts() throws {
    for (rule, expected) in [
      ("{toEntities: [world], toPorts: []}", "allowed"), ("{toPorts: []}", Self.denied),
      ("{toEntities: [world], icmps: []}", "allowed"), ("{icmps: [], toPorts: []}", Self.denied),
    ] {
      #expect(try NetworkTrial().outcome([Self.policy("egress: [\(rule)]")]) == expected)
    }
    let deny = Self.policy("egressDeny: [{toEntities: [world], toPorts: []}]")
    #expect(try NetworkTrial().outcome([deny, NetworkTrial.open]) == Self.denied)
  }

  @Test(
    "rules for DNS, and the names that Cilium learns by them",
    arguments: [
      ("{matchPattern: '*'}", "allowed"), ("{matchName: rancher.example.com}", "allowed"),
      ("{matchPattern: '*.example.com'}", "allowed"), ("{matchPattern: '*.com'}", denied),
      ("{matchPattern: 'r*r.example.com'}", "allowed"), ("{matchPattern: '**.com'}", "allowed"),
      ("{matchPattern: '**.org'}", denied), ("{matchName: example.com}", denied),
    ])
  func names(rule: String, expected: String) throws {
    let policy = Self.policy(
      "egress: [{toEntities: [cluster], "
        + "toPorts: [{ports: [{port: \"53\"}], rules: {dns: [\(rule)]}}]}, {toFQDNs: [\(rule)]}]")
    let dns = NetworkTrial(call: NetworkTrial.egress(NetworkTrial.dns))
    #expect(try dns.outcome([policy]) == expected)
    #expect(try NetworkTrial().outcome([policy]) == expected)
    let silent = NetworkTrial.dns.replacing(", 'lookups': ['rancher.example.com']", with: "")
    let other = try NetworkTrial(call: NetworkTrial.egress(silent)).outcome([policy])
    let unknown =
      "unknown: a policy of Cilium restricts connections by the names that are asked for"
    #expect(other == (rule.contains("'*'") ? "allowed" : unknown))
  }

  @Test("Cilium learns names by rules for DNS of the pod itself, not by those of others")
  func namesOfOthers() throws {
    let names = Self.policy("egress: [{toFQDNs: [{matchName: rancher.example.com}]}]")
    let asks =
      "egress: [{toEntities: [cluster], "
      + "toPorts: [{ports: [{port: \"53\"}], rules: {dns: [{matchPattern: '*'}]}}]}]"
    let others = NetworkTrial.policy(
      "CiliumNetworkPolicy", "others", "{endpointSelector: {matchLabels: {app: web}}, \(asks)}")
    let nodes = NetworkTrial.policy(
      "CiliumClusterwideNetworkPolicy", "nodes", "{nodeSelector: {}, \(asks)}")
    let own = NetworkTrial.policy(
      "CiliumNetworkPolicy", "own", "{endpointSelector: {matchLabels: {app: agent}}, \(asks)}")
    #expect(try NetworkTrial().outcome([names, others, nodes]) == Self.unseen)
    #expect(try NetworkTrial().outcome([names, own]) == "allowed")
  }

  @Test("denials come before all that allows, policies of Kubernetes are of their union")
  func union() throws {
    let deny = Self.policy("egress: [{toEntities: [all]}], egressDeny: [{toEntities: [world]}]")
    #expect(try NetworkTrial().outcome([deny]) == Self.denied)
    #expect(try NetworkTrial().outcome([deny, NetworkTrial.open]) == Self.denied)
    let all = Self.policy("egress: [{toEntities: [all]}]")
    #expect(try NetworkTrial().outcome([NetworkTrial.closed, all]) == "allowed")
    #expect(
      try NetworkTrial().outcome([Self.policy("egress: [{}]"), NetworkTrial.open]) == "allowed")
    let nothing = Self.policy("enableDefaultDeny: {egress: false}, egressDeny: [{}]")
    #expect(try NetworkTrial().outcome([nothing]) == "allowed")
  }

  @Test("of a cluster with Calico too, both must let through")
  func both() throws {
    let all = Self.policy("egress: [{toEntities: [all]}]")
    let calico = NetworkTrial.policy("GlobalNetworkPolicy", "c", "{types: [Egress]}")
    #expect(try NetworkTrial().outcome([all, calico]) == "denied: Calico's GlobalNetworkPolicy c")
    let open = NetworkTrial.policy("GlobalNetworkPolicy", "c", "{egress: [{action: Allow}]}")
    #expect(try NetworkTrial().outcome([all, open]) == "allowed")
  }

  @Test("let into a pod whom they name")
  func ingress() throws {
    let peer = "{'isAPIServer': true, 'addresses': ['10.10.0.11'], 'ports': [9443]}"
    let trial = NetworkTrial(call: NetworkTrial.ingress(peer))
    for (rule, expected) in [
      ("{fromEntities: [kube-apiserver]}", "allowed"), ("{fromEndpoints: [{}]}", Self.denied),
      ("{fromEntities: [host, remote-node], toPorts: [{ports: [{port: \"9443\"}]}]}", "allowed"),
      ("{fromEntities: [host, remote-node], toPorts: [{ports: [{port: \"443\"}]}]}", Self.denied),
      ("{toPorts: [{ports: [{port: \"9443\"}]}]}", "allowed"),
    ] {
      let policy = Self.policy("ingress: [\(rule)]")
      #expect(try trial.outcome([policy], objects: [NetworkTrial.node]) == expected)
    }
  }
}
