import Findings

/// The formats of a report. A new one is a file and a case here; the compiler, `--help` and the
/// golden tests then ask for the rest.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  case text, json, sarif

  /// The names of its profiles; the first is the one without a name in `--format NAME`.
  public var profiles: [String] {
    switch self {
    case .text: TextReport.Profile.allCases.map(\.rawValue)
    case .json: JSONReport.Profile.allCases.map(\.rawValue)
    case .sarif: SARIFReport.Profile.allCases.map(\.rawValue)
    }
  }

  /// One line for `--help`.
  public var summary: String {
    switch self {
    case .text: "for people: readiness, findings with their places, what to collect"
    case .json: "the whole result, as docs/schemas/importlint-result-2.schema.json describes it"
    case .sarif: "SARIF 2.1.0, for code scanning and viewers"
    }
  }

  /// Renders a judgement as UTF-8. An unknown profile renders as the first one; a
  /// `ReportRequest` never holds one.
  public func render(
    _ judgement: Judgement, profile: String? = nil, options: ReportOptions = ReportOptions()
  ) -> [UInt8] {
    let profile = profile ?? profiles[0]
    switch self {
    case .text:
      return TextReport(judgement, .init(rawValue: profile) ?? .standard, options).render()
    case .json:
      return JSONReport(judgement, .init(rawValue: profile) ?? .standard).render()
    case .sarif:
      return SARIFReport(judgement, .init(rawValue: profile) ?? .standard, options).render()
    }
  }

  /// Renders a cluster that was judged for several versions of Rancher.
  public func render(
    _ matrix: ReadinessMatrix, profile: String? = nil, options: ReportOptions = ReportOptions()
  ) -> [UInt8] {
    let profile = profile ?? profiles[0]
    switch self {
    case .text:
      return TextMatrixReport(matrix, .init(rawValue: profile) ?? .standard, options).render()
    case .json:
      return JSONMatrixReport(matrix, .init(rawValue: profile) ?? .standard).render()
    case .sarif:
      return SARIFReport(matrix, .init(rawValue: profile) ?? .standard, options).render()
    }
  }
}
