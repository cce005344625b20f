import Findings

/// The formats of a report. A new one is a file and a case here; the compiler, `--help` and the
/// golden tests then ask for the rest.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  case text, html, json, sarif, junit, gitlab, github, markdown, csv, policyreport, prometheus

  /// The names of its profiles; the first is the one without a name in `--format NAME`.
  public var profiles: [String] {
    switch self {
    case .text: TextReport.Profile.allCases.map(\.rawValue)
    case .json: JSONReport.Profile.allCases.map(\.rawValue)
    case .sarif: SARIFReport.Profile.allCases.map(\.rawValue)
    case .policyreport: PolicyReport.Profile.allCases.map(\.rawValue)
    case .html, .junit, .gitlab, .github, .markdown, .csv, .prometheus: ["standard"]
    }
  }

  /// One line for `--help`.
  public var summary: String {
    switch self {
    case .text: "for people: readiness, findings with their places, what to collect"
    case .html: "a page in one file, for meetings and in print"
    case .json: "the whole result, as docs/schemas/importlint-result-2.schema.json describes it"
    case .sarif: "SARIF 2.1.0, for code scanning and viewers"
    case .junit: "JUnit's XML, for the tests of Jenkins, GitLab and GitHub"
    case .gitlab: "GitLab's code quality report"
    case .github: "workflow commands of GitHub Actions, which annotate lines"
    case .markdown: "for summaries of workflows, and tickets"
    case .csv: "a table for spreadsheets"
    case .policyreport: "PolicyReport or OpenReports objects, for kubectl apply"
    case .prometheus: "metrics, for a node exporter's textfile collector"
    }
  }

  /// Whether readers look for the files that it names.
  package var namesFiles: Bool {
    switch self {
    case .sarif, .junit, .gitlab, .github: true
    case .text, .html, .json, .markdown, .csv, .policyreport, .prometheus: false
    }
  }

  /// Whether people read rules' texts in it: then they are in the run's language. Programs get
  /// English, with the translations beside it where the format has a place for them.
  private var isForPeople: Bool {
    switch self {
    case .text, .html, .markdown, .junit, .gitlab, .github, .csv, .policyreport: true
    case .json, .sarif, .prometheus: false
    }
  }

  /// Takes the bytes of a report, UTF-8, as they are written: those of JSON and SARIF, which list
  /// all findings, come in pieces, so that they are never in memory as a whole.
  public typealias Sink = ([UInt8]) -> Void

  /// A judgement as UTF-8.
  public func render(
    _ judgement: Judgement, profile: String? = nil, options: ReportOptions = ReportOptions()
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    write(judgement, profile: profile, options: options) { bytes += $0 }
    return bytes
  }

  /// A cluster that was judged for several versions of Rancher, as UTF-8.
  public func render(
    _ matrix: ReadinessMatrix, profile: String? = nil, options: ReportOptions = ReportOptions()
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    write(matrix, profile: profile, options: options) { bytes += $0 }
    return bytes
  }

  /// Writes a judgement. An unknown profile is written as the first one; a `ReportRequest` never
  /// holds one.
  public func write(
    _ judgement: Judgement, profile: String? = nil, options: ReportOptions = ReportOptions(),
    to sink: @escaping Sink
  ) {
    let profile = profile ?? profiles[0]
    let judgement = isForPeople ? judgement.translated : judgement
    switch self {
    case .text:
      let profile = TextReport.Profile(rawValue: profile) ?? .standard
      if profile == .short { return sink(ShortReport(judgement, options).render()) }
      sink(TextReport(judgement, profile, options).render())
    case .json:
      JSONReport(judgement, .init(rawValue: profile) ?? .standard, jobs: options.jobs)
        .write(to: sink)
    case .sarif:
      SARIFReport(judgement, .init(rawValue: profile) ?? .standard, options).write(to: sink)
    case .html: sink(HTMLReport(judgement).render())
    case .markdown: sink(MarkdownReport(ReportRuns(judgement)).render())
    default: sink(render(ReportRuns(judgement), profile, options))
    }
  }

  /// Writes a cluster that was judged for several versions of Rancher.
  public func write(
    _ matrix: ReadinessMatrix, profile: String? = nil, options: ReportOptions = ReportOptions(),
    to sink: @escaping Sink
  ) {
    let profile = profile ?? profiles[0]
    let matrix = isForPeople ? matrix.translated : matrix
    switch self {
    case .text:
      let profile = TextReport.Profile(rawValue: profile) ?? .standard
      if profile == .short { return sink(ShortReport.render(matrix, options)) }
      sink(TextMatrixReport(matrix, profile, options).render())
    case .json: JSONMatrixReport(matrix, .init(rawValue: profile) ?? .standard).write(to: sink)
    case .sarif:
      SARIFReport(matrix, .init(rawValue: profile) ?? .standard, options).write(to: sink)
    case .html: sink(HTMLReport(matrix).render())
    case .markdown: sink(MarkdownReport.render(matrix))
    default: sink(render(ReportRuns(matrix), profile, options))
    }
  }

  /// The formats that say the same of one version as of several.
  private func render(
    _ runs: ReportRuns, _ profile: String, _ options: ReportOptions
  ) -> [UInt8] {
    switch self {
    case .junit: JUnitReport(runs, options).render()
    case .gitlab: CodeQualityReport(runs, options).render()
    case .github: AnnotationReport(runs, options).render()
    case .csv: CSVReport(runs).render()
    case .policyreport:
      PolicyReport(runs, .init(rawValue: profile) ?? .standard).render()
    case .prometheus: PrometheusReport(runs).render()
    case .text, .html, .json, .sarif, .markdown: []
    }
  }
}
