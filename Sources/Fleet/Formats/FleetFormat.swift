import Findings
import Reports

/// The formats of a merged fleet.
public enum FleetFormat: String, Sendable, Hashable, CaseIterable {
  case text, html, json, sarif, csv, prometheus, rows

  /// What a report needs to know of where it goes.
  public struct Look: Sendable {
    public var isColored = false
    public var width = 100
    /// The way from the report to the folder of full reports, and the files there; nil for none.
    public var reports: (way: String, names: Set<String>)?
    /// What rules say in another language; nil for what rows say.
    public var translations: RuleTranslations?

    public init() {}
  }

  /// One line for `--help`.
  public var summary: String {
    switch self {
    case .text: "for people: stages, the fixes that free most clusters, common causes"
    case .html: "a page in one file: a heat map of clusters and rules, stages, fixes"
    case .json: "the whole, as docs/fleets.md describes it"
    case .sarif: "SARIF 2.1.0, one run with the findings of all clusters"
    case .csv: "a table for spreadsheets, a row for each cluster"
    case .prometheus: "metrics, for a node exporter's textfile collector"
    case .rows: "the rows themselves, each once: what a further merge reads"
    }
  }

  /// Renders as UTF-8.
  ///
  /// - Parameters:
  ///   - set: the rows of which the summary was made.
  ///   - trend: what the fleet was in earlier runs; nil where no other rows are given.
  public func render(
    _ summary: FleetSummary, of set: RowSet, trend: FleetTrend? = nil, look: Look = Look()
  ) -> [UInt8] {
    switch self {
    case .text: FleetTextReport(summary, trend, look).render()
    case .html: FleetHTMLReport(summary, trend, look).render()
    case .json: FleetJSONReport(summary, trend, look).render()
    case .sarif: FleetSARIFReport(summary, look).render()
    case .csv: FleetCSVReport(summary).render()
    case .prometheus: FleetPrometheusReport(summary).render()
    case .rows: set.json
    }
  }
}
