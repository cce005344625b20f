import Testing

@testable import Rules

@Suite("Calico's selectors")
struct CalicoSelectorTests {
  private static let labels = ["app": "agent", "tier": "back-end", "a.b/c": "x"]

  @Test(
    "select by labels",
    arguments: [
      ("", true), ("all()", true), ("global()", false), ("has(app)", true), ("has( role )", false),
      ("!has(role)", true), ("! has(app)", false), ("app == 'agent'", true), ("app=='web'", false),
      ("app = \"agent\"", true), ("app != 'agent'", false), ("role != 'db'", true),
      ("app in {'web', 'agent'}", true), ("app in {}", false), ("role in {'db'}", false),
      ("app not in {'web'}", true), ("role not in {'db'}", true), ("app not in {'agent'}", false),
      ("tier contains 'k-e'", true), ("tier contains 'x'", false),
      ("tier starts with 'back'", true),
      ("tier starts with 'end'", false), ("tier ends with 'end'", true),
      ("tier ends with 'back'", false), ("role contains ''", false), ("a.b/c == 'x'", true),
      ("app == 'agent' && has(role)", false), ("app == 'web' || tier == 'back-end'", true),
      ("app == 'agent' || has(role) && has(x)", true),
      ("(app == 'agent' || has(role)) && has(x)", false), ("!(app == 'web' && has(tier))", true),
      ("has(tier)&&has(app)", true), ("!all()", false),
    ])
  func selects(text: String, expected: Bool) throws {
    let selector = try #require(CalicoSelector(text))
    let answer = selector.selects { Self.labels[$0].map { .value($0) } ?? .absent }
    #expect(answer.isYes == expected)
    #expect(answer.isNo == !expected)
  }

  @Test(
    "what cannot be read is none",
    arguments: [
      "app", "app ==", "app == agent", "app == 'agent", "has(app", "all", "some()", "(app == 'a'",
      "app == 'a' &&", "&& has(a)", "app in 'a'", "app not 'a'", "app starts 'a'", "has(a) has(b)",
      "app in {'a'",
      String(repeating: "(", count: 40) + "all()" + String(repeating: ")", count: 40),
      String(repeating: "!", count: 40) + "all()", String(repeating: " ", count: 5000),
    ])
  func invalid(text: String) {
    #expect(CalicoSelector(text) == nil)
  }

  @Test("a label that is not known leaves open what nothing else decides")
  func unknown() throws {
    func answer(_ text: String) throws -> PolicyAnswer {
      try #require(CalicoSelector(text)).selects { $0 == "x" ? .unknown(7) : .absent }
    }
    for text in ["has(x)", "x == 'a'", "!has(x)", "has(x) || has(a)", "has(x) && !has(a)"] {
      guard case .unknown(7) = try answer(text) else {
        Issue.record("\(text) is decided")
        continue
      }
    }
    #expect(try answer("has(x) && has(a)").isNo)
    #expect(try answer("has(x) || !has(a)").isYes)
  }
}

@Suite("network.EgressDenials: policies of Calico")
struct CalicoPoliciesTests {
  private static func global(_ name: String, _ spec: String) -> String {
    NetworkTrial.policy("GlobalNetworkPolicy", name, spec)
  }

  private static let denied = "denied: Calico's GlobalNetworkPolicy p"

  @Test(
    "select pods, in a direction",
    arguments: [
      ("{types: [Egress]}", denied), ("{types: [Ingress]}", "allowed"),
      ("{ingress: []}", "allowed"),
      ("{egress: [{action: Deny}]}", denied),
      ("{selector: \"app == 'agent'\", types: [Egress]}", denied),
      ("{selector: has(role), types: [Egress]}", "allowed"),
      ("{selector: \"projectcalico.org/namespace == 'a'\", types: [Egress]}", denied),
      ("{selector: \"projectcalico.org/orchestrator == 'k8s'\", types: [Egress]}", denied),
      ("{selector: \"projectcalico.org/serviceaccount == 'x'\", types: [Egress]}", "allowed"),
      ("{namespaceSelector: \"projectcalico.org/name == 'a'\", types: [Egress]}", denied),
      ("{namespaceSelector: \"kubernetes.io/metadata.name == 'b'\", types: [Egress]}", "allowed"),
      ("{namespaceSelector: global(), types: [Egress]}", "allowed"),
      ("{serviceAccountSelector: \"projectcalico.org/name == 'runner'\", types: [Egress]}", denied),
      (
        "{serviceAccountSelector: has(x), types: [Egress]}",
        "unknown: labels of ServiceAccounts are not judged"
      ),
      (
        "{selector: app, types: [Egress]}",
        "unknown: a selector of Calico's policies cannot be read"
      ),
      ("{types: [Egress], doNotTrack: true}", "allowed"),
      ("{types: [Egress], preDNAT: true}", "allowed"),
    ])
  func selection(spec: String, expected: String) throws {
    #expect(try NetworkTrial().outcome([Self.global("p", spec)]) == expected)
  }

  @Test(
    "rules",
    arguments: [
      (NetworkTrial.outside, "{action: Allow}", "allowed"),
      (NetworkTrial.outside, "{action: Log}", denied),
      (NetworkTrial.outside, "{action: Pass}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, protocol: TCP}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, protocol: 6}", "allowed"),
      (NetworkTrial.dns, "{action: Allow, protocol: TCP}", denied),
      (NetworkTrial.outside, "{action: Allow, notProtocol: TCP}", denied),
      (NetworkTrial.outside, "{action: Allow, ipVersion: 4}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, ipVersion: 6}", denied),
      (NetworkTrial.outside, "{action: Allow, destination: {ports: [80, '440:443']}}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, destination: {ports: ['444:500', 442]}}", denied),
      (NetworkTrial.dns, "{action: Allow, destination: {ports: [dns]}}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, destination: {notPorts: [443]}}", denied),
      (NetworkTrial.outside, "{action: Allow, destination: {nets: [203.0.113.0/24]}}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, destination: {nets: [10.0.0.0/8]}}", denied),
      (NetworkTrial.outside, "{action: Allow, destination: {nets: [203.0.113.10]}}", "allowed"),
      (
        NetworkTrial.outside, "{action: Allow, destination: {nets: [here]}}",
        "unknown: 'here' is not a network"
      ),
      (NetworkTrial.outside, "{action: Allow, destination: {notNets: [10.0.0.0/8]}}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, destination: {notNets: [203.0.0.0/8]}}", denied),
      (
        NetworkTrial.outside, "{action: Allow, destination: {domains: ['*.example.com']}}",
        "allowed"
      ),
      (NetworkTrial.outside, "{action: Allow, destination: {selector: all()}}", denied),
      (NetworkTrial.outside, "{action: Allow, destination: {notSelector: has(x)}}", "allowed"),
      (
        NetworkTrial.dns, "{action: Allow, destination: {selector: \"k8s-app == 'kube-dns'\"}}",
        "allowed"
      ),
      (NetworkTrial.dns, "{action: Allow, destination: {selector: has(x)}}", denied),
      (NetworkTrial.dns, "{action: Allow, destination: {notSelector: has(x)}}", "allowed"),
      (
        NetworkTrial.dns,
        "{action: Allow, "
          + "destination: {namespaceSelector: \"projectcalico.org/name == 'kube-system'\"}}",
        "allowed"
      ),
      (NetworkTrial.dns, "{action: Allow, destination: {namespaceSelector: has(x)}}", denied),
      (
        NetworkTrial.dns, "{action: Allow, destination: {serviceAccounts: {names: [x]}}}",
        "unknown: the ServiceAccount of a pod is not known"
      ),
      (
        NetworkTrial.outside, "{action: Allow, destination: {serviceAccounts: {names: [x]}}}",
        denied
      ),
      (
        NetworkTrial.api,
        "{action: Allow, destination: {services: {name: kubernetes, namespace: default}}}",
        "allowed"
      ),
      (
        NetworkTrial.outside, "{action: Allow, destination: {services: {name: a}}}",
        "unknown: Calico's policy p allows or denies by a Service"
      ),
      (NetworkTrial.outside, "{action: Allow, source: {selector: \"app == 'agent'\"}}", "allowed"),
      (NetworkTrial.outside, "{action: Allow, source: {selector: \"app == 'web'\"}}", denied),
      (
        NetworkTrial.outside, "{action: Allow, source: {serviceAccounts: {names: [runner]}}}",
        "allowed"
      ),
      (
        NetworkTrial.outside, "{action: Allow, source: {ports: [1]}}",
        "unknown: Calico's policy p asks for the port of the sender"
      ),
      (
        NetworkTrial.outside, "{action: Allow, source: {nets: [10.0.0.0/8]}}",
        "unknown: the address of a peer is not known"
      ),
      (
        NetworkTrial.outside, "{action: Allow, http: {methods: [GET]}}",
        "unknown: Calico's policy p has a rule that is not only for ports"
      ),
      (
        NetworkTrial.outside, "{action: Allow, destination: {colour: red}}",
        "unknown: Calico's policy p has a rule that is not fully read"
      ),
      (
        NetworkTrial.outside, "{action: Audit}",
        "unknown: Calico's policy p has an action that is not known"
      ),
    ])
  func rules(peer: String, rule: String, expected: String) throws {
    let policy = Self.global("p", "{types: [Egress], egress: [\(rule)]}")
    let outcome = try NetworkTrial(call: NetworkTrial.egress(peer)).outcome([policy])
    #expect(outcome == expected)
  }

  @Test("a selector without one for namespaces stays in the policy's namespace")
  func ownNamespace() throws {
    let spec = "{types: [Egress], egress: [{action: Allow, destination: {selector: all()}}]}"
    let policy = NetworkTrial.policy("CalicoNetworkPolicy", "p", spec)
    let dns = NetworkTrial(call: NetworkTrial.egress(NetworkTrial.dns))
    #expect(try dns.outcome([policy]) == "denied: Calico's NetworkPolicy p in a")
    #expect(try dns.outcome([Self.global("p", spec)]) == "allowed")
  }

  @Test("network sets may be meant by a selector")
  func networkSets() throws {
    let policy = Self.global(
      "p", "{types: [Egress], egress: [{action: Allow, destination: {selector: has(x)}}]}")
    let set = "{apiVersion: crd.projectcalico.org/v1, kind: GlobalNetworkSet, metadata: {name: s}}"
    #expect(
      try NetworkTrial().outcome([policy], objects: [set])
        == "unknown: whether Calico's globalnetworksets are meant is not judged")
    let evidence = NetworkTrial.evidence(partial: ["crd.projectcalico.org/networksets"])
    #expect(
      try NetworkTrial().outcome([policy], evidence: evidence)
        == NetworkTrial.partly("networksets.crd.projectcalico.org"))
  }

  @Test("are asked by their order, and namespaces' policies among them at 1000")
  func order() throws {
    let deny = Self.global("p", "{order: 20, egress: [{action: Deny}]}")
    let allow = Self.global("q", "{order: 10.5, egress: [{action: Allow}]}")
    #expect(try NetworkTrial().outcome([deny, allow]) == "allowed")
    let late = Self.global("q", "{egress: [{action: Allow}]}")
    #expect(try NetworkTrial().outcome([deny, late]) == Self.denied)
    #expect(try NetworkTrial().outcome([NetworkTrial.open, deny]) == Self.denied)
    let last = Self.global("p", "{order: 1001, egress: [{action: Deny}]}")
    #expect(try NetworkTrial().outcome([NetworkTrial.open, last]) == "allowed")
    #expect(try NetworkTrial().outcome([NetworkTrial.closed, late]) == "allowed")
    #expect(
      try NetworkTrial().outcome([NetworkTrial.closed]) == "denied: NetworkPolicy closed in a")
  }

  @Test("tiers")
  func tiers() throws {
    let tier = NetworkTrial.policy("Tier", "security", "{order: 100}")
    let passing = NetworkTrial.policy("Tier", "security", "{order: 100, defaultAction: Pass}")
    let late = NetworkTrial.policy("Tier", "security", "{order: 2000000}")
    let policy = Self.global("p", "{tier: security, types: [Egress]}")
    let other = Self.global("p", "{tier: security, types: [Egress], selector: has(x)}")
    let pass = Self.global("p", "{tier: security, egress: [{action: Pass}]}")
    let open = Self.global("open", "{egress: [{action: Allow}]}")
    for (policies, expected) in [
      ([tier, policy], Self.denied), ([passing, policy], "allowed"), ([tier, other], "allowed"),
      ([tier, policy, open], Self.denied), ([late, policy, open], "allowed"),
      ([tier, pass], "allowed"),
      ([policy], "unknown: there is no tier security of Calico"), ([other], "allowed"),
    ] {
      #expect(try NetworkTrial().outcome(policies) == expected)
    }
    let evidence = NetworkTrial.evidence(partial: ["crd.projectcalico.org/tiers"])
    #expect(
      try NetworkTrial().outcome([policy], evidence: evidence)
        == NetworkTrial.partly("tiers.crd.projectcalico.org"))
    let admin = NetworkTrial.policy(
      "AdminNetworkPolicy", "a",
      "{priority: 1, subject: {namespaces: {}}, "
        + "egress: [{action: Allow, to: [{networks: [0.0.0.0/0]}]}]}")
    #expect(try NetworkTrial().outcome([tier, policy, admin]) == Self.denied)
    #expect(try NetworkTrial().outcome([late, policy, admin]) == "allowed")
  }

  @Test("are read from either of their groups")
  func groups() throws {
    let policy = Self.global("p", "{types: [Egress]}").replacing(
      "crd.projectcalico.org/v1", with: "projectcalico.org/v3")
    let evidence = NetworkTrial.evidence(more: ["projectcalico.org/globalnetworkpolicies"])
    #expect(try NetworkTrial().outcome([policy], evidence: evidence) == Self.denied)
  }

  @Test("a group that is not served says nothing of one that was not collected")
  func groupsNotCollected() throws {
    for (group, plural) in [
      ("crd.projectcalico.org", "globalnetworkpolicies"), ("projectcalico.org", "networkpolicies"),
    ] {
      let evidence = NetworkTrial.evidence(partial: ["\(group)/\(plural)"])
      let outcome = try NetworkTrial().outcome([NetworkTrial.open], evidence: evidence)
      let namespace = plural == "networkpolicies" ? "a" : ""
      #expect(outcome == NetworkTrial.partly("\(plural).\(group)", in: namespace))
    }
  }
}
