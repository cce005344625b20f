import Findings

/// A judgement, as far as a fleet needs it.
public struct JudgedRow: Sendable, Hashable {
  /// A rule with findings that count.
  public struct Rule: Sendable, Hashable {
    /// Full id.
    public var id: String
    /// Empty of a rule that is unknown and does not decide.
    public var title: String
    /// The worst among its findings.
    public var severity: Severity
    /// Whether it decides readiness (see `--fail-on`).
    public var decides: Bool
    public var findingCount: Int
    /// Unknown findings of a rule that fails.
    public var openCount: Int
    /// How to fix it, in words; empty unless it fails and decides.
    public var fix: String

    public init(
      id: String, title: String, severity: Severity, decides: Bool, findingCount: Int,
      openCount: Int = 0, fix: String = ""
    ) {
      self.id = id
      self.title = title
      self.severity = severity
      self.decides = decides
      self.findingCount = findingCount
      self.openCount = openCount
      self.fix = fix
    }
  }

  /// A live finding, in short.
  public struct Finding: Sendable, Hashable {
    /// Full id of its rule.
    public var rule: String
    public var verdict: Verdict
    public var severity: Severity
    /// Name of its subject.
    public var subject: String
    public var message: String
    public var fingerprint: String
    /// Where it stands, or nil.
    public var path: String?
    public var line: Int?
    public var column: Int?

    public init(
      rule: String, verdict: Verdict, severity: Severity, subject: String, message: String,
      fingerprint: String, path: String? = nil, line: Int? = nil, column: Int? = nil
    ) {
      self.rule = rule
      self.verdict = verdict
      self.severity = severity
      self.subject = subject
      self.message = message
      self.fingerprint = fingerprint
      self.path = path
      self.line = line
      self.column = column
    }
  }

  /// What would decide unknowns of it.
  public struct Step: Sendable, Hashable {
    /// With `<NODE>` for the name of a node.
    public var text: String
    public var nodeCount: Int
    /// Full ids of the rules that wait for it, sorted.
    public var rules: [String]
    /// Whether one of them decides readiness.
    public var blocks: Bool

    public init(text: String, nodeCount: Int, rules: [String], blocks: Bool) {
      self.text = text
      self.nodeCount = nodeCount
      self.rules = rules
      self.blocks = blocks
    }
  }

  /// What the cluster is made of, in short; nil is not known.
  public struct Profile: Sendable, Hashable {
    public var podCount: Int?
    public var networkPlugins: [String]?
    public var storageProvisioners: [String]?
    /// What of Rancher and its companions is there, with its version.
    public var components: [String]

    public init(
      podCount: Int? = nil, networkPlugins: [String]? = nil,
      storageProvisioners: [String]? = nil, components: [String] = []
    ) {
      self.podCount = podCount
      self.networkPlugins = networkPlugins
      self.storageProvisioners = storageProvisioners
      self.components = components
    }
  }

  public var readiness: Readiness
  public var exitCode: Int32
  public var reason: String
  /// Verdicts over all rules and subjects.
  public var counts: VerdictCounts
  /// Rules with live failing findings, those that decide first.
  public var failing: [Rule]
  /// Rules with live unknown findings and no failing one, those that decide first.
  public var unknown: [Rule]
  /// Full ids of the rules whose findings are all accepted, sorted.
  public var waived: [String]
  /// Full ids of the rules that pass, sorted.
  public var passing: [String]
  /// Full ids of the rules that apply to nothing here, sorted.
  public var notApplicable: [String]
  /// Failing ones first: the first few of each rule, and one unknown one of each that decides.
  public var findings: [Finding]
  /// Live findings that the row does not have.
  public var omittedCount: Int
  public var steps: [Step]
  public var profile: Profile

  public init(
    readiness: Readiness, exitCode: Int32, reason: String, counts: VerdictCounts = VerdictCounts(),
    failing: [Rule] = [], unknown: [Rule] = [], waived: [String] = [], passing: [String] = [],
    notApplicable: [String] = [], findings: [Finding] = [], omittedCount: Int = 0,
    steps: [Step] = [], profile: Profile = Profile()
  ) {
    self.readiness = readiness
    self.exitCode = exitCode
    self.reason = reason
    self.counts = counts
    self.failing = failing
    self.unknown = unknown
    self.waived = waived
    self.passing = passing
    self.notApplicable = notApplicable
    self.findings = findings
    self.omittedCount = omittedCount
    self.steps = steps
    self.profile = profile
  }
}
