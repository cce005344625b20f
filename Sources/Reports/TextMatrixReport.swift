import Basics
import Findings

/// *Ready for which Rancher?* for people: the answer, a line for each version, then each rule that
/// stands in the way, with the versions that it stands in the way of.
struct TextMatrixReport {
  private let matrix: ReadinessMatrix
  private let profile: TextReport.Profile
  private let options: ReportOptions
  private var out: TextWriter

  init(_ matrix: ReadinessMatrix, _ profile: TextReport.Profile, _ options: ReportOptions) {
    self.matrix = matrix
    self.profile = profile
    self.options = options
    out = TextWriter(isColored: options.isColored, width: options.width)
  }

  func render() -> [UInt8] {
    var report = self
    if matrix.exitCode == 2 {
      let failed = matrix.rows.first { $0.judgement.exitCode == 2 } ?? matrix.rows[0]
      return TextReport(failed.judgement, profile, options).render()
    }
    report.writeHeadline()
    report.writeTable()
    report.writeBlockingRules("To be fixed", \.failing)
    report.writeBlockingRules("Not decided", \.unknown)
    return report.out.bytes + report.end()
  }

  private mutating func writeHeadline() {
    let (word, style): (String, TextWriter.Style) =
      switch matrix.exitCode {
      case 0: ("READY", .good)
      case 1: ("NOT READY", .error)
      default: ("INCONCLUSIVE", .warning)
      }
    out.paragraph(.init(word + "  ", style), matrix.reason, style: .bold)
    let cluster = matrix.common.cluster
    let facts: [String?] = [
      "cluster " + (cluster.name ?? cluster.uid ?? "of unknown name"),
      [cluster.distribution ?? "distribution not known", cluster.version ?? "of unknown version"]
        .joined(separator: " "), cluster.nodeCount.map { counted($0, "node") },
      cluster.time.map { "snapshot of \($0)" },
    ]
    out.paragraph(
      "", facts.compactMap { $0 }.joined(separator: ", "), indent: word.unicodeScalars.count + 2)
  }

  // MARK: The table

  private mutating func writeTable() {
    out.blank()
    let width = max(7, matrix.rows.map { $0.version.unicodeScalars.count }.max() ?? 0)
    out.line(
      .init(pad("Rancher", width + 2) + pad("readiness", 14) + "still needed", .bold), indent: 2)
    for row in matrix.rows.reversed() {
      let (word, style): (String, TextWriter.Style) =
        switch row.judgement.exitCode {
        case 0: ("ready", .good)
        case 1: ("not ready", .error)
        default: ("inconclusive", .warning)
        }
      let label = pad(row.version, width + 2)
      let failing = row.failing.filter(\.decides).map { shortName(ofRule: $0.rule) }
      let unknown = row.unknown.filter(\.decides).map { shortName(ofRule: $0.rule) }
      var needs: [String] = []
      if !failing.isEmpty { needs.append(list(failing)) }
      if !unknown.isEmpty {
        needs.append(
          profile == .full ? "unknown: " + list(unknown) : "\(unknown.count) not decided")
      }
      let gap = needs.isEmpty ? "" : String(repeating: " ", count: max(2, 14 - word.count))
      out.line(
        .init(label), .init(word, style), .init(gap + needs.joined(separator: "; ")), indent: 2)
    }
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  /// Short in the table; the sections below name all.
  private func list(_ names: [String]) -> String {
    let shown = profile == .full ? names.count : 2
    if names.count <= shown + 1 { return names.joined(separator: ", ") }
    return names.prefix(shown).joined(separator: ", ") + " and \(names.count - shown) more"
  }

  // MARK: What is needed

  private mutating func writeBlockingRules(
    _ title: String, _ needs: (ReadinessMatrix.Row) -> [ReadinessMatrix.BlockingRule]
  ) {
    var rules: [(need: ReadinessMatrix.BlockingRule, versions: [String])] = []
    for row in matrix.rows {
      for need in needs(row) where need.decides || profile == .full {
        if let index = rules.firstIndex(where: { $0.need.rule == need.rule }) {
          rules[index].versions.append(row.version)
        } else {
          rules.append((need, [row.version]))
        }
      }
    }
    guard !rules.isEmpty else { return }
    out.blank()
    out.line(.init(title, .bold))
    rules.sort { left, right in
      if left.versions.count != right.versions.count {
        return left.versions.count > right.versions.count
      }
      return left.need.rule.precedesByBytes(right.need.rule)
    }
    for (need, versions) in rules {
      let label = need.severity.rawValue
      out.paragraph(
        .init(pad(label, 9), TextReport.style(need.severity)), "\(need.title) [\(need.rule)]",
        indent: 2)
      let scope =
        versions.count == matrix.rows.count
        ? "every version" : "Rancher " + versions.joined(separator: ", ")
      out.paragraph(.init("for ", .dim), scope, indent: 11, style: .dim)
    }
  }

  // MARK: The end

  /// What is the same for all versions comes from the report of one.
  private func end() -> [UInt8] {
    let nearest = matrix.nearest.judgement
    let common = Judgement(
      nearest.terms, on: nearest.basis, findings: nearest.findings, rules: nearest.rules,
      problems: matrix.problems)
    var report = TextReport(common, profile, options)
    report.writeProblems()
    report.writeProfile()
    report.writeMissing(MissingSteps(matrix))
    report.out.blank()
    report.out.paragraph(
      .init("Next  ", .bold),
      "importlint check … --rancher VERSION shows one version in full, importlint missing what to "
        + "collect for it, importlint plan how to get there.")
    report.out.paragraph(
      "judged ",
      "by \(common.tool.text)"
        + (common.options.now.map { ", as of \($0)" } ?? ", at an unknown time"))
    return report.out.bytes
  }
}
