import Basics
import Findings
import Reports

extension MigrationPlan {
  /// A chapter for each wave, with what is to be fixed before it.
  public var markdown: [UInt8] {
    var text = "# Migration plan\n\n"
    let count = waves.reduce(0) { $0 + $1.clusters.count }
    text += "\(counted(count, "cluster")) in \(counted(waves.count, "wave")), at most "
    text += "\(limits.waveSize) at a time"
    if let label = limits.failoverLabel {
      text += "; no two of one \(PlainMarkdown.plain(label)) in a wave"
    }
    text += ".\n"
    for (index, wave) in waves.enumerated() {
      let order = limits.orderLabel.map { ", \($0) \(wave.order ?? "not set")" }
      text += "\n## Wave \(index + 1)\(PlainMarkdown.plain(order ?? ""))\n\n"
      if wave.isReady {
        text += "All are ready.\n\n"
      } else {
        let rules = wave.fixes.map { "`\(shortName(ofRule: $0))`" }
        text += "Before it, fix \(rules.joined(separator: ", ")).\n\n"
      }
      text += "| cluster | group | to fix |\n| --- | --- | --- |\n"
      for member in wave.clusters {
        let cells = [
          member.name, group(of: member),
          member.blockers.map { shortName(ofRule: $0) }.joined(separator: ", "),
        ]
        text += "| \(cells.map(PlainMarkdown.plain).joined(separator: " | ")) |\n"
      }
    }
    if !unplanned.isEmpty {
      text += "\n## Not planned\n\n"
      for (name, reason) in unplanned {
        text += "- \(PlainMarkdown.plain("\(name): \(reason)"))\n"
      }
    }
    if !remarks.isEmpty {
      text += "\n## Rows that do not count\n\n"
      for remark in remarks { text += "- \(PlainMarkdown.plain(remark))\n" }
    }
    return Array(text.utf8)
  }

  /// A row for each cluster; those that are not planned have no wave.
  public var csv: [UInt8] {
    var bytes = CSVText.line(["wave", "order", "cluster", "group", "to_fix", "reason"])
    for (index, wave) in waves.enumerated() {
      for member in wave.clusters {
        bytes += CSVText.line([
          String(index + 1), wave.order ?? "", member.name, group(of: member),
          member.blockers.map { shortName(ofRule: $0) }.joined(separator: "\n"), "",
        ])
      }
    }
    for (name, reason) in unplanned { bytes += CSVText.line(["", "", name, "", "", reason]) }
    return bytes
  }

  private func group(of member: FleetMember) -> String {
    limits.failoverLabel.flatMap { member.row.labels[$0] } ?? ""
  }
}
