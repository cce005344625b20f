import Documents
import Findings

/// A sub-expression that was evaluated, with what it gave, as text; those below it led to that.
public struct TraceBranch: Sendable, Hashable {
  public enum Outcome: String, Sendable, Hashable {
    case isTrue = "true"
    case isFalse = "false"
    case error, unknown
    /// Any other value.
    case value
  }

  /// The sub-expression as written, on one line.
  public let text: String
  public let outcome: Outcome
  /// What it gave, as it would be written in an expression; long values are cut.
  public let value: String
  /// Why it gave nothing, where that began here: an error's message, what evidence is missing.
  public let reasons: [String]
  /// If this is one iteration of a macro: its variables, `s = "127.0.0.53"`; else empty.
  public let bindings: [String]
  public let children: [TraceBranch]
  /// Iterations of the macro and sub-expressions that are left out, because there are many.
  public let omitted: Int
  /// False for the root of a trace that was too long to be recorded.
  public var isWhole = true
}

/// What one expression of a rule did on one subject.
public struct ExpressionTrace: Sendable {
  public let expression: RuleExpression
  /// Where it begins.
  public let place: SourcePlace?
  public let root: TraceBranch
}

/// What a rule did on one subject.
public struct SubjectTrace: Sendable {
  public let subject: Subject
  public let verdict: Verdict
  /// Why the rule does not apply.
  public let reason: String?
  public let findings: [Finding]
  /// In the order of evaluation, which ends with what decides.
  public let expressions: [ExpressionTrace]
}

/// What a rule did on some of its subjects.
public struct RuleTraces: Sendable {
  /// The rule's full id.
  public let rule: String
  /// The number of subjects that the rule has.
  public let subjectCount: Int
  /// Names of some subjects, for those who asked for one that is not there.
  public let names: [String]
  public let traces: [SubjectTrace]
}
