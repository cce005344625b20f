import CEL

/// The functions of `authorizer`. They are declared, so that policies that use them are checked;
/// what the cluster's authorizer would say cannot be known offline, so `authorizer` is unknown, and
/// so is everything that is asked of it.
enum AuthorizerFunctions {
  static let authorizer = CELType.opaque("kubernetes.authorization.Authorizer", [])
  static let resourceCheck = CELType.opaque("kubernetes.authorization.ResourceCheck", [])
  private static let pathCheck = CELType.opaque("kubernetes.authorization.PathCheck", [])
  private static let groupCheck = CELType.opaque("kubernetes.authorization.GroupCheck", [])
  private static let decision = CELType.opaque("kubernetes.authorization.Decision", [])

  static let all: [Function] = [
    Function("path", [member([authorizer, .string], pathCheck)]),
    Function("group", [member([authorizer, .string], groupCheck)]),
    Function("serviceAccount", [member([authorizer, .string, .string], authorizer)]),
    Function("resource", [member([groupCheck, .string], resourceCheck)]),
    Function("subresource", [member([resourceCheck, .string], resourceCheck)]),
    Function("namespace", [member([resourceCheck, .string], resourceCheck)]),
    Function("name", [member([resourceCheck, .string], resourceCheck)]),
    Function(
      "check",
      [member([pathCheck, .string], decision), member([resourceCheck, .string], decision)]),
    Function("allowed", [member([decision], .bool)]),
    Function("errored", [member([decision], .bool)]),
    Function("error", [member([decision], .string)]),
    Function("reason", [member([decision], .string)]),
    Function(
      "fieldSelector", since: KubernetesVersion(1, 31),
      [member([resourceCheck, .string], resourceCheck)]),
    Function(
      "labelSelector", since: KubernetesVersion(1, 31),
      [member([resourceCheck, .string], resourceCheck)]),
  ]

  /// The receiver is always unknown, so the body is never reached.
  private static func member(_ parameters: [CELType], _ result: CELType) -> Overload {
    Overload(
      member: true, parameters, result, isPure: false,
      body: .variadic { evaluation, _ in evaluation.error("there is no authorizer offline") })
  }
}
