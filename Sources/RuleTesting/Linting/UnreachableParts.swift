import CEL
import Findings
import Rules

/// Validations and conditions that decide nothing, whatever the cluster is.
struct UnreachableParts {
  private let rule: CompiledRule

  init(_ rule: CompiledRule) { self.rule = rule }

  var problems: [LintNote] {
    var found: [LintNote] = []
    var earlier: [ExpressionForm: NamedProgram] = [:]
    for named in rule.namedPrograms where named.expression.part != .variable {
      let form = ExpressionForm(named.program.syntax.root)
      if let flaw = flaw(of: named, earlier[form]) {
        found.append(problem(named, flaw))
      } else if let opposite = earlier[form.negated] {
        found.append(
          problem(
            named,
            "is the opposite of \(opposite.expression.title): \(Self.effect(named, opposite))"))
      }
      if earlier[form] == nil { earlier[form] = named }
    }
    return found + ranges
  }

  /// What comes of an expression that is the opposite of an earlier one.
  private static func effect(_ named: NamedProgram, _ opposite: NamedProgram) -> String {
    if named.expression.part != .validation { return "nothing is judged" }
    return opposite.expression.part == .validation
      ? "one of the two always fails" : "it always fails"
  }

  /// What is wrong with an expression beside those before it.
  private func flaw(of named: NamedProgram, _ same: NamedProgram?) -> String? {
    if let value = StaticTruth(named.program).value {
      let isValidation = named.expression.part == .validation
      // A rule whose conditions say all that is wrong ends with `false`.
      if case .literal = named.program.syntax.root, isValidation, !value { return nil }
      if isValidation { return value ? "is always true: it finds nothing" : "is always false" }
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
}
