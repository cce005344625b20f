import Basics
import Documents
import Findings
import RuleTesting
import Rules

/// What the examples of one file come to, above each of them.
struct CodeLenses {
  private let session: Session
  private let path: String
  private let folder: String

  /// Examples of a file that are run.
  private static let exampleLimit = 500
  /// Judgements of examples that are made to find what they do not notice.
  private static let mutationLimit = 3000

  init(_ session: Session, path: String, folder: String) {
    self.session = session
    self.path = path
    self.folder = folder
  }

  /// A lens for each rule of the file and each example in it.
  var json: JSONText {
    guard let lines = session.lines(of: path) else { return .array([]) }
    return .array(rules(of: session.pack(in: folder).set).flatMap { lenses(of: $0, lines) })
  }

  /// The rules that the file says something of.
  private func rules(of set: RuleSet) -> [Rule] {
    set.rules.filter { rule in
      rule.place?.source.path == path
        || rule.trials.contains { $0.place?.source.path == path }
    }
  }

  private func lenses(of rule: Rule, _ lines: TextLines) -> [JSONText] {
    func lens(_ place: SourcePlace?, _ title: String) -> JSONText? {
      guard let place, place.source.path == path else { return nil }
      return .object([
        ("range", range(place, lines)), ("command", Self.command(title)),
      ])
    }
    guard rule.trials.count <= Self.exampleLimit else {
      return [lens(rule.place, "more than \(Self.exampleLimit) examples: not run here")]
        .compactMap { $0 }
    }
    let judge = Judge(session.pack(in: folder).set.selecting([rule.fullId], ignoring: []))
    guard !judge.rules.isEmpty else {
      return [lens(rule.place, "not judged: see what is wrong with it")].compactMap { $0 }
    }
    let reports = ExampleRunner(judge).run(jobs: 1)
    var found = [lens(rule.place, Self.summary(reports))]
    // How well the examples guard the rule is asked of what is finished for now.
    if let place = rule.place, place.source.path == path, session.isSaved(path), rule.isPackRule,
      reports.allSatisfy(\.passed), !reports.isEmpty
    {
      found.append(
        .object([
          ("range", range(place, lines)),
          ("data", .object([("path", .string(path)), ("rule", .string(rule.fullId))])),
        ]))
    }
    for (example, report) in zip(rule.trials, reports) {
      found.append(lens(example.place, Self.title(example, report)))
    }
    return found.compactMap { $0 }
  }

  private func range(_ place: SourcePlace, _ lines: TextLines) -> JSONText {
    lines.range(of: place.offset..<place.offset, in: session.encoding)
  }

  static func command(_ title: String) -> JSONText {
    .object([("title", .string(title)), ("command", .string(""))])
  }

  private static func summary(_ reports: [ExampleRunner.Report]) -> String {
    let failed = reports.count { !$0.passed }
    if reports.isEmpty { return "no examples" }
    return failed == 0
      ? "\(counted(reports.count, "example")), as expected"
      : "\(failed) of \(counted(reports.count, "example")) not as expected"
  }

  private static func title(_ example: Example, _ report: ExampleRunner.Report) -> String {
    if let first = report.failures.first {
      let others = report.failures.count > 1 ? " (and \(report.failures.count - 1) more)" : ""
      return "✗ \(first)\(others)"
    }
    let expected = example.expectation
    let verdicts: [(String, [Example.ExpectedVerdict])] = [
      ("fail", expected.fail), ("unknown", expected.unknown), ("pass", expected.pass),
      ("not applicable", expected.notApplicable),
    ]
    let words = verdicts.filter { !$0.1.isEmpty }.map { verdict, outcomes in
      "\(verdict): \(outcomes.map(\.subject).prefix(3).joined(separator: ", "))"
        + (outcomes.count > 3 ? " and \(outcomes.count - 3) more" : "")
    }
    return "✓ " + (words.isEmpty ? "nothing fails" : words.joined(separator: "; "))
  }

  /// How many mistakes in a rule its examples do not notice.
  func mutants(of rule: String) -> String {
    let texts = session.texts
    let others = session.knownPacks
    let folder = folder
    // A store of its own: what evaluations read from texts stays in it.
    let load: @Sendable () -> RuleSet = {
      LoadedPack.set(folder: folder, texts: texts, others: others).selecting([rule], ignoring: [])
    }
    let judge = Judge(load())
    guard let compiled = judge.rules.first else { return "not judged" }
    let result = MutationRunner(load: load)
      .mutations(of: compiled, by: judge, limit: Self.mutationLimit)
    let rest = result.untried > 0 ? "; \(result.untried) more were not tried" : ""
    return "\(result.survivors.count) of \(counted(result.count, "mutant")) survive\(rest)"
  }
}
