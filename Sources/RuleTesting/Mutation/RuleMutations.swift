import Documents
import Rules

/// What became of the mutants of a rule.
public struct RuleMutations: Sendable {
  /// The rule's full id.
  public let rule: String
  /// Mutants that were judged.
  public var count = 0
  /// Changes that gave no rule: they do not compile, or only the type differs.
  public var stillborn = 0
  /// Mutants beyond a limit.
  package var untried = 0
  /// Mutants that no example noticed.
  public var survivors: [Survivor] = []
  /// What does not hold even for the rule as it is; such an example notices nothing.
  public var failures: [String] = []

  /// A mistake that no example notices.
  public struct Survivor: Sendable {
    public let kind: MutationKind
    /// `validations[loopback-only]`, `applies.rancher`.
    public let title: String
    /// The changed sub-expression, as written, on one line.
    public let source: String
    /// `&& becomes ||`.
    public let change: String
    public let place: SourcePlace?
    /// Which example shows it and would notice it, if it stated more; nil if none shows it.
    public let hint: String?
  }
}
