import Basics
import Reports

// What a fleet was in earlier runs.

extension FleetTextReport {
  mutating func writeTrend() {
    guard let trend else { return }
    title("Trend")
    let runs = trend.runs.suffix(Self.rowsMax)
    if trend.runs.count > runs.count {
      out.line(.init("\(trend.runs.count - runs.count) earlier", .dim), indent: 2)
    }
    for run in runs {
      let label = run.timeText + "  "
      let stages = FleetMember.Stage.allCases.compactMap { stage -> String? in
        run.record.stages[stage].map { "\($0) \(stage.text)" }
      }
      out.paragraph(
        .init(label),
        "\(counted(run.record.count, "cluster")): \(stages.joined(separator: ", "))", indent: 2)
      let indent = label.count + 2
      if let change = run.change {
        out.paragraph("", Self.sentence(of: change), indent: indent, style: .dim)
      }
      out.paragraph("", "judged by \(run.toolText)", indent: indent, style: .dim)
    }
    if let change = trend.latest { writeNames(of: change) }
  }

  /// Who it is that changed since the run before.
  private mutating func writeNames(of change: FleetChange) {
    for (text, names, style) in [
      ("ready now", change.becameReady, TextWriter.Style.good),
      ("ready no longer", change.readyNoLonger, .error), ("added", change.added, .plain),
      ("no row any more", change.removed, .warning),
      ("judged otherwise than before", change.judgedOtherwise, .warning),
    ] where !names.isEmpty {
      out.paragraph(.init("\(text): ", style), list(names), indent: 2)
    }
  }

  private static func sentence(of change: FleetChange) -> String {
    let counts = change.findingCounts
    return "\(change.becameReady.count) became ready, \(change.readyNoLonger.count) no longer; "
      + "\(change.added.count) added, \(change.removed.count) removed; failing findings: "
      + "\(counts.new) new, \(counts.resolved) resolved, \(counts.unchanged) unchanged, "
      + "\(counts.incomparable) incomparable"
  }
}
