import Basics
import Findings

/// What of a merged fleet is compared with a later one: little of each cluster, so that the rows of
/// many runs are not in memory together.
public struct FleetRecord: Sendable {
  /// A rule that fails in a cluster.
  struct Failing: Sendable {
    /// Subjects by fingerprint.
    var subjects: [String: String] = [:]
    /// Whether those are all of its findings: a row has the first few of each rule.
    var isWhole: Bool
  }

  /// A cluster.
  struct Member: Sendable {
    let name: String
    let uid: String?
    let stage: FleetMember.Stage
    /// What it was judged by, without the time of judging.
    let basis: FleetRow.Basis
    let waivers: String?
    let isJudged: Bool
    /// By full ids of rules, as below.
    let failing: [String: Failing]
    /// Rules that are unknown of some subject.
    let open: Set<String>
    /// Rules whose findings are all accepted.
    let waived: Set<String>
  }

  /// Of its newest snapshot; nil where no snapshot tells its time.
  public let time: Timestamp?
  /// By what most clusters were judged; nil where there is no cluster.
  public let basis: FleetRow.Basis?
  public let stages: [FleetMember.Stage: Int]
  public let flaws: [RowSet.Flaw]
  /// Why what rows say may not be so, a sentence each: names that several clusters have, clusters
  /// that are there twice.
  let doubts: [String]
  /// In the order of names.
  let members: [Member]
  /// Full ids of the rules that rows of a basis have.
  let judgedRules: [FleetRow.Basis: Set<String>]
  /// Over what rows say, whatever they are held against: the same rows have the same.
  let digest: String

  public init(_ summary: FleetSummary) {
    time = summary.members.compactMap { $0.row.cluster.time.flatMap { Timestamp(rfc3339: $0) } }
      .max()
    basis = summary.basis
    stages = summary.members.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 }
    flaws = summary.flaws
    doubts =
      summary.duplicateRemarks
      + summary.members.flatMap { member in member.doubts.map { "\(member.name): \($0)" } }
    var bases: Set<FleetRow.Basis> = []
    var judgedRules: [FleetRow.Basis: Set<String>] = [:]
    var sum = TextSum()
    members = summary.members.map { member in
      var basis = member.row.basis
      basis.options.now = nil
      basis = bases.insert(basis).memberAfterInsert
      if let judged = member.row.judged {
        let lists = [
          judged.failing.map(\.id), judged.unknown.map(\.id), judged.waived, judged.passing,
          judged.notApplicable,
        ]
        for list in lists { judgedRules[basis, default: []].formUnion(list) }
      }
      sum.add(member.row)
      return Member(member, basis)
    }
    self.judgedRules = judgedRules
    for key in bases.map({ "\($0.key) \($0.rancher ?? "")" }).sortedByBytes() { sum.add(key) }
    digest = sum.text
  }

  public var count: Int { members.count }

  /// Earlier before later; of one time, what was judged by older data; in the end by digest, so
  /// that the order is total.
  static func precedes(_ left: FleetRecord, _ right: FleetRecord) -> Bool {
    if left.time != right.time {
      guard let first = left.time, let second = right.time else { return left.time == nil }
      return first < second
    }
    let keys = [left, right].map { record in
      [record.basis?.tool.dataDate, record.basis?.tool.version, record.digest]
    }
    return compareByBytes(keys[0], keys[1]) < 0
  }
}

extension FleetRecord.Member {
  fileprivate init(_ member: FleetMember, _ basis: FleetRow.Basis) {
    name = member.name
    uid = member.row.cluster.uid
    stage = member.stage
    self.basis = basis
    waivers = member.row.digests.waivers
    let judged = member.row.judged
    isJudged = judged != nil
    var failing: [String: FleetRecord.Failing] = [:]
    var open = Set((judged?.unknown ?? []).map(\.id))
    for finding in judged?.findings ?? [] {
      if finding.verdict == .unknown { open.insert(finding.rule) }
      guard finding.verdict == .fail else { continue }
      failing[finding.rule, default: FleetRecord.Failing(isWhole: false)]
        .subjects[finding.fingerprint] = finding.subject
    }
    for rule in judged?.failing ?? [] {
      if rule.openCount > 0 { open.insert(rule.id) }
      failing[rule.id, default: FleetRecord.Failing(isWhole: false)].isWhole =
        failing[rule.id]?.subjects.count == rule.findingCount
    }
    self.failing = failing
    self.open = open
    waived = Set(judged?.waived ?? [])
  }
}

/// A digest over texts, each with its end, and lists, each with its length.
private struct TextSum {
  private var sum = SHA256()

  var text: String { hexadecimal(sum.digest()) }

  mutating func add(_ text: String?) {
    var bytes = Array((text ?? "").utf8)
    bytes.append(text == nil ? 1 : 0)
    bytes.withUnsafeBytes { sum.add($0) }
  }

  private mutating func add(_ texts: [String]) {
    add(String(texts.count))
    for text in texts { add(text) }
  }

  /// All that comparing looks at, since the key of a row is what its writer says.
  mutating func add(_ row: FleetRow) {
    add(row.name)
    add(row.cluster.uid)
    add(row.cluster.time)
    add(row.digests.key)
    add(row.digests.waivers)
    guard let judged = row.judged else { return add(nil) }
    add(judged.readiness.rawValue)
    add(String(judged.exitCode))
    add(judged.reason)
    for rules in [judged.failing, judged.unknown] {
      add(rules.map { "\($0.decides) \($0.findingCount) \($0.id)" })
    }
    for rules in [judged.waived, judged.passing, judged.notApplicable] { add(rules) }
    add(String(judged.findings.count))
    for finding in judged.findings {
      add(finding.rule)
      add(finding.verdict.rawValue)
      add(finding.subject)
      add(finding.fingerprint)
    }
  }
}
