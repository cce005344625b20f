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

  private static func object(_ group: String, _ kind: String, _ name: String) -> String {
    let namespace = name.hasSuffix(" in a") ? ", namespace: a" : ""
    return
      "{apiVersion: \(group)/v1, kind: \(kind), metadata: {name: default\(namespace)}, spec: {}}"
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
    let objects = ["p", "q", "r"].map {
      "{apiVersion: crd.antrea.io/v1beta1, kind: ClusterNetworkPolicy, metadata: {name: \($0)}}"
    }
    let evidence = NetworkTrial.evidence(more: ["crd.antrea.io/clusternetworkpolicies"])
    #expect(
      try NetworkTrial().outcome([], objects: objects, evidence: evidence)
        == "unknown: ClusterNetworkPolicy p (crd.antrea.io) is not judged, nor are 2 more")
  }
}
