import Basics
import Documents
import Reports
import RuleTesting
import Rules

/// What testing a pack gave, for people and for programs.
struct TestReport {
  let rules: Int
  /// Mutants that may go unnoticed, of 100.
  let survivorLimit: Int
  var examples: [ExampleRunner.Report] = []
  /// Nil if it was not asked for.
  var coverage: [RuleCoverage]?
  var mutations: [RuleMutations]?

  init(rules: Int, survivorLimit: Int) {
    self.rules = rules
    self.survivorLimit = survivorLimit
  }

  var failed: [ExampleRunner.Report] { examples.filter { !$0.passed } }

  // MARK: Ending

  var ending: Ending {
    let total = "\(counted(examples.count, "example")) of \(counted(rules, "rule"))"
    var isGood = failed.isEmpty
    var parts = [failed.isEmpty ? total : "\(failed.count) of \(total)"]
    if let coverage {
      let gaps = coverage.reduce(0) { $0 + $1.gaps.count }
      isGood = isGood && gaps == 0
      parts.append(
        gaps == 0
          ? "every validation and match condition was seen both ways"
          : counted(
            gaps, "validation or match condition was", "validations and match conditions were")
            + " not seen both ways")
    }
    if let mutations {
      let count = mutations.reduce(0) { $0 + $1.count }
      let survivors = mutations.reduce(0) { $0 + $1.survivors.count }
      isGood = isGood && survivors * 100 <= count * survivorLimit
      parts.append(
        "\(survivors) of \(counted(count, "mutant")) \(survivors == 1 ? "survives" : "survive") "
          + "(\(TestReport.percent(survivors, of: count)))")
    }
    return Ending(
      code: isGood ? 0 : 1,
      sentence: (isGood ? "passed: " : "failed: ") + parts.joined(separator: "; "))
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

  // MARK: Text

  func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    for report in failed {
      out.paragraph(
        .init("fails  ", .error), "\(report.rule): \(report.example)", style: .bold)
      if let place = Self.text(of: report.place) {
        out.line(.init("--> ", .dim), .init(place), indent: 3)
      }
      for failure in report.failures { out.paragraph("- ", failure, indent: 5) }
    }
    if let coverage { write(coverage, to: &out) }
    if let mutations { write(mutations, to: &out) }
    return out.bytes
  }
}
