import Findings
import Foundation
import Reports
import Testing

@Suite("ready for which Rancher?")
struct MatrixTests {
  private static let texts = RuleTexts(title: "T", why: "w", fix: Fix(text: "f"))

  private static func judgement(_ verdict: Verdict?) -> Judgement {
    let findings = verdict.map { verdict in
      [
        Finding(
          .init(rule: "p/r", validation: "v", subject: .cluster, fingerprint: "00"), verdict,
          .error, message: "m", texts: Self.texts)
      ]
    }
    return Judgement(
      .init(tool: ToolInfo(version: "0.1.0")), findings: findings ?? [],
      rules: [
        RuleResult(
          .init(id: "p/r", pack: "p", area: "a"), of: .cluster, .error, texts: Self.texts,
          outcome: .init(VerdictCounts(pass: 1)))
      ])
  }

  private func matrix(_ verdicts: [Verdict?], isAll: Bool) -> ReadinessMatrix {
    ReadinessMatrix(
      isAll: isAll,
      rows: verdicts.enumerated().map { .init("2.\($0.offset).0", Self.judgement($0.element)) })
  }

  @Test(
    "one ready version answers `all`; a list must be ready as a whole",
    arguments: [
      ([nil, nil], 0, 0), ([Verdict.fail, nil], 0, 1), ([Verdict.unknown, nil], 0, 3),
      ([Verdict.fail, .unknown], 3, 1), ([Verdict.unknown], 3, 3), ([Verdict.fail, .fail], 1, 1),
      ([nil, .unknown, .fail], 0, 1),
    ] as [([Verdict?], Int32, Int32)])
  func exitCodes(verdicts: [Verdict?], all: Int32, listed: Int32) {
    #expect(matrix(verdicts, isAll: true).exitCode == all)
    #expect(matrix(verdicts, isAll: false).exitCode == listed)
  }

  @Test("the last line says for which versions")
  func sentences() {
    #expect(
      matrix([nil, .fail, nil], isAll: true).sentence
        == "ready: for Rancher 2.0.0, 2.2.0 (2 of 3 versions)")
    #expect(
      matrix([nil, .fail, nil], isAll: false).sentence
        == "not ready: for Rancher 2.1.0; ready for 2.0.0, 2.2.0")
    #expect(
      matrix([.fail, .unknown, .fail], isAll: true).sentence
        == "inconclusive: for none of 3 versions of Rancher; nearest is 2.1.0: "
        + "1 unknown finding of severity error")
  }

  @Test(
    "SARIF has a run for each version, told apart by their ids",
    arguments: ReportFormat.sarif.profiles)
  func runs(profile: String) throws {
    let bytes = ReportFormat.sarif.render(Sample.matrix(isAll: true), profile: profile)
    let value = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let runs = try #require(value?["runs"] as? [[String: Any]])
    let ids = runs.compactMap { ($0["automationDetails"] as? [String: Any])?["id"] as? String }
    #expect(
      ids == [
        "importlint/prod-eu-1/rancher-2.5.17/", "importlint/prod-eu-1/rancher-2.6.14/",
        "importlint/0f6f5f0e-3a53-4a0c-8a45-5a8f8f1c0b11/rancher-2.13.1/",
      ])
  }
}
