import Foundation
import Testing

@Suite("waivers in a run")
struct WaiverRunTests {
  private let cluster: SmallCluster

  init() throws {
    cluster = try SmallCluster()
  }

  private func findings(_ run: CommandRun) throws -> [[String: Any]] {
    try #require(run.json()["findings"] as? [[String: Any]])
  }

  @Test("a waived finding is shown with who, why and until when, and does not decide")
  func waived() throws {
    try cluster.writeWaivers(
      SmallCluster.waiver(scope: "{namespace: shop}", more: "ticket: OPS-7"),
      SmallCluster.waiver(scope: "{subject: Namespace/bank}"))
    let text = try cluster.check()
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.lastLine.hasPrefix("ready, with 2 waived: "))
    #expect(text.text.hasPrefix("READY, with 2 waived  cluster eu-1"))
    #expect(
      text.plainText.contains("waiver of platform (OPS-7), until 2026-03-31: the shop moves"))
    let versions = try cluster.check(more: ["--rancher", "2.12.0,2.13.1"])
    #expect(
      versions.lastLine == "ready, with 2 waived: for Rancher 2.12.0, 2.13.1 (2 of 2 versions)")
    let found = try findings(cluster.check(format: "json"))
    #expect(found.map { $0["live"] as? Bool } == [false, false])
    let waiver = try #require(found[1]["waiver"] as? [String: Any])
    #expect(waiver["ticket"] as? String == "OPS-7")
    #expect(waiver["expires"] as? String == "2026-03-31")
    #expect(waiver["expired"] as? Bool == false)
    let place = try #require(waiver["place"] as? [String: Any])
    #expect(place["path"] as? String == "waivers.yaml")
    #expect((place["region"] as? [String: Any])?["line"] as? Int == 3)
  }

  @Test("SARIF has them as suppressions with status, justification and location")
  func sarif() throws {
    try cluster.writeWaivers(
      SmallCluster.waiver(), SmallCluster.waiver(scope: "{namespace: bank}", expires: "2026-01-15"))
    let run = try cluster.check(format: "sarif")
    #expect(run.code == 1)
    let runs = try #require(run.json()["runs"] as? [[String: Any]])
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    let suppressions = results.flatMap { $0["suppressions"] as? [[String: Any]] ?? [] }
    #expect(suppressions.map { $0["status"] as? String } == ["rejected", "accepted"])
    #expect(suppressions.allSatisfy { $0["justification"] as? String == "the shop moves" })
    let text = run.text
    #expect(text.contains("\"uri\": \"waivers.yaml\""))
    #expect(text.contains("\"expired-waiver\""))
  }

  @Test("an expired waiver's finding counts again, with a notice")
  func expired() throws {
    try cluster.writeWaivers(
      SmallCluster.waiver(), SmallCluster.waiver(scope: "{namespace: bank}"))
    #expect(try cluster.check(on: "2026-03-31").code == 0)
    let run = try cluster.check(on: "2026-04-01")
    #expect(run.code == 1)
    #expect(run.lastLine == "not ready: 2 failing findings of severity error")
    #expect(
      run.plainText.contains("waiver of platform expired after 2026-03-31: the shop moves"))
    #expect(run.plainText.contains("1 finding counts again"))
  }

  @Test("an unknown finding can be waived, and is then not collected for")
  func unknown() throws {
    try cluster.writeSnapshot(["shop": "a"], quotas: nil)
    #expect(try cluster.check(waivers: nil).code == 3)
    try cluster.writeWaivers(SmallCluster.waiver("no-quota", scope: "{subject: cluster}"))
    let run = try cluster.check()
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.lastLine.hasPrefix("ready, with 1 waived"))
  }

  @Test("labels and patterns choose, and a pattern of rules does")
  func patterns() throws {
    try cluster.writeWaivers(
      SmallCluster.waiver("acme/*", scope: "{labels: {tier: b*}, cluster: eu-*}"))
    let run = try cluster.check()
    #expect(run.code == 0, "\(run.errors)")
    try cluster.writeWaivers(SmallCluster.waiver("acme/*", scope: "{cluster: us-*}"))
    #expect(try cluster.check().code == 1)
  }

  @Test("a waiver never changes what was evaluated")
  func law() throws {
    try cluster.writeWaivers(
      SmallCluster.waiver(), SmallCluster.waiver(scope: "{namespace: bank}", expires: "2026-01-15"))
    let without = try cluster.check(waivers: nil, format: "json")
    let with = try cluster.check(format: "json")
    #expect(without.code == 1)
    #expect(with.code == 1)
    #expect(NSDictionary(dictionary: try stripped(with)).isEqual(to: try stripped(without)))
    // Without any waiver in the file the exit code is that of no file.
    try cluster.folder.write("schema: 1\nwaivers: []\n", to: "none.yaml")
    let none = try cluster.check(waivers: "none.yaml", format: "json")
    #expect(none.code == without.code)
    #expect(none.lastLine == without.lastLine)
  }

  /// A report without what waivers add to it.
  private func stripped(_ run: CommandRun) throws -> [String: Any] {
    var json = try run.json()
    var findings = try #require(json["findings"] as? [[String: Any]])
    for i in findings.indices {
      findings[i]["waiver"] = nil
      findings[i]["live"] = nil
    }
    json["findings"] = findings
    let artifacts = try #require(json["artifacts"] as? [[String: Any]])
    json["artifacts"] = artifacts.filter { $0["role"] as? String != "waivers" }
    let problems = try #require(json["problems"] as? [[String: Any]])
    json["problems"] = problems.filter { $0["stage"] as? String != "waivers" }
    for key in ["run", "reason", "counts", "readiness", "exitCode", "collection"] {
      json[key] = nil
    }
    return json
  }

  @Test("the result is the same on every day of the same state, and says on which it was judged")
  func moment() throws {
    try cluster.writeWaivers(SmallCluster.waiver())
    let run = try cluster.check(format: "json")
    #expect(
      (try run.json()["run"] as? [String: Any])?["moment"] as? String == "2026-02-01T00:00:00Z")
    #expect(try cluster.check(format: "json").output == run.output)
  }

  @Test("a finding keeps its waiver when its rule gets another id")
  func renamed() throws {
    let before = try findings(cluster.check(waivers: nil, format: "json"))
    let print = try #require(before[0]["fingerprint"] as? String)
    try cluster.writePack(version: "1.1.0", rule: "unowned", former: ["ownerless"])
    try cluster.writeWaivers(
      SmallCluster.waiver("ownerless", scope: "{fingerprint: \"\(print)\"}"))
    let after = try findings(cluster.check(format: "json"))
    #expect(after[0]["rule"] as? String == "acme/unowned")
    #expect(after.map { $0["live"] as? Bool } == [false, true])
    #expect(after[0]["formerFingerprints"] as? [String] == [print])
  }

  @Test("a report is never written over the waivers")
  func output() throws {
    try cluster.writeWaivers(SmallCluster.waiver())
    let run = try cluster.run(
      "check", more: ["--waivers", "waivers.yaml", "--format", "json=waivers.yaml"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("one of the inputs"), "\(run.lastLine)")
  }
}
