import Basics
import Findings
import Reports

/// A fleet as a page in one file: no network, readable without its script.
struct FleetHTMLReport {
  let summary: FleetSummary
  let trend: FleetTrend?
  let look: FleetFormat.Look
  /// Names of clusters with whose rows full reports were kept: others may be of another judgement.
  private let reported: Set<String>

  /// The page of a thousand clusters stays below 5 MB: that many rows and columns has the heat map.
  static let clustersMax = 1_000
  static let rulesMax = 60
  /// Rows of other tables, and names in a cell.
  static let rowsMax = 200
  static let namesMax = 20

  init(_ summary: FleetSummary, _ trend: FleetTrend?, _ look: FleetFormat.Look) {
    self.summary = summary
    self.trend = trend
    self.look = look
    reported = Set(summary.members.filter { $0.row.digests.reports != nil }.map(\.name))
  }

  func render() -> [UInt8] {
    HTMLPage.render(
      title: "importlint: \(summary.reason)",
      styles: [HTMLAssets.style, FleetHTMLAssets.style], script: FleetHTMLAssets.script
    ) { html in
      html.element("main") { html in
        writeHead(&html)
        writeTrend(&html)
        writeFixes(&html)
        writeHeatMap(&html)
        writeGroups(&html)
        writeCauses(&html)
        writeSteps(&html)
        writeDoubts(&html)
      }
      html.literal("\n")
    }
  }

  private func writeHead(_ html: inout MarkupWriter) {
    let state =
      switch summary.verdict {
      case .ready: "ready"
      case .notReady: "not-ready"
      case .notJudged: "error"
      case .inconclusive: "inconclusive"
      }
    html.element("section", ["class": "verdict \(state)", "aria-label": "Verdict"]) { html in
      html.element("h1", text: "Fleet: \(summary.verdict.rawValue)")
      html.element("p", ["class": "label"], text: summary.reason + ".")
      if let basis = summary.basis {
        html.element("p", ["class": "dim"], text: "Judged by \(basis.tool.text).")
      }
    }
    HTMLReport.chart(
      &html, counted(summary.members.count, "cluster"),
      FleetMember.Stage.allCases.map { ($0.rawValue, $0.text, summary.count(of: $0)) })
    html.element("nav", ["aria-label": "Sections"]) { html in
      html.element("ul") { html in
        let first = trend == nil ? [] : [("trend", "Trend")]
        for (id, title) in first + [
          ("fixes", "Fixes"), ("clusters", "Clusters"), ("groups", "Groups"),
          ("causes", "Common causes"), ("collect", "To collect"), ("doubts", "To be looked at"),
        ] {
          html.element("li") { $0.element("a", ["href": "#" + id], text: title) }
        }
      }
    }
  }

  /// A table with a line of heads, in a box of its own.
  func table(
    _ html: inout MarkupWriter, _ heads: [String], _ body: (inout MarkupWriter) -> Void
  ) {
    html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
      html.element("table") { html in
        HTMLReport.row(&html, heads, isHead: true)
        body(&html)
      }
    }
  }

  func rest(_ html: inout MarkupWriter, of count: Int, max: Int = rowsMax) {
    guard count > max else { return }
    html.element("p", ["class": "dim"], text: "… and \(count - max) more.")
  }

  /// Names of clusters, with a way to their pages.
  func writeNames(_ html: inout MarkupWriter, _ names: [String]) {
    for (index, name) in names.prefix(Self.namesMax).enumerated() {
      if index > 0 { html.text(", ") }
      writeName(&html, name)
    }
    if names.count > Self.namesMax { html.text(" and \(names.count - Self.namesMax) more") }
  }

  func writeName(_ html: inout MarkupWriter, _ name: String) {
    let file = RowFolder.fileName(of: name) + ".html"
    guard let reports = look.reports, reports.names.contains(file), reported.contains(name) else {
      return html.text(name)
    }
    // The file's name holds `%` only where it spells out a byte, and is one of a URL itself.
    html.element(
      "a", ["href": reports.way + file.replacing("%", with: "%25")], text: name)
  }

  // MARK: Fixes

  private func writeFixes(_ html: inout MarkupWriter) {
    let fixes = summary.fixes
    let words = FleetWords(look.translations)
    HTMLReport.section(&html, "fixes", "What to fix first") { html in
      guard !fixes.isEmpty else { return html.element("p", text: "Nothing that decides fails.") }
      html.element(
        "p",
        text: "In this order clusters become ready soonest; \(summary.count(of: .ready)) "
          + "of \(summary.members.count) are ready now.")
      table(&html, ["Fix", "Blocks", "Alone", "Ready then", "Clusters"]) { html in
        for fix in fixes.prefix(Self.rowsMax) {
          html.element("tr") { html in
            html.element("th", ["scope": "row"]) { html in
              let texts = words.texts(of: fix)
              let language = texts.language.map(SARIFText.language)
              html.words(texts.title, language)
              html.element("p", ["class": "dim"]) { html in
                html.text("\(shortName(ofRule: fix.rule)): ")
                html.words(texts.fix, language)
              }
            }
            for number in [fix.blocked.count, fix.freedAlone, fix.readyAfter] {
              html.element("td", ["class": "number"], text: String(number))
            }
            html.element("td", ["class": "names"]) { writeNames(&$0, fix.blocked) }
          }
        }
      }
      rest(&html, of: fixes.count)
    }
  }

  // MARK: What clusters have in common

  private func writeGroups(_ html: inout MarkupWriter) {
    let groups = summary.groups
    HTMLReport.section(&html, "groups", "Readiness by what clusters have in common") { html in
      table(&html, ["By", "Value"] + FleetMember.Stage.allCases.map(\.text)) { html in
        for group in groups.prefix(Self.rowsMax) {
          html.element("tr") { html in
            html.element("th", ["scope": "row"], text: group.key)
            html.element("td", text: group.value.isEmpty ? "not known" : group.value)
            for stage in FleetMember.Stage.allCases {
              html.element("td", ["class": "number"], text: String(group.counts[stage] ?? 0))
            }
          }
        }
      }
      rest(&html, of: groups.count)
    }
  }

  private func writeCauses(_ html: inout MarkupWriter) {
    let causes = summary.causes
    HTMLReport.section(&html, "causes", "Blocked by the same rules") { html in
      guard !causes.isEmpty else { return html.element("p", text: "No cluster is blocked.") }
      table(&html, ["Clusters", "Rules", "Names"]) { html in
        for cause in causes.prefix(Self.rowsMax) {
          html.element("tr") { html in
            html.element("td", ["class": "number"], text: String(cause.clusters.count))
            html.element(
              "td", text: cause.rules.map { shortName(ofRule: $0) }.joined(separator: ", "))
            html.element("td", ["class": "names"]) { writeNames(&$0, cause.clusters) }
          }
        }
      }
      rest(&html, of: causes.count)
    }
  }

  private func writeSteps(_ html: inout MarkupWriter) {
    let steps = summary.steps
    HTMLReport.section(&html, "collect", "Evidence that is missing") { html in
      guard !steps.isEmpty else { return html.element("p", text: "Nothing is missing.") }
      table(&html, ["To collect", "May block", "Clusters", "Rules that wait for it"]) { html in
        for step in steps.prefix(Self.rowsMax) {
          html.element("tr") { html in
            html.element("td") { $0.element("code", text: step.text) }
            html.element("td", text: step.blocks ? "yes" : "no")
            html.element("td", ["class": "number"], text: String(step.clusters.count))
            html.element(
              "td",
              text: step.rules.prefix(Self.namesMax).map { shortName(ofRule: $0) }
                .joined(separator: ", "))
          }
        }
      }
      rest(&html, of: steps.count)
    }
  }

  private func writeDoubts(_ html: inout MarkupWriter) {
    let lines = summary.remarks + (trend?.remarks ?? [])
    HTMLReport.section(&html, "doubts", "To be looked at") { html in
      guard !lines.isEmpty else { return html.element("p", text: "Nothing.") }
      html.element("ul") { html in
        for line in lines.prefix(Self.clustersMax) { html.element("li", text: line) }
      }
      rest(&html, of: lines.count, max: Self.clustersMax)
    }
  }
}
