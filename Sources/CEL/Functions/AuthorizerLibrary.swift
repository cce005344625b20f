import Documents

/// The functions of `authorizer`. They are declared, so that policies that use them are checked;
/// what the cluster's authorizer would say cannot be known offline, so `authorizer` is unknown, and
/// so is everything that is asked of it.
public enum AuthorizerLibrary {
  /// The type of the variable `authorizer`.
  public static let authorizer = CELType.opaque("kubernetes.authorization.Authorizer", [])
  /// The type of the variable `authorizer.requestResource`.
  public static let resourceCheck = CELType.opaque("kubernetes.authorization.ResourceCheck", [])
  private static let pathCheck = CELType.opaque("kubernetes.authorization.PathCheck", [])
  private static let groupCheck = CELType.opaque("kubernetes.authorization.GroupCheck", [])
  private static let decision = CELType.opaque("kubernetes.authorization.Decision", [])

  /// To be added to an environment that declares these variables.
  public static let functions: [Function] = [
    Function(
      "path", .kubernetes(1, 27), "What may be done with a path that is not a resource.",
      ("authorizer.path('/healthz').check('get').allowed()", "(unknown)"),
      [member([authorizer, .string], pathCheck)]),
    Function(
      "group", .kubernetes(1, 27), "The resources of a group, '' for those of the core.",
      ("authorizer.group('').resource('pods').check('list').allowed()", "(unknown)"),
      [member([authorizer, .string], groupCheck)]),
    Function(
      "serviceAccount", .kubernetes(1, 27),
      "The same questions for a service account, by namespace and name.",
      (
        """
        authorizer.serviceAccount('default', \
        'web').group('').resource('pods').check('list').allowed()
        """, "(unknown)"
      ), [member([authorizer, .string, .string], authorizer)]),
    Function(
      "resource", .kubernetes(1, 27), "A resource, by its plural.",
      ("authorizer.group('apps').resource('deployments').check('create').allowed()", "(unknown)"),
      [member([groupCheck, .string], resourceCheck)]),
    Function(
      "subresource", .kubernetes(1, 27), "A part of a resource.",
      (
        "authorizer.group('').resource('pods').subresource('log').check('get').allowed()",
        "(unknown)"
      ), [member([resourceCheck, .string], resourceCheck)]),
    Function(
      "namespace", .kubernetes(1, 27), "A resource in one namespace.",
      (
        "authorizer.group('').resource('pods').namespace('shop').check('get').allowed()",
        "(unknown)"
      ), [member([resourceCheck, .string], resourceCheck)]),
    Function(
      "name", .kubernetes(1, 27), "One resource.",
      ("authorizer.group('').resource('pods').name('web').check('get').allowed()", "(unknown)"),
      [member([resourceCheck, .string], resourceCheck)]),
    Function(
      "check", .kubernetes(1, 27), "What the cluster's authorizer says of a verb.",
      ("authorizer.group('').resource('pods').check('get').allowed()", "(unknown)"),
      [member([pathCheck, .string], decision), member([resourceCheck, .string], decision)]),
    Function(
      "allowed", .kubernetes(1, 27), "Whether it is allowed.",
      ("authorizer.group('').resource('pods').check('get').allowed()", "(unknown)"),
      [member([decision], .bool)]),
    Function(
      "errored", .kubernetes(1, 28), "Whether the authorizer failed.",
      ("authorizer.group('').resource('pods').check('get').errored()", "(unknown)"),
      [member([decision], .bool)]),
    Function(
      "error", .kubernetes(1, 28), "Why the authorizer failed.",
      ("authorizer.group('').resource('pods').check('get').error()", "(unknown)"),
      [member([decision], .string)]),
    Function(
      "reason", .kubernetes(1, 27), "Why it is allowed or not.",
      ("authorizer.group('').resource('pods').check('get').reason()", "(unknown)"),
      [member([decision], .string)]),
    Function(
      "fieldSelector", .kubernetes(1, 31), "Only what a field selector selects.",
      (
        """
        authorizer.group('').resource('pods').fieldSelector('spec.nodeName=w1').check('list') \
        .allowed()
        """, "(unknown)"
      ),
      [member([resourceCheck, .string], resourceCheck)]),
    Function(
      "labelSelector", .kubernetes(1, 31), "Only what a label selector selects.",
      (
        """
        authorizer.group('').resource('pods').labelSelector('app=web').check('list').allowed()
        """, "(unknown)"
      ),
      [member([resourceCheck, .string], resourceCheck)]),
  ]

  /// The receiver is always unknown, so the body is never reached.
  private static func member(_ parameters: [CELType], _ result: CELType) -> Overload {
    Overload(
      member: true, parameters, result, isPure: false,
      body: .variadic { evaluation, _ in evaluation.error("there is no authorizer offline") })
  }
}
