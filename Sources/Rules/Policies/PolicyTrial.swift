import Documents
import Findings
import Snapshots

/// One policy against one object, as if the object were the whole cluster: what suites of policies
/// with known verdicts ask for.
public struct PolicyTrial: Sendable {
  /// The policy, its binding and parameters.
  public var policies: [SourceText]
  public var object: SourceText
  /// The object's Namespace, or nil.
  public var namespace: SourceText?
  /// What the object was, if it is changed and not created.
  public var former: SourceText?

  public init(
    policies: [SourceText], object: SourceText, namespace: SourceText?, former: SourceText? = nil
  ) {
    self.policies = policies
    self.object = object
    self.namespace = namespace
    self.former = former
  }

  /// What became of the object.
  public struct Outcome: Sendable {
    /// nil if the trial could not be made.
    public var verdict: Verdict?
    /// Of what fails, in the order of the validations.
    public var messages: [String] = []
    /// Why something is unknown or does not apply.
    public var reasons: [String] = []
    /// What is wrong with the policy or the object.
    public var problems: [Problem] = []

    public init() {}
  }

  /// Makes the trial, in a store of its own.
  public func run() -> Outcome {
    PreparedPolicy(
      policies, on: TrialGround(reasons: ReasonTable()), onChange: former != nil
    ).outcome(of: subject, digest: [])
  }

  /// What the policy is tried on.
  var subject: TrialSubject.Texts {
    TrialSubject.Texts(object: object, namespace: namespace, former: former)
  }
}
