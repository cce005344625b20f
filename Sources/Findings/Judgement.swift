import Basics

/// The result of judging one cluster: the one value that reports render.
///
/// Its parts come in any order and are sorted here, and everything that follows from them
/// (conclusion, counts, collection list) is derived here, so that no two reports can differ.
public struct Judgement: Sendable, Hashable {
  /// Version of the result's published form, written into every JSON report.
  public static let schemaVersion = 2

  /// What it is judged by: what was asked, and who answers.
  public struct Terms: Sendable, Hashable {
    public var tool: ToolInfo
    public var packs: [PackInfo]
    public var target: TargetSummary
    public var options: JudgementOptions
    /// What the run was told, for those who repeat it.
    public var run: RunRecord

    public init(
      tool: ToolInfo, packs: [PackInfo] = [], target: TargetSummary = TargetSummary(),
      options: JudgementOptions = JudgementOptions(), run: RunRecord = RunRecord()
    ) {
      self.tool = tool
      self.packs = packs
      self.target = target
      self.options = options
      self.run = run
    }
  }

  /// What it rests on: what was read.
  public struct Basis: Sendable, Hashable {
    public var cluster: ClusterSummary
    /// What the cluster is made of; nil if no snapshot was read.
    public var profile: ClusterProfile?
    public var evidence: [EvidenceEntry]
    public var artifacts: [Artifact]
    /// The earlier result that it is compared with; nil if it is compared with none.
    public var baseline: BaselineSummary?

    public init(
      cluster: ClusterSummary = ClusterSummary(), profile: ClusterProfile? = nil,
      evidence: [EvidenceEntry] = [], artifacts: [Artifact] = [],
      baseline: BaselineSummary? = nil
    ) {
      self.cluster = cluster
      self.profile = profile
      self.evidence = evidence
      self.artifacts = artifacts
      self.baseline = baseline
    }
  }

  public private(set) var terms: Terms
  public private(set) var basis: Basis
  /// Failing before unknown, worst severity first, then by rule, subject and validation.
  public private(set) var findings: [Finding]
  /// By id.
  public private(set) var rules: [RuleResult]
  /// Fatal ones first.
  public let problems: [Problem]
  public let conclusion: Conclusion
  /// Verdicts over all rules and subjects.
  public let counts: VerdictCounts
  /// What would decide the live unknowns, each step once.
  public let collection: [CollectionStep]

  public init(
    _ terms: Terms, on basis: Basis = Basis(), findings: [Finding] = [],
    rules: [RuleResult] = [], problems: [Problem] = []
  ) {
    self.terms = terms.sorted
    self.basis = basis.sorted
    self.findings = Finding.reportOrder(of: findings).map { findings[$0] }
    self.rules = rules.sorted { $0.id.precedesByBytes($1.id) }
    // More than any file says of itself, whose own count is then left as it is.
    var tally = ProblemTally(kindLimit: 2 * ProblemTally.kindLimit)
    tally.add(problems.sorted(by: Problem.isOrderedBefore))
    let problems = tally.problems.sorted(by: Problem.isOrderedBefore)
    self.problems = problems
    conclusion = Conclusion(
      findings: findings, rules: rules, problems: problems, options: terms.options)
    counts = rules.reduce(VerdictCounts()) { $0 + $1.counts }
    let live = MissingEvidence.union(of: findings.lazy.filter(\.isLive).map(\.missing))
    collection = CollectionStep.list(live.compactMap(\.collect))
  }

  /// The same, where rules know the places of their fixes in a runbook.
  /// - Parameter steps: ids of rules in the order of the runbook's steps.
  public func numbered(by steps: [String]) -> Judgement {
    let numbers = Dictionary(zip(steps, 1...)) { first, _ in first }
    var judgement = self
    for i in rules.indices { judgement.rules[i].outcome.step = numbers[rules[i].id] }
    return judgement
  }

  /// The same in the run's language, as far as rules have it: for people.
  public var translated: Judgement {
    let known = rules.compactMap { rule in rule.translation.map { (rule.id, $0) } }
    if known.isEmpty { return self }
    let translations = Dictionary(known) { first, _ in first }
    var judgement = self
    for i in findings.indices {
      guard let translation = translations[findings[i].rule] else { continue }
      judgement.findings[i].texts = findings[i].texts.said(as: translation)
    }
    judgement.basis.baseline = baseline?.said(as: translations)
    for i in rules.indices {
      guard let translation = rules[i].translation else { continue }
      judgement.rules[i].texts = rules[i].texts.said(as: translation)
    }
    return judgement
  }

  /// The same as a run in the language of translations gives it, as far as its rules say what
  /// was translated.
  public func told(by translations: RuleTranslations) -> Judgement {
    var judgement = self
    // A result may know what this program does not.
    let isTold = terms.run.language == translations.language
    judgement.terms.run.language = translations.language
    for i in rules.indices {
      judgement.rules[i].translation =
        translations.texts(of: rules[i]) ?? (isTold ? rules[i].translation : nil)
    }
    return judgement
  }

  public var tool: ToolInfo { terms.tool }
  public var packs: [PackInfo] { terms.packs }
  public var target: TargetSummary { terms.target }
  public var options: JudgementOptions { terms.options }
  public var cluster: ClusterSummary { basis.cluster }
  public var profile: ClusterProfile? { basis.profile }
  public var evidence: [EvidenceEntry] { basis.evidence }
  public var artifacts: [Artifact] { basis.artifacts }
  public var baseline: BaselineSummary? { basis.baseline }
  public var readiness: Readiness { conclusion.readiness }
  public var exitCode: Int32 { conclusion.exitCode }
}

extension Judgement.Terms {
  fileprivate var sorted: Self {
    var terms = self
    terms.packs.sort { compareByBytes([$0.name, $0.version], [$1.name, $1.version]) < 0 }
    return terms
  }
}

extension Judgement.Basis {
  fileprivate var sorted: Self {
    var basis = self
    basis.evidence.sort(by: EvidenceEntry.isOrderedBefore)
    basis.artifacts.sort { compareByBytes([$0.archive, $0.path], [$1.archive, $1.path]) < 0 }
    return basis
  }
}
