import Documents
import Snapshots
import Testing

@testable import RuleTesting
@testable import Rules

/// One question to the policies of a small cluster.
struct NetworkTrial {
  /// What the policies are asked: an expression over `agent`'s namespace `a` and its peers.
  var call = NetworkTrial.egress(NetworkTrial.outside)

  static let agent = "{'namespace': 'a', 'labels': {'app': 'agent'}, 'serviceAccount': 'runner'}"
  static let outside =
    "{'host': 'rancher.example.com', 'addresses': ['203.0.113.10'], 'ports': [443]}"
  static let api = "{'isAPIServer': true, 'addresses': ['10.10.0.11'], 'ports': [6443]}"
  static let dns = """
    {'namespace': 'kube-system', 'labels': {'k8s-app': 'kube-dns'}, 'addresses': ['10.42.0.7'], \
    'ports': [53], 'portNames': ['dns'], 'protocol': 'UDP', 'lookups': ['rancher.example.com']}
    """

  static func egress(_ peer: String) -> String { "network.EgressDenials(\(agent), \(peer))" }
  static func ingress(_ peer: String) -> String { "network.IngressDenials(\(agent), \(peer))" }

  /// A policy as one line of YAML.
  static func policy(_ kind: String, _ name: String, _ spec: String) -> String {
    let versions = [
      "NetworkPolicy": "networking.k8s.io/v1", "AdminNetworkPolicy": "\(group)/v1alpha1",
      "BaselineAdminNetworkPolicy": "\(group)/v1alpha1",
      "ClusterNetworkPolicy": "\(group)/v1alpha2",
      "GlobalNetworkPolicy": "crd.projectcalico.org/v1", "Tier": "crd.projectcalico.org/v1",
      "CiliumNetworkPolicy": "cilium.io/v2", "CiliumClusterwideNetworkPolicy": "cilium.io/v2",
    ]
    let isCalico = kind == "CalicoNetworkPolicy"
    let version = isCalico ? "crd.projectcalico.org/v1" : versions[kind] ?? ""
    let isNamespaced = ["NetworkPolicy", "CiliumNetworkPolicy"].contains(kind) || isCalico
    return "{apiVersion: \(version), kind: \(isCalico ? "NetworkPolicy" : kind), "
      + "metadata: {name: \(name)\(isNamespaced ? ", namespace: a" : "")}, spec: \(spec)}"
  }

  private static let group = "policy.networking.k8s.io"

  /// `allowed`, `denied: …` with the names of policies, or `unknown: …` with the reason.
  func outcome(
    _ policies: [String], objects: [String] = [], evidence: String = NetworkTrial.complete
  ) throws -> String {
    let store = DocumentStore()
    let reasons = ReasonTable()
    let lines = (policies + objects).map { "  - \($0)\n" }.joined()
    let text = "resources:\n\(lines)\(evidence)\n"
    let root = try #require(store.read(SourceText(path: "s.yaml", text: text)).documents.first)
    var description = ExampleSnapshot(store: store, reasons: reasons)
    let snapshot = description.snapshot(DocumentValue(root, in: store))
    #expect(description.problems == [])
    let set = RuleSet.load(into: store, folders: [], withBuiltIn: false, toolVersion: "0.1.0")
    let query = ExpressionQuery(text: "\(call).map(d, d.name).join(', ')")
    let target = Target.make(from: nil, store: store, reasons: reasons)
    let options = Judge.Options()
    let answer = Judge(set).answer(query, in: snapshot, target: target.value, options: options)
    switch answer.answer {
    case .value(let text, _):
      let names = text.replacing("\"", with: "")
      return names.isEmpty ? "allowed" : "denied: \(names)"
    case .unknown(let missing): return "unknown: \(missing.map(\.text).joined(separator: "; "))"
    case .error(let text, _), .invalid(let text), .noSubject(let text): return "error: \(text)"
    }
  }

  /// A policy that allows all egress, and one that allows none.
  static let open = policy("NetworkPolicy", "open", "{podSelector: {}, egress: [{}]}")
  static let closed = policy("NetworkPolicy", "closed", "{podSelector: {}, policyTypes: [Egress]}")

  /// The node on which the API server of `api` runs.
  static let node = """
    {apiVersion: v1, kind: Node, metadata: {name: cp-1, labels: {role: cp}}, \
    status: {addresses: [{type: InternalIP, address: 10.10.0.11}]}}
    """

  // MARK: Evidence

  /// What was collected whole. By the resource definitions no other type is served.
  private static let collected = [
    "v1/namespaces", "v1/nodes", "apiextensions.k8s.io/customresourcedefinitions",
    "networking.k8s.io/networkpolicies", "\(group)/adminnetworkpolicies",
    "\(group)/baselineadminnetworkpolicies", "\(group)/clusternetworkpolicies",
    "crd.projectcalico.org/networkpolicies", "crd.projectcalico.org/globalnetworkpolicies",
    "crd.projectcalico.org/tiers", "crd.projectcalico.org/networksets",
    "crd.projectcalico.org/globalnetworksets", "crd.projectcalico.org/hostendpoints",
  ]

  /// Nothing but the policies and objects of the trial is in the cluster.
  static let complete = evidence()

  /// - Parameters:
  ///   - partial: types of which there may be more than was collected.
  ///   - more: types that were collected besides.
  static func evidence(partial: [String] = [], more: [String] = []) -> String {
    let whole = (collected + more).filter { !partial.contains($0) }
    let lines = whole.map { "\($0): complete" } + partial.map { "\($0): {state: partial}" }
    return "evidence:\n" + lines.map { "  \($0)\n" }.joined()
  }

  /// What is said of a type of which only a part was collected.
  static func partly(_ type: String, in namespace: String = "") -> String {
    let place = namespace.isEmpty ? "" : " in namespace \(namespace)"
    return "unknown: \(type)\(place) were not all exported: only some namespaces were exported"
  }
}
