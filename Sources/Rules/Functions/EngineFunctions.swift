import CEL
import Documents
import Findings
import Snapshots

/// What policy engines other than Kubernetes' own would say of an object that is not in the cluster
/// yet. Their languages are theirs: matching and patterns are decided in `Engines`.
enum EngineFunctions {
  static let all: [Function] = [
    refusal, excepts, selects, gatekeeperSelects, violations, substituted,
  ]

  /// `kyverno.Refusal(policy, rule, object, namespace)`: why the named rule of a ClusterPolicy or
  /// Policy refuses the creation of the object; "" where it lets it in. The Namespace is null for
  /// objects of the whole cluster.
  private static let refusal = Function(
    "kyverno.Refusal", .importLint,
    """
    Why the named rule of Kyverno's ClusterPolicy or Policy refuses the creation of an \
    object in a Namespace, null for cluster-wide objects, or its change from what it was; \
    '' where it lets it in.
    """,
    (
      """
      kyverno.Refusal(resource.Get('kyverno.io/v1', 'clusterpolicies', '', \
      'no-host-network'), 'host-network', resource.Get('v1', 'pods', 'shop', 'web'), \
      resource.Get('v1', 'namespaces', '', 'shop'))
      """, "\"\""
    ), of: ["policy", "rule", "object", "namespace", "former"],
    [
      Overload(
        [.dyn, .string, .dyn, .dyn], .string, isPure: false,
        body: .variadic { e, arguments in refusal(arguments, before: nil, e) }),
      Overload(
        [.dyn, .string, .dyn, .dyn, .dyn], .string, isPure: false,
        body: .variadic { e, arguments in
          guard let former = plain(arguments[4], e) else {
            return unknown(notKnown, e)
          }
          return refusal(arguments, before: former, e)
        }),
    ])

  private static func refusal(
    _ arguments: UnsafeBufferPointer<Value>, before former: JSONValue?, _ e: Evaluation
  ) -> Value {
    let name = DocumentValue(arguments[1], in: e.evaluator.store).string ?? ""
    if let library = e.evaluator.host as? ResourceLibrary,
      let reason = library.kept(AdmissionLoad(library.snapshot)).kyvernoReason
    {
      return e.unknown(library.number(of: reason))
    }
    guard let policy = policy(arguments[0], e),
      let request = request(arguments[2], arguments[3], before: former, e)
    else { return unknown(notKnown, e) }
    guard let rule = KyvernoRule(name, of: policy) else { return e.string("") }
    switch rule.admits(request) {
    case .yes: return e.string("")
    case .no(let why): return e.string(why)
    case .unknown(let why):
      let title = rule.policy[path: "metadata", "name"]?.text ?? ""
      return unknown(
        "whether rule \(name) of Kyverno's policy \(title) lets the import in: \(why)", e)
    }
  }

  /// `kyverno.Excepts(exception, policy, rule, object, namespace)`: whether a PolicyException
  /// exempts the object from the rule.
  private static let excepts = Function(
    "kyverno.Excepts", .importLint,
    "Whether a PolicyException exempts an object from the named rule of a policy.",
    (
      """
      kyverno.Excepts({'spec': {'exceptions': [{'policyName': 'no-host-network', \
      'ruleNames': ['host-network']}], 'match': {'any': [{'resources': {'kinds': \
      ['Pod']}}]}}}, resource.Get('kyverno.io/v1', 'clusterpolicies', '', \
      'no-host-network'), 'host-network', resource.Get('v1', 'pods', 'shop', 'web'), \
      resource.Get('v1', 'namespaces', '', 'shop'))
      """, "true"
    ), of: ["exception", "policy", "rule", "object", "namespace"],
    [
      Overload(
        [.dyn, .dyn, .string, .dyn, .dyn], .bool, isPure: false,
        body: .variadic { e, arguments in
          let rule = DocumentValue(arguments[2], in: e.evaluator.store).string ?? ""
          guard let exception = plain(arguments[0], e), let policy = plain(arguments[1], e),
            let request = request(arguments[3], arguments[4], e)
          else { return unknown(notKnown, e) }
          return bool(
            KyvernoExemption(exception).exempts(request, from: rule, of: policy), e,
            "whether PolicyException \(exception[path: "metadata", "name"]?.text ?? "") counts")
        })
    ])

  /// `kyverno.Selects(rule, object, namespace)`: whether `match` and `exclude` of a rule select the
  /// object.
  private static let selects = Function(
    "kyverno.Selects", .importLint,
    "Whether `match` and `exclude` of a rule of Kyverno select an object.",
    (
      """
      kyverno.Selects(resource.Get('kyverno.io/v1', 'clusterpolicies', '', \
      'no-host-network').spec.rules[0], resource.Get('v1', 'pods', 'shop', 'web'), \
      resource.Get('v1', 'namespaces', '', 'shop'))
      """, "true"
    ), of: ["rule", "object", "namespace"],
    [
      Overload(
        [.dyn, .dyn, .dyn], .bool, isPure: false,
        body: .variadic { e, arguments in
          guard let rule = plain(arguments[0], e),
            let request = request(arguments[1], arguments[2], e)
          else { return unknown(notKnown, e) }
          return bool(
            KyvernoMatching.selects(rule, request), e,
            "whether Kyverno's rule \(rule["name"]?.text ?? "") is for "
              + "\(request.kind) \(request.name)")
        })
    ])

  /// `gatekeeper.Selects(constraint, object, namespace)`: whether a constraint's `match` selects
  /// the object.
  private static let gatekeeperSelects = Function(
    "gatekeeper.Selects", .importLint,
    "Whether the `match` of a constraint of Gatekeeper selects an object.",
    (
      """
      gatekeeper.Selects({'kind': 'K8sRequiredLabels', 'metadata': {'name': 'team'}, \
      'spec': {'match': {'namespaces': ['shop']}}}, resource.Get('v1', 'pods', 'shop', \
      'web'), resource.Get('v1', 'namespaces', '', 'shop'))
      """, "true"
    ), of: ["constraint", "object", "namespace"],
    [
      Overload(
        [.dyn, .dyn, .dyn], .bool, isPure: false,
        body: .variadic { e, arguments in
          guard let constraint = plain(arguments[0], e),
            let request = request(arguments[1], arguments[2], e)
          else { return unknown(notKnown, e) }
          return .bool(GatekeeperMatch(constraint).selects(request))
        })
    ])

  /// `podSecurity.Violations(podSpec, level)`: what a pod does that the level `baseline` or
  /// `restricted` of the Pod Security Standards forbids.
  private static let violations = Function(
    "podSecurity.Violations", .importLint,
    """
    What a pod's `spec` does that the level `baseline` or `restricted` of the Pod \
    Security Standards forbids.
    """,
    (
      "podSecurity.Violations({'hostNetwork': true, 'containers': []}, 'baseline')",
      #"["hostNetwork=true"]"#
    ),
    of: ["podSpec", "level"],
    [
      Overload(
        [.dyn, .string], .list(.string),
        body: .binary { e, pod, level in
          let text = DocumentValue(level, in: e.evaluator.store).string ?? ""
          guard let pod = plain(pod, e) else {
            return unknown(notKnown, e)
          }
          guard text != "privileged" else { return e.list([]) }
          guard let level = PodSecurityStandard(rawValue: text) else {
            return e.error("'\(text)' is not a level of Pod Security")
          }
          return e.list(level.violations(of: pod).map { e.string($0.text) })
        })
    ])

  /// `substituted(value, {"<version>": "2.13.8"})`: the value with the keys of the map replaced in
  /// all of its texts.
  private static let substituted = Function(
    "substituted", .importLint,
    "A value with the keys of a map replaced by their values in all of its texts.",
    (
      "substituted({'image': 'rancher/rancher-agent:<version>'}, {'<version>': 'v2.13.1'})",
      #"{"image": "rancher/rancher-agent:v2.13.1"}"#
    ), of: ["value", "replacements"],
    [
      Overload(
        [.dyn, .map(.string, .string)], .dyn,
        body: .binary { e, value, replacements in
          let store = e.evaluator.store
          let entries = DocumentValue(replacements, in: store).entries.compactMap { entry in
            entry.value.string.map { (from: entry.key, to: $0) }
          }
          guard let builder = DocumentBuilder(store: store, source: nil) else {
            return e.error("too many different values for one run")
          }
          defer { builder.close() }
          write(DocumentValue(value, in: store), entries, to: builder)
          return builder.finish()
        })
    ])

  private static func write(
    _ value: DocumentValue, _ entries: [(from: String, to: String)], to builder: DocumentBuilder
  ) {
    switch value.value.tag {
    case .map:
      builder.beginMap()
      for (key, element) in value.entries {
        builder.key(key)
        write(element, entries, to: builder)
      }
      builder.endMap(tail: value.value.tail)
    case .list:
      builder.beginList()
      for element in value.elements { write(element, entries, to: builder) }
      builder.endList(tail: value.value.tail)
    case .string:
      let text = value.string ?? ""
      let replaced = entries.reduce(text) { $0.replacingBytes(of: $1.from, with: $1.to) }
      if replaced == text { builder.link(value.value) } else { builder.string(replaced) }
    default: builder.link(value.value)
    }
  }

  // MARK: Values

  /// Why an object is not one that an engine could be asked about.
  private static let notKnown =
    "a part of it is not in the snapshot, or it has more than \(JSONValue.limit) values"

  private static func plain(_ value: Value, _ e: Evaluation) -> JSONValue? {
    kept(value, e) { $0 }
  }

  private static func policy(_ value: Value, _ e: Evaluation) -> KyvernoPolicy? {
    kept(value, e) { KyvernoPolicy($0) }
  }

  /// What is made of a value, once where the value stays. One that an expression made is taken
  /// apart anew each time, and pays for it.
  private static func kept<Made: Sendable>(
    _ value: Value, _ e: Evaluation, _ make: (JSONValue) -> Made
  ) -> Made? {
    func made() -> Made? {
      var left = JSONValue.limit
      let plain = JSONValue(DocumentValue(value, in: e.evaluator.store), &left)
      if value.form != .document { e.charge(UInt64(JSONValue.limit - left)) }
      return plain.map(make)
    }
    guard let library = e.evaluator.host as? ResourceLibrary else { return made() }
    return library.kept(DocumentMemo<Made?>()).value(of: value, "", made)
  }

  private static func request(
    _ object: Value, _ namespace: Value, before former: JSONValue? = nil, _ e: Evaluation
  ) -> KyvernoRequest? {
    guard let object = plain(object, e), let namespace = plain(namespace, e) else { return nil }
    return KyvernoRequest(
      object, namespaceObject: namespace == .null ? nil : namespace, former: former)
  }

  private static func bool(_ answer: EngineAnswer, _ e: Evaluation, _ what: String) -> Value {
    switch answer {
    case .yes: .bool(true)
    case .no: .bool(false)
    case .unknown(let why): unknown("\(what): \(why)", e)
    }
  }

  private static func unknown(_ text: String, _ e: Evaluation) -> Value {
    guard let library = e.evaluator.host as? ResourceLibrary else { return e.error(text) }
    return e.unknown(library.number(of: MissingEvidence(.liveCluster, text)))
  }
}
