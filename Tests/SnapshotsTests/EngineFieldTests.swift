import Documents
import Findings
import Testing

@testable import Snapshots

/// Policies whose engine would read them otherwise than they stand there.
@Suite("fields of policy engines' types")
struct EngineFieldTests {
  private static let kyverno = """
    apiVersion: kyverno.io/v1
    kind: ClusterPolicy
    metadata: {name: a, creationTimestamp: "2025-06-01T08:00:00Z", uid: a, resourceVersion: "1"}
    spec:
      validationFailureAction: Enforce
      rules:
      - name: a
        match: {any: [{resources: {kinds: [Pod], selector: {matchLabels: {a: b}}}}]}
        preconditions: {all: [{key: a, operator: Equals, value: [1]}]}
        validate: {message: a, pattern: {spec: {whatever: {it: "?*"}}}}

    """
  private static let constraint = """
    apiVersion: constraints.gatekeeper.sh/v1beta1
    kind: RequiredLabels
    metadata: {name: a, creationTimestamp: "2025-06-01T08:00:00Z", uid: a, resourceVersion: "1"}
    spec:
      enforcementAction: deny
      match: {kinds: [{apiGroups: [""], kinds: [Pod]}], excludedNamespaces: [a]}
      parameters: {labels: [a], x: null}

    """
  private static let policy = """
    apiVersion: policies.kyverno.io/v1
    kind: ValidatingPolicy
    metadata: {name: a, creationTimestamp: "2025-06-01T08:00:00Z", uid: a, resourceVersion: "1"}
    spec:
      validationActions: [Deny]
      matchConstraints: {resourceRules: [{apiGroups: [""], operations: [CREATE]}]}
      validations: [{expression: "true"}]

    """
  private static let binding = """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: a, creationTimestamp: "2025-06-01T08:00:00Z", uid: a, resourceVersion: "1"}
    spec: {policyName: a, validationActions: [Deny]}

    """

  private func problems(_ text: String) -> [String] {
    TemporaryFolder(["policy.yaml": text]).read().problems.map { "\($0.code) \($0.severity)" }
  }

  @Test(
    "nothing is said of policies as they are", arguments: [kyverno, constraint, policy, binding])
  func whole(text: String) {
    #expect(problems(text) == [])
  }

  @Test(
    "what the API server would have refused is said, and counts for nothing",
    arguments: [
      (kyverno, "rules:", "ruules:", "misspelt-field error"),
      (kyverno, "rules:", "Rules:", "misspelt-field error"),
      (kyverno, "validate:", "valiidate:", "misspelt-field error"),
      (kyverno, "match:", "matcch:", "misspelt-field error"),
      (kyverno, "kinds: [Pod]", "kind: [Pod]", "misspelt-field error"),
      (
        kyverno, "validationFailureAction: Enforce", "validationFailureAction: null",
        "unfit-value warning"
      ),
      (kyverno, "Action: Enforce", "Action: Enfoorce", "misspelt-value error"),
      (kyverno, "Action: Enforce", "Action: Refuse", "unknown-value warning"),
      (kyverno, "Action: Enforce", "Action: \"\"", "unknown-value warning"),
      (kyverno, "  - name: a\n", "  - null\n  - name: a\n", "unfit-value warning"),
      (
        kyverno, "{any: [{resources: {kinds: [Pod], selector: {matchLabels: {a: b}}}}]}", "Pod",
        "unfit-value warning"
      ),
      (constraint, "Action: deny", "Action: denny", "misspelt-value error"),
      (constraint, "Action: deny", "Action: null", "unfit-value warning"),
      (constraint, "Action: deny", "Action: \"\"", "unknown-value warning"),
      (constraint, "excludedNamespaces", "excludedNamespace", "misspelt-field error"),
      (policy, "[Deny]", "[Denny]", "misspelt-value error"),
      (policy, "[Deny]", "null", "unfit-value warning"),
      (policy, "[Deny]", "[[Deny]]", "unfit-value error"),
      (binding, "[Deny]", "[\"\"]", "unknown-value warning"),
      (binding, "{policyName: a, validationActions: [Deny]}", "null", "unfit-value warning"),
    ])
  func damaged(text: String, old: String, new: String, problem: String) {
    #expect(problems(text.replacing(old, with: new)) == [problem])
  }

  @Test("what a definition lacks is not said of Kubernetes")
  func knower() {
    let text = Self.kyverno.replacing("rules:", with: "ruules:")
    let problems = TemporaryFolder(["policy.yaml": text]).read().problems
    #expect(
      problems.map(\.message) == [
        "spec.ruules of this ClusterPolicy is a field that its definition does not know; did you "
          + "mean \"rules\"?"
      ])
  }
}
