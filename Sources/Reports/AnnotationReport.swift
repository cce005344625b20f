import Basics
import Findings

/// Workflow commands of GitHub Actions, which become annotations of the lines of a pull request.
///
/// GitHub shows ten of a level for a step and drops the others: so the readiness comes first, and
/// findings of one rule that say the same are one. Everything else is the log's.
struct AnnotationReport {
  private let runs: ReportRuns
  private let files: FileBase
  private var lines: [String] = []

  init(_ runs: ReportRuns, _ options: ReportOptions) {
    self.runs = runs
    files = options.files
  }

  func render() -> [UInt8] {
    var report = self
    for run in runs.runs { report.write(run) }
    return Array((report.lines.joined(separator: "\n") + "\n").utf8)
  }

  private enum Level: String {
    case error, warning, notice

    init(_ severity: Severity) {
      switch severity {
      case .error: self = .error
      case .warning: self = .warning
      case .note: self = .notice
      }
    }
  }

  private mutating func write(_ run: ReportRuns.Run) {
    let judgement = run.judgement
    let level: Level =
      switch judgement.exitCode {
      case 0: .notice
      case 3: .warning
      default: .error
      }
    annotate(
      level, "importlint",
      judgement.conclusion.sentence + run.suffix + "\n"
        + FindingCounts(judgement.findings).text)
    for group in FindingGroup.list(run.failing) {
      for variant in group.variants { annotate(variant, run) }
    }
    for reason in run.unknown { annotate(reason, run) }
    for problem in judgement.problems {
      annotate(
        Level(problem.severity), "importlint: \(problem.code)",
        problem.text + (problem.help.map { "\n" + $0 } ?? ""), at: problem.places.first)
    }
    writeLog(run)
  }

  private mutating func annotate(_ findings: [Finding], _ run: ReportRuns.Run) {
    guard let first = findings.first else { return }
    var text = first.markedMessage + run.suffix
    let others = findings.dropFirst().map(\.subject.text)
    if !others.isEmpty {
      let rest = others.count > 20 ? " and \(others.count - 20) more" : ""
      text += "\nand \(others.count) more: \(others.prefix(20).joined(separator: ", "))\(rest)"
    }
    if let waiver = first.waiver { text += "\n" + waiver.reportText }
    text += "\nfix: " + SARIFText.trimmed(first.fix.text)
    annotate(Level(first.severity), first.title + " [\(first.rule)]", text, at: first.places.first)
  }

  private mutating func annotate(_ reason: UnknownReason, _ run: ReportRuns.Run) {
    var text = reason.text { $0.joined(separator: ", ") } + run.suffix
    if let collect = reason.collectionText { text += "\ncollect: " + collect }
    text += "\nneeded by " + reason.rules.joined(separator: ", ")
    annotate(
      reason.severity == .note ? .notice : .warning, "not decided (\(reason.severity.rawValue))",
      text, at: reason.place)
  }

  private mutating func annotate(
    _ level: Level, _ title: String, _ text: String, at place: Place? = nil
  ) {
    var properties: [(String, String)] = []
    var text = text
    if let place, let file = files.reference(of: place.path) {
      properties.append(("file", file.path))
      if FileBase.file(of: place.path) != place.path {
        text += "\nin the archive: " + place.text
      } else if let region = place.region {
        properties += [("line", "\(region.line)"), ("endLine", "\(region.endLine)")]
        // GitHub takes columns of one line only.
        if region.line == region.endLine {
          properties += [
            ("col", "\(region.column)"),
            ("endColumn", "\(max(region.column, region.endColumn - 1))"),
          ]
        }
      }
    }
    properties.append(("title", title))
    let list = properties.map { "\($0)=\(Self.escaped($1, isProperty: true))" }
    lines.append(
      "::\(level.rawValue) \(list.joined(separator: ","))::\(Self.escaped(text))")
  }

  /// What a runner would obey is none of its signs any more.
  private static func escaped(_ text: String, isProperty: Bool = false) -> String {
    var result = ""
    for scalar in VisibleText.block(text).unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\n": result += "%0A"
      case "\r": result += "%0D"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.replacing("##[", with: "## [")
  }

  // MARK: The log

  private mutating func writeLog(_ run: ReportRuns.Run) {
    for finding in run.waived {
      log("waived", "\(finding.rule): \(finding.message) (\(finding.waiver?.reportText ?? ""))")
    }
    let rows = run.judgement.profile.map { ProfileRows($0).rows } ?? []
    guard !rows.isEmpty else { return }
    lines.append("::group::Cluster")
    for row in rows { log(row.label, row.text) }
    lines.append("::endgroup::")
  }

  /// A line that begins with words of the program, so that none is a command.
  private mutating func log(_ label: String, _ text: String) {
    lines.append("\(label): \(VisibleText.line(text))".replacing("##[", with: "## ["))
  }
}
