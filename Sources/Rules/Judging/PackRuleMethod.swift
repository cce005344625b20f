import Findings
import Snapshots

/// A rule of a pack: the subjects that meet its conditions must make its validations true.
struct PackRuleMethod: JudgingMethod {
  /// The types that the constraints name, and the reasons for which there may be more: a `*` stands
  /// for all types of a group that the API server serves, whether they were exported or not.
  func types(
    of rule: Rule, in snapshot: Snapshot
  ) -> (types: [ResourceType], missing: [UInt32]) {
    var types: [ResourceType] = []
    var missing: [UInt32] = []
    for rule in rule.matchConstraints.resourceRules {
      let named = snapshot.types(named: rule.typeNames)
      types += named.types
      missing += named.missing + named.mistakes
    }
    var seen: Set<ResourceType> = []
    return (types.filter { seen.insert($0).inserted }, missing)
  }

  func judge(
    _ rule: CompiledRule, _ subject: JudgedSubject, by run: RuleRun
  ) -> SubjectResult {
    // Of another rule, or of none, they would let the subject pass.
    assert(run.questions.count == rule.validations.count, "the rule was not prepared")
    run.set(subject)
    var undecidedMatch: [UnknownReasons] = []
    for (i, condition) in run.conditions.enumerated() {
      switch condition._withUnsafeGuaranteedRef({ run.answer($0, rule) }) {
      case .yes: continue
      case .no:
        return SubjectResult(subject: subject, verdict: .notApplicable, unmetCondition: i)
      case .unknown(.missing(let reasons)): undecidedMatch.append(reasons)
      case .unknown(.error(let reason)): undecidedMatch.append(UnknownReasons([reason]))
      }
    }
    if let first = undecidedMatch.first {
      let reasons =
        undecidedMatch.count == 1 ? first : UnknownReasons(undecidedMatch.flatMap(\.missing))
      return run.inputs.undecided(rule, subject, validation: "matchConditions", reasons)
    }
    var findings: [Finding] = []
    var verdict = Verdict.pass
    for (i, question) in run.questions.enumerated() {
      let answer = question._withUnsafeGuaranteedRef { run.answer($0, rule) }
      if case .yes = answer { continue }
      let validation = rule.validations[i]
      let finding: Finding
      switch answer {
      case .yes: continue
      case .no: finding = run.failing(rule, validation, subject)
      case .unknown(.missing(let reasons)):
        finding = run.inputs.unknownFinding(
          rule, subject.subject, validation.validation.name, validation.validation.severity,
          reasons)
      case .unknown(.error(let reason)):
        finding =
          rule.rule.failsOnError
          ? run.failing(rule, validation, subject)
          : run.inputs.unknownFinding(
            rule, subject.subject, validation.validation.name, validation.validation.severity,
            UnknownReasons([reason]))
      }
      verdict = max(verdict, finding.verdict)
      findings.append(finding)
    }
    return SubjectResult(subject: subject, verdict: verdict, findings: findings)
  }
}
