/// What became of one rule: what it is and how it judged its subjects.
public struct RuleResult: Sendable, Hashable {
  /// A page that a rule rests on.
  public struct Reference: Sendable, Hashable {
    public var title: String
    public var url: String

    public init(title: String, url: String) {
      self.title = title
      self.url = url
    }
  }

  /// By what a rule is found: in a report, in a listing, by a selection.
  public struct Identity: Sendable, Hashable {
    /// Full id, `pack/id`.
    public var id: String
    /// Name of the rule's pack, an entry of the judgement's packs.
    public var pack: String
    public var area: String
    /// Earlier full ids of the rule.
    public var deprecatedIds: [String]

    public init(id: String, pack: String, area: String, deprecatedIds: [String] = []) {
      self.id = id
      self.pack = pack
      self.area = area
      self.deprecatedIds = deprecatedIds
    }
  }

  /// How it judged its subjects.
  public struct Outcome: Sendable, Hashable {
    public var counts: VerdictCounts
    /// Why the rule applies to none of its subjects, or nil.
    public var notApplicableReason: String?
    /// The subjects that passed and those that the rule does not apply to, sorted; a full report
    /// lists them, so they may be left empty otherwise.
    public var passing: [Subject]
    public var notApplicable: [Subject]
    /// The place of its fix in the runbook, from 1; nil if nothing of it fails and counts.
    public var step: Int?

    public init(
      _ counts: VerdictCounts, notApplicableReason: String? = nil, passing: [Subject] = [],
      notApplicable: [Subject] = [], step: Int? = nil
    ) {
      self.counts = counts
      self.notApplicableReason = notApplicableReason
      self.passing = passing
      self.notApplicable = notApplicable
      self.step = step
    }
  }

  public var identity: Identity
  /// What it judges at a time.
  public var subjectKind: Subject.Kind
  /// The severity after overrides; a validation may have another.
  public var severity: Severity
  public var texts: RuleTexts
  /// The texts in the run's language; nil if that is English, or the rule does not have it.
  public var translation: RuleTexts?
  public var references: [Reference]
  public var outcome: Outcome

  public init(
    _ identity: Identity, of subjectKind: Subject.Kind, _ severity: Severity, texts: RuleTexts,
    translation: RuleTexts? = nil, references: [Reference] = [], outcome: Outcome
  ) {
    self.identity = identity
    self.subjectKind = subjectKind
    self.severity = severity
    self.texts = texts
    self.translation = translation
    self.references = references
    self.outcome = outcome
  }

  // Like a finding, it is read far more often than it is made.

  public var id: String { identity.id }
  public var pack: String { identity.pack }
  public var area: String { identity.area }
  public var deprecatedIds: [String] { identity.deprecatedIds }
  public var title: String { texts.title }
  public var why: String { texts.why }
  public var fix: Fix { texts.fix }
  public var counts: VerdictCounts { outcome.counts }
  public var notApplicableReason: String? { outcome.notApplicableReason }
  public var passing: [Subject] { outcome.passing }
  public var notApplicable: [Subject] { outcome.notApplicable }
  public var step: Int? { outcome.step }
}
