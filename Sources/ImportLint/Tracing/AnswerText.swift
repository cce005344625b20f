import Findings
import Reports
import Rules

/// What an expression came to, for people.
struct AnswerText {
  private let answer: ExpressionAnswer

  init(_ answer: ExpressionAnswer) { self.answer = answer }

  /// The value, or a word in its place; nil if the expression was not evaluated.
  var output: String? {
    switch answer {
    case .value(let text, _): VisibleText.block(text) + "\n"
    case .unknown: "(unknown)\n"
    case .error: "(error)\n"
    case .invalid, .noSubject: nil
    }
  }

  /// What is wrong with the expression, or why its value is unknown and what would decide it.
  func explanation(_ stream: OutputStream) -> [UInt8] {
    switch answer {
    case .value(_, let missing), .unknown(let missing): text(of: missing, stream)
    case .invalid(let text): Array((VisibleText.block(text) + "\n").utf8)
    case .error, .noSubject: []
    }
  }

  func ending(doing action: String) -> Ending {
    switch answer {
    case .value(_, let missing):
      missing.isEmpty
        ? .done : Ending(code: 3, sentence: "inconclusive: not all of the value is known")
    case .unknown: Ending(code: 3, sentence: "inconclusive: the value is not known")
    case .error(let message, let part):
      Ending(
        code: 3,
        sentence: "inconclusive: `\(VisibleText.line(part))` has no value: "
          + VisibleText.line(message))
    case .invalid: .failure("the expression is wrong", doing: action)
    case .noSubject(let text): .failure(VisibleText.line(text), doing: action)
    }
  }

  private func text(of missing: [MissingEvidence], _ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    for one in missing {
      out.paragraph(.init("unknown  ", .warning), one.text)
      guard let step = one.collect else { continue }
      let what =
        switch step.kind {
        case .targetField: "declare in the target file"
        case .kubectl: "run"
        case .nodeFile: "copy from node \(step.node ?? "")"
        case .nodeCommand, .probe: "collect"
        case .manifest: "say in importlint-snapshot.yaml"
        case .other: "to know it"
        }
      let text = step.text(ofNodes: step.node.map { [$0] } ?? [])
      out.line(.init("\(what)  ", .dim), .init(text), indent: 9)
    }
    return out.bytes
  }
}
