import Documents
import Findings

/// A miniature snapshot, and the verdicts that it must get.
public struct Example: Sendable {
  public var name: String
  /// The example's `target`, as it stands in the file.
  public var target: DocumentValue?
  public var snapshot: DocumentValue?
  public var expectation: Expectation
  public var place: SourcePlace?

  /// What must come out; subjects not named must pass or not apply.
  public struct Expectation: Sendable {
    public var pass: [ExpectedVerdict] = []
    public var fail: [ExpectedVerdict] = []
    public var unknown: [ExpectedVerdict] = []
    public var notApplicable: [ExpectedVerdict] = []

    /// Whether all that is judged must pass or not apply.
    package var namesNobody: Bool {
      pass.isEmpty && fail.isEmpty && unknown.isEmpty && notApplicable.isEmpty
    }
  }

  /// One expected verdict. `…` in a text stands for anything.
  public struct ExpectedVerdict: Sendable {
    public var subject: String
    public var validation: String?
    public var severity: Severity?
    public var at: String?
    public var message: String?
    public var reason: String?
    public var place: SourcePlace?
  }
}
