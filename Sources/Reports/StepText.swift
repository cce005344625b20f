import Basics
import Findings

/// A missing step in words, as every report says it.
struct StepText {
  let step: MissingSteps.Step
  /// How many nodes the cluster has; nil if that is not known.
  let nodeCount: Int?

  /// Columns of a shell's line.
  static let width = 92

  /// A command in lines that a shell reads: a loop over several types.
  var commandRows: [String] {
    guard step.types.count > 1 else { return [step.step.text(ofNodes: step.nodes)] }
    return ["for type in \(Self.wrapped(step.types)); do"].flatMap { $0.split(separator: "\n") }
      .map(String.init) + ["  \(step.step.text) 2>&1", "done"]
  }

  /// Words of a shell, in lines that fit.
  static func wrapped(_ words: [String]) -> String {
    var rows = [""]
    for word in words.map(QuotedText.shell) {
      let last = rows.count - 1
      if rows[last].isEmpty {
        rows[last] = word
      } else if rows[last].utf8.count + word.utf8.count + 12 > width {
        rows.append(word)
      } else {
        rows[last] += " " + word
      }
    }
    return rows.joined(separator: " \\\n  ")
  }

  /// `node w1`, `all 6 nodes: w1, w2, …`; empty where it is not about nodes.
  func nodes(_ list: ([String]) -> String) -> String {
    let count = step.nodes.count
    guard count > 1 else { return step.nodes.first.map { "node \($0)" } ?? "" }
    return "\(nodeCount == count ? "all " : "")\(count) nodes: \(list(step.nodes))"
  }

  /// The step in one line, without its nodes.
  var line: String { Self.line(step.step, nodes: step.nodes) }

  static func line(_ step: CollectionStep, nodes: [String]) -> String {
    switch step.kind {
    case .nodeFile: "file \(step.text(ofNodes: nodes))"
    case .nodeCommand: "output of \(step.text(ofNodes: nodes))"
    case .targetField: "target file: \(step.example ?? step.action)"
    case .kubectl, .probe, .manifest, .other: step.text(ofNodes: nodes)
    }
  }
}
