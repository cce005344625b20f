import Documents
import Findings
import Rules

/// Finds what no example of a rule shows.
struct CaseCheck {
  private let judge: Judge

  init(_ judge: Judge) { self.judge = judge }

  /// - Parameter jobs: threads to run examples on; nil: they are not run.
  func problems(_ rules: [CompiledRule], _ jobs: Int?) -> [LintNote] {
    let own = rules.filter(\.rule.isPackRule)
    return own.flatMap(missingVerdicts) + (jobs.map { unseen(own, $0) } ?? [])
  }

  private func missingVerdicts(of rule: CompiledRule) -> [LintNote] {
    let expectations = rule.rule.trials.map(\.expectation)
    var missing: [(verdict: String, why: String)] = []
    if expectations.allSatisfy(\.unknown.isEmpty) {
      missing.append(
        ("unknown", "a rule that says pass where nothing was exported is worse than none"))
    }
    if expectations.allSatisfy(\.fail.isEmpty), !rule.rule.neverFails {
      missing.append(("fail", "nothing shows that it finds what it is for"))
    }
    if !expectations.contains(where: { !$0.pass.isEmpty || $0.namesNobody }) {
      missing.append(("pass", "nothing shows that it leaves good clusters alone"))
    }
    return missing.map { verdict, why in
      LintNote(
        rule.rule.fullId, "missing-case",
        "no example of \(rule.rule.fullId) is \(verdict): \(why)",
        at: rule.rule.place, help: "Add an example whose `expect` names a subject under \(verdict)."
      )
    }
  }

  /// Validations and match conditions that no example shows both ways.
  private func unseen(_ rules: [CompiledRule], _ jobs: Int) -> [LintNote] {
    let names = Set(rules.map(\.rule.fullId))
    return CoverageRunner(judge).run(jobs: jobs).filter { names.contains($0.rule) }
      .flatMap { coverage in
        coverage.gaps.map { gap in
          let other = gap.seen.contains(.true) ? "false" : "true"
          return LintNote(
            coverage.rule, "missing-case",
            "no example of \(coverage.rule) shows \(gap.expression.title) \(other)",
            at: gap.place, help: "Add an example; `importlint test --coverage` shows the parts.")
        }
      }
  }
}
