import Documents
import Findings
import Foundation
import Snapshots
import Testing

@testable import RuleTesting
@testable import Rules

@Suite("admission.Refusals: policies of the cluster on objects that are not in it yet")
struct AdmissionFunctionsTests {
  /// A pack of one rule that tries the snapshot's policy `p`, by its binding `b`, on a pod.
  private static func verdict(
    _ policy: String, parameters: String = "", evidence: String = ""
  ) throws -> (verdict: Verdict?, text: String) {
    let folder = NSTemporaryDirectory() + "/importlint-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/policy", withIntermediateDirectories: true)
    let pack = "schema: 1\nname: trial\nversion: 0.1.0\n"
    try pack.write(toFile: folder + "/pack.yaml", atomically: true, encoding: .utf8)
    try rule.write(toFile: folder + "/policy/refused-pod.yaml", atomically: true, encoding: .utf8)
    let store = DocumentStore()
    let set = RuleSet.load(into: store, folders: [folder], withBuiltIn: false, toolVersion: "0.1.0")
    #expect(set.problems.map(\.message) == [])
    let reasons = ReasonTable()
    let example = store.read(
      SourceText(path: "s.yaml", text: snapshot(policy, parameters, evidence)))
    var description = ExampleSnapshot(store: store, reasons: reasons)
    let root = try #require(example.documents.first)
    let read = description.snapshot(DocumentValue(root, in: store))
    #expect(description.problems == [])
    let target = Target.make(from: nil, store: store, reasons: reasons)
    var options = Judge.Options()
    options.listsPasses = true
    let outcome = Judge(set).judge(read, target: target.value, options: options)
    guard let finding = outcome.findings.first else {
      return (outcome.rules.first?.passing.isEmpty == false ? .pass : nil, "")
    }
    let reason = finding.missing.map(\.text).joined(separator: "; ")
    return (finding.verdict, finding.verdict == .fail ? finding.message : reason)
  }

  private static let rule = """
    id: refused-pod
    title: A pod is refused
    severity: error
    area: policy
    why: A trial.
    fix: {text: None.}
    references: []
    subject: cluster
    variables:
      - name: refusals
        expression: |
          admission.Refusals(
            resource.Get('admissionregistration.k8s.io/v1', 'validatingadmissionpolicies', '', 'p'),
            resource.Get('admissionregistration.k8s.io/v1',
              'validatingadmissionpolicybindings', '', 'b'),
            {'apiVersion': 'v1', 'kind': 'Pod',
             'metadata': {'name': 'a', 'namespace': 'n', 'labels': {'app': 'web'}},
             'spec': {'containers': [{'name': 'c', 'image': 'web:1'}]}},
            {'apiVersion': 'v1', 'kind': 'Namespace',
             'metadata': {'name': 'n', 'labels': {'team': 'blue'}}})
    validations:
      - name: refused
        expression: size(variables.refusals) == 0
        messageExpression: variables.refusals.join('; ')
        message: It is refused.
    examples:
      - {name: it passes, expect: {pass: [cluster]}}
      - {name: it fails, expect: {fail: [{subject: cluster}]}}
    """

  private static func snapshot(
    _ policy: String, _ parameters: String, _ evidence: String
  ) -> String {
    """
    resources:
      - apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: p}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
          \(policy)
      - apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: b}
        spec: {policyName: p, validationActions: [Deny], \(bindingParameters(policy))}
    \(parameters)
    evidence: {\(evidence)}
    """
  }

  private static func bindingParameters(_ policy: String) -> String {
    policy.contains("paramKind")
      ? "paramRef: {namespace: default, selector: {}, parameterNotFoundAction: Allow}" : ""
  }

  @Test(
    "give the messages of what is refused, and none of what is let in",
    arguments: [
      (
        "validations: [{expression: \"has(object.spec.volumes)\", message: no volumes}]",
        "no volumes"
      ),
      ("validations: [{expression: \"object.metadata.labels.app == 'web'\"}]", nil),
      (
        "validations: [{expression: \"namespaceObject.metadata.labels.team == 'red'\", "
          + "messageExpression: \"'of ' + namespaceObject.metadata.labels.team\"}]", "of blue"
      ),
      (
        "validations: [{expression: \"false\"}]\n"
          + "      matchConditions: [{name: c, expression: \"object.metadata.name == 'b'\"}]", nil
      ),
    ])
  func refusals(policy: String, message: String?) throws {
    let outcome = try Self.verdict(policy)
    #expect(outcome.verdict == (message == nil ? .pass : .fail))
    #expect(outcome.text == message ?? "")
  }

  private static let parameterised = """
    paramKind: {apiVersion: v1, kind: ConfigMap}
          validations: [{expression: "params.data.app == object.metadata.labels.app", \
    messageExpression: "'asks for ' + params.data.app"}]
    """

  private static func maps(_ apps: [String]) -> String {
    apps.enumerated().map {
      "  - {apiVersion: v1, kind: ConfigMap, metadata: {name: m\($0.offset), namespace: default}, "
        + "data: {app: \($0.element)}}"
    }.joined(separator: "\n")
  }

  @Test("take the parameters from the snapshot")
  func parameters() throws {
    let letIn = try Self.verdict(Self.parameterised, parameters: Self.maps(["web"]))
    #expect(letIn.verdict == .pass)
    let refused = try Self.verdict(Self.parameterised, parameters: Self.maps(["web", "db"]))
    #expect(refused.verdict == .fail)
    #expect(refused.text.contains("asks for db"))
  }

  @Test("are unknown without the parameters, with too many, and where the user decides")
  func unknown() throws {
    let absent = try Self.verdict(Self.parameterised)
    #expect(absent.verdict == .unknown)
    #expect(absent.text.contains("configmaps"))
    let none = try Self.verdict(Self.parameterised, evidence: "v1/configmaps: complete")
    #expect(none.verdict == .pass)
    let many = try Self.verdict(
      Self.parameterised, parameters: Self.maps(Array(repeating: "web", count: 101)))
    #expect(many.verdict == .unknown)
    #expect(many.text.contains("too many parameters of kind ConfigMap"))
    let user = try Self.verdict("validations: [{expression: \"request.userInfo.username == 'a'\"}]")
    #expect(user.verdict == .unknown)
    #expect(user.text.contains("ValidatingAdmissionPolicy p lets the import in"))
  }
}
