import Snapshots

/// The fields of `admissionregistration.k8s.io`'s policies and bindings that mean something here;
/// others are pointed out, because a misspelt field would silently not count.
enum PolicyDeclarations {
  private static let reason = Declaration("reason", .string, "The status that a denial has.")
  private static let message = Declaration("message", .string, "What is said of a denial.")

  private static func text(_ name: String) -> Declaration { Declaration(name, .string, "") }
  private static func list(_ name: String) -> Declaration { Declaration(name, .list(.string), "") }
  private static func any(_ name: String) -> Declaration { Declaration(name, .dyn, "") }

  static let object = ObjectType(
    "object", [text("apiVersion"), text("kind"), any("metadata"), any("spec"), any("status")])

  static let policy = ObjectType(
    "spec",
    [
      any("paramKind"), any("matchConstraints"), any("validations"), text("failurePolicy"),
      any("auditAnnotations"), any("matchConditions"), any("variables"),
    ])

  static let parameterKind = ObjectType("paramKind", [text("apiVersion"), text("kind")])

  static let matchResources = ObjectType(
    "match resources",
    [
      any("namespaceSelector"), any("objectSelector"), any("resourceRules"),
      any("excludeResourceRules"), text("matchPolicy"),
    ])

  static let resourceRule = ObjectType(
    "resource rule",
    [
      list("apiGroups"), list("apiVersions"), list("resources"), list("operations"),
      list("resourceNames"), text("scope"),
    ])

  static let selector = ObjectType("label selector", [any("matchLabels"), any("matchExpressions")])

  static let requirement = ObjectType(
    "requirement", [text("key"), text("operator"), list("values")])

  static let namedExpression = ObjectType("named expression", [text("name"), text("expression")])

  static let validation = ObjectType(
    "validation", [text("expression"), message, text("messageExpression"), reason])

  static let auditAnnotation = ObjectType(
    "audit annotation", [text("key"), text("valueExpression")])

  static let binding = ObjectType(
    "spec",
    [text("policyName"), any("paramRef"), any("matchResources"), list("validationActions")])

  static let parameterReference = ObjectType(
    "paramRef",
    [text("name"), text("namespace"), any("selector"), text("parameterNotFoundAction")])
}
