import Documents
import Rules

/// A policy, what goes with it, and an object, as YAML.
struct PolicyText {
  var spec = ""
  /// What a rule matches, beside the operations.
  var rule = "apiGroups: [apps], apiVersions: [v1], resources: [deployments]"
  var operations = "[CREATE]"
  /// More of `matchConstraints`, in flow style: `, objectSelector: …`.
  var constraints = ""
  /// `spec` of a binding without its policy's name; nil for none.
  var binding: String?
  var parameters: [String] = []
  var object = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec: {replicas: 3}
    """
  var namespace: String?

  var policy: String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: p}
    spec:
      matchConstraints: {resourceRules: [{\(rule), operations: \(operations)}]\(constraints)}
    \(indented(spec))
    """
  }

  /// What becomes of the object.
  func run() -> PolicyTrial.Outcome {
    var texts = [policy]
    if let binding {
      texts.append(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: b}
        spec:
          policyName: p
        \(indented(binding))
        """)
    }
    let sources = (texts + parameters).enumerated().map {
      SourceText(path: "policy-\($0.offset).yaml", text: $0.element)
    }
    return PolicyTrial(
      policies: sources, object: SourceText(path: "object.yaml", text: object),
      namespace: namespace.map { SourceText(path: "namespace.yaml", text: $0) }
    ).run()
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      .joined(separator: "\n")
  }

  /// A policy with one validation.
  static func validating(_ expression: String, more: String = "") -> PolicyText {
    PolicyText(spec: "validations:\n- expression: |-\n    \(expression)\n\(more)")
  }
}
