import Basics
import Engine
import Findings
import Foundation
import Testing

/// Files that people write, with one mistake of one character each.
@Suite("a slip of the finger in a file of waivers or configuration")
struct SettingsMutationTests {
  /// The text without each of its characters, and with each of them twice.
  private func mutants(of text: String) -> [String] {
    let characters = Array(text)
    return characters.indices.flatMap { index in
      var (without, twice) = (characters, characters)
      without.remove(at: index)
      twice.insert(characters[index], at: index)
      return [String(without), String(twice)]
    }
  }

  @Test("waives what was meant, nothing, or is refused; never more")
  func waivers() throws {
    let cluster = try SmallCluster()
    try cluster.writeWaivers(SmallCluster.waiver(more: "ticket: OPS-7"))
    let text = try String(contentsOfFile: cluster.path("waivers.yaml"), encoding: .utf8)
    var request = CheckRequest(
      inputs: [cluster.path("snapshot")],
      packs: PackRequest(folders: [cluster.path("acme")], includesBuiltIn: false))
    let day = try #require(Timestamp(rfc3339: "2026-02-01T00:00:00Z")).date
    request.waivers = ([cluster.path("waivers.yaml")], day)
    request.now = "2026-02-01T00:00:00Z"
    func waived() -> (code: Int32, subjects: [String]) {
      let judgement = Check(request).judgement()
      return (judgement.exitCode, judgement.findings.filter { !$0.isLive }.map(\.subject.text))
    }
    #expect(waived() == (1, ["Namespace/shop"]))
    var counts: [Int32: Int] = [:]
    for mutant in mutants(of: text) {
      try cluster.folder.write(mutant, to: "waivers.yaml")
      let (code, subjects) = waived()
      counts[code, default: 0] += 1
      // The other namespace was never accepted, and fails.
      #expect(code == 1 || code == 2, "\(mutant)")
      #expect(subjects == [] || subjects == ["Namespace/shop"], "\(mutant)")
    }
    // Most slips show; those in reasons and names cannot.
    #expect(counts[2, default: 0] > counts[1, default: 0])
  }

  @Test("of importlint.yaml is refused, or loses no setting")
  func configuration() throws {
    let folder = try TemporaryFolder()
    let text = """
      schema: 1
      target: {rancher: 2.13.1}
      selection:
        ignore:
          - preview-distribution
          - odd
      judging: {failOn: error, maxAge: 30d}
      formats: [text, json=out.json]
      waivers: [waivers.yaml]
      baseline: {file: old.json, failOnNew: true}

      """
    func keys(_ text: String) throws -> Set<String>? {
      try folder.write(text, to: "importlint.yaml")
      return try? Set(
        Configuration(file: folder.path + "/importlint.yaml", isNamed: true) {
          text throws(OptionError) in
          guard text.hasPrefix("text") || text.contains("=") else { throw OptionError(text) }
        }.settings.map(\.kind.key))
    }
    let all = try #require(try keys(text))
    #expect(all.count == 8)
    var refused = 0
    for mutant in mutants(of: text) {
      guard let some = try keys(mutant) else {
        refused += 1
        continue
      }
      #expect(some == all, "\(mutant)")
    }
    #expect(refused > 150)
  }

  @Test(
    "a waiver ends with its last day of UTC, wherever the clock hangs",
    arguments: [
      ("2026-03-31T23:59:59Z", true), ("2026-04-01T00:00:00Z", false),
      // Half past eleven of the last day, where it is April already.
      ("2026-04-01T01:30:00+02:00", true), ("2026-04-01T13:29:00+14:00", true),
      // Half past four of April, where it still is March.
      ("2026-03-31T23:30:00-05:00", false), ("2026-03-31T12:00:00-12:00", false),
    ])
  func midnight(moment: String, isWaived: Bool) throws {
    let cluster = try SmallCluster()
    try cluster.writeWaivers(SmallCluster.waiver(expires: "2026-03-31"))
    for zone in ["UTC", "Pacific/Kiritimati", "America/New_York"] {
      let run = try CommandRun.importlint(
        ["check"] + SmallCluster.arguments
          + ["--waivers", "waivers.yaml", "--now", moment, "--format", "json"],
        in: cluster.folder.path, environment: ["TZ": zone])
      let findings = try #require(run.json()["findings"] as? [[String: Any]])
      let waived = findings.count { ($0["live"] as? Bool) == false }
      #expect(waived == (isWaived ? 1 : 0), "\(zone)")
    }
  }
}
