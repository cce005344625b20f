import Findings

extension JudgingInputs {
  /// The result for a subject of which a rule cannot say anything.
  func undecided(
    _ rule: CompiledRule, _ subject: JudgedSubject, validation: String, _ missing: UnknownReasons
  ) -> SubjectResult {
    let severity = rule.rule.validations.map(\.severity).max() ?? rule.rule.severity
    let finding = unknownFinding(rule, subject.subject, validation, severity, missing)
    return SubjectResult(subject: subject, verdict: .unknown, findings: [finding])
  }

  /// - Parameter basis: what the fingerprint rests on, where that is more than the validation.
  func unknownFinding(
    _ rule: CompiledRule, _ subject: Subject, _ validation: String, _ severity: Severity,
    _ reasons: UnknownReasons, basis: String? = nil
  ) -> Finding {
    Finding(
      undecided: identity(rule, subject, validation, .unknown, basis: basis), severity,
      texts: rule.texts, missing: reasons.missing)
  }

  /// - Parameters:
  ///   - pointer: where in the subject it is; nil if that is not known, or for all of it.
  ///   - basis: what the fingerprint rests on, where that is more than the validation.
  func identity(
    _ rule: CompiledRule, _ subject: Subject, _ validation: String, _ verdict: Verdict,
    pointer: String? = nil, basis: String? = nil
  ) -> Finding.Identity {
    func fingerprint(of id: String) -> String {
      self.fingerprint.text(
        rule: id, validation: basis ?? validation, subject: subject, pointer: pointer,
        verdict: verdict)
    }
    return Finding.Identity(
      rule: rule.fullId, validation: validation, subject: subject,
      fingerprint: fingerprint(of: rule.fullId),
      formerFingerprints: rule.rule.formerFullIds.map(fingerprint))
  }
}
