import Basics
import Reports
import RuleTesting
import Rules

extension TestReport {
  /// Each rule with the mistakes that no example notices, and the totals.
  func write(_ mutations: [RuleMutations], to out: inout TextWriter) {
    out.line(.init("Mutants", .bold), ": mistakes in the rules that no example notices")
    for rule in mutations {
      let survivors = rule.survivors
      out.line(
        .init(rule.rule, .bold),
        .init(
          "  \(survivors.count) of \(rule.count) \(survivors.count == 1 ? "survives" : "survive")"
            + " (\(Self.percent(survivors.count, of: rule.count)))"), indent: 2)
      for failure in rule.failures {
        out.paragraph(.init("fails without any mistake  ", .error), failure, indent: 4)
      }
      for survivor in survivors {
        out.line(
          .init("\(Self.text(of: survivor.place) ?? "")  ", .dim), .init("\(survivor.title)  "),
          .init(Self.shortened(survivor.change), .warning), indent: 4)
        out.line(.init("in \(Self.shortened(survivor.source))", .dim), indent: 6)
        if let hint = survivor.hint { out.paragraph(.init("hint  ", .dim), hint, indent: 6) }
      }
    }
    let (count, survivors) = (result.mutantCount, result.survivorCount)
    let stillborn = mutations.reduce(0) { $0 + $1.stillborn }
    out.line(
      .init(
        "\(counted(count, "mutant")): \(survivors) \(survivors == 1 ? "survives" : "survive") "
          + "(\(Self.percent(survivors, of: count))); \(counted(stillborn, "other")) "
          + "\(stillborn == 1 ? "does" : "do") not compile"), indent: 2)
  }

  func write(_ mutations: [RuleMutations], to json: inout JSONWriter) {
    json.objects("mutations", mutations) { json, rule in
      json.member("rule", rule.rule)
      json.member("mutants", rule.count)
      json.member("stillborn", rule.stillborn)
      json.strings("failures", rule.failures)
      json.objects("survivors", rule.survivors) {
        $0.member("expression", $1.title)
        $0.member("text", $1.source)
        $0.member("kind", $1.kind.rawValue)
        $0.member("change", $1.change)
        $0.member("hint", $1.hint)
        $0.member("place", Self.text(of: $1.place))
      }
    }
  }

  // MARK: JSON

  var json: [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.member("rules", result.rules)
      json.member("examples", result.examples.count)
      json.strings("untested", result.untested)
      json.objects("failed", result.failed) {
        $0.member("rule", $1.rule)
        $0.member("example", $1.example)
        $0.member("place", Self.text(of: $1.place))
        $0.strings("failures", $1.failures)
      }
      if let coverage = result.coverage { write(coverage, to: &json) }
      if let mutations = result.mutations { write(mutations, to: &json) }
    }
    return writer.bytes
  }
}
