import Findings
import Rules

extension CheckCommand {
  /// Judges by one rule, and shows how it came to its verdicts in place of a report.
  func endTracing(_ request: String) throws(Ending) -> Ending {
    guard format.isEmpty, run.select.isEmpty, run.ignore.isEmpty else {
      throw .failure(
        "--trace chooses the rule and prints no report: leave --format, --select and --ignore out",
        doing: "read the arguments")
    }
    let parts = request.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let subject = parts.count > 1 ? String(parts[1]) : nil
    var options = run
    options.select = [String(parts[0])]
    var traces: [RuleTraces] = []
    var checkRun = try CheckRun(options, needsChecksums: false, listsPasses: false)
    guard !checkRun.isMatrix else {
      throw .failure("--trace is for one version of Rancher", doing: "read the arguments")
    }
    checkRun.onJudged = { judge, snapshot, target, options in
      traces = judge.traces(of: subject, in: snapshot, target: target.value, options: options)
    }
    let progress = Progress()
    let judgement = checkRun.judgement(progress)
    progress.end()
    OutputStream.error.write(problems: judgement.problems)
    if let subject, let first = traces.first, traces.allSatisfy({ $0.traces.isEmpty }) {
      let names = traces.flatMap(\.names)
      throw .failure(
        "\(first.rule) judges no \"\(subject)\" here\(didYouMean(subject, among: names))"
          + RuleTraces.listed(names), doing: "trace")
    }
    var text = TraceText(OutputStream.output)
    for rule in traces { text.write(rule, isNamed: subject != nil) }
    return OutputStream.output.write(bytes: text.bytes).ending ?? Ending(judgement.conclusion)
  }
}

extension RuleTraces {
  /// ` (it judges node/w1, node/w2 and 3 more)`.
  fileprivate static func listed(_ names: [String]) -> String {
    guard !names.isEmpty else { return "" }
    let more = names.count > 4 ? " and \(names.count - 4) more" : ""
    return " (it judges \(names.prefix(4).joined(separator: ", "))\(more))"
  }
}
