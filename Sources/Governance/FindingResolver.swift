import Basics
import Findings

/// Decides which findings are waived: the one place that does, whatever the report.
///
/// It changes nothing of a finding but its waiver. Of several waivers that fit, the first that has
/// not expired counts; where all have expired, the first, and the finding is live again.
public struct FindingResolver {
  private let entries: [WaiverEntry]
  /// Of a day (UTC): a waiver holds through the day on which it expires.
  private let day: CivilDate
  private let cluster: ClusterSummary
  private let labels: (Subject) -> [ExactText: String]?
  /// The positions of the waivers for a rule, in order.
  private let byRule: [String: [Int]]

  /// - Parameters:
  ///   - labels: of a subject; nil if they are not known.
  public init(
    _ entries: [WaiverEntry], on day: CivilDate, in cluster: ClusterSummary,
    labels: @escaping (Subject) -> [ExactText: String]?
  ) {
    self.entries = entries
    self.day = day
    self.cluster = cluster
    self.labels = labels
    var byRule: [String: [Int]] = [:]
    for (position, entry) in entries.enumerated() where entry.scope.fits(cluster) {
      for rule in entry.rules { byRule[rule, default: []].append(position) }
    }
    self.byRule = byRule
  }

  /// Gives each finding its waiver, and says what became of each waiver.
  public func resolve(
    _ findings: inout [Finding], of rules: [RuleResult]
  ) -> [WaiverUse] {
    var uses = entries.map { entry in
      WaiverUse(
        entry, isExpired: entry.isExpired(on: day), isOfCluster: entry.scope.fits(cluster))
    }
    for i in findings.indices {
      let fitting = byRule[findings[i].rule, default: []].filter { fits(entries[$0], findings[i]) }
      guard let first = fitting.first else { continue }
      let chosen = fitting.first { !uses[$0].isExpired } ?? first
      findings[i].waiver = entries[chosen].waiver(on: day)
      for position in fitting { uses[position].add(findings[i], givenTo: entries[chosen]) }
      uses[chosen].appliedCount += 1
    }
    look(for: &uses, in: rules)
    let errors = findings.filter { $0.severity == .error }
    if errors.count > 1, Set(errors.map(\.rule)).count > 1 {
      for i in uses.indices { uses[i].isBroad = uses[i].errorCount == errors.count }
    }
    return uses
  }

  private func fits(_ entry: WaiverEntry, _ finding: Finding) -> Bool {
    let wanted = entry.scope.fingerprints
    if !wanted.isEmpty, !finding.fingerprints.contains(where: wanted.contains) { return false }
    return entry.scope.fits(finding.subject, labels: labels)
  }

  /// Whether what an idle waiver names was judged, and passes.
  private func look(for uses: inout [WaiverUse], in rules: [RuleResult]) {
    let judged = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
    for i in uses.indices where uses[i].matchedCount == 0 {
      let entry = entries[i]
      let results = entry.rules.compactMap { judged[$0] }
      uses[i].isJudged = !results.isEmpty
      uses[i].isFixed =
        entry.scope.fingerprints.isEmpty
        ? results.contains { passes($0, entry.scope) }
        : results.allSatisfy { $0.counts.fail + $0.counts.unknown == 0 }
    }
  }

  private func passes(_ rule: RuleResult, _ scope: WaiverScope) -> Bool {
    (rule.passing + rule.notApplicable).contains { scope.fits($0, labels: labels) }
  }
}
