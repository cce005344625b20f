import Basics
import Findings
import Reports

/// A fleet as a table, a row for each cluster; missing ones and duplicates have theirs, too.
struct FleetCSVReport {
  private let summary: FleetSummary

  init(_ summary: FleetSummary) { self.summary = summary }

  func render() -> [UInt8] {
    let labels = Set(summary.members.flatMap(\.row.labels.keys)).sortedByBytes()
    let columns = [
      "cluster", "stage", "reason", "doubts", "blockers", "failing", "unknown", "waived",
      "not_applicable", "passing", "distribution", "version", "nodes", "rancher", "snapshot",
      "uid",
    ]
    var bytes = CSVText.line(columns + labels.map { "label:" + $0 })
    for member in summary.members { bytes += CSVText.line(cells(of: member, labels)) }
    let others =
      summary.missing.map { ($0, "missing", "there is no row of it") }
      + summary.duplicates.map { ($0.name, "duplicate", "it is the cluster \($0.original)") }
    for (name, stage, reason) in others {
      let empty = [String](repeating: "", count: columns.count - 3 + labels.count)
      bytes += CSVText.line([name, stage, reason] + empty)
    }
    return bytes
  }

  private func cells(of member: FleetMember, _ labels: [String]) -> [String] {
    let row = member.row
    let judged = row.judged
    var reason = judged?.reason ?? ""
    if case .notJudged(let text) = row.outcome { reason = text }
    func rules(_ ids: [String]?) -> String {
      (ids ?? []).map { shortName(ofRule: $0) }.joined(separator: "\n")
    }
    return [
      row.name, member.stage.text, reason, member.doubts.joined(separator: "\n"),
      rules(member.blockers), rules(judged?.failing.map(\.id)), rules(judged?.unknown.map(\.id)),
      rules(judged?.waived), count(judged?.notApplicable), count(judged?.passing),
      row.cluster.distribution ?? "", row.cluster.version ?? "",
      row.cluster.nodeCount.map(String.init) ?? "", row.basis.rancher ?? "",
      row.cluster.time ?? "", row.cluster.uid ?? "",
    ] + labels.map { row.labels[$0] ?? "" }
  }

  private func count(_ ids: [String]?) -> String { ids.map { String($0.count) } ?? "" }
}
