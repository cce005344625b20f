import Snapshots

/// The fields of `admissionregistration.k8s.io`'s policies and bindings that mean something here;
/// others are pointed out, because a misspelt field would silently not count.
enum PolicyDeclarations {
  private static let reason = Declaration("reason", .string, "The status that a denial has.")
  private static let message = Declaration("message", .string, "What is said of a denial.")

  private static func text(_ name: String) -> Declaration { Declaration(name, .string, "") }
  private static func expression(_ name: String) -> Declaration {
    Declaration(name, .string, "CEL.", isExpression: true)
  }
  private static func list(_ name: String) -> Declaration { Declaration(name, .list(.string), "") }
  private static func any(_ name: String) -> Declaration { Declaration(name, .dyn, "") }

  static let object = ObjectDeclaration(
    "object", [text("apiVersion"), text("kind"), any("metadata"), any("spec"), any("status")])

  static let policy = ObjectDeclaration(
    "spec",
    [
      any("paramKind"), any("matchConstraints"), any("validations"), text("failurePolicy"),
      any("auditAnnotations"), any("matchConditions"), any("variables"),
    ])

  static let parameterKind = ObjectDeclaration("paramKind", [text("apiVersion"), text("kind")])

  static let matchResources = ObjectDeclaration(
    "match resources",
    [
      any("namespaceSelector"), any("objectSelector"), any("resourceRules"),
      any("excludeResourceRules"), text("matchPolicy"),
    ])

  static let resourceRule = ObjectDeclaration(
    "resource rule",
    [
      list("apiGroups"), list("apiVersions"), list("resources"), list("operations"),
      list("resourceNames"), text("scope"),
    ])

  static let selector = ObjectDeclaration(
    "label selector", [any("matchLabels"), any("matchExpressions")])

  static let requirement = ObjectDeclaration(
    "requirement", [text("key"), text("operator"), list("values")])

  static let namedExpression = ObjectDeclaration(
    "named expression", [text("name"), expression("expression")])

  static let validation = ObjectDeclaration(
    "validation", [expression("expression"), message, expression("messageExpression"), reason])

  static let auditAnnotation = ObjectDeclaration(
    "audit annotation", [text("key"), expression("valueExpression")])

  static let binding = ObjectDeclaration(
    "spec",
    [text("policyName"), any("paramRef"), any("matchResources"), list("validationActions")])

  static let parameterReference = ObjectDeclaration(
    "paramRef",
    [text("name"), text("namespace"), any("selector"), text("parameterNotFoundAction")])
}
