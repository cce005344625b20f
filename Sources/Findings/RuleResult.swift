/// What became of one rule: its metadata and how it judged its subjects.
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

  /// Full id, `pack/id`.
  public var id: String
  /// Name of the rule's pack, an entry of the judgement's packs.
  public var pack: String
  public var title: String
  /// The severity after overrides; a validation may have another.
  public var severity: Severity
  public var area: String
  public var why: String
  /// The fix in general; a finding's own has the commands for its subject.
  public var fix: Fix
  public var references: [Reference]
  /// Earlier full ids of the rule.
  public var deprecatedIds: [String]
  public var subjectKind: Subject.Kind
  public var counts: VerdictCounts
  /// Why the rule applies to none of its subjects, or nil.
  public var notApplicableReason: String?
  /// The subjects that passed and those that the rule does not apply to, sorted; a full report
  /// lists them, so they may be left empty otherwise.
  public var passing: [Subject]
  public var notApplicable: [Subject]

  public init(
    id: String, pack: String, title: String, severity: Severity, area: String, why: String,
    fix: Fix, references: [Reference] = [], deprecatedIds: [String] = [],
    subjectKind: Subject.Kind, counts: VerdictCounts, notApplicableReason: String? = nil,
    passing: [Subject] = [], notApplicable: [Subject] = []
  ) {
    self.id = id
    self.pack = pack
    self.title = title
    self.severity = severity
    self.area = area
    self.why = why
    self.fix = fix
    self.references = references
    self.deprecatedIds = deprecatedIds
    self.subjectKind = subjectKind
    self.counts = counts
    self.notApplicableReason = notApplicableReason
    self.passing = passing
    self.notApplicable = notApplicable
  }
}
