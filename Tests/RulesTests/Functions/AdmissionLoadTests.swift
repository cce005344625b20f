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

  @Test("is no constraint of Gatekeeper where there are more of all kinds than can be tried")
  func constraints() throws {
    func constraints(_ count: Int) -> [String] {
      (0..<count).map {
        """
        {"apiVersion": "constraints.gatekeeper.sh/v1beta1", "kind": "K\($0 % 2)",
         "metadata": {"name": "c\($0)"}}
        """
      }
    }
    let limit = AdmissionLoad.limit
    for plural in ["k0s", "k1s"] {
      let type = ResourceType(group: "constraints.gatekeeper.sh", plural: plural)
      #expect(try Self.load(constraints(limit)).reason(forSubjectsOf: type) == nil)
      let reason = try Self.load(constraints(limit + 1)).reason(forSubjectsOf: type)
      #expect(reason?.text.hasPrefix("there are \(limit + 1) constraints of Gatekeeper") == true)
    }
  }

  @Test("is no CEL policy of Kyverno where there are more of all kinds than can be tried")
  func policiesInCEL() throws {
    func policies(_ count: Int) -> [String] {
      (0..<count).map {
        """
        {"apiVersion": "policies.kyverno.io/v1", "metadata": {"name": "p\($0)"},
         "kind": "\($0 % 2 == 0 ? "ValidatingPolicy" : "ImageValidatingPolicy")"}
        """
      }
    }
    let limit = AdmissionLoad.policyLimit
    for plural in ["validatingpolicies", "imagevalidatingpolicies"] {
      let type = ResourceType(group: "policies.kyverno.io", plural: plural)
      #expect(try Self.load(policies(limit)).reason(forSubjectsOf: type) == nil)
      let reason = try Self.load(policies(limit + 1)).reason(forSubjectsOf: type)
      #expect(reason?.text.hasPrefix("there are \(limit + 1) policies of Kyverno in CEL") == true)
    }
  }

  @Test("costs the less each, the more there is")
  func cost() throws {
    let (few, many) = (try Self.load(Self.bindings(1)), try Self.load(Self.bindings(500)))
    #expect(few.costOfTrial > 1_000_000)
    #expect(many.costOfTrial == few.costOfTrial / 500)
  }
}
