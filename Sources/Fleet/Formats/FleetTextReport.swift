import Basics
import Findings
import Reports

/// A fleet for people.
struct FleetTextReport {
  private let summary: FleetSummary
  let trend: FleetTrend?
  private let words: FleetWords
  var out: TextWriter

  /// Clusters of a list, fixes, causes and steps that are named; the page and the table have all.
  private static let namesMax = 12
  static let rowsMax = 15

  init(_ summary: FleetSummary, _ trend: FleetTrend?, _ look: FleetFormat.Look) {
    self.summary = summary
    self.trend = trend
    words = FleetWords(look.translations)
    out = TextWriter(isColored: look.isColored, width: look.width)
  }

  func render() -> [UInt8] {
    var report = self
    report.writeHeadline()
    report.writeStages()
    report.writeTrend()
    report.writeFixes()
    report.writeCauses()
    report.writeSteps()
    report.writeDoubts()
    return report.out.bytes
  }

  private mutating func writeHeadline() {
    let (word, style): (String, TextWriter.Style) =
      switch summary.verdict {
      case .ready: ("READY", .good)
      case .notReady: ("NOT READY", .error)
      case .notJudged: ("NOT JUDGED", .error)
      case .inconclusive: ("INCONCLUSIVE", .warning)
      }
    out.paragraph(.init(word + "  ", style), summary.reason, style: .bold)
    if let basis = summary.basis {
      out.paragraph("", "judged by \(basis.tool.text)", indent: word.count + 2, style: .dim)
    }
  }

  mutating func title(_ text: String) {
    out.blank()
    out.line(.init(text, .bold))
  }

  func list(_ names: [String], max: Int = namesMax) -> String {
    guard names.count > max + 1 else { return names.joined(separator: ", ") }
    return names.prefix(max).joined(separator: ", ") + " and \(names.count - max) more"
  }

  private mutating func writeStages() {
    title("Stages")
    for stage in FleetMember.Stage.allCases {
      let members = summary.members(of: stage)
      guard !members.isEmpty else { continue }
      let style: TextWriter.Style =
        switch stage {
        case .ready: .good
        case .oneFixAway, .inconclusive: .warning
        case .blocked, .notJudged: .error
        }
      let label = "\(members.count) \(stage.text)"
      out.paragraph(
        .init(label + String(repeating: " ", count: max(2, 20 - label.count)), style),
        list(members.map(\.name)), indent: 2)
    }
  }

  private mutating func writeFixes() {
    let fixes = summary.fixes
    guard !fixes.isEmpty else { return }
    title("Fixes, in the order that makes clusters ready soonest")
    for (index, fix) in fixes.prefix(Self.rowsMax).enumerated() {
      let number = "\(index + 1). "
      let indent = 2 + number.count
      let title = words.texts(of: fix).title
      out.paragraph(.init(number), "\(title) [\(shortName(ofRule: fix.rule))]", indent: 2)
      out.paragraph(
        "",
        "blocks \(counted(fix.blocked.count, "cluster")), \(fix.freedAlone) of them alone; "
          + "\(fix.readyAfter) of \(summary.members.count) ready then", indent: indent, style: .dim)
    }
    writeRest(of: fixes.count)
  }

  private mutating func writeRest(of count: Int) {
    guard count > Self.rowsMax else { return }
    out.line(.init("and \(count - Self.rowsMax) more", .dim), indent: 2)
  }

  private mutating func writeCauses() {
    let causes = summary.causes.filter { $0.clusters.count > 1 }
    guard !causes.isEmpty else { return }
    title("Blocked by the same rules")
    for cause in causes.prefix(Self.rowsMax) {
      out.paragraph(
        .init("\(cause.clusters.count) clusters: "),
        cause.rules.map { shortName(ofRule: $0) }.joined(separator: ", "), indent: 2)
      out.paragraph("", list(cause.clusters), indent: 4, style: .dim)
    }
    writeRest(of: causes.count)
  }

  private mutating func writeSteps() {
    let steps = summary.steps
    guard !steps.isEmpty else { return }
    let judged = summary.members.count { $0.row.judged != nil }
    title("Evidence that is missing")
    for step in steps.prefix(Self.rowsMax) {
      let scope =
        step.clusters.count == judged
        ? "every cluster" : "\(step.clusters.count) of \(counted(judged, "cluster"))"
      out.paragraph(
        .init(step.blocks ? "may block  " : "           ", .warning), step.text, indent: 2)
      out.paragraph(
        "",
        "lacking in \(scope), for "
          + list(step.rules.map { shortName(ofRule: $0) }, max: 4), indent: 13, style: .dim)
    }
    writeRest(of: steps.count)
  }

  /// What keeps the whole from being certain: nothing of it is left out.
  private mutating func writeDoubts() {
    let lines = summary.remarks + (trend?.remarks ?? [])
    guard !lines.isEmpty else { return }
    title("To be looked at")
    for line in lines { out.paragraph("- ", line, indent: 2) }
  }
}
