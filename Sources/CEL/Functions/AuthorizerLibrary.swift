import Documents

/// Kubernetes' authorizer: declared only, so that policies that ask it can be compiled.
///
/// Offline, whoever evaluates them gives the variable `authorizer` an unknown value, and every
/// function of it is unknown for the same reason.
enum AuthorizerLibrary {
  /// The type of the variables `authorizer` and `authorizer.requestResource`.
  static let authorizer = CELType.opaque("kubernetes.authorization.Authorizer", [])
  static let resourceCheck = CELType.opaque("kubernetes.authorization.ResourceCheck", [])
  private static let pathCheck = CELType.opaque("kubernetes.authorization.PathCheck", [])
  private static let groupCheck = CELType.opaque("kubernetes.authorization.GroupCheck", [])
  private static let decision = CELType.opaque("kubernetes.authorization.Decision", [])

  /// To be added to an environment that declares these variables.
  static let functions: [Function] = [
    function("path", [authorizer, .string], pathCheck),
    function("group", [authorizer, .string], groupCheck),
    function("serviceAccount", [authorizer, .string, .string], authorizer),
    function("resource", [groupCheck, .string], resourceCheck),
    function("subresource", [resourceCheck, .string], resourceCheck),
    function("namespace", [resourceCheck, .string], resourceCheck),
    function("name", [resourceCheck, .string], resourceCheck),
    function("fieldSelector", [resourceCheck, .string], resourceCheck),
    function("labelSelector", [resourceCheck, .string], resourceCheck),
    Function(
      "check", since: since,
      [declared([pathCheck, .string], decision), declared([resourceCheck, .string], decision)]),
    function("allowed", [decision], .bool), function("reason", [decision], .string),
    function("errored", [decision], .bool), function("error", [decision], .string),
  ]

  private static let since = KubernetesVersion(1, 27)

  private static func function(
    _ name: String, _ parameters: [CELType], _ result: CELType
  ) -> Function {
    Function(name, since: since, [declared(parameters, result)])
  }

  private static func declared(_ parameters: [CELType], _ result: CELType) -> Overload {
    Overload(member: true, parameters, result, isPure: false, body: .none)
  }
}
