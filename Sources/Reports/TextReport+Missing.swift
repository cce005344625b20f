import Basics
import Findings

// The last lines of the text report: what is missing, in short, and what to type next.

extension TextReport {
  mutating func writeNext(_ missing: MissingSteps) {
    guard !judgement.rules.isEmpty else { return }
    writeMissing(missing)
    var commands: [(String, String)] = []
    if !missing.isEmpty {
      commands.append(("importlint missing \(options.arguments)", "what to collect, step by step"))
    }
    if judgement.findings.contains(where: { $0.isLive && $0.verdict == .fail }) {
      commands.append(
        (
          "importlint plan \(options.arguments)\(judgement.terms.run.languageArgument)",
          "what to fix, in order"
        ))
    }
    guard !commands.isEmpty else { return }
    out.blank()
    out.line(.init("Next", .bold))
    for (command, what) in commands {
      out.line(.init("$ ", .dim), .init(command), .init("  # \(what)", .dim), indent: 2)
    }
  }

  /// A line for each place where something is to be had.
  mutating func writeMissing(_ missing: MissingSteps) {
    guard !missing.isEmpty else { return }
    let steps = isGist ? missing.steps.filter(\.blocks) : missing.steps
    let blocking = missing.blockingRules.count
    let effect =
      blocking == 0
      ? (isGist ? ", none of which may block the import" : "")
      : ", \(blocking) of which may block the import"
        + (!isGist ? "" : steps.isEmpty ? ", and no step decides those" : "; for these:")
    out.blank()
    out.line(
      .init("Missing", .bold),
      .init(
        ": \(counted(missing.steps.count, "step")) to decide "
          + counted(missing.rules.count, "rule") + effect))
    write("cluster ", steps.filter { $0.step.kind == .kubectl }.map(brief))
    write(
      "nodes   ", steps.filter { [.nodeFile, .nodeCommand].contains($0.step.kind) }.map(brief))
    write("probe   ", steps.filter { $0.step.kind == .probe }.map(brief))
    write("other   ", steps.filter { $0.step.kind == .other }.map(brief))
    write("target  ", steps.filter { $0.step.kind == .targetField }.map(brief))
    write("manifest", steps.filter { $0.step.kind == .manifest }.map(brief))
  }

  private mutating func write(_ label: String, _ items: [String]) {
    guard !items.isEmpty else { return }
    out.paragraph(.init(label + "  "), list(items, 8), indent: 2)
  }

  /// A step in a few words.
  private func brief(_ step: MissingSteps.Step) -> String {
    var text: String
    switch step.step.kind {
    case .kubectl where !step.types.isEmpty:
      text =
        step.types.count > limit(3)
        ? counted(step.types.count, "type") : step.types.joined(separator: ", ")
    case .manifest: text = step.step.example ?? step.step.action
    case .nodeFile, .nodeCommand, .targetField: text = step.step.action
    case .kubectl, .probe, .other: text = step.step.place ?? step.step.action
    }
    if step.nodes.count > 1 { text += " (\(step.nodes.count) nodes)" }
    return step.nodes.count == 1
      ? text.replacing("<NODE>", with: step.nodes[0]) + " (\(step.nodes[0]))" : text
  }
}
