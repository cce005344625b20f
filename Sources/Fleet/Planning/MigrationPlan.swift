import Basics
import Findings

/// In which waves the clusters of a fleet are imported.
public struct MigrationPlan: Sendable {
  public struct Limits: Sendable {
    /// Clusters of a wave.
    public var waveSize = 10
    /// The label whose values are failover groups: no two clusters of one are in one wave.
    public var failoverLabel: String?
    /// The label by whose values waves are ordered; none has clusters of two of them.
    public var orderLabel: String?

    public init() {}
  }

  /// Clusters that are imported together.
  public struct Wave: Sendable, Hashable {
    /// The value of the label that orders waves; nil where none does, or the clusters lack it.
    public var order: String?
    public var clusters: [FleetMember]

    /// Full ids of the rules whose fixes come before it, sorted.
    public var fixes: [String] { Set(clusters.flatMap(\.blockers)).sortedByBytes() }
    public var isReady: Bool { clusters.allSatisfy { $0.stage == .ready } }
  }

  public let limits: Limits
  public let waves: [Wave]
  /// Clusters of which it is not known what they lack, and why; by name.
  public let unplanned: [(name: String, reason: String)]
  /// What of the rows does not count, a sentence each.
  public let remarks: [String]

  public init(_ summary: FleetSummary, _ limits: Limits) {
    self.limits = limits
    let planned = summary.members.filter { $0.isPlannable }
    let orders = Dictionary(grouping: planned) { member in
      limits.orderLabel.flatMap { member.row.labels[$0] }
    }
    waves = orders.keys.sorted(by: Self.isOrderedBefore).flatMap { order in
      let members = orders[order] ?? []
      return [true, false].flatMap { isReady in
        Self.waves(members.filter { ($0.stage == .ready) == isReady }, order, limits)
      }
    }
    let others = summary.members.filter { !$0.isPlannable }.map { ($0.name, $0.openReason) }
    remarks = summary.duplicateRemarks + summary.flaws.map(\.sentence)
    unplanned =
      (others + summary.missing.map { ($0, "there is no row of it") })
      .sorted { $0.0.precedesByBytes($1.0) }.map { (name: $0.0, reason: $0.1) }
  }

  /// Numbers by their value and before other texts; what lacks the label comes last.
  private static func isOrderedBefore(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return left != nil && right == nil }
    let numbers = (Int(left), Int(right))
    if let first = numbers.0, let second = numbers.1, first != second { return first < second }
    if (numbers.0 == nil) != (numbers.1 == nil) { return numbers.0 != nil }
    return left.precedesByBytes(right)
  }

  /// Each cluster goes into the first wave that has room for it and nobody of its group; those that
  /// need fewest fixes come first, and those with the same fixes beside each other.
  private static func waves(
    _ members: [FleetMember], _ order: String?, _ limits: Limits
  ) -> [Wave] {
    let members = members.map { (member: $0, blockers: $0.blockers) }.sorted { left, right in
      if left.blockers.count != right.blockers.count {
        return left.blockers.count < right.blockers.count
      }
      let rules = compareByBytes(left.blockers, right.blockers)
      return rules != 0 ? rules < 0 : left.member.name.precedesByBytes(right.member.name)
    }
    var waves: [Wave] = []
    var groups: [Set<String>] = []
    // Waves before it are full.
    var firstOpen = 0
    for (member, _) in members {
      let group = limits.failoverLabel.flatMap { member.row.labels[$0] }
      let place = (firstOpen..<waves.count).first { index in
        waves[index].clusters.count < limits.waveSize
          && !(group.map(groups[index].contains) ?? false)
      }
      if let place {
        waves[place].clusters.append(member)
        if let group { groups[place].insert(group) }
      } else {
        waves.append(Wave(order: order, clusters: [member]))
        groups.append(group.map { [$0] } ?? [])
      }
      while firstOpen < waves.count, waves[firstOpen].clusters.count >= limits.waveSize {
        firstOpen += 1
      }
    }
    return waves
  }
}

extension FleetMember {
  /// Whether it is known what it lacks.
  fileprivate var isPlannable: Bool {
    switch stage {
    case .ready, .oneFixAway: true
    case .blocked: isDecided
    case .inconclusive, .notJudged: false
    }
  }

  fileprivate var openReason: String {
    if case .notJudged(let reason) = row.outcome { return "it was not judged: \(reason)" }
    if let doubt = doubts.first { return doubt }
    let rules = counted(openRules.count, "rule")
    return openRules.isEmpty
      ? row.judged?.reason ?? ""
      : "\(rules) that \(openRules.count == 1 ? "decides is" : "decide are") not known"
  }
}
