import Documents
import Findings

/// What a ValidatingAdmissionPolicy has besides the conditions, variables and validations of its
/// rule: what it matches, its parameters, and the bindings that put it to work.
public struct AdmissionPolicy: Sendable {
  public var name: String
  public var matchConstraints: MatchResources
  public var auditAnnotations: [NamedExpression]
  public var parameterKind: ParameterKind?
  /// In the order of their names; at least one: a policy without bindings gets one that is implied.
  public var bindings: [PolicyBinding]
  /// The pack's objects of the parameter kind.
  public var parameters: [ParameterObject]
  /// What an override of a pack made of the severities.
  public var severity: Severity?
}

/// `paramKind`: what the parameters of a policy are.
public struct ParameterKind: Sendable {
  public var apiVersion: String
  public var kind: String
}

/// An object of a pack that a policy may have as its parameter.
public struct ParameterObject: Sendable {
  public var apiVersion: String
  public var kind: String
  /// Empty where the object names none.
  public var namespace: String
  public var name: String
  public var value: DocumentValue
}

/// A ValidatingAdmissionPolicyBinding: where a policy counts, with which parameters, and how much.
public struct PolicyBinding: Sendable {
  /// Empty for the one that is implied.
  public var name: String
  public var matchResources: MatchResources
  public var parameterReference: ParameterReference?
  /// Deny, Warn, Audit.
  public var actions: [ValidationAction]

  /// Deny is what the cluster would refuse, Warn what it would say, Audit what it would write down.
  public var severity: Severity { actions.map(\.severity).max() ?? .error }
}

/// What a cluster does with what a policy denies.
public enum ValidationAction: String, Sendable, CaseIterable {
  case deny = "Deny"
  case warn = "Warn"
  case audit = "Audit"

  public var severity: Severity {
    switch self {
    case .deny: .error
    case .warn: .warning
    case .audit: .note
    }
  }
}

/// `paramRef`: which objects of the policy's `paramKind` are its parameters.
public struct ParameterReference: Sendable {
  public enum Choice: Sendable {
    case name(String)
    case selector(LabelSelector)
    /// The pack's objects, or none: what a policy without a binding gets.
    case implied
  }

  public var choice: Choice
  /// Empty: that of the object at hand.
  public var namespace: String
  /// Whether a parameter that is not there denies.
  public var deniesIfMissing: Bool
}

/// Which objects a policy or binding is for, in the words of `matchConstraints`.
public struct MatchResources: Sendable {
  /// Empty: all.
  public var rules: [ResourceRule]
  public var excludedRules: [ResourceRule]
  public var namespaceSelector: LabelSelector
  public var objectSelector: LabelSelector
  /// Whether another version of the same resource is no match (`matchPolicy: Exact`).
  public var isExact: Bool

  /// Everything.
  static let all = MatchResources(
    rules: [], excludedRules: [], namespaceSelector: .everything, objectSelector: .everything,
    isExact: false)

  /// `NamedRuleWithOperations`.
  public struct ResourceRule: Sendable {
    public var groups: [String]
    public var versions: [String]
    /// Plurals; `pods/status`, `pods/*`, `*/*` name subresources.
    public var resources: [String]
    public var operations: [String]
    /// Empty: all.
    public var names: [String]
    public var scope: Scope
  }

  public enum Scope: String, Sendable, CaseIterable {
    case all = "*"
    case cluster = "Cluster"
    case namespaced = "Namespaced"
  }
}
