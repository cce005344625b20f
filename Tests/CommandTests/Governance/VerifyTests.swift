import Foundation
import Testing

@Suite("verify repeats the run of a report")
struct VerifyTests {
  private let cluster: SmallCluster

  init() throws {
    cluster = try SmallCluster()
    try cluster.writeWaivers(SmallCluster.waiver(scope: "{namespace: shop}"))
  }

  private func report(_ format: String = "json", more: [String] = []) throws {
    let run = try cluster.check(format: "\(format)=report.json", more: more)
    try #require(run.code != 2, "\(run.errors)")
  }

  private func verify(_ more: String...) throws -> CommandRun {
    try CommandRun.importlint(
      ["verify", "report.json"] + (more.isEmpty ? ["snapshot"] : more), in: cluster.folder.path)
  }

  private func expect(
    _ run: CommandRun, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(run.code == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(run.lastLine.contains(reason), "\(run.lastLine)", sourceLocation: sourceLocation)
  }

  @Test(
    "the same comes out, whatever the options were",
    arguments: [
      [], ["--fail-on", "warning", "--unknown", "fail"], ["--select", "ownerless,shouting"],
      ["--ignore", "shouting", "--assume", "partial"], ["--max-age", "30d"],
      ["--include", "*.yaml", "--exclude", "*.bak"],
      ["--rancher", "2.13.1", "--rancher-url", "https://rancher.example.com"],
    ])
  func same(options: [String]) throws {
    try report(more: options)
    let run = try verify()
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.lastLine.hasPrefix("verified: the same comes out, byte for byte"))
    #expect(run.output.isEmpty)
    try report("json:compact", more: options)
    #expect(try verify().code == 0)
  }

  @Test("with a baseline, and with the snapshot or all of it elsewhere")
  func elsewhere() throws {
    _ = try cluster.check(format: "json=base.json")
    try report(more: ["--baseline", "base.json", "--fail-on-new"])
    #expect(try verify().code == 0)
    try cluster.folder.write("", to: "other/x")
    try cluster.folder.move("snapshot", to: "other/copy")
    let moved = try verify("other/copy")
    #expect(moved.code == 0, "\(moved.errors)")
    try cluster.folder.write("", to: "audit/x")
    for name in ["acme", "waivers.yaml", "base.json"] {
      try cluster.folder.move(name, to: "audit/\(name)")
    }
    let audit = try verify("other/copy", "--folder", "audit")
    #expect(audit.code == 0, "\(audit.errors)")
  }

  @Test("what differs first is said: an input, a pack, its data, a part of the report")
  func differences() throws {
    try report()
    let text = try String(contentsOfFile: cluster.path("report.json"), encoding: .utf8)
    try cluster.folder.write(
      text.replacing("has no owner", with: "has an owner"), to: "report.json")
    expect(try verify(), "/findings/0/message was \"namespace bank has an owner\"")
    try cluster.folder.write(
      text.replacing("\"version\": \"0.1.0\"", with: "\"version\": \"0.0.9\""), to: "report.json")
    expect(try verify(), "importlint was 0.0.9, and is 0.1.0")
    try cluster.folder.write(text + " ", to: "report.json")
    expect(try verify(), "only the layout differs")
    try cluster.folder.write(text, to: "report.json")

    try cluster.folder.write("updated: \"2026-02-01\"\nlimit: 4\n", to: "acme/data/limits.yaml")
    expect(try verify(), "the data limits of the pack acme are others")
    try cluster.writePack(extraRule: true)
    expect(try verify(), "the pack acme is another: its digest was ")
    try cluster.writePack(version: "2.0.0")
    expect(try verify(), "the pack acme is another: its version was 1.0.0, and is 2.0.0")
    try cluster.writeWaivers(SmallCluster.waiver(scope: "{namespace: bank}"))
    expect(try verify(), "waivers waivers.yaml is another: its SHA-256 was ")
    try cluster.writeSnapshot(["shop": "x"])
    expect(try verify(), "snapshot snapshot/resources/namespaces.yaml is another")
    try cluster.writeSnapshot(["shop": "x"], quotas: nil)
    expect(try verify(), "snapshot snapshot/resources/")
  }

  @Test("what cannot be repeated is exit code 2")
  func unrepeatable() throws {
    try report()
    #expect(try verify("snapshot", "acme").lastLine.contains("it judged 1 input (snapshot)"))
    #expect(try verify("snapshot", "--folder", "nowhere").code == 2)
    let waivers = try CommandRun.importlint(
      ["verify", "waivers.yaml", "snapshot"], in: cluster.folder.path)
    #expect(waivers.code == 2)
    try report(more: ["--rancher-url", "https://me:s3cr3t@rancher.example.com"])
    let hidden = try verify()
    #expect(hidden.code == 2)
    #expect(hidden.lastLine.contains("held a credential"), "\(hidden.lastLine)")
  }
}
