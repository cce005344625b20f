import Basics
import Findings

/// A report as Markdown, for summaries of workflows and tickets: the verdict, what fails, what to
/// collect, and the rest folded.
struct MarkdownReport {
  private let runs: ReportRuns
  private var lines: [String] = []

  init(_ runs: ReportRuns) { self.runs = runs }

  /// Groups of findings, reasons and problems that are shown of each: a summary may have 1 MiB.
  private static let itemsMax = 60

  func render() -> [UInt8] {
    var report = self
    for run in runs.runs { report.write(run) }
    return Array((report.lines.joined(separator: "\n") + "\n").utf8)
  }

  private mutating func block(_ text: String) {
    if !lines.isEmpty { lines.append("") }
    lines.append(text)
  }

  private mutating func write(_ run: ReportRuns.Run) {
    writeHead(run)
    writeFailing(run)
    writeUnknown(run)
    writeWaived(run)
    writeProblems(run.judgement.problems)
    writeCluster(run.judgement)
  }

  private func plain(_ text: String) -> String { PlainMarkdown.plain(text) }

  private func more(_ count: Int, _ noun: String) -> String {
    "… and \(counted(count, noun)) more"
  }

  // MARK: Head

  private mutating func writeHead(_ run: ReportRuns.Run) {
    let judgement = run.judgement
    let cluster = judgement.cluster
    let word =
      switch (judgement.exitCode, judgement.readiness) {
      case (2, _): "Not judged"
      case (_, .ready): "✅ Ready"
      case (_, .notReady): "❌ Not ready"
      case (_, .inconclusive): "❔ Inconclusive"
      }
    let rancher = run.version ?? judgement.target.rancherVersion ?? "of undeclared version"
    block(
      "## \(word): cluster \(plain(cluster.name ?? cluster.uid ?? "of unknown name")) for Rancher "
        + plain(rancher))
    block("**\(plain(judgement.conclusion.sentence)).**")
    var facts = [
      [cluster.distribution ?? "distribution not known", cluster.version ?? "of unknown version"]
        .joined(separator: " ")
    ]
    if let count = cluster.nodeCount { facts.append(counted(count, "node")) }
    facts.append("snapshot of " + (cluster.time ?? "a time not known"))
    facts.append("judged by " + judgement.tool.text)
    block(facts.map(plain).joined(separator: ", ") + ".")
    if !judgement.packs.isEmpty { block("Packs: " + plain(PackInfo.text(judgement.packs)) + ".") }
    if let text = judgement.baselineText { block("Findings " + plain(text) + ".") }
    let counts = FindingCounts(judgement.findings)
    let severities = Array(Severity.allCases.reversed())
    var table = ["| | error | warning | note |", "| --- | ---: | ---: | ---: |"]
    for verdict in [Verdict.fail, .unknown] {
      let cells = severities.map { "\(counts[verdict, $0])" }
      table.append("| \(verdict.rawValue) | \(cells.joined(separator: " | ")) |")
    }
    block(table.joined(separator: "\n"))
  }

  // MARK: Findings

  private mutating func writeFailing(_ run: ReportRuns.Run) {
    let groups = FindingGroup.list(run.failing)
    guard !groups.isEmpty else { return }
    block("### What fails")
    for group in groups.prefix(Self.itemsMax) { write(group) }
    if groups.count > Self.itemsMax { block(more(groups.count - Self.itemsMax, "rule")) }
  }

  private mutating func write(_ group: FindingGroup) {
    let first = group.first
    block(
      "#### \(first.severity.rawValue): \(plain(first.title)) (\(PlainMarkdown.code(first.rule)))")
    var items = group.findings.prefix(10).map { finding in
      let place = finding.places.first.map { " (\(PlainMarkdown.code($0.text)))" } ?? ""
      let waiver = finding.waiver.map { "; \(plain($0.reportText))" } ?? ""
      return
        "- \(PlainMarkdown.code(finding.subject.text)): \(plain(finding.markedMessage))\(place)"
        + waiver
    }
    if group.findings.count > 10 { items.append("- " + more(group.findings.count - 10, "finding")) }
    block(items.joined(separator: "\n"))
    block("<details><summary>Why, and how to fix it</summary>")
    block(SARIFText.markdown(first.why))
    block("**Fix:** " + SARIFText.markdown(first.fix.text))
    var seen = Set<String>()
    let commands = group.findings.flatMap(\.fix.commands).filter { seen.insert($0).inserted }
    if !commands.isEmpty { block(SARIFText.codeBlock(Array(commands.prefix(20)))) }
    if commands.count > 20 { block(more(commands.count - 20, "command")) }
    block("</details>")
  }

  private mutating func writeUnknown(_ run: ReportRuns.Run) {
    let reasons = run.unknown
    guard !reasons.isEmpty else { return }
    block("### What is not known")
    var items = reasons.prefix(Self.itemsMax).map { reason in
      let text = reason.text { names in
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
      }
      let rules = reason.rules.prefix(5).map(PlainMarkdown.code).joined(separator: ", ")
      let rest = reason.rules.count > 5 ? " and \(reason.rules.count - 5) more" : ""
      return "- \(reason.severity.rawValue): \(plain(text)); needed by \(rules)\(rest)"
    }
    if reasons.count > Self.itemsMax {
      items.append("- " + more(reasons.count - Self.itemsMax, "reason"))
    }
    block(items.joined(separator: "\n"))
    let steps = run.judgement.collection
    guard !steps.isEmpty else { return }
    block("To decide it, collect:")
    let commands = steps.filter { $0.kind == .kubectl }.map {
      $0.text(ofNodes: $0.node.map { [$0] } ?? [])
    }
    if !commands.isEmpty { block(SARIFText.codeBlock(Array(commands.prefix(Self.itemsMax)))) }
    var others: [String] = []
    for text in reasons.filter({ $0.collect?.kind != .kubectl }).compactMap(\.collectionText)
    where !others.contains(text) {
      others.append(text)
    }
    if !others.isEmpty {
      block(others.prefix(Self.itemsMax).map { "- [ ] \(plain($0))" }.joined(separator: "\n"))
    }
    let left = max(0, commands.count - Self.itemsMax) + max(0, others.count - Self.itemsMax)
    if left > 0 { block(more(left, "step")) }
  }

  private mutating func writeWaived(_ run: ReportRuns.Run) {
    let waived = run.waived
    guard !waived.isEmpty else { return }
    block("### Waived")
    var items = waived.prefix(Self.itemsMax).map { finding in
      "- \(plain(finding.message)) (\(PlainMarkdown.code(finding.rule))): "
        + plain(finding.waiver?.reportText ?? "")
    }
    if waived.count > Self.itemsMax {
      items.append("- " + more(waived.count - Self.itemsMax, "finding"))
    }
    block(items.joined(separator: "\n"))
  }

  // MARK: The rest

  private mutating func writeProblems(_ problems: [Problem]) {
    guard !problems.isEmpty else { return }
    block("### Problems with the input")
    var items = problems.prefix(Self.itemsMax).map { problem in
      let place = problem.places.first.map { " (\(PlainMarkdown.code($0.text)))" } ?? ""
      let help = problem.help.map { "; \(plain($0))" } ?? ""
      return "- \(problem.severity.rawValue): \(plain(problem.text))\(place)\(help)"
    }
    if problems.count > Self.itemsMax {
      items.append("- " + more(problems.count - Self.itemsMax, "problem"))
    }
    block(items.joined(separator: "\n"))
  }

  private mutating func writeCluster(_ judgement: Judgement) {
    let overrides = judgement.packs.flatMap { pack in
      pack.overrides.map { "- \(plain(pack.name)): \(plain($0.text))" }
    }
    if !overrides.isEmpty {
      block("### Rules that packs change")
      block(overrides.joined(separator: "\n"))
    }
    guard let profile = judgement.profile, !judgement.rules.isEmpty else { return }
    block("<details><summary>The cluster</summary>")
    var table = ["| | |", "| --- | --- |"]
    table += ProfileRows(profile).rows.map { "| \($0.label) | \(plain($0.text)) |" }
    block(table.joined(separator: "\n"))
    block("</details>")
  }
}

extension MarkdownReport {
  /// A table of versions, then what each would still need.
  static func render(_ matrix: ReadinessMatrix) -> [UInt8] {
    func plain(_ text: String) -> String { PlainMarkdown.plain(text) }
    var lines = ["## Ready for which Rancher?", "", "**\(plain(matrix.sentence)).**"]
    if matrix.exitCode != 2 {
      lines += ["", "| Rancher | readiness | fails | not decided |", "| --- | --- | --- | --- |"]
      for row in matrix.rows.reversed() {
        let needs = [row.failing, row.unknown].map { needs in
          needs.filter(\.decides).map { PlainMarkdown.code($0.rule) }.joined(separator: ", ")
        }
        lines.append(
          "| \(plain(row.version)) | \(row.judgement.readiness.rawValue) | \(needs[0]) | "
            + "\(needs[1]) |")
      }
    }
    let nearest = matrix.nearest.judgement
    var report = MarkdownReport(ReportRuns(nearest))
    report.lines = lines
    if let version = matrix.exitCode == 2 ? nil : matrix.nearest.version {
      report.block("What follows is for Rancher \(plain(version)), the nearest.")
    }
    for run in report.runs.runs { report.write(run) }
    return Array((report.lines.joined(separator: "\n") + "\n").utf8)
  }
}
