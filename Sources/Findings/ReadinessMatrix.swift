import Basics

/// One cluster, judged for several versions of Rancher: *ready for which?*
///
/// `--rancher all` asks which, so one version that is ready is enough. A list says which are
/// wanted, so all of them must be.
public struct ReadinessMatrix: Sendable, Hashable {
  /// Version of the matrix's published form, written into every JSON report.
  public static let schemaVersion = 1

  /// The cluster, judged for one version.
  public struct Row: Sendable, Hashable {
    public let version: String
    public let judgement: Judgement
    /// Rules with live failing findings, those that decide first.
    public let failing: [BlockingRule]
    /// Rules with live unknown findings, those that decide first.
    public let unknown: [BlockingRule]

    public init(_ version: String, _ judgement: Judgement) {
      self.version = version
      self.judgement = judgement
      failing = BlockingRule.list(judgement, .fail)
      unknown = BlockingRule.list(judgement, .unknown)
    }
  }

  /// A rule that stands between the cluster and a version.
  public struct BlockingRule: Sendable, Hashable {
    /// Full id.
    public let rule: String
    public let title: String
    /// The worst severity of its findings.
    public let severity: Severity
    /// Whether it decides readiness (see `--fail-on`).
    public let decides: Bool
    public let findingCount: Int

    static func list(_ judgement: Judgement, _ verdict: Verdict) -> [BlockingRule] {
      let findings = judgement.findings.filter { $0.isLive && $0.verdict == verdict }
      let byRule = Dictionary(grouping: findings, by: \.rule)
      let needs = byRule.compactMap { rule, findings -> BlockingRule? in
        guard let worst = findings.map(\.severity).max(), let first = findings.first else {
          return nil
        }
        return BlockingRule(
          rule: rule, title: first.title, severity: worst,
          decides: worst >= judgement.options.failOn, findingCount: findings.count)
      }
      return needs.sorted {
        $0.severity != $1.severity ? $0.severity > $1.severity : $0.rule.precedesByBytes($1.rule)
      }
    }
  }

  /// Whether all known versions were asked about, or a list.
  public let isAll: Bool
  /// Oldest version first; at least one.
  public let rows: [Row]

  public init(isAll: Bool, rows: [Row]) {
    precondition(!rows.isEmpty, "a matrix has a row")
    self.isAll = isAll
    self.rows = rows
  }

  /// The first row's judgement: what all of them have in common is the same in each.
  public var common: Judgement { rows[0].judgement }

  /// The same in the run's language, for people.
  public var translated: ReadinessMatrix {
    guard common.terms.run.language != nil else { return self }
    return ReadinessMatrix(
      isAll: isAll, rows: rows.map { Row($0.version, $0.judgement.translated) })
  }

  /// Versions that the cluster is ready for.
  public var ready: [String] { rows.filter { $0.judgement.exitCode == 0 }.map(\.version) }

  /// The version that lacks least: fewest failing rules that decide, then unknown ones, then the
  /// newest.
  public var nearest: Row {
    func distance(_ row: Row) -> (Int, Int) {
      (row.failing.count(where: \.decides), row.unknown.count(where: \.decides))
    }
    return rows.reduce(rows[0]) { distance($1) <= distance($0) ? $1 : $0 }
  }

  // MARK: Conclusion

  /// 0 ready, 1 not ready, 2 the tool could not do its job, 3 inconclusive.
  public var exitCode: Int32 {
    let codes = rows.map(\.judgement.exitCode)
    if codes.contains(2) { return 2 }
    let order: [Int32] = isAll ? [0, 3, 1] : [1, 3, 0]
    return order.first { codes.contains($0) } ?? 2
  }

  /// The last line on stderr.
  public var sentence: String {
    switch exitCode {
    case 0: "ready\(waived): " + reason
    case 1: "not ready\(waived): " + reason
    case 3: "inconclusive\(waived): " + reason
    default: rows.first { $0.judgement.exitCode == 2 }?.judgement.conclusion.sentence ?? ""
    }
  }

  /// What readiness rests on for the version that most is waived for, of those that the verdict is
  /// of: `, with 2 waived`.
  private var waived: String {
    rows.filter { $0.judgement.exitCode == exitCode }.map(\.judgement.conclusion)
      .max { $0.waivedCount < $1.waivedCount }?.waived ?? ""
  }

  /// Why the exit code is what it is.
  public var reason: String {
    return verdict + (exitCode == 0 ? common.options.restriction : "")
  }

  private var verdict: String {
    switch exitCode {
    case 2:
      return rows.first { $0.judgement.exitCode == 2 }?.judgement.conclusion.reason ?? ""
    case 0:
      let asked = counted(rows.count, "version")
      return "for Rancher \(ready.joined(separator: ", ")) (\(ready.count) of \(asked))"
    default:
      if !isAll, !ready.isEmpty {
        let others = rows.map(\.version).filter { !ready.contains($0) }
        return "for Rancher \(others.joined(separator: ", ")); ready for "
          + ready.joined(separator: ", ")
      }
      return "for none of \(counted(rows.count, "version")) of Rancher; nearest is "
        + "\(nearest.version): \(nearest.judgement.conclusion.reason)"
    }
  }

  /// What would decide the unknowns of any version, each step once.
  public var collection: [CollectionStep] {
    CollectionStep.list(rows.flatMap(\.judgement.collection))
  }

  /// Problems with the inputs, each once.
  public var problems: [Problem] {
    var seen = Set<Problem>()
    return rows.flatMap(\.judgement.problems).filter { seen.insert($0).inserted }
      .sorted(by: Problem.isOrderedBefore)
  }
}
