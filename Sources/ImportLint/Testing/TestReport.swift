import Basics
import Documents
import Reports
import RuleTesting
import Rules

/// What testing packs gave, for people and for programs.
struct TestReport {
  let result: PackTestResult

  init(_ result: PackTestResult) { self.result = result }

  // MARK: Ending

  var ending: Ending {
    let failed = result.failed.count
    let total = "\(counted(result.examples.count, "example")) of \(counted(result.rules, "rule"))"
    var parts = [failed == 0 ? total : "\(failed) of \(total)"]
    if !result.untested.isEmpty {
      let names = result.untested.prefix(3).joined(separator: ", ")
      let more = result.untested.count > 3 ? " and \(result.untested.count - 3) more" : ""
      parts.append("without an example: \(names)\(more)")
    }
    if result.coverage != nil {
      let gaps = result.gapCount
      parts.append(
        gaps == 0
          ? "every validation and match condition was seen both ways"
          : counted(
            gaps, "validation or match condition was", "validations and match conditions were")
            + " not seen both ways")
    }
    if result.mutations != nil {
      let (count, survivors) = (result.mutantCount, result.survivorCount)
      parts.append(
        "\(survivors) of \(counted(count, "mutant")) \(survivors == 1 ? "survives" : "survive") "
          + "(\(TestReport.percent(survivors, of: count)))")
    }
    return Ending(
      code: result.passed ? 0 : 1,
      sentence: (result.passed ? "passed: " : "failed: ") + parts.joined(separator: "; "))
  }

  /// `4.2 %`, rounded up: 5.01 % must not look like a pass.
  static func percent(_ part: Int, of whole: Int) -> String {
    let thousandths = whole == 0 ? 0 : (part * 1000 + whole - 1) / whole
    return "\(thousandths / 10).\(thousandths % 10) %"
  }

  /// `pack/rule.yaml:12:7`.
  static func text(of place: SourcePlace?) -> String? {
    guard let place else { return nil }
    let position = place.source.position(of: place.offset)
    return "\(place.source.path):\(position.line):\(position.column)"
  }

  /// Characters of an expression that a line shows.
  private static let sourceLimit = 100

  static func shortened(_ text: String) -> String {
    text.count <= sourceLimit ? text : text.prefix(sourceLimit) + "…"
  }

  func bytes(_ format: InspectionFormat, for stream: OutputStream) -> [UInt8] {
    switch format {
    case .text: text(stream)
    case .json: json
    }
  }

  // MARK: Text

  private func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    for report in result.failed {
      out.paragraph(
        .init("fails  ", .error), "\(report.rule): \(report.example)", style: .bold)
      if let place = Self.text(of: report.place) {
        out.line(.init("--> ", .dim), .init(place), indent: 3)
      }
      for failure in report.failures { out.paragraph("- ", failure, indent: 5) }
    }
    if let coverage = result.coverage { write(coverage, to: &out) }
    if let mutations = result.mutations { write(mutations, to: &out) }
    return out.bytes
  }
}
