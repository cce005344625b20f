import CEL

/// What the expressions of policies may refer to: what they may in a cluster, and no more.
struct PolicyEnvironment: Sendable {
  let indices: Indices
  private let base: CEL.Environment

  /// Indices of the variables; a policy's own variables come after them.
  struct Indices: Sendable {
    let object, oldObject, namespaceObject, request, params: Int
    let authorizer, requestResourceAuthorizer: Int
  }

  /// An environment whose variables come after those of rules, so that one evaluator serves both.
  init(after rules: CEL.Environment) {
    var environment = CEL.Environment(pool: rules.pool, onlyKubernetes: true)
    // No expression can name these: they only take up the rules' indices.
    for variable in rules.variables { environment.declare("(\(variable.name))", .dyn) }
    indices = Indices(
      object: environment.declare("object", .dyn),
      oldObject: environment.declare("oldObject", .dyn),
      namespaceObject: environment.declare("namespaceObject", PolicyEnvironment.namespace),
      request: environment.declare("request", PolicyEnvironment.request),
      params: environment.declare("params", .dyn),
      authorizer: environment.declare("authorizer", AuthorizerLibrary.authorizer),
      requestResourceAuthorizer: environment.declare(
        "authorizer.requestResource", AuthorizerLibrary.resourceCheck))
    for function in AuthorizerLibrary.functions { environment.add(function) }
    environment.needsHomogeneousLiterals = true
    base = environment
  }

  /// The environment of one policy. `params` is only there with a `paramKind`, `authorizer` in
  /// variables, conditions and validations, but not in messages and annotations.
  func environment(hasParameters: Bool, hasAuthorizer: Bool) -> CEL.Environment {
    var environment = base
    if !hasParameters { environment.withdraw("params") }
    if !hasAuthorizer {
      environment.withdraw("authorizer")
      environment.withdraw("authorizer.requestResource")
    }
    return environment
  }

  // MARK: Types

  private static func object(_ name: String, _ fields: [String: CELType]) -> CELType {
    .object(CEL.ObjectType(name, fields: fields))
  }

  /// `request`: the AdmissionRequest without the objects.
  private static let request: CELType = {
    let kind = object(
      "kubernetes.GroupVersionKind", ["group": .string, "version": .string, "kind": .string])
    let resource = object(
      "kubernetes.GroupVersionResource",
      ["group": .string, "version": .string, "resource": .string])
    let user = object(
      "kubernetes.UserInfo",
      [
        "username": .string, "uid": .string, "groups": .list(.string),
        "extra": .map(.string, .list(.string)),
      ])
    return object(
      "kubernetes.AdmissionRequest",
      [
        "kind": kind, "resource": resource, "subResource": .string, "requestKind": kind,
        "requestResource": resource, "requestSubResource": .string, "name": .string,
        "namespace": .string, "operation": .string, "userInfo": user, "dryRun": .bool,
        "options": .dyn,
      ])
  }()

  /// `namespaceObject`: a Namespace without what says nothing of it. Its times are text in an
  /// export, so they are declared as what they may be, not as timestamps.
  private static let namespace: CELType = {
    let condition = object(
      "kubernetes.NamespaceCondition",
      [
        "status": .string, "type": .string, "lastTransitionTime": .dyn, "message": .string,
        "reason": .string,
      ])
    return object(
      "kubernetes.Namespace",
      [
        "metadata": object(
          "kubernetes.NamespaceMetadata",
          [
            "name": .string, "generateName": .string, "namespace": .string,
            "labels": .map(.string, .string), "annotations": .map(.string, .string),
            "UID": .string, "creationTimestamp": .dyn, "deletionGracePeriodSeconds": .int,
            "deletionTimestamp": .dyn, "generation": .int, "resourceVersion": .string,
            "finalizers": .list(.string),
          ]),
        "spec": object("kubernetes.NamespaceSpec", ["finalizers": .list(.string)]),
        "status": object(
          "kubernetes.NamespaceStatus", ["conditions": .list(condition), "phase": .string]),
      ])
  }()
}
