import Basics
import Reports
import RuleTesting
import Rules

extension TestReport {
  /// Each rule with the conditions that were not seen both ways, and the totals.
  func write(_ coverage: [RuleCoverage], to out: inout TextWriter) {
    out.line(.init("Coverage", .bold), ": conditions that were not seen both true and false")
    for rule in coverage {
      let conditions = rule.conditions
      let both = conditions.count { $0.seen.isBothWays }
      out.line(
        .init(rule.rule, .bold), .init("  \(both) of \(conditions.count) seen both ways"),
        indent: 2)
      for gap in rule.gaps {
        out.line(
          .init("gap  ", .error), .init("\(gap.expression.title) was \(Self.words(gap.seen))"),
          indent: 4)
        if let place = Self.text(of: gap.place) {
          out.line(.init("--> ", .dim), .init(place), indent: 7)
        }
      }
      for expression in rule.expressions {
        for condition in expression.conditions where !condition.seen.isBothWays {
          out.line(
            .init("\(Self.text(of: condition.place) ?? "")  ", .dim),
            .init(Self.shortened(condition.text)),
            .init("  was \(Self.words(condition.seen))", .dim), indent: 4)
        }
      }
    }
    writeTotals(coverage, to: &out)
  }

  /// `never seen`, `seen true and unknown only`.
  private static func words(_ seen: Seen) -> String {
    seen.isEmpty ? "never seen" : "seen \(seen.names.joined(separator: ", ")) only"
  }

  private func writeTotals(_ coverage: [RuleCoverage], to out: inout TextWriter) {
    let seen = coverage.flatMap { $0.conditions.map(\.seen) }
    func count(_ what: Seen) -> Int { seen.count { $0.isSuperset(of: what) } }
    let required = coverage.flatMap(\.expressions).filter(\.mustBeSeenBothWays)
    let both = required.count { $0.seen.isBothWays }
    out.line(
      .init(
        "\(counted(seen.count, "condition")): \(count(.true)) seen true, \(count(.false)) false, "
          + "\(count([.true, .false])) both, \(count(.unknown)) unknown, \(count(.error)) failing"),
      indent: 2)
    out.line(
      .init(
        counted(required.count, "validation or match condition", "validations and match conditions")
          + ": \(both) seen both ways"),
      indent: 2)
  }

  func write(_ coverage: [RuleCoverage], to json: inout JSONWriter) {
    json.objects("coverage", coverage) { json, rule in
      json.member("rule", rule.rule)
      json.objects("expressions", rule.expressions) { json, expression in
        json.member("part", expression.expression.part.rawValue)
        json.member("name", expression.expression.name)
        json.member("place", Self.text(of: expression.place))
        json.strings("seen", expression.seen.names)
        json.objects("conditions", expression.conditions) {
          $0.member("text", $1.text)
          $0.member("place", Self.text(of: $1.place))
          $0.strings("seen", $1.seen.names)
        }
      }
    }
  }
}
