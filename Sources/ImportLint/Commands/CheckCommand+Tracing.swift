import Basics
import Engine
import Findings
import Rules

extension CheckCommand {
  /// Judges by one rule, and shows how it came to its verdicts in place of a report.
  func end(tracing request: TraceRequest) throws(Ending) -> Ending {
    var checked = run.request
    checked.selected = request.rules
    let progress = Progress()
    let (judgement, traces) = Check(checked, onStage: progress.begin).traces(of: request.subject)
    progress.end()
    OutputStream.error.write(problems: judgement.problems)
    if let subject = request.subject, let first = traces.first,
      traces.allSatisfy({ $0.traces.isEmpty })
    {
      let names = traces.flatMap(\.names)
      throw .failure(
        "\(first.rule) judges no \"\(subject)\" here\(didYouMean(subject, among: names))"
          + RuleTraces.listed(names), doing: "trace")
    }
    var text = TraceText(OutputStream.output)
    for rule in traces { text.write(rule, isNamed: request.subject != nil) }
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
