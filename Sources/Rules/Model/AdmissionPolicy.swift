import Documents
import Findings

/// What a ValidatingAdmissionPolicy has besides the conditions, variables and validations of its
/// rule: what it matches, its parameters, and the bindings that put it to work.
public struct AdmissionPolicy: Sendable {
  var name: String
  var matchConstraints: MatchResources
  var auditAnnotations: [NamedExpression]
  var parameterKind: ParameterKind?
  /// In the order of their names; at least one: a policy without bindings gets one that is implied.
  var bindings: [PolicyBinding]
  /// The pack's objects of the parameter kind.
  var parameters: [ParameterObject]
  /// What an override of a pack made of the severities.
  var severity: Severity?

  /// The policy as one about creating objects what it is about changing them.
  var onChange: AdmissionPolicy {
    var policy = self
    policy.matchConstraints = matchConstraints.onChange
    for i in policy.bindings.indices {
      policy.bindings[i].matchResources = bindings[i].matchResources.onChange
    }
    return policy
  }
}

/// `paramKind`: what the parameters of a policy are.
struct ParameterKind: Sendable {
  var apiVersion: String
  var kind: String
}

/// An object of a pack that a policy may have as its parameter.
struct ParameterObject: Sendable {
  var apiVersion: String
  var kind: String
  /// Empty where the object names none.
  var namespace: String
  var name: String
  var value: DocumentValue
}

/// A ValidatingAdmissionPolicyBinding: where a policy counts, with which parameters, and how much.
struct PolicyBinding: Sendable {
  /// Empty for the one that is implied.
  var name: String
  var matchResources: MatchResources
  var parameterReference: ParameterReference?
  /// Deny, Warn, Audit.
  var actions: [ValidationAction]

  /// Deny is what the cluster would refuse, Warn what it would say, Audit what it would write down.
  var severity: Severity { actions.map(\.severity).max() ?? .error }
}

/// What a cluster does with what a policy denies.
enum ValidationAction: String, Sendable, CaseIterable {
  case deny = "Deny"
  case warn = "Warn"
  case audit = "Audit"

  var severity: Severity {
    switch self {
    case .deny: .error
    case .warn: .warning
    case .audit: .note
    }
  }
}

/// `paramRef`: which objects of the policy's `paramKind` are its parameters.
struct ParameterReference: Sendable {
  enum Choice: Sendable {
    case name(String)
    case selector(LabelSelector)
    /// The pack's objects, or none: what a policy without a binding gets.
    case implied
  }

  var choice: Choice
  /// Empty: that of the object at hand.
  var namespace: String
  /// Whether a parameter that is not there denies.
  var deniesIfMissing: Bool
}

/// Which objects a policy or binding is for, in the words of `matchConstraints`.
struct MatchResources: Sendable {
  /// Empty: all.
  var rules: [ResourceRule]
  var excludedRules: [ResourceRule]
  var namespaceSelector: LabelSelector
  var objectSelector: LabelSelector
  /// Whether another version of the same resource is not a match (`matchPolicy: Exact`).
  var isExact: Bool

  /// With rules about creating what these are about changing.
  var onChange: MatchResources {
    var resources = self
    resources.rules = rules.map(\.onChange)
    resources.excludedRules = excludedRules.map(\.onChange)
    return resources
  }

  /// Everything.
  static let all = MatchResources(
    rules: [], excludedRules: [], namespaceSelector: .everything, objectSelector: .everything,
    isExact: false)

  /// `NamedRuleWithOperations`.
  struct ResourceRule: Sendable {
    var groups: [String]
    var versions: [String]
    /// Plurals; `pods/status`, `pods/*`, `*/*` name subresources.
    var resources: [String]
    var operations: [String]
    /// Empty: all.
    var names: [String]
    var scope: Scope
    /// The map that says so, for the places of mistakes.
    var written: DocumentValue?

    var onChange: ResourceRule {
      var rule = self
      rule.operations = operations.contains { ["*", "UPDATE"].contains($0) } ? ["CREATE"] : []
      return rule
    }
  }

  enum Scope: String, Sendable, CaseIterable {
    case all = "*"
    case cluster = "Cluster"
    case namespaced = "Namespaced"
  }
}
