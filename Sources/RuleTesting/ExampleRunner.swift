import Basics
import Documents
import Findings
import Rules
import Snapshots

/// Runs the examples and cases of rules: each is a miniature snapshot with the verdicts that it
/// must get.
public struct ExampleRunner: Sendable {
  let judge: Judge

  public init(_ judge: Judge) { self.judge = judge }

  /// What became of one example.
  public struct Report: Sendable {
    public let rule: String
    public let example: String
    /// What came out otherwise than the example says; empty where it holds.
    public let failures: [String]
    public let place: SourcePlace?

    public var passed: Bool { failures.isEmpty }
  }

  /// Runs the examples of all rules of the judge, on `jobs` threads; reports in the rules' order.
  public func run(jobs: Int) -> [Report] {
    let rules = judge.rules
    return inParallel(rules.count, threads: jobs) { i in
      rules[i].rule.trials.map { run($0, of: rules[i]) }
    }.flatMap { $0 }
  }

  private func run(_ example: Example, of rule: CompiledRule) -> Report {
    let trial = ExampleTrial(example, of: rule, by: judge)
    return Report(
      rule: rule.rule.fullId, example: example.name, failures: trial.failures(of: rule),
      place: example.place)
  }
}
