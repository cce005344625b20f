import Basics

/// A PolicyException of group kyverno.io.
struct KyvernoExemption: Sendable {
  let exception: JSONValue

  init(_ exception: JSONValue) { self.exception = exception }

  /// Whether it exempts an object from a rule of a policy.
  func exempts(
    _ request: KyvernoRequest, from rule: String, of policy: JSONValue
  ) -> EngineAnswer {
    let spec = exception["spec"]
    guard names(rule, of: policy) else { return .no }
    let matched = KyvernoMatching.matches(spec?["match"], request, isExclusion: false)
    guard matched.isYes else { return matched }
    if let controls = spec?["podSecurity"]?.elements, !controls.isEmpty {
      return .unknown("it exempts single controls of Pod Security")
    }
    guard let conditions = spec?["conditions"] else { return .yes }
    return KyvernoConditions.hold(conditions, KyvernoVariables(values: request.variables))
  }

  /// Rules that Kyverno makes for controllers of pods are named apart, and are rules of these too.
  private func names(_ rule: String, of policy: JSONValue) -> Bool {
    let own = policy[path: "metadata", "name"]?.text ?? ""
    let name =
      policy["kind"]?.text == "Policy"
      ? "\(policy[path: "metadata", "namespace"]?.text ?? "")/\(own)" : own
    return (exception[path: "spec", "exceptions"]?.elements ?? []).contains { entry in
      entry["policyName"] == .string(name)
        && (entry["ruleNames"]?.texts ?? []).contains { Wildcard.matches($0, rule) }
    }
  }
}
