import CEL
import Documents
import Findings
import Snapshots

extension Judge {
  /// What each rule of the judge did on the subjects of a name, or on those with the worst
  /// verdicts where there is no name.
  ///
  /// - Parameter subject: `cluster`, `node/w1`, `apps/Deployment/cattle-system/x`, or the end of
  ///   such a name (`w1`).
  /// - Parameter limit: subjects of each rule that are traced at most.
  public func traces(
    of subject: String?, in snapshot: Snapshot, target: Value, options: Judge.Options,
    limit: Int = 3
  ) -> [RuleTraces] {
    let inputs = inputs(snapshot, target, options, parameters: nil)
    return rules.compactMap { rule in
      RuleRun(inputs).map { RuleTracer(rule, $0).traces(of: subject, limit: limit) }
    }
  }
}

/// Traces one rule.
private struct RuleTracer {
  private let rule: CompiledRule
  private let run: RuleRun
  private let subjects: RuleSubjects
  private var inputs: JudgingInputs { run.inputs }

  /// Names that a message lists.
  private static let nameLimit = 2000

  init(_ rule: CompiledRule, _ run: RuleRun) {
    self.rule = rule
    self.run = run
    subjects = RuleSubjects(of: rule, in: run.inputs)
  }

  func traces(of subject: String?, limit: Int) -> RuleTraces {
    let names = subjects.at(0..<subjects.count, of: inputs.snapshot).map(\.subject.text)
    let positions =
      subject.map { wanted in
        names.indices.filter { RuleTracer.isMeant(names[$0], by: wanted) }
      } ?? worst()
    var traces = positions.prefix(limit).compactMap { trace($0..<$0 + 1) }
    // A rule without subjects says why.
    if subjects.count == 0, subject.map({ $0 == "cluster" }) ?? true, let trace = trace(0..<0) {
      traces.append(trace)
    }
    return RuleTraces(
      rule: rule.rule.fullId, subjectCount: subjects.count,
      names: Array(names.prefix(RuleTracer.nameLimit)), traces: traces)
  }

  private static func isMeant(_ name: String, by wanted: String) -> Bool {
    name == wanted || name.hasSuffix("/" + wanted)
  }

  /// The subjects' positions, those with the worst verdicts first.
  private func worst() -> [Int] {
    let judged = (0..<subjects.count).compactMap { i in
      last(i..<i + 1).map { (position: i, verdict: $0.verdict) }
    }
    return judged.sorted {
      $0.verdict == $1.verdict ? $0.position < $1.position : $0.verdict > $1.verdict
    }.map(\.position)
  }

  /// The result of a subject. Of the first one there may be another before it: that of subjects
  /// which are not known.
  private func last(_ range: Range<Int>) -> SubjectResult? {
    var last: SubjectResult?
    run.judge(subjects, range) { last = $0 }
    return last
  }

  private func trace(_ range: Range<Int>) -> SubjectTrace? {
    let deciding = rule.decidingVariables
    let names = Set(rule.variables.filter { deciding.contains($0.index) }.map(\.name))
    let programs = rule.namedPrograms.filter {
      $0.expression.part != .variable || names.contains($0.expression.name)
    }
    let definitions = inputs.environment.definitions.used(by: programs.map(\.program))
    let all = programs + definitions.map(\.named)
    var expressions: [ExpressionTrace] = []
    run.onTrace = { [unowned run] trace in
      guard let named = all.first(where: { $0.program.id == trace.program.id }) else { return }
      var reader = TraceReader(run, trace.program)
      expressions.append(
        ExpressionTrace(
          expression: named.expression, place: named.place(of: trace.program.syntax.root.id),
          root: reader.read(trace)))
    }
    defer { run.onTrace = nil }
    guard let result = last(range) else { return nil }
    return SubjectTrace(
      subject: result.subject.subject, verdict: result.verdict, reason: result.reason(rule),
      findings: result.findings, expressions: expressions)
  }
}
