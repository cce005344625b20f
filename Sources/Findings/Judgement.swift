import Basics

/// The result of judging one cluster: the one value that reports render.
///
/// Its parts come in any order and are sorted here, and everything that follows from them
/// (conclusion, counts, collection list) is derived here, so that no two reports can differ.
public struct Judgement: Sendable, Hashable {
  /// Version of the result's published form, written into every JSON report.
  public static let schemaVersion = 1

  public let tool: ToolInfo
  public let packs: [PackInfo]
  public let cluster: ClusterSummary
  /// What the cluster is made of; nil where no snapshot was read.
  public let profile: ClusterProfile?
  public let target: TargetSummary
  public let options: JudgementOptions
  /// Failing before unknown, worst severity first, then by rule, subject and validation.
  public let findings: [Finding]
  /// By id.
  public let rules: [RuleResult]
  public let evidence: [EvidenceEntry]
  /// Fatal ones first.
  public let problems: [Problem]
  public let artifacts: [Artifact]
  public let conclusion: Conclusion
  /// Verdicts over all rules and subjects.
  public let counts: VerdictCounts
  /// What would decide the live unknowns, each step once.
  public let collection: [CollectionStep]

  public init(
    tool: ToolInfo, packs: [PackInfo], cluster: ClusterSummary, target: TargetSummary,
    options: JudgementOptions, findings: [Finding], rules: [RuleResult],
    evidence: [EvidenceEntry] = [], problems: [Problem] = [], artifacts: [Artifact] = [],
    profile: ClusterProfile? = nil
  ) {
    self.tool = tool
    self.packs = packs.sorted { compareByBytes([$0.name, $0.version], [$1.name, $1.version]) < 0 }
    self.cluster = cluster
    self.profile = profile
    self.target = target
    self.options = options
    self.findings = findings.sorted(by: Finding.isOrderedBefore)
    self.rules = rules.sorted { $0.id.precedesByBytes($1.id) }
    self.evidence = evidence.sorted(by: EvidenceEntry.isOrderedBefore)
    self.problems = problems.sorted(by: Problem.isOrderedBefore)
    self.artifacts = artifacts.sorted {
      compareByBytes([$0.archive, $0.path], [$1.archive, $1.path]) < 0
    }
    conclusion = Conclusion(
      findings: findings, rules: rules, problems: problems, options: options)
    counts = rules.reduce(VerdictCounts()) { $0 + $1.counts }
    collection = CollectionStep.list(
      findings.lazy.filter(\.isLive).flatMap { $0.missing.compactMap(\.collect) })
  }

  public var readiness: Readiness { conclusion.readiness }
  public var exitCode: Int32 { conclusion.exitCode }
}
