import Basics
import Findings
import Reports

// What a fleet was in earlier runs.

extension FleetHTMLReport {
  /// Runs that have a bar, those before the others are left out of the chart.
  private static let barsMax = 60
  /// Units of the chart: a bar with the gap behind it, and the height of the largest fleet.
  private static let barWidth = 10
  private static let chartHeight = 100

  func writeTrend(_ html: inout MarkupWriter) {
    guard let trend else { return }
    HTMLReport.section(&html, "trend", "Trend") { html in
      html.element(
        "p",
        text: "Each run against the one before; a run is of the time of its newest snapshot. "
          + "Findings are failing ones of clusters that both runs have, by fingerprint; they are "
          + "incomparable where a row does not tell whether they are there.")
      writeBars(&html, trend)
      writeRuns(&html, trend)
      if let change = trend.latest { writeChange(&html, change) }
    }
  }

  /// Stages as bars on each other, a bar for each run.
  private func writeBars(_ html: inout MarkupWriter, _ trend: FleetTrend) {
    let runs = trend.runs.suffix(Self.barsMax)
    let most = max(1, runs.map(\.record.count).max() ?? 0)
    let last = runs.last?.record.count ?? 0
    html.element("div", ["class": "chart"]) { html in
      html.element(
        "svg",
        [
          "class": "trend", "role": "img",
          "aria-label":
            "Clusters by stage in \(counted(runs.count, "run")), \(last) in the last; the table "
            + "has the numbers",
          "viewBox": "0 0 \(runs.count * Self.barWidth) \(Self.chartHeight)",
          "preserveAspectRatio": "none",
        ]
      ) { html in
        for (index, run) in runs.enumerated() {
          var below = 0
          for stage in FleetMember.Stage.allCases {
            guard let count = run.record.stages[stage] else { continue }
            let top = Self.chartHeight - (below + count) * Self.chartHeight / most
            let bottom = Self.chartHeight - below * Self.chartHeight / most
            below += count
            html.element(
              "rect",
              [
                "class": stage.rawValue, "x": String(index * Self.barWidth), "y": String(top),
                "width": String(Self.barWidth - 1), "height": String(bottom - top),
              ], text: "")
          }
        }
      }
      html.element("p", ["class": "dim"]) { html in
        for stage in FleetMember.Stage.allCases {
          html.element("span", ["class": "key"]) { html in
            html.element("i", ["class": stage.rawValue], text: "")
            html.text(stage.text)
          }
        }
      }
    }
  }

  private func writeRuns(_ html: inout MarkupWriter, _ trend: FleetTrend) {
    let heads =
      ["Newest snapshot", "Clusters"] + FleetMember.Stage.allCases.map(\.text) + [
        "Became ready", "Ready no longer", "Added", "Removed", "New", "Resolved", "Unchanged",
        "Incomparable", "Judged otherwise", "Judged by",
      ]
    table(&html, heads) { html in
      for run in trend.runs.suffix(Self.rowsMax).reversed() {
        html.element("tr") { html in
          html.element("th", ["scope": "row"], text: run.timeText)
          let stages = FleetMember.Stage.allCases.map { run.record.stages[$0] ?? 0 }
          for count in [run.record.count] + stages + Self.counts(of: run.change) {
            html.element("td", ["class": "number"], text: count.map(String.init) ?? "")
          }
          html.element("td", text: run.toolText)
        }
      }
    }
    rest(&html, of: trend.runs.count)
  }

  /// As many as there are heads for them, nil where there is no run before.
  private static func counts(of change: FleetChange?) -> [Int?] {
    guard let change else { return [Int?](repeating: nil, count: 9) }
    let findings = change.findingCounts
    return [
      change.becameReady.count, change.readyNoLonger.count, change.added.count,
      change.removed.count, findings.new, findings.resolved, findings.unchanged,
      findings.incomparable, change.judgedOtherwise.count,
    ]
  }

  /// What changed since the run before, cluster by cluster: what got worse comes first.
  private func writeChange(_ html: inout MarkupWriter, _ change: FleetChange) {
    for (text, names) in [("Added", change.added), ("No row any more", change.removed)]
    where !names.isEmpty {
      html.element("p") { html in
        html.text("\(text): ")
        writeNames(&html, names)
        html.text(".")
      }
    }
    let clusters = change.clusters.filter(\.isChanged).enumerated().sorted { left, right in
      let weights = [left.element, right.element].map(Self.weight)
      return weights[0] != weights[1] ? weights[0] < weights[1] : left.offset < right.offset
    }
    guard !clusters.isEmpty else { return }
    table(
      &html,
      ["Cluster", "Then", "Now", "New", "Resolved", "Incomparable", "Unchanged"]
    ) { html in
      for (_, cluster) in clusters.prefix(Self.rowsMax) {
        html.element("tr") { html in
          html.element("th", ["scope": "row"]) { writeName(&$0, cluster.name) }
          for stage in [cluster.then, cluster.now] {
            html.element("td", ["class": stage.rawValue], text: stage.text)
          }
          for findings in [cluster.new, cluster.resolved, cluster.incomparable] {
            html.element("td", text: Self.text(of: findings))
          }
          html.element("td", ["class": "number"], text: String(cluster.unchangedCount))
        }
      }
    }
    rest(&html, of: clusters.count)
  }

  private static func weight(_ cluster: FleetChange.Cluster) -> Int {
    if cluster.then == .ready, cluster.now != .ready { return 0 }
    if cluster.then != .ready, cluster.now == .ready { return 1 }
    return cluster.new.isEmpty ? 3 : 2
  }

  /// How many there are, and of which rules.
  private static func text(of findings: [FleetChange.Finding]) -> String {
    guard !findings.isEmpty else { return "" }
    let rules = Set(findings.map(\.rule)).sortedByBytes()
    let more = rules.count > namesMax ? " and \(rules.count - namesMax) more" : ""
    return "\(findings.count): "
      + rules.prefix(namesMax).map { shortName(ofRule: $0) }.joined(separator: ", ") + more
  }
}
