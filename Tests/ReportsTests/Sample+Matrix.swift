import Findings

extension Sample {
  /// The sample's cluster for two versions that it is not ready for, and one that it is.
  static func matrix(isAll: Bool) -> ReadinessMatrix {
    func row(_ version: String, _ judgement: Judgement) -> ReadinessMatrix.Row {
      let target = TargetSummary(
        rancherVersion: version, rancherURL: judgement.target.rancherURL,
        path: judgement.target.path)
      return .init(
        version,
        Judgement(
          tool: judgement.tool, packs: judgement.packs, cluster: judgement.cluster,
          target: target, options: judgement.options, findings: judgement.findings,
          rules: judgement.rules, evidence: judgement.evidence, problems: judgement.problems,
          artifacts: judgement.artifacts, profile: judgement.profile))
    }
    return ReadinessMatrix(
      isAll: isAll,
      rows: [
        row("2.5.17", judgement), row("2.6.14", undecided), row("2.13.1", ready),
      ])
  }

  /// The sample without its failing findings.
  private static let undecided = Judgement(
    tool: judgement.tool, packs: judgement.packs, cluster: judgement.cluster,
    target: judgement.target, options: judgement.options,
    findings: judgement.findings.filter { $0.verdict == .unknown }, rules: judgement.rules,
    evidence: judgement.evidence, profile: judgement.profile)
}
