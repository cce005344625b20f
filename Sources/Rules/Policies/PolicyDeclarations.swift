import Snapshots

/// The fields of `admissionregistration.k8s.io`'s policies and bindings that mean something here;
/// others are pointed out, because a misspelt field would silently not count.
package enum PolicyDeclarations {
  private static func expression(_ name: String, _ doc: String) -> Declaration {
    Declaration(name, .string, doc, isExpression: true)
  }

  private static let apiVersion = Declaration(
    "apiVersion", .string, "Group and version, such as `admissionregistration.k8s.io/v1`.")
  private static let kind = Declaration("kind", .string, "The kind of object.")

  static let object = ObjectDeclaration(
    "object",
    [
      apiVersion, kind, Declaration("metadata", .dyn, "Name, labels, annotations."),
      Declaration("spec", .dyn, "What it says."), Declaration("status", .dyn, "Of the cluster."),
    ])

  /// The file of an object with a `spec`, for editors.
  private static func file(of spec: ObjectDeclaration, kind: String) -> ObjectDeclaration {
    ObjectDeclaration(
      object.name,
      object.fields.map { field in
        switch field.name {
        case "kind": Declaration("kind", .string, field.doc, values: [kind])
        case "spec": Declaration("spec", .object(spec), field.doc)
        default: field
        }
      })
  }

  package static let policyFile = file(of: policy, kind: "ValidatingAdmissionPolicy")
  package static let bindingFile = file(of: binding, kind: "ValidatingAdmissionPolicyBinding")

  static let policy = ObjectDeclaration(
    "spec",
    [
      Declaration("paramKind", .object(parameterKind), "The kind of objects that are `params`."),
      Declaration(
        "matchConstraints", .object(matchResources), "The objects that the policy is about."),
      Declaration("validations", .list(.object(validation)), "What must be true of them."),
      Declaration(
        "failurePolicy", .string, "What an error in an expression comes to; default: Fail.",
        values: ["Fail", "Ignore"]),
      Declaration(
        "auditAnnotations", .list(.object(auditAnnotation)), "What the audit log is told."),
      Declaration(
        "matchConditions", .list(.object(namedExpression)), "Which of the objects, in CEL."),
      Declaration("variables", .list(.object(namedExpression)), "Named parts of expressions."),
    ])

  static let parameterKind = ObjectDeclaration("paramKind", [apiVersion, kind])

  static let matchResources = ObjectDeclaration(
    "match resources",
    [
      Declaration("namespaceSelector", .object(selector), "Which namespaces, by their labels."),
      Declaration("objectSelector", .object(selector), "Which objects, by their labels."),
      Declaration("resourceRules", .list(.object(resourceRule)), "The types that are judged."),
      Declaration("excludeResourceRules", .list(.object(resourceRule)), "Those that are not."),
      Declaration(
        "matchPolicy", .string,
        "Whether requests for other versions of a type match, too; default: Equivalent.",
        values: ["Exact", "Equivalent"]),
    ])

  static let resourceRule = ObjectDeclaration(
    "resource rule",
    [
      Declaration("apiGroups", .list(.string), "API groups; `\"\"` is the core group."),
      Declaration("apiVersions", .list(.string), "Versions; `*` for all."),
      Declaration("resources", .list(.string), "Plural names, with `/` before a subresource."),
      Declaration(
        "operations", .list(.string), "What is asked of the API server.",
        values: ["*", "CREATE", "UPDATE", "DELETE", "CONNECT"]),
      Declaration("resourceNames", .list(.string), "Names of objects; default: all."),
      Declaration(
        "scope", .string, "Objects of namespaces, of the cluster, or both; default: `*`.",
        values: ["*", "Namespaced", "Cluster"]),
    ])

  static let selector = ObjectDeclaration(
    "label selector",
    [
      Declaration("matchLabels", .map(.string), "Labels and their values, all of which must fit."),
      Declaration("matchExpressions", .list(.object(requirement)), "What must be true of labels."),
    ])

  static let requirement = ObjectDeclaration(
    "requirement",
    [
      Declaration("key", .string, "The label."),
      Declaration(
        "operator", .string, "How it stands to the values.",
        values: ["In", "NotIn", "Exists", "DoesNotExist"]),
      Declaration("values", .list(.string), "Of In and NotIn."),
    ])

  static let namedExpression = ObjectDeclaration(
    "named expression",
    [Declaration("name", .string, "Its name."), expression("expression", "CEL.")])

  static let validation = ObjectDeclaration(
    "validation",
    [
      expression("expression", "CEL; true means allowed."),
      Declaration("message", .string, "What is said of a denial."),
      expression("messageExpression", "CEL giving the message."),
      Declaration(
        "reason", .string, "The status that a denial has; default: Invalid.",
        values: ["Unauthorized", "Forbidden", "Invalid", "RequestEntityTooLarge"]),
    ])

  static let auditAnnotation = ObjectDeclaration(
    "audit annotation",
    [
      Declaration("key", .string, "Its name."),
      expression("valueExpression", "CEL giving its value; null: none."),
    ])

  static let binding = ObjectDeclaration(
    "spec",
    [
      Declaration("policyName", .string, "The policy that it puts in force."),
      Declaration("paramRef", .object(parameterReference), "The objects that are `params`."),
      Declaration("matchResources", .object(matchResources), "Where it is in force."),
      Declaration(
        "validationActions", .list(.string), "What comes of a violation.",
        values: ["Deny", "Warn", "Audit"]),
    ])

  static let parameterReference = ObjectDeclaration(
    "paramRef",
    [
      Declaration("name", .string, "The name of the object."),
      Declaration("namespace", .string, "Its namespace; default: that of what is judged."),
      Declaration("selector", .object(selector), "Or all objects with these labels."),
      Declaration(
        "parameterNotFoundAction", .string, "What counts if there is none.",
        values: ["Allow", "Deny"]),
    ])
}
