import CEL
import Documents
import Findings
import Rules
import Snapshots

/// An example made ready: its snapshot is built once, and judged by as many forms of the rule as
/// there are. Used by one thread.
final class ExampleTrial {
  let example: Example
  /// What is wrong with the example itself.
  private let problems: [String]
  private let subjects: RuleSubjects
  /// Nil if the store has no arena left for an evaluator.
  private let run: RuleRun?
  /// What the rule as it is gives.
  private var baseline: BatchResult?

  init(_ example: Example, of rule: CompiledRule, by judge: Judge) {
    self.example = example
    let reasons = ReasonTable()
    var description = ExampleSnapshot(store: judge.store, reasons: reasons)
    let snapshot = description.snapshot(example.snapshot)
    let target = Target.make(from: example.target?.value, store: judge.store, reasons: reasons)
    problems =
      (description.problems + (example.snapshot?["params"].map(judge.flaws) ?? []))
      .map { "the snapshot is wrong: \($0)" }
      + target.problems.map { "the target is wrong: \($0.message)" }
      + snapshot.problems.filter { $0.severity == .error }
      .map { "the snapshot is wrong: \($0.places.first?.path ?? "") \($0.message)" }
    var options = Judge.Options()
    options.now = DocumentValue(snapshot.cluster, in: judge.store)["time"]?.string
    // Examples speak of the rule as its file has it, so overrides of other packs do not count.
    let inputs = judge.inputs(
      snapshot, target.value, options, parameters: example.snapshot?["params"])
    subjects = RuleSubjects(of: rule, in: inputs)
    run = RuleRun(inputs)
  }

  /// What comes out otherwise than the example says, for a form of its rule; empty where it holds.
  ///
  /// - Parameter replacements: programs that stand for those of definitions, by the ids of these.
  func failures(of rule: CompiledRule, replacing replacements: [Int: Program] = [:]) -> [String] {
    guard let run else {
      return problems + ["there are too many examples in one run to evaluate rules, too"]
    }
    run.replacements = replacements
    var flaws: [String] = []
    run.onTextError = { if !flaws.contains($0) { flaws.append($0) } }
    defer {
      run.replacements = [:]
      run.onTextError = nil
    }
    let result = run.judge(subjects.with(rule), 0..<subjects.count, listsPasses: true)
    return problems
      + example.expectation.differences(result.findings, subjects.summary(of: result)) + flaws
  }

  /// What differs between the rule and another form of it though the example is content with both;
  /// nil if nothing does.
  ///
  /// - Parameter replacements: programs of the other form that stand for those of definitions, by
  ///   the ids of these.
  func unstatedDifference(
    from one: CompiledRule, to other: CompiledRule, replacing replacements: [Int: Program] = [:]
  ) -> String? {
    guard let run else { return nil }
    func result(_ rule: CompiledRule) -> BatchResult {
      run.judge(subjects.with(rule), 0..<subjects.count, listsPasses: true)
    }
    let old = baseline ?? result(one)
    baseline = old
    run.replacements = replacements
    defer { run.replacements = [:] }
    let new = result(other)
    func differs<T: Equatable>(_ part: (Finding) -> T) -> Bool {
      old.findings.map(part) != new.findings.map(part)
    }
    if old.passing != new.passing || old.notApplicable != new.notApplicable {
      return "what passes or does not apply"
    }
    if differs(\.validation) || differs(\.severity) { return "the validation" }
    if differs({ $0.missing.map(\.text) }) { return "the reason" }
    if differs({ $0.places.first }) { return "the place (at)" }
    return differs(\.message) ? "the message" : nil
  }

  /// Judges, and gives the trace of each expression that decides to `observe`.
  func trace(_ rule: CompiledRule, _ observe: @escaping (RuleRun, Trace) -> Void) {
    guard let run else { return }
    run.onTrace = { [unowned run] trace in observe(run, trace) }
    defer { run.onTrace = nil }
    _ = run.judge(subjects.with(rule), 0..<subjects.count, listsPasses: false)
  }
}
