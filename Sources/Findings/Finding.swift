import Basics

/// A failing or unknown validation of a rule on a subject, with all that a report needs of it.
public struct Finding: Sendable, Hashable {
  /// Full id of the rule, `pack/id`.
  public var rule: String
  /// The rule's title.
  public var title: String
  /// Name of the validation within the rule.
  public var validation: String
  public var subject: Subject
  /// `fail` or `unknown`; passes are counted, not listed.
  public var verdict: Verdict
  public var severity: Severity
  /// What is the case, for this subject.
  public var message: String
  /// What goes wrong after the import.
  public var why: String
  public var fix: Fix
  /// The deciding place first, then related ones; empty where nothing in the input is one.
  public var places: [Place]
  public var decidingValues: [DecidingValue]
  /// Why the verdict is unknown; empty for a failing one.
  public var missing: [MissingEvidence]
  /// Stable over paths, lines and wording (see ARCHITECTURE.md); lower-case hexadecimal.
  public var fingerprint: String
  public var waiver: Waiver?

  public init(
    rule: String, title: String, validation: String, subject: Subject, verdict: Verdict,
    severity: Severity, message: String, why: String, fix: Fix, places: [Place] = [],
    decidingValues: [DecidingValue] = [], missing: [MissingEvidence] = [], fingerprint: String,
    waiver: Waiver? = nil
  ) {
    precondition(verdict == .fail || verdict == .unknown, "only these are findings")
    self.rule = rule
    self.title = title
    self.validation = validation
    self.subject = subject
    self.verdict = verdict
    self.severity = severity
    self.message = message
    self.why = why
    self.fix = fix
    self.places = places
    self.decidingValues = decidingValues
    self.missing = missing
    self.fingerprint = fingerprint
    self.waiver = waiver
  }

  /// Whether it counts for readiness: not waived, or by a waiver that has expired.
  public var isLive: Bool { waiver?.isExpired ?? true }

  /// Report order: failing before unknown, worst severity first, then rule, subject, validation.
  public static func isOrderedBefore(_ left: Finding, _ right: Finding) -> Bool {
    if left.verdict != right.verdict { return left.verdict > right.verdict }
    if left.severity != right.severity { return left.severity > right.severity }
    // Most findings differ in their rule or subject: the rest is not even looked at.
    let rules = compareByBytes(left.rule, right.rule)
    if rules != 0 { return rules < 0 }
    let subjects = compareByBytes(left.subject.text, right.subject.text)
    if subjects != 0 { return subjects < 0 }
    return compareByBytes(left.lastOrderKeys, right.lastOrderKeys) < 0
  }

  private var lastOrderKeys: [String?] {
    [validation, places.first?.path, fingerprint, message]
  }
}
