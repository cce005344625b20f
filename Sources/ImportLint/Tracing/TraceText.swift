import Documents
import Findings
import Reports
import Rules

/// Writes traces for people: each sub-expression with its value, those that led to it below it.
///
///     validations[external]  nodes/loopback-resolver.yaml:31:18
///       false  variables.servers.exists(s, !ip(s).isLoopback())
///         ["127.0.0.53"]  variables.servers
///         with s = "127.0.0.53"
///           false  !ip(s).isLoopback()
///             true  ip(s).isLoopback()
struct TraceText {
  private var out: TextWriter

  /// Characters of an expression that a line shows.
  private static let textLimit = 160
  /// Characters of a value that stands before its expression.
  private static let shortValueLimit = 40

  init(_ stream: OutputStream) { out = stream.textWriter }

  var bytes: [UInt8] { out.bytes }

  // MARK: Rules

  /// - Parameter isNamed: whether the subject was asked for, so that others are not missed.
  mutating func write(_ rule: RuleTraces, isNamed: Bool) {
    for trace in rule.traces {
      out.line(
        .init(word(trace.verdict), style(trace.verdict)), "  ",
        .init(rule.rule, .bold), " on ", .init(trace.subject.text, .bold))
      if let reason = trace.reason { out.paragraph("", reason, indent: 2) }
      for finding in trace.findings {
        out.paragraph(.init("\(finding.validation)  ", .bold), finding.message, indent: 2)
      }
      for expression in trace.expressions { write(expression) }
      out.blank()
    }
    let others = rule.subjectCount - rule.traces.count
    if others > 0, !isNamed {
      let name = rule.traces.first?.subject.text ?? "node/w1"
      let example = "--trace \(rule.rule)@\(name)"
      out.paragraph(
        "", "Subjects of \(rule.rule) that are not shown: \(others). To name one: \(example)")
    }
  }

  private mutating func write(_ trace: ExpressionTrace) {
    out.line(
      .init(trace.expression.title), .init("  \(TestReport.text(of: trace.place) ?? "")", .dim),
      indent: 2)
    write(trace.root, indent: 4)
  }

  private func word(_ verdict: Verdict) -> String {
    verdict == .notApplicable ? "not applicable" : verdict.rawValue
  }

  private func style(_ verdict: Verdict) -> TextWriter.Style {
    switch verdict {
    case .pass: .good
    case .fail: .error
    case .unknown: .warning
    case .notApplicable: .dim
    }
  }

  // MARK: Branches

  mutating func write(_ branch: TraceBranch, indent: Int = 0) {
    var indent = indent
    if !branch.bindings.isEmpty {
      out.line(.init("with \(branch.bindings.joined(separator: ", "))", .dim), indent: indent)
      indent += 2
    }
    let text =
      branch.text.count > TraceText.textLimit
      ? branch.text.prefix(TraceText.textLimit) + "…" : branch.text
    if branch.value.count <= TraceText.shortValueLimit {
      out.line(
        .init(branch.value, style(branch.outcome)), .init("  \(text)"), indent: indent)
    } else {
      out.line(.init(text), indent: indent)
      out.line(.init("= ", .dim), .init(branch.value), indent: indent)
    }
    for reason in branch.reasons {
      out.paragraph(.init("because ", .dim), reason, indent: indent + 2)
    }
    if !branch.isWhole {
      out.line(.init("it is too long: not all of it was recorded", .dim), indent: indent + 2)
    }
    for child in branch.children { write(child, indent: indent + 2) }
    if branch.omitted > 0 {
      out.line(.init("… \(branch.omitted) more", .dim), indent: indent + 2)
    }
  }

  private func style(_ outcome: TraceBranch.Outcome) -> TextWriter.Style {
    switch outcome {
    case .isTrue: .good
    case .isFalse: .error
    case .error, .unknown: .warning
    case .value: .plain
    }
  }
}
