import CEL
import Findings
import Rules

/// Validations and conditions that decide nothing, whatever the cluster is.
struct UnreachableParts {
  private let rule: CompiledRule

  init(_ rule: CompiledRule) { self.rule = rule }

  var problems: [LintNote] {
    var found: [LintNote] = []
    var earlier: [String: NamedProgram] = [:]
    for named in rule.namedPrograms where named.expression.part != .variable {
      let text = UnreachableParts.normalized(named.program)
      if let flaw = flaw(of: named, earlier[text]) {
        found.append(problem(named, flaw))
      } else if let opposite = earlier[UnreachableParts.negated(text)] {
        found.append(
          problem(
            named,
            "is the contrary of \(opposite.expression.title): "
              + (named.expression.part == .validation ? "it always fails" : "nothing is judged")))
      }
      if earlier[text] == nil { earlier[text] = named }
    }
    return found + contradictions(in: named(.matchCondition)) + ranges
  }

  private func named(_ part: RuleExpression.Part) -> [NamedProgram] {
    rule.namedPrograms.filter { $0.expression.part == part }
  }

  /// What is wrong with an expression beside those before it.
  private func flaw(of named: NamedProgram, _ same: NamedProgram?) -> String? {
    if case .literal(_, .bool(let value)) = named.program.syntax.root {
      let isValidation = named.expression.part == .validation
      if isValidation { return value ? "is always true: it finds nothing" : nil }
      return value ? "is always true: it leaves nothing out" : "is always false: nothing is judged"
    }
    guard let same else { return nil }
    if named.expression.part == .validation, same.expression.part != .validation {
      return
        "says the same as \(same.expression.title), which holds whenever it is asked: it finds "
        + "nothing"
    }
    return "says the same as \(same.expression.title)"
  }

  private func problem(_ named: NamedProgram, _ flaw: String) -> LintNote {
    LintNote(
      rule.rule.fullId, "unreachable", "\(named.expression.title) \(flaw)",
      at: named.place(of: named.program.syntax.root.id),
      help: "Take it out, or correct what it compares.")
  }

  /// A condition whose parts exclude each other: `a && !a`.
  private func contradictions(in conditions: [NamedProgram]) -> [LintNote] {
    let all = conditions + named(.validation)
    return all.compactMap { named in
      guard case .and(_, let terms) = named.program.syntax.root else { return nil }
      let texts = Set(terms.map { UnreachableParts.normalized($0, named.program) })
      guard texts.contains(where: { texts.contains(UnreachableParts.negated($0)) }) else {
        return nil
      }
      return problem(named, "is always false: its parts exclude each other")
    }
  }

  private var ranges: [LintNote] {
    let applies = rule.rule.applies
    return [("rancher", applies.rancher), ("kubernetes", applies.kubernetes)].compactMap {
      name, range in
      guard let range, range.isEmpty else { return nil }
      return LintNote(
        rule.rule.fullId, "unreachable",
        "no version is in applies.\(name), \"\(range.text)\": the rule never applies",
        at: rule.rule.place, help: "Correct the range, or part alternatives by ||.")
    }
  }

  // MARK: Texts

  /// An expression without white space, by which two are compared.
  private static func normalized(_ program: Program) -> String {
    normalized(program.syntax.root, program)
  }

  private static func normalized(_ expression: CEL.Expression, _ program: Program) -> String {
    String(program.syntax.source(of: expression.id).filter { !$0.isWhitespace })
  }

  private static func negated(_ text: String) -> String {
    if text.hasPrefix("!("), text.hasSuffix(")") { return String(text.dropFirst(2).dropLast()) }
    if text.hasPrefix("!") { return String(text.dropFirst()) }
    let isSimple = text.allSatisfy { $0.isLetter || $0.isNumber || "._()'\"".contains($0) }
    return isSimple ? "!\(text)" : "!(\(text))"
  }
}
