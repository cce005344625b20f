import Basics
import Findings

/// How a fleet stands to an earlier one, cluster by cluster.
///
/// A cluster is the same where the uid of its kube-system is, or where one of the two has none and
/// the name is. A failing finding is the same where its fingerprint is. What only one of the two
/// has is new or resolved only where both rows decide it; else it is *incomparable*.
public struct FleetChange: Sendable {
  public struct Finding: Sendable, Hashable {
    /// Full id.
    public let rule: String
    /// Name of its subject.
    public let subject: String
    public let fingerprint: String
  }

  /// A cluster that both have.
  public struct Cluster: Sendable {
    /// As it is called now.
    public let name: String
    public let then: FleetMember.Stage
    public let now: FleetMember.Stage
    /// Whether version, packs, data, options or the Rancher to join differ.
    public let isJudgedOtherwise: Bool
    /// Failing findings, by rule and fingerprint.
    public fileprivate(set) var new: [Finding] = []
    public fileprivate(set) var resolved: [Finding] = []
    /// Those of which one of both rows does not tell whether it has them.
    public fileprivate(set) var incomparable: [Finding] = []
    public fileprivate(set) var unchangedCount = 0

    public var isChanged: Bool {
      then != now || !new.isEmpty || !resolved.isEmpty || !incomparable.isEmpty
    }
  }

  /// Names of clusters that had no row then, sorted.
  public let added: [String]
  /// Names of clusters that have no row now, sorted.
  public let removed: [String]
  /// Clusters that both have, in the order of their names.
  public let clusters: [Cluster]

  init(from old: FleetRecord, to new: FleetRecord) {
    var left = Remainder(old.members)
    var added: [String] = []
    var clusters: [Cluster] = []
    // Who knows its uid chooses first.
    let byUID = new.members.map { left.take(uid: $0.uid) }
    for (now, known) in zip(new.members, byUID) {
      guard let then = known ?? left.take(namedAs: now) else {
        added.append(now.name)
        continue
      }
      let rules = (then: old.judgedRules[then.basis] ?? [], now: new.judgedRules[now.basis] ?? [])
      clusters.append(RowComparison(then: then, now: now, rules: rules).cluster)
    }
    self.added = added
    removed = left.names
    self.clusters = clusters
  }

  // MARK: Sums

  /// Names of clusters that are ready now and were not.
  public var becameReady: [String] {
    clusters.filter { $0.then != .ready && $0.now == .ready }.map(\.name)
  }

  /// Names of clusters that were ready and are not.
  public var readyNoLonger: [String] {
    clusters.filter { $0.then == .ready && $0.now != .ready }.map(\.name)
  }

  /// Names of clusters that were judged by something else.
  public var judgedOtherwise: [String] { clusters.filter(\.isJudgedOtherwise).map(\.name) }

  /// Failing findings of clusters that both have.
  public var findingCounts: (new: Int, resolved: Int, unchanged: Int, incomparable: Int) {
    clusters.reduce(into: (0, 0, 0, 0)) { counts, cluster in
      counts.0 += cluster.new.count
      counts.1 += cluster.resolved.count
      counts.2 += cluster.unchangedCount
      counts.3 += cluster.incomparable.count
    }
  }
}

/// The clusters of the earlier fleet that no later one is yet.
private struct Remainder {
  private let members: [FleetRecord.Member]
  private var isTaken: [Bool]
  private let byUID: [String: Int]
  private let byName: [String: [Int]]

  init(_ members: [FleetRecord.Member]) {
    self.members = members
    isTaken = members.map { _ in false }
    let known = members.enumerated().compactMap { index, member in member.uid.map { ($0, index) } }
    byUID = Dictionary(known) { first, _ in first }
    byName = Dictionary(grouping: members.indices) { members[$0].name }
  }

  var names: [String] { zip(members, isTaken).filter { !$1 }.map { $0.0.name } }

  mutating func take(uid: String?) -> FleetRecord.Member? {
    uid.flatMap { byUID[$0] }.flatMap { take($0) }
  }

  /// Two clusters that both have uids are two, whatever they are called.
  mutating func take(namedAs member: FleetRecord.Member) -> FleetRecord.Member? {
    let index = (byName[member.name] ?? []).first { index in
      !isTaken[index] && (member.uid == nil || members[index].uid == nil)
    }
    return index.flatMap { take($0) }
  }

  private mutating func take(_ index: Int) -> FleetRecord.Member? {
    guard !isTaken[index] else { return nil }
    isTaken[index] = true
    return members[index]
  }
}

/// One cluster, then and now.
private struct RowComparison {
  let then: FleetRecord.Member
  let now: FleetRecord.Member
  /// Full ids of the rules that were judged.
  let rules: (then: Set<String>, now: Set<String>)

  var cluster: FleetChange.Cluster {
    var cluster = FleetChange.Cluster(
      name: now.name, then: then.stage, now: now.stage, isJudgedOtherwise: then.basis != now.basis)
    for rule in Set(then.failing.keys).union(now.failing.keys).sortedByBytes() {
      let old = then.failing[rule]?.subjects ?? [:]
      let new = now.failing[rule]?.subjects ?? [:]
      cluster.unchangedCount += new.keys.count { old[$0] != nil }
      let added = findings(of: rule, new, beside: old)
      let gone = findings(of: rule, old, beside: new)
      if tells(then, rule, rules.then, beside: now) {
        cluster.new += added
      } else {
        cluster.incomparable += added
      }
      if tells(now, rule, rules.now, beside: then) {
        cluster.resolved += gone
      } else {
        cluster.incomparable += gone
      }
    }
    return cluster
  }

  private func findings(
    of rule: String, _ subjects: [String: String], beside others: [String: String]
  ) -> [FleetChange.Finding] {
    subjects.keys.filter { others[$0] == nil }.sortedByBytes().map {
      FleetChange.Finding(rule: rule, subject: subjects[$0] ?? "", fingerprint: $0)
    }
  }

  /// Whether a finding of the rule that a row has not is one that its cluster has not.
  private func tells(
    _ member: FleetRecord.Member, _ rule: String, _ judged: Set<String>,
    beside other: FleetRecord.Member
  ) -> Bool {
    guard member.isJudged, judged.contains(rule), !member.open.contains(rule) else { return false }
    // What is accepted is there, and not in the row.
    if member.waived.contains(rule) { return false }
    guard let failing = member.failing[rule] else { return true }
    return failing.isWhole && member.waivers == other.waivers
  }
}
