import Findings
import Rules
import Testing

@Suite("ValidatingAdmissionPolicies: what they match, bindings and parameters")
struct PolicyMatchingTests {
  /// A policy that denies whatever it matches.
  private var denying: PolicyText { .validating("object.spec.replicas < 3") }

  @Test(
    "resource rules",
    arguments: [
      ("apiGroups: ['*'], apiVersions: ['*'], resources: ['*']", true),
      ("apiGroups: [apps], apiVersions: [v1], resources: ['*/*']", true),
      ("apiGroups: [apps], apiVersions: [v1], resources: ['deployments/*']", true),
      ("apiGroups: [apps], apiVersions: [v1], resources: [deployments/scale]", false),
      ("apiGroups: [apps], apiVersions: [v1beta1], resources: [deployments]", false),
      ("apiGroups: [''], apiVersions: [v1], resources: [deployments]", false),
      ("apiGroups: [apps], apiVersions: [v1], resources: [deployments], scope: Namespaced", true),
      ("apiGroups: [apps], apiVersions: [v1], resources: [deployments], scope: Cluster", false),
      (
        "apiGroups: [apps], apiVersions: [v1], resources: [deployments], resourceNames: [web]", true
      ),
      (
        "apiGroups: [apps], apiVersions: [v1], resources: [deployments], resourceNames: [db]", false
      ),
    ])
  func resourceRules(rule: String, matches: Bool) {
    var text = denying
    text.rule = rule
    #expect(text.run().verdict == (matches ? .fail : .notApplicable))
  }

  @Test(
    "operations: only creating is looked at",
    arguments: [
      ("[CREATE, UPDATE]", true), ("['*']", true), ("[UPDATE]", false), ("[DELETE]", false),
    ])
  func operations(operations: String, matches: Bool) {
    var text = denying
    text.operations = operations
    #expect(text.run().verdict == (matches ? .fail : .notApplicable))
  }

  @Test(
    "what an API server takes for no operation, or no rule, is said",
    arguments: [
      ("[create]", "\"create\" is no operation"), ("[CREATE, CREAT]", "\"CREAT\" is no operation"),
      ("[]", "\"operations\" is empty"),
    ])
  func wrongOperations(operations: String, message: String) throws {
    var text = denying
    text.operations = operations
    let fatal = text.run().problems.filter(\.isFatal)
    #expect(fatal.count == 1)
    #expect(try #require(fatal.first).message.hasPrefix(message))
  }

  @Test("a rule whose groups, versions or resources are empty is said to match nothing")
  func emptyRules() {
    for (name, value) in [("apiGroups", "apps"), ("apiVersions", "v1"), ("resources", "pods")] {
      var text = denying
      text.rule = "apiGroups: [apps], apiVersions: [v1], resources: [pods]"
        .replacing("\(name): [\(value)]", with: "\(name): []")
      #expect(text.run().problems.contains { $0.isFatal && $0.message.contains(name) })
    }
  }

  @Test(
    "selectors and excluding rules",
    arguments: [
      (", objectSelector: {matchLabels: {app: web}}", Verdict.fail),
      (", objectSelector: {matchLabels: {app: db}}", .notApplicable),
      (", objectSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [a]}]}", .fail),
      (
        ", objectSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}", .notApplicable
      ),
      (", namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}", .fail),
      (", namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bar}}", .notApplicable),
      (", namespaceSelector: {matchLabels: {team: a}}", .unknown),
      (
        ", namespaceSelector: {matchLabels: {team: a}}, objectSelector: {matchLabels: {app: db}}",
        .notApplicable
      ),
      (
        ", excludeResourceRules: [{apiGroups: [apps], apiVersions: ['*'], operations: ['*'], "
          + "resources: [deployments], resourceNames: [web]}]", .notApplicable
      ),
    ])
  func selectors(constraints: String, verdict: Verdict) {
    var text = denying
    text.constraints = constraints
    #expect(text.run().problems.filter(\.isFatal).map(\.message) == [])
    #expect(text.run().verdict == verdict)
  }

  @Test("a namespace selector reads the namespace's labels; a Namespace has its own")
  func namespaceLabels() {
    var text = denying
    text.constraints = ", namespaceSelector: {matchLabels: {team: a}}"
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}"
    text.namespace = namespace
    #expect(text.run().verdict == .fail)
    text.namespace = namespace.replacing("team: a", with: "team: b")
    #expect(text.run().verdict == .notApplicable)
    var own = PolicyText.validating("request.namespace == 'other' && namespaceObject == null")
    own.rule = "apiGroups: [''], apiVersions: [v1], resources: [namespaces]"
    own.constraints = text.constraints
    own.object = namespace
    #expect(own.run().verdict == .fail)
  }

  @Test("another version of the same resource is the same resource where the API server says so")
  func equivalence() {
    var text = PolicyText.validating("object.spec.maxReplicas < 3")
    text.rule = "apiGroups: [autoscaling], apiVersions: [v1], resources: [horizontalpodautoscalers]"
    text.object = """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web, namespace: shop}
      spec: {maxReplicas: 5}
      """
    #expect(text.run().verdict == .unknown)
    #expect(
      text.run().reasons == [
        "the policy is about horizontalpodautoscalers.autoscaling in autoscaling/v1, and they "
          + "were exported in autoscaling/v2"
      ])
    text.constraints = ", matchPolicy: Exact"
    #expect(text.run().verdict == .notApplicable)
  }

  @Test("a binding narrows its policy")
  func bindingMatches() {
    var text = denying
    text.binding = "matchResources: {objectSelector: {matchLabels: {app: db}}}"
    #expect(text.run().verdict == .notApplicable)
    #expect(text.run().reasons == ["the binding b does not select its labels"])
    text.binding = "validationActions: [Deny]"
    #expect(text.run().verdict == .fail)
  }

  @Test("a binding that names no policy of the pack is pointed out, and does nothing")
  func strayBinding() throws {
    var text = denying
    text.binding = "validationActions: [Warn]"
    text.parameters = [
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: stray}
      spec: {policyName: pp}
      """
    ]
    let outcome = text.run()
    #expect(outcome.verdict == .fail)
    let problem = try #require(outcome.problems.first { $0.code == "unknown-policy" })
    #expect(!problem.isFatal)
    #expect(problem.message.contains("\"pp\"; did you mean \"p\"?"))
    #expect(problem.places.first?.text == "policy-2.yaml:4:20")
  }

  @Test("lists of policies, bindings and parameters are read as what they hold")
  func lists() {
    var text = denying
    text.parameters = [
      """
      apiVersion: v1
      kind: List
      items:
      - apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBindingList
        metadata: {resourceVersion: "1"}
        items:
        - metadata: {name: b}
          spec:
            policyName: p
            validationActions: [Deny]
            matchResources: {objectSelector: {matchLabels: {app: db}}}
      """
    ]
    #expect(text.run().verdict == .notApplicable)
    #expect(text.run().reasons == ["the binding b does not select its labels"])
  }

  @Test(
    "an object without a name has one by the time that policies see it",
    arguments: [
      ("{namespace: shop}", "object.metadata.name != '' && object.metadata.namespace == 'shop'"),
      ("{generateName: web-}", "object.metadata.name.startsWith('web-')"),
      ("{name: web}", "request.name == 'web' && object.spec.replicas == 3"),
    ])
  func generatedNames(metadata: String, expression: String) {
    var text = PolicyText.validating(expression)
    text.object = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: \(metadata)
      spec: {replicas: 3}
      """
    #expect(text.run().verdict == .pass)
  }

  // MARK: Parameters

  private func withParameters(_ reference: String, _ parameters: [String]) -> PolicyText {
    var text = PolicyText.validating("object.spec.replicas <= int(params.data.max)")
    text.spec += "paramKind: {apiVersion: v1, kind: ConfigMap}"
    text.binding = "validationActions: [Deny]\nparamRef: {\(reference)}"
    text.parameters = parameters
    return text
  }

  private func configMap(_ name: String, _ max: Int, namespace: String = "shop") -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: \(name), namespace: \(namespace), labels: {for: p}}
    data: {max: '\(max)'}
    """
  }

  @Test("parameters by name: of the object's namespace, or of the one that is named")
  func namedParameters() {
    let maps = [configMap("limits", 2), configMap("limits", 5, namespace: "other")]
    #expect(withParameters("name: limits", maps).run().verdict == .fail)
    #expect(withParameters("name: limits, namespace: other", maps).run().verdict == .pass)
  }

  @Test("parameters by selector: each is judged with")
  func selectedParameters() {
    let maps = [configMap("a", 2), configMap("b", 1), configMap("c", 1, namespace: "other")]
    let outcome = withParameters("selector: {matchLabels: {for: p}}", maps).run()
    #expect(outcome.verdict == .fail)
    #expect(outcome.messages.count == 2)
    let none = withParameters("selector: {matchLabels: {for: q}}", maps).run()
    #expect(none.verdict == .notApplicable)
  }

  @Test("a parameter that is not there is denied or allowed, as the binding says")
  func missingParameters() {
    let selector = "selector: {matchLabels: {for: q}}, parameterNotFoundAction"
    let denied = withParameters("\(selector): Deny", [configMap("a", 9)]).run()
    #expect(
      denied.messages == [
        "failed to configure binding: no params found for policy binding with `Deny` "
          + "parameterNotFoundAction"
      ])
    let allowed = withParameters("\(selector): Allow", [configMap("a", 9)]).run()
    #expect(allowed.verdict == .notApplicable)
    let other = [configMap("limits", 9, namespace: "other")]
    for parameters in [[], other] {
      let named = withParameters("name: limits, parameterNotFoundAction: Deny", parameters).run()
      #expect(named.messages == denied.messages)
      let missing = withParameters("name: limits, parameterNotFoundAction: Allow", parameters)
      #expect(missing.run().verdict == .notApplicable)
    }
  }

  @Test("a binding without parameters leaves them null")
  func nullParameters() {
    var text = PolicyText.validating("params == null")
    text.spec += "paramKind: {apiVersion: v1, kind: ConfigMap}"
    text.binding = "validationActions: [Deny]"
    #expect(text.run().verdict == .pass)
  }
}
