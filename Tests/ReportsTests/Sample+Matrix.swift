import Findings

extension Sample {
  /// The sample's cluster for two versions that it is not ready for, and one that it is.
  static func matrix(isAll: Bool) -> ReadinessMatrix {
    func row(_ version: String, _ judgement: Judgement) -> ReadinessMatrix.Row {
      var terms = judgement.terms
      terms.target.rancherVersion = version
      return .init(
        version,
        Judgement(
          terms, on: judgement.basis, findings: judgement.findings, rules: judgement.rules,
          problems: judgement.problems))
    }
    return ReadinessMatrix(
      isAll: isAll,
      rows: [
        row("2.5.17", judgement), row("2.6.14", undecided), row("2.13.1", ready),
      ])
  }

  /// The sample without its failing findings.
  private static let undecided = {
    var basis = judgement.basis
    basis.artifacts = []
    return Judgement(
      judgement.terms, on: basis,
      findings: judgement.findings.filter { $0.verdict == .unknown }, rules: judgement.rules)
  }()
}
