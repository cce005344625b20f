import Documents
import Findings
import Snapshots

/// Reads the parts of policies and bindings that both are made of.
///
/// Policies come from clusters and other tools, so a field that is not known is no reason to judge
/// nothing: leaving it out only ever makes a policy match more. It is pointed out all the same.
struct PolicyFieldReader {
  let problems: ProblemList

  /// Takes over what reading a file found, with unknown fields as warnings.
  func add(_ found: ProblemList) {
    for var problem in found.problems {
      if problem.code == "unknown-field" {
        problem.isFatal = false
        problem.severity = .warning
      }
      problems.add(problem)
    }
  }

  /// `matchConstraints` or `matchResources`; everything where it is absent.
  func matchResources(_ name: String, of fields: FieldReader) -> MatchResources {
    guard let match = fields.object(name, as: PolicyDeclarations.matchResources) else {
      return .all
    }
    return MatchResources(
      rules: rules("resourceRules", of: match),
      excludedRules: rules("excludeResourceRules", of: match),
      namespaceSelector: selector("namespaceSelector", of: match) ?? .everything,
      objectSelector: selector("objectSelector", of: match) ?? .everything,
      isExact: match.choice("matchPolicy", as: MatchPolicy.self) == .exact)
  }

  private enum MatchPolicy: String, CaseIterable {
    case exact = "Exact"
    case equivalent = "Equivalent"
  }

  private func rules(_ name: String, of fields: FieldReader) -> [MatchResources.ResourceRule] {
    fields.objects(name, as: PolicyDeclarations.resourceRule).map { rule in
      MatchResources.ResourceRule(
        groups: required("apiGroups", of: rule), versions: required("apiVersions", of: rule),
        resources: required("resources", of: rule),
        operations: operations(of: rule),
        names: rule.strings("resourceNames"),
        scope: rule.choice("scope", as: MatchResources.Scope.self) ?? .all, written: rule.map)
    }
  }

  /// Of the lists that a rule is made of none may be empty: it would match nothing.
  private func required(_ name: String, of fields: FieldReader) -> [String] {
    guard let value = fields.value(name) else {
      fields.missing(name)
      return []
    }
    if value.value.tag == .list, value.elements.isEmpty {
      fields.problems.add(
        "wrong-value", "\"\(name)\" is empty, and matches nothing", at: value.place)
    }
    return fields.strings(name)
  }

  private static let operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"]

  private func operations(of rule: FieldReader) -> [String] {
    // The API server demands it; files that never met one leave it out and mean all.
    guard let value = rule.value("operations") else { return ["*"] }
    for element in value.elements {
      guard let text = element.string, !Self.operations.contains(text) else { continue }
      rule.problems.add(
        "wrong-value",
        "\"\(text)\" is no operation; there are \(Self.operations.joined(separator: ", "))",
        at: element.place)
    }
    return required("operations", of: rule)
  }

  /// A label selector; nil if it is absent.
  func selector(_ name: String, of fields: FieldReader) -> LabelSelector? {
    guard let selector = fields.object(name, as: PolicyDeclarations.selector) else { return nil }
    var requirements: [LabelSelector.Requirement] = []
    for (key, value) in selector.value("matchLabels")?.entries ?? [] {
      guard let text = value.string else {
        fields.problems.add("wrong-type", "a label's value must be a string", at: value.place)
        continue
      }
      requirements.append(.init(key: key, operation: .isIn, values: [text]))
    }
    for entry in selector.objects("matchExpressions", as: PolicyDeclarations.requirement) {
      let values = entry.strings("values")
      guard let operation = entry.choice("operator", as: LabelSelector.Operation.self) else {
        if entry.value("operator") == nil { entry.missing("operator") }
        continue
      }
      let takesValues = operation == .isIn || operation == .isNotIn
      if takesValues == values.isEmpty {
        fields.problems.add(
          "wrong-value",
          takesValues
            ? "\(operation.rawValue) needs \"values\""
            : "\(operation.rawValue) takes no \"values\"",
          at: entry.map.place)
      }
      requirements.append(
        .init(key: entry.required("key"), operation: operation, values: values))
    }
    return LabelSelector(requirements: requirements)
  }

  func named(_ name: String, of fields: FieldReader) -> [NamedExpression] {
    expressions(
      name, of: fields, as: PolicyDeclarations.namedExpression, key: "name", text: "expression")
  }

  func auditAnnotations(of fields: FieldReader) -> [NamedExpression] {
    expressions(
      "auditAnnotations", of: fields, as: PolicyDeclarations.auditAnnotation, key: "key",
      text: "valueExpression")
  }

  private func expressions(
    _ name: String, of fields: FieldReader, as type: ObjectDeclaration, key: String, text: String
  ) -> [NamedExpression] {
    var seen: Set<String> = []
    return fields.objects(name, as: type).compactMap { entry in
      let title = entry.required(key)
      if !seen.insert(title).inserted {
        fields.problems.add(
          "duplicate-name", "\"\(title)\" is defined twice", at: entry.map.place)
      }
      guard let expression = entry.expression(text) else {
        entry.missing(text)
        return nil
      }
      return NamedExpression(name: title, expression: expression)
    }
  }
}
