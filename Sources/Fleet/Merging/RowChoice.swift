import Basics
import Findings

/// Which of several rows of one name counts.
struct RowChoice {
  let member: FleetMember
  /// Whether there are other rows of the cluster.
  let hasOthers: Bool

  /// The clusters of one name: one, unless uids say that there are several.
  static func members(of rows: Set<FleetRow>) -> [RowChoice] {
    let uids = Set(rows.compactMap(\.cluster.uid)).sortedByBytes()
    guard uids.count > 1 else { return choice(of: Array(rows), doubt: nil).map { [$0] } ?? [] }
    let doubt = "\(uids.count) clusters have its name"
    return uids.compactMap { uid in
      choice(
        // Who does not know its uid may be any of them.
        of: rows.filter { ($0.cluster.uid ?? uids[0]) == uid }, doubt: doubt)
    }
  }

  private static func choice(of rows: [FleetRow], doubt: String?) -> RowChoice? {
    guard let newest = rows.max(by: precedes) else { return nil }
    var member = FleetMember(newest)
    if let doubt { member.doubts.append(doubt) }
    let others = rows.filter { $0 != newest }
    if newest.judged != nil, others.contains(where: { $0.judged == nil }) {
      member.doubts.append("another row says that it could not be judged")
    }
    return RowChoice(member: member, hasOthers: !others.isEmpty)
  }

  /// Judged after not judged, newer after older; what is of one time, by newer data, and in the end
  /// by bytes, so that the order is total.
  static func precedes(_ left: FleetRow, _ right: FleetRow) -> Bool {
    if (left.judged != nil) != (right.judged != nil) { return left.judged == nil }
    let times = [left, right].map { $0.cluster.time.flatMap { Timestamp(rfc3339: $0) } }
    if times[0] != times[1] {
      guard let first = times[0], let second = times[1] else { return times[0] == nil }
      return first < second
    }
    let data = compareByBytes(
      [left.basis.tool.dataDate, left.basis.tool.version],
      [right.basis.tool.dataDate, right.basis.tool.version])
    if data != 0 { return data < 0 }
    // Of equal ones the name that comes first.
    let names = compareByBytes([left.name], [right.name])
    if names != 0 { return names > 0 }
    return left.json.lexicographicallyPrecedes(right.json)
  }
}
