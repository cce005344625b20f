import Documents
import Snapshots
import Testing

@testable import Rules

@Suite("what is tried of a cluster's policies and webhooks")
struct AdmissionLoadTests {
  private static let group = "admissionregistration.k8s.io"

  private static func load(_ objects: [String]) throws -> AdmissionLoad {
    let store = DocumentStore()
    var builder = SnapshotBuilder(store: store, reasons: ReasonTable())
    for object in objects {
      let read = store.read(SourceText(path: "s.json", text: object))
      #expect(try builder.add(resource: #require(read.documents.first)))
    }
    return AdmissionLoad(builder.finish())
  }

  private static func bindings(_ count: Int) -> [String] {
    (0..<count).map {
      """
      {"apiVersion": "\(group)/v1", "kind": "ValidatingAdmissionPolicyBinding",
       "metadata": {"name": "b\($0)"}}
      """
    }
  }

  private static func webhooks(_ count: Int) -> String {
    let all = (0..<count).map { #"{"name": "w\#($0).example.com"}"# }.joined(separator: ", ")
    return """
      {"apiVersion": "\(group)/v1", "kind": "MutatingWebhookConfiguration",
       "metadata": {"name": "c"}, "webhooks": [\(all)]}
      """
  }

  private static func kyverno(_ count: Int) -> String {
    let all = (0..<count).map { #"{"name": "r\#($0)"}"# }.joined(separator: ", ")
    return """
      {"apiVersion": "kyverno.io/v1", "kind": "ClusterPolicy", "metadata": {"name": "p"},
       "spec": {"rules": [\(all)]}}
      """
  }

  @Test("is everything up to the limit, and nothing beyond it")
  func limits() throws {
    let limit = AdmissionLoad.kubernetesLimit
    let most = try Self.load(
      Self.bindings(limit - 7) + [Self.webhooks(7), Self.kyverno(AdmissionLoad.limit)])
    #expect(most.reason == nil)
    #expect(most.kyvernoReason == nil)
    let more = try Self.load(Self.bindings(limit - 7) + [Self.webhooks(8)])
    #expect(more.reason?.text.hasPrefix("there are \(limit + 1) admission webhooks") == true)
    #expect(more.kyvernoReason == nil)
    for plural in ["mutatingwebhookconfigurations", "validatingadmissionpolicybindings"] {
      let type = ResourceType(group: Self.group, plural: plural)
      #expect(more.reason(forSubjectsOf: type) != nil)
    }
    let rules = try Self.load([Self.kyverno(AdmissionLoad.limit + 1)])
    #expect(rules.reason == nil)
    #expect(rules.kyvernoReason?.text.hasPrefix("there are 1001 rules of Kyverno") == true)
  }

  /// A policy of as many bytes, all but a few of which are in an expression.
  private static func policy(_ bytes: Int) -> String {
    """
    {"apiVersion": "\(group)/v1", "kind": "ValidatingAdmissionPolicy", "metadata": {"name": "v"},
     "spec": {"validations": [{"expression": "\(String(repeating: "!", count: bytes))true"}]}}
    """
  }

  @Test("is nothing where policies and webhooks hold more bytes than can be tried")
  func sizes() throws {
    let limit = AdmissionLoad.sizeLimit
    #expect(try Self.load([Self.policy(limit - 100)]).reason == nil)
    let large = try Self.load([Self.policy(limit)])
    let most = "bytes, and none is tried where they hold more than \(limit)"
    #expect(
      large.reason?.text.hasPrefix("admission webhooks, admission policies and their") == true)
    #expect(large.reason?.text.hasSuffix(most) == true)
    #expect(large.kyvernoReason == nil)
    // A certificate is not read for a trial.
    let certificate = String(repeating: "A", count: limit)
    let webhook = """
      {"apiVersion": "\(Self.group)/v1", "kind": "MutatingWebhookConfiguration",
       "metadata": {"name": "c"}, "webhooks": [{"clientConfig": {"caBundle": "\(certificate)"}}]}
      """
    #expect(try Self.load([webhook]).reason == nil)
    // Anything else of that name counts.
    let kyverno = """
      {"apiVersion": "kyverno.io/v1", "kind": "ClusterPolicy", "metadata": {"name": "k"},
       "spec": {"clientConfig": {"caBundle": "\(certificate)"}}}
      """
    #expect(try Self.load([kyverno]).kyvernoReason?.text.hasSuffix(most) == true)
  }

  /// Types whose objects count together.
  private func expectLimit(
    _ limit: Int, onAllOf kinds: [(plural: String, kind: String)], in group: String,
    _ what: String
  ) throws {
    func objects(_ count: Int) -> [String] {
      (0..<count).map {
        """
        {"apiVersion": "\(group)/v1", "kind": "\(kinds[$0 % kinds.count].kind)",
         "metadata": {"name": "p\($0)"}}
        """
      }
    }
    let (most, more) = (try Self.load(objects(limit)), try Self.load(objects(limit + 1)))
    for (plural, _) in kinds {
      let type = ResourceType(group: group, plural: plural)
      #expect(most.reason(forSubjectsOf: type) == nil)
      let reason = more.reason(forSubjectsOf: type)
      #expect(reason?.text.hasPrefix("there are \(limit + 1) \(what)") == true)
    }
  }

  @Test("is no constraint of Gatekeeper where there are more of all kinds than can be tried")
  func constraints() throws {
    try expectLimit(
      AdmissionLoad.limit, onAllOf: [("k0s", "K0"), ("k1s", "K1")],
      in: "constraints.gatekeeper.sh", "constraints of Gatekeeper")
  }

  @Test("is no CEL policy of Kyverno where there are more of all kinds than can be tried")
  func policiesInCEL() throws {
    try expectLimit(
      AdmissionLoad.policyLimit,
      onAllOf: [
        ("validatingpolicies", "ValidatingPolicy"),
        ("imagevalidatingpolicies", "ImageValidatingPolicy"),
      ], in: "policies.kyverno.io", "policies of Kyverno in CEL")
  }

  @Test("costs the less each, the more there is")
  func cost() throws {
    let (few, many) = (try Self.load(Self.bindings(1)), try Self.load(Self.bindings(500)))
    #expect(few.costOfTrial > 1_000_000)
    #expect(many.costOfTrial == few.costOfTrial / 500)
  }
}
