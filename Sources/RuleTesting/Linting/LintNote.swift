import Documents
import Findings

/// What lint says of a rule or definition: never fatal, because the pack is valid.
struct LintNote {
  /// The full id of a rule, `<pack>/definitions.<name>`, or `<pack>/params.<name>`.
  let owner: String
  let problem: Problem

  init(
    _ owner: String, _ code: String, _ message: String, at place: SourcePlace?, count: Int? = nil,
    help: String
  ) {
    self.owner = owner
    problem = Problem(
      stage: .rules, code: code, severity: .warning, message: message,
      places: place.map { [Place($0, count: count)] } ?? [], help: help)
  }
}
