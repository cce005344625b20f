import Basics

/// One rule of a classic policy of Kyverno on an object that is about to be created.
///
/// Source: kyverno v1.19.0, pkg/engine.
struct KyvernoRule: Sendable {
  private let shared: KyvernoPolicy
  let rule: JSONValue
  var policy: JSONValue { shared.value }

  /// The rule of that name; nil if the policy has none.
  init?(_ name: String, of policy: KyvernoPolicy) {
    guard let rule = policy.rule(name) else { return nil }
    shared = policy
    self.rule = rule
  }

  /// Whether the object is let in; if not, the place or the feature that the rule forbids.
  func admits(_ request: KyvernoRequest) -> AdmissionAnswer {
    guard rule["validate"] != nil || rule["verifyImages"] != nil,
      policy[path: "spec", "admission"]?.flag != false, appliesToNamespace(request)
    else { return .yes }
    let selected = KyvernoMatching.selects(rule, request)
    if selected.isNo { return .yes }
    let enforced = enforces(request)
    if enforced.isNo { return .yes }
    let answer = judged(request)
    guard case .no = answer else { return answer }
    for condition in [selected, enforced] {
      if case .unknown(let why) = condition { return .unknown(why) }
    }
    return answer
  }

  /// A namespaced policy is for its own namespace.
  private func appliesToNamespace(_ request: KyvernoRequest) -> Bool {
    guard policy["kind"]?.text == "Policy" else { return true }
    return policy[path: "metadata", "namespace"] == .string(request.namespace)
  }

  // MARK: Action

  /// Whether what the rule finds is refused, or only noted.
  ///
  /// Up to 1.18 the first rule that names an action decides for the whole policy, from 1.19 on each
  /// for itself; where the rules of a policy disagree, it depends on Kyverno's version.
  private func enforces(_ request: KyvernoRequest) -> EngineAnswer {
    let own = ownAction(rule, request)
    let first = shared.firstAction(request) { ownAction($0, request) }
    let fallback = isEnforce(
      overridden(policy[path: "spec", "validationFailureActionOverrides"], request)
        ?? policy[path: "spec", "validationFailureAction"]?.text)
    let today = own ?? fallback
    if let first, first != today {
      return .unknown(
        "its rules have different actions, and which counts depends on Kyverno's version")
    }
    return EngineAnswer(today)
  }

  /// The action that a rule names itself; nil if it names none.
  private func ownAction(_ rule: JSONValue, _ request: KyvernoRequest) -> Bool? {
    let validate = rule["validate"]
    let images = rule["verifyImages"]?.elements ?? []
    let action =
      overridden(validate?["failureActionOverrides"], request)
      ?? validate?["failureAction"]?.text ?? images.compactMap { $0["failureAction"]?.text }.first
    return action.map { isEnforce($0) }
  }

  private func isEnforce(_ action: String?) -> Bool { action?.lowercased() == "enforce" }

  private func overridden(_ overrides: JSONValue?, _ request: KyvernoRequest) -> String? {
    for override in overrides?.elements ?? [] {
      let namespaces = override["namespaces"]?.texts ?? []
      let own = request.isNamespace ? request.name : request.namespace
      if !namespaces.isEmpty, !namespaces.contains(where: { Wildcard.matches($0, own) }) {
        continue
      }
      if let selector = override["namespaceSelector"],
        !KyvernoMatching.selects(selector, request.namespaceLabels)
      {
        continue
      }
      return override["action"]?.text
    }
    return nil
  }

  // MARK: Verdict

  private func judged(_ request: KyvernoRequest) -> AdmissionAnswer {
    let variables = KyvernoVariables(values: request.variables)
    let condition = rule["preconditions"].map { KyvernoConditions.hold($0, variables) } ?? .yes
    if condition.isNo { return .yes }
    let answer =
      rule["validate"].map { validated($0, request.object, request, variables) }
      ?? verified(request)
    if case .no = answer, case .unknown(let why) = condition { return .unknown(why) }
    return answer
  }

  /// What one `validate`, or one entry of its `foreach`, says of a value.
  private func validated(
    _ validate: JSONValue, _ value: JSONValue, _ request: KyvernoRequest,
    _ variables: KyvernoVariables
  ) -> AdmissionAnswer {
    if let pattern = validate["pattern"] { return fitted([pattern], value, variables) }
    if let patterns = validate["anyPattern"]?.elements { return fitted(patterns, value, variables) }
    if let deny = validate["deny"] {
      let conditions = deny["conditions"].map { KyvernoConditions.hold($0, variables) } ?? .yes
      switch conditions {
      case .yes: return .no("its conditions for denying hold")
      case .no: return .yes
      case .unknown(let why): return .unknown(why)
      }
    }
    if let standard = validate["podSecurity"] { return secured(standard, request) }
    if let entries = validate["foreach"]?.elements { return each(entries, request, variables) }
    let form = validate.fields.keys.filter { !KyvernoRule.commonKeys.contains($0) }.min()
    return .unknown("its \(form?.text ?? "validate") is not evaluated")
  }

  /// What stands in a `validate` or in an entry of its `foreach`, whatever its form.
  private static let commonKeys: Set<ExactText> = [
    "allowExistingViolations", "context", "elementScope", "failureAction",
    "failureActionOverrides", "list", "message", "preconditions",
  ]

  private func fitted(
    _ patterns: [JSONValue], _ value: JSONValue, _ variables: KyvernoVariables
  ) -> AdmissionAnswer {
    var place: String?
    for pattern in patterns {
      let resolved: JSONValue
      do throws(JMESPath.Unsupported) {
        resolved = try variables.resolved(pattern)
      } catch {
        return .unknown("\(error.what) cannot be evaluated here")
      }
      guard case .differs(let at) = KyvernoPattern.outcome(resolved, of: value) else {
        return .yes
      }
      place = place ?? at
    }
    return place.map { .no("\($0) does not fit") } ?? .yes
  }

  /// `foreach`: a list of the object, whose elements are judged one by one.
  private func each(
    _ entries: [JSONValue], _ request: KyvernoRequest, _ variables: KyvernoVariables
  ) -> AdmissionAnswer {
    var open = AdmissionAnswer.yes
    for entry in entries {
      let list: JSONValue
      do throws(JMESPath.Unsupported) {
        list = try variables.value(of: entry["list"]?.text ?? "")
      } catch {
        return .unknown("\(error.what) cannot be evaluated here")
      }
      for (i, element) in list.elements.enumerated() {
        var inner = variables
        inner.values = .map(
          variables.values.fields.merging([
            "element": element, "elementIndex": .number(Double(i)),
          ]) { $1 })
        let condition = entry["preconditions"].map { KyvernoConditions.hold($0, inner) } ?? .yes
        if condition.isNo { continue }
        let answer = validated(entry, element, request, inner)
        if case .no = answer, condition.isYes { return answer }
        if case .unknown(let why) = condition, !answer.isYes { open = .unknown(why) }
        if case .unknown = answer { open = answer }
      }
    }
    return open
  }

  private func secured(_ standard: JSONValue, _ request: KyvernoRequest) -> AdmissionAnswer {
    guard let pod = request.podSpec else { return .yes }
    let level = standard["level"]?.text.flatMap { PodSecurityStandard(rawValue: $0.lowercased()) }
    guard let level else { return .unknown("its level of pod security is not known") }
    let exclusions = standard["exclude"]?.elements ?? []
    let spared = exclusions.filter { exclusion in
      let images = exclusion["images"]?.texts ?? []
      return (images.isEmpty || images.contains("*")) && exclusion["restrictedField"] == nil
    }.compactMap { $0["controlName"]?.text }
    let violations = level.violations(of: pod).filter { !spared.contains($0.control) }
    guard let first = violations.first else { return .yes }
    let isPartial = { (control: String) in
      exclusions.contains { $0["controlName"]?.text == control }
    }
    guard let certain = violations.first(where: { !isPartial($0.control) }) else {
      return .unknown("it exempts some images or values from \(first.control)")
    }
    return .no("it violates the level \(level.rawValue): \(certain.text)")
  }

  /// `verifyImages`: signatures are not in an export.
  private func verified(_ request: KyvernoRequest) -> AdmissionAnswer {
    let containers = ["initContainers", "containers", "ephemeralContainers"].flatMap {
      request.podSpec?[$0]?.elements ?? []
    }
    let images = containers.compactMap { $0["image"]?.text }.map(KyvernoRule.fullImage)
    for entry in rule["verifyImages"]?.elements ?? [] where entry["required"]?.flag != false {
      let wanted =
        (entry["imageReferences"]?.texts ?? []) + [entry["image"]?.text].compactMap { $0 }
      let spared = entry["skipImageReferences"]?.texts ?? []
      for image in images where wanted.contains(where: { Wildcard.matches($0, image) }) {
        if spared.contains(where: { Wildcard.matches($0, image) }) { continue }
        return .unknown("whether image \(image) is signed as it asks is not in the snapshot")
      }
    }
    return .yes
  }

  /// An image's name with its registry: without one it is Docker Hub's.
  static func fullImage(_ image: String) -> String {
    let parts = image.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return "docker.io/library/\(image)" }
    let first = parts[0]
    let isRegistry = first.contains(".") || first.contains(":") || first == "localhost"
    return isRegistry ? image : "docker.io/\(image)"
  }
}
