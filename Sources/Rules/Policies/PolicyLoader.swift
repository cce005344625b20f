import Basics
import Documents
import Findings
import Snapshots

/// Collects the Kubernetes objects of a pack, and makes rules of its ValidatingAdmissionPolicies
/// with their bindings and parameters.
final class PolicyLoader {
  private let problems: ProblemList
  private let reader: PolicyFieldReader
  private var policies: [DocumentValue] = []
  private var bindings: [DocumentValue] = []
  private var others: [ParameterObject] = []

  init(problems: ProblemList) {
    self.problems = problems
    reader = PolicyFieldReader(problems: problems)
  }

  /// A pack of nothing but policies, which needs no pack.yaml.
  static func pack(
    of files: [SourceText], name: String, path: String, _ reader: PackFileReader
  ) -> Pack {
    let loader = PolicyLoader(problems: reader.problems)
    for file in files {
      for document in reader.documents(file) { loader.add(document) }
    }
    var pack = Pack(
      name: name, version: "0.0.0", extends: [], data: [], overrides: [], rules: [], path: path,
      isBuiltIn: false)
    pack.rules = loader.rules(ofPack: name)
    reader.problems.addDuplicates(in: pack.rules)
    return pack
  }

  /// Whether a document is a Kubernetes object; rules have neither field.
  static func isObject(_ document: DocumentValue) -> Bool {
    document["apiVersion"]?.string != nil && document["kind"]?.string != nil
  }

  /// Takes one object of the pack, or a list of them.
  func add(_ object: DocumentValue) {
    guard let kind = object["kind"]?.string, let version = object["apiVersion"]?.string else {
      return
    }
    add(object, kind: kind, version: version)
  }

  private func add(_ object: DocumentValue, kind: String, version: String) {
    let group = ResourceType(apiVersion: version, plural: "").group
    switch (group, kind) {
    case ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"): policies.append(object)
    case ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"):
      bindings.append(object)
    case ("", "List"):
      for item in object["items"]?.elements ?? [] { add(item) }
    default:
      // The API server's own lists leave their items' kind out.
      if kind.hasSuffix("List"), let items = object["items"], object["metadata"]?["name"] == nil {
        for item in items.elements {
          add(
            item, kind: item["kind"]?.string ?? String(kind.dropLast(4)),
            version: item["apiVersion"]?.string ?? version)
        }
        return
      }
      let metadata = object["metadata"]
      others.append(
        ParameterObject(
          apiVersion: version, kind: kind, namespace: metadata?["namespace"]?.string ?? "",
          name: metadata?["name"]?.string ?? "", value: object))
    }
  }

  // MARK: Rules

  /// The rules that the objects make; `area` groups them in reports.
  func rules(ofPack pack: String) -> [Rule] {
    let bound = boundPolicies()
    var rules = policies.compactMap { rule($0, pack: pack, bindings: bound) }
    let names = Set(rules.compactMap { $0.policy?.name })
    for (policy, place) in bound.places where !names.contains(policy) {
      // No mistake in a cluster, where it does nothing; and a policy that it was meant for is
      // judged as one without a binding.
      problems.add(
        Problem(
          stage: .rules, code: "unknown-policy", severity: .warning,
          message: "a binding names a policy that the pack does not hold: \"\(policy)\""
            + didYouMean(policy, among: names.sorted()),
          places: place.map { [Place($0, count: 0)] } ?? []))
    }
    for i in rules.indices { attachParameters(to: &rules[i]) }
    checkOthers(rules)
    return rules
  }

  /// The bindings by the name of their policy, and where each name stands first.
  private struct BoundPolicies {
    var bindings: [String: [PolicyBinding]] = [:]
    var places: [(policy: String, place: SourcePlace?)] = []
  }

  private func boundPolicies() -> BoundPolicies {
    var bound = BoundPolicies()
    for object in bindings {
      let found = ProblemList()
      defer { reader.add(found) }
      guard let (name, spec) = specification(of: object, PolicyDeclarations.binding, found) else {
        continue
      }
      let policy = spec.required("policyName")
      if bound.bindings[policy] == nil {
        bound.places.append((policy, spec.value("policyName")?.place ?? object.place))
      }
      bound.bindings[policy, default: []].append(binding(name, spec))
    }
    return bound
  }

  /// Name and `spec` of an object; nil, with a problem, if one is missing.
  private func specification(
    of object: DocumentValue, _ type: Snapshots.ObjectDeclaration, _ found: ProblemList
  ) -> (name: String, spec: FieldReader)? {
    guard let fields = FieldReader(object, as: PolicyDeclarations.object, found) else { return nil }
    guard let name = object[path: "metadata", "name"]?.string, !name.isEmpty else {
      found.add("missing-field", "the object has no metadata.name", at: object.place)
      return nil
    }
    guard let spec = fields.object("spec", as: type) else {
      if fields.value("spec") == nil { fields.missing("spec") }
      return nil
    }
    return (name, spec)
  }

  private func binding(_ name: String, _ spec: FieldReader) -> PolicyBinding {
    let actions = spec.list("validationActions").compactMap { element -> ValidationAction? in
      let action = element.string.flatMap(ValidationAction.init)
      if action == nil {
        spec.problems.add(
          "wrong-value", "a validation action must be one of Deny, Warn, Audit", at: element.place)
      }
      return action
    }
    return PolicyBinding(
      name: name, matchResources: reader.matchResources("matchResources", of: spec),
      parameterReference: parameterReference(spec), actions: actions.isEmpty ? [.deny] : actions)
  }

  private enum NotFoundAction: String, CaseIterable {
    case allow = "Allow"
    case deny = "Deny"
  }

  private func parameterReference(_ spec: FieldReader) -> ParameterReference? {
    guard let fields = spec.object("paramRef", as: PolicyDeclarations.parameterReference) else {
      return nil
    }
    let name = fields.string("name") ?? ""
    let selector = reader.selector("selector", of: fields)
    if name.isEmpty == (selector == nil) {
      spec.problems.add(
        "wrong-value", "\"paramRef\" needs either \"name\" or \"selector\"", at: fields.map.place)
    }
    let action = fields.choice("parameterNotFoundAction", as: NotFoundAction.self)
    return ParameterReference(
      choice: name.isEmpty ? .selector(selector ?? .everything) : .name(name),
      namespace: fields.string("namespace") ?? "", deniesIfMissing: action == .deny)
  }

  // MARK: Policies

  private func rule(
    _ object: DocumentValue, pack: String, bindings bound: BoundPolicies
  ) -> Rule? {
    let found = ProblemList()
    defer { reader.add(found) }
    guard let (name, spec) = specification(of: object, PolicyDeclarations.policy, found) else {
      return nil
    }
    let policy = policy(name, spec, bindings: bound.bindings[name] ?? [])
    let severity = policy.bindings.map(\.severity).max() ?? .error
    let validations = validations(spec, severity)
    if validations.isEmpty, policy.auditAnnotations.isEmpty { spec.missing("validations") }
    if policy.bindings.allSatisfy(\.name.isEmpty) { noteMissingBinding(name, object) }
    return Rule(
      id: name, pack: pack, title: title(of: object) ?? "ValidatingAdmissionPolicy \(name)",
      severity: severity, area: "policies", why: why(object, name),
      fix: RuleFix(
        text: "Change the object so that it meets the policy, or change the policy.",
        commands: []),
      references: [], applies: Applicability(distributions: []), needs: [], subject: .resource,
      matchConstraints: MatchConstraints(resourceRules: []),
      matchConditions: reader.named("matchConditions", of: spec),
      variables: reader.named("variables", of: spec), validations: validations,
      failsOnError: spec.choice("failurePolicy", as: FailurePolicy.self) != .ignore,
      deprecatedIds: [], examples: [], place: object.place, kind: .policy(policy))
  }

  private enum FailurePolicy: String, CaseIterable {
    case fail = "Fail"
    case ignore = "Ignore"
  }

  private enum Reason: String, CaseIterable {
    case unauthorized = "Unauthorized"
    case forbidden = "Forbidden"
    case invalid = "Invalid"
    case tooLarge = "RequestEntityTooLarge"
  }

  private func policy(
    _ name: String, _ spec: FieldReader, bindings: [PolicyBinding]
  ) -> AdmissionPolicy {
    if spec.value("matchConstraints") == nil { spec.missing("matchConstraints") }
    let kind = spec.object("paramKind", as: PolicyDeclarations.parameterKind).map {
      ParameterKind(apiVersion: $0.required("apiVersion"), kind: $0.required("kind"))
    }
    let implied = PolicyBinding(
      name: "", matchResources: .all,
      parameterReference: ParameterReference(
        choice: .implied, namespace: "", deniesIfMissing: false), actions: [.deny])
    let sorted = bindings.sorted { $0.name.precedesByBytes($1.name) }
    return AdmissionPolicy(
      name: name, matchConstraints: reader.matchResources("matchConstraints", of: spec),
      auditAnnotations: reader.auditAnnotations(of: spec), parameterKind: kind,
      bindings: sorted.isEmpty ? [implied] : sorted, parameters: [])
  }

  private func validations(_ spec: FieldReader, _ severity: Severity) -> [Validation] {
    spec.objects("validations", as: PolicyDeclarations.validation).enumerated()
      .compactMap { position, entry in
        _ = entry.choice("reason", as: Reason.self)
        guard let expression = entry.expression("expression") else {
          entry.missing("expression")
          return nil
        }
        return Validation(
          name: "\(position + 1)", expression: expression,
          message: entry.string("message") ?? "",
          messageExpression: entry.expression("messageExpression"), severity: severity)
      }
  }

  private func title(of object: DocumentValue) -> String? {
    annotation(["policies.kyverno.io/title", "title"], of: object)
  }

  private func why(_ object: DocumentValue, _ name: String) -> String {
    annotation(
      ["policies.kyverno.io/description", "description", "kubernetes.io/description"], of: object)
      ?? "Objects that the policy \(name) denies cannot be created or changed where it is in force."
  }

  private func annotation(_ keys: [String], of object: DocumentValue) -> String? {
    let annotations = object[path: "metadata", "annotations"]
    for key in keys {
      if let text = annotations?[key]?.string?.trimmed, !text.isEmpty { return text }
    }
    return nil
  }

  /// Without a binding a policy does nothing in a cluster. Whoever puts one into a pack wants it
  /// judged, so it counts everywhere, and the report says so.
  private func noteMissingBinding(_ name: String, _ object: DocumentValue) {
    problems.add(
      Problem(
        stage: .rules, code: "unbound-policy", severity: .note,
        message: "the policy \(name) has no binding in the pack, and is judged as if one denied",
        places: object.place.map { [Place($0, count: 0)] } ?? []))
  }

  // MARK: Parameters

  private func attachParameters(to rule: inout Rule) {
    guard var policy = rule.policy, let kind = policy.parameterKind else { return }
    policy.parameters = others.filter { $0.fits(kind) && !$0.name.isEmpty }
    rule.kind = .policy(policy)
  }

  /// What is neither policy nor parameter is probably a mistake.
  private func checkOthers(_ rules: [Rule]) {
    let kinds = rules.compactMap { $0.policy?.parameterKind }
    for object in others where object.kind != "CustomResourceDefinition" {
      if kinds.contains(where: { object.fits($0) }) { continue }
      problems.add(
        Problem(
          stage: .rules, code: "unused-object", severity: .warning,
          message: "\(object.kind) \(object.name) is neither a policy nor the parameter of one",
          places: object.value.place.map { [Place($0, count: 0)] } ?? []))
    }
  }
}

extension ParameterObject {
  /// Whether it is of a policy's parameter kind, in whatever version.
  func fits(_ parameterKind: ParameterKind) -> Bool {
    let own = ResourceType(apiVersion: apiVersion, plural: "")
    return kind == parameterKind.kind
      && own == ResourceType(apiVersion: parameterKind.apiVersion, plural: "")
  }
}
