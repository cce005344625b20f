import Basics
import Engine
import Findings
import Reports

/// What rows come to together. It follows from the set of rows alone: how they were spread, in
/// which order they came and how often changes nothing.
public struct FleetSummary: Sendable {
  /// Version of the summary's published form, written into every JSON report.
  public static let schemaVersion = 1

  /// What rows are held against.
  public struct Expectation: Sendable {
    /// The clusters that there must be; nil where nobody says it.
    public var list: FleetList?
    /// The age from which on a snapshot decides nothing, and the time at which it has that age.
    public var maxAge: (age: Age, at: Timestamp)?

    public init(list: FleetList? = nil, maxAge: (age: Age, at: Timestamp)? = nil) {
      self.list = list
      self.maxAge = maxAge
    }
  }

  /// A name whose row is that of a cluster that is there under another name.
  public struct Duplicate: Sendable, Hashable {
    public var name: String
    /// The name under which it counts.
    public var original: String
    /// The uid of its namespace kube-system.
    public var uid: String
  }

  /// Each cluster once, by name.
  public let members: [FleetMember]
  /// Names that are expected and have no row, sorted.
  public let missing: [String]
  /// Names that have a row and are not expected, sorted; they do not count.
  public let unexpected: [String]
  public let duplicates: [Duplicate]
  /// Names of clusters that have older rows beside the one that counts, sorted.
  public let superseded: [String]
  public let flaws: [RowSet.Flaw]
  /// By what most clusters were judged; nil where there is none.
  public let basis: FleetRow.Basis?

  public init(_ set: RowSet, _ expectation: Expectation = Expectation()) {
    let expected = expectation.list.map { Set($0.clusters.map(\.name)) }
    let rows = set.rowsOfNames.filter { expected?.contains($0.key) ?? true }
    unexpected = set.rowsOfNames.keys.filter { rows[$0] == nil }.sortedByBytes()
    missing = (expected ?? []).filter { rows[$0] == nil }.sortedByBytes()
    flaws = set.flaws
    let chosen = rows.values.flatMap { RowChoice.members(of: $0) }
    superseded = Set(chosen.filter(\.hasOthers).map(\.member.name)).sortedByBytes()
    let (members, duplicates) = Self.withoutDuplicates(chosen.map(\.member))
    self.duplicates = duplicates
    let basis = Self.commonBasis(members)
    self.basis = basis
    let terms = basis?.comparable
    let waivers = Self.commonWaivers(members)
    self.members = members.map { member in
      var member = member
      if let terms, let doubt = member.row.basis.difference(from: terms) {
        member.doubts.append(doubt)
      }
      if let doubt = member.doubt(ofWaiversOther: waivers) { member.doubts.append(doubt) }
      if let maxAge = expectation.maxAge, let doubt = member.doubt(of: maxAge) {
        member.doubts.append(doubt)
      }
      return member
    }
  }

  /// Of clusters with one uid the newest counts, else the one whose name comes first.
  private static func withoutDuplicates(
    _ members: [FleetMember]
  ) -> (members: [FleetMember], [Duplicate]) {
    var kept: [FleetMember] = []
    var duplicates: [Duplicate] = []
    for (uid, group) in Dictionary(grouping: members, by: \.row.cluster.uid) {
      guard let uid, let first = group.max(by: { RowChoice.precedes($0.row, $1.row) }) else {
        kept += group
        continue
      }
      kept.append(first)
      duplicates += group.filter { $0.name != first.name }.map {
        Duplicate(name: $0.name, original: first.name, uid: uid)
      }
    }
    return (
      kept.sorted {
        compareByBytes([$0.name, $0.row.cluster.uid], [$1.name, $1.row.cluster.uid]) < 0
      },
      duplicates.sorted { $0.name.precedesByBytes($1.name) }
    )
  }

  private static func commonBasis(_ members: [FleetMember]) -> FleetRow.Basis? {
    let judged = members.filter { $0.row.judged != nil }
    let groups = Dictionary(
      grouping: (judged.isEmpty ? members : judged).map(\.row.basis), by: \.comparable)
    let best = groups.max { left, right in
      if left.value.count != right.value.count { return left.value.count < right.value.count }
      let (first, second) = (left.key, right.key)
      return compareByBytes(
        [first.tool.dataDate, first.key], [second.tool.dataDate, second.key]) < 0
    }
    return best?.value[0]
  }

  /// The digest of the waivers by which most clusters were judged; nil for none.
  private static func commonWaivers(_ members: [FleetMember]) -> String? {
    var counts: [String?: Int] = [:]
    for member in members where member.row.judged != nil {
      counts[member.row.digests.waivers, default: 0] += 1
    }
    let best = counts.max { left, right in
      left.value != right.value
        ? left.value < right.value : compareByBytes([left.key], [right.key]) < 0
    }
    return best?.key
  }

  // MARK: Conclusion

  public func members(of stage: FleetMember.Stage) -> [FleetMember] {
    members.filter { $0.stage == stage }
  }

  public func count(of stage: FleetMember.Stage) -> Int { members.count { $0.stage == stage } }

  /// Whether something keeps the whole from being known, beside what clusters say.
  public var isOpen: Bool { !missing.isEmpty || !flaws.isEmpty || !duplicates.isEmpty }

  /// What the whole comes to, whatever unknowns count for.
  public enum Verdict: String, Sendable {
    case ready
    case notReady = "not ready"
    case notJudged = "not judged as a whole"
    case inconclusive
  }

  public var verdict: Verdict {
    if members.isEmpty || members.contains(where: { $0.row.judged == nil }) { return .notJudged }
    if members.contains(where: { $0.row.judged?.readiness == .notReady }) { return .notReady }
    return isOpen || members.contains { $0.stage != .ready } ? .inconclusive : .ready
  }

  /// 0 all are ready, 1 one is not, 2 one could not be judged, or there is none, 3 inconclusive.
  /// What is unknown counts for what `--unknown` made of it when the cluster was judged.
  public var exitCode: Int32 {
    let codes = Set(members.map(\.exitCode))
    if members.isEmpty || codes.contains(2) { return 2 }
    if codes.contains(1) { return 1 }
    return codes.contains(3) || isOpen ? 3 : 0
  }

  /// The last line on stderr.
  public var sentence: String {
    members.isEmpty
      ? "could not merge: there is no row" : "\(verdict.rawValue): \(reason)"
  }

  /// What keeps the whole from being certain, a sentence each: nothing of it is left out.
  public var remarks: [String] {
    var remarks = missing.map { "\($0) is in the list and has no row" }
    for member in members {
      if case .notJudged(let reason) = member.row.outcome {
        remarks.append("\(member.name) was not judged: \(reason)")
      }
      remarks += member.doubts.map { "\(member.name): \($0)" }
    }
    remarks += duplicateRemarks
    remarks += unexpected.map { "\($0) has a row and is not in the list; it does not count" }
    remarks += superseded.map { "\($0) has other rows, which do not count" }
    return remarks + flaws.map(\.sentence)
  }

  var duplicateRemarks: [String] {
    duplicates.map { "\($0.name) is the cluster \($0.original): both have the uid \($0.uid)" }
  }

  /// How many clusters there are of each kind.
  public var reason: String {
    var parts = FleetMember.Stage.allCases.compactMap { stage -> String? in
      let count = count(of: stage)
      return count > 0 ? "\(count) \(stage.text)" : nil
    }
    if !missing.isEmpty { parts.append("\(missing.count) missing") }
    if !duplicates.isEmpty { parts.append("\(duplicates.count) there twice") }
    if !flaws.isEmpty { parts.append(counted(flaws.count, "line") + " not read") }
    return "\(counted(members.count, "cluster")): \(parts.joined(separator: ", "))"
      + (basis?.options.restriction ?? "")
  }
}

extension FleetMember {
  /// - Parameter common: the digest of the waivers by which most were judged.
  fileprivate func doubt(ofWaiversOther common: String?) -> String? {
    guard row.judged != nil, row.digests.waivers != common else { return nil }
    if row.digests.waivers == nil { return "it was judged without the waivers of most" }
    return common == nil
      ? "it was judged with waivers, most without" : "it was judged with other waivers than most"
  }

  fileprivate func doubt(of maxAge: (age: Age, at: Timestamp)) -> String? {
    guard row.judged != nil else { return nil }
    guard let time = row.cluster.time, let taken = Timestamp(rfc3339: time) else {
      return "the age of its snapshot is not known"
    }
    let age = Age(since: taken, at: maxAge.at)
    if age.isInFuture { return "its snapshot's time, \(time), is in the future" }
    return age > maxAge.age ? "its snapshot is of \(time), older than \(maxAge.age.text)" : nil
  }
}

extension FleetRow.Basis {
  /// What must be the same where clusters are compared: not the time of judging, which is that of
  /// each snapshot, nor the version of Rancher, which each target says.
  var comparable: FleetRow.Basis {
    var basis = self
    basis.options.now = nil
    basis.options.failOnNew = false
    basis.rancher = nil
    return basis
  }

  /// The same as a text, which has an order.
  var key: String {
    var writer = JSONWriter(isIndented: false)
    writer.document(comparable.write)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What is said of a cluster that was judged by something else than most; nil if it was not.
  ///
  /// - Parameter other: what most were judged by, as it is compared.
  func difference(from other: FleetRow.Basis) -> String? {
    guard comparable != other else { return nil }
    if tool != other.tool { return "it was judged by \(tool.text), others by \(other.tool.text)" }
    if packs != other.packs { return "it was judged by other packs or data than most" }
    return "it was judged with other options than most"
  }
}
