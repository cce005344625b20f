import Foundation
import Testing

@Suite("waivers add and check")
struct WaiversCommandTests {
  private let cluster: SmallCluster

  init() throws {
    cluster = try SmallCluster()
    _ = try cluster.run("check", more: ["--format", "json=result.json"])
  }

  private var prints: [String] {
    get throws {
      let data = try Data(contentsOf: URL(filePath: cluster.path("result.json")))
      let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      let findings = try #require(json?["findings"] as? [[String: Any]])
      return findings.compactMap { $0["fingerprint"] as? String }
    }
  }

  private func add(_ print: String, more: [String] = ["--result", "result.json"]) throws
    -> CommandRun
  {
    try CommandRun.importlint(
      ["waivers", "add", print, "--reason", "the shop \"moves\": soon", "--owner", "platform"]
        + ["--expires", "2099-03-31", "--no-builtin", "--pack", "acme"] + more,
      in: cluster.folder.path)
  }

  private func text(_ name: String = "waivers.yaml") throws -> String {
    try String(contentsOfFile: cluster.path(name), encoding: .utf8)
  }

  @Test("a new file is written, and what it waives is waived")
  func new() throws {
    let run = try add(prints[0])
    #expect(run.code == 0, "\(run.errors)")
    #expect(
      run.text == "waivers.yaml: acme/ownerless on Namespace/bank is waived until 2099-03-31\n")
    #expect(try text().hasPrefix("schema: 1\nwaivers:\n  # Namespace/bank: namespace bank has no"))
    let check = try cluster.check(format: "json")
    #expect(check.code == 1)
    let findings = try #require(check.json()["findings"] as? [[String: Any]])
    #expect(findings.map { $0["live"] as? Bool } == [false, true])
    let waiver = try #require(findings[0]["waiver"] as? [String: Any])
    #expect(waiver["reason"] as? String == "the shop \"moves\": soon")
  }

  @Test("what stands in the file stays as it is, comments too")
  func appended() throws {
    let old = """
      # ours
      schema: 1
      waivers:
        # agreed in January
        - rule: shouting   # harmless
          scope: {namespace: loud}
          reason: known
          owner: platform
          expires: 2026-03-31

      """
    try cluster.folder.write(old, to: "waivers.yaml")
    // A beginning of the fingerprint is enough, and a snapshot in place of a result.
    let run = try add(String(prints[1].prefix(8)), more: ["snapshot", "--ticket", "OPS-7"])
    #expect(run.code == 0, "\(run.errors)")
    let new = try text()
    #expect(new.hasPrefix(old) && new.contains("\n    ticket: \"OPS-7\"\n"), "\(new)")
    #expect(try cluster.check().plainText.contains("(OPS-7), until 2099-03-31"))
  }

  @Test(
    "the list may begin at the margin, or be empty",
    arguments: [
      "schema: 1\nwaivers: []\n", "schema: 1\nwaivers:", "schema: 1\n\nwaivers: [ ]\n",
      "schema: 1\nwaivers:\n- rule: shouting\n  scope: {namespace: loud}\n  reason: a\n"
        + "  owner: b\n  expires: 2026-03-31\n",
    ])
  func forms(old: String) throws {
    try cluster.folder.write(old, to: "waivers.yaml")
    let run = try add(prints[0])
    if old.contains("[ ]") {
      // Not understood as an empty list: told, and not touched.
      #expect(run.code == 2)
      #expect(run.errors.contains("- rule: \"acme/ownerless\""))
      #expect(try text() == old)
    } else {
      #expect(run.code == 0, "\(run.errors)")
      #expect(try cluster.check().code == 1)
    }
  }

  @Test("nothing is written where something is wrong")
  func refused() throws {
    let first = try prints[0]
    let old =
      "schema: 1\nwaivers: [{rule: shouting, scope: {namespace: l}, reason: a, "
      + "owner: b, expires: 2026-03-31}]\n"
    try cluster.folder.write(old, to: "waivers.yaml")
    #expect(try add(first).lastLine.contains("write the waiver into it by hand"))
    #expect(try add("00000000").lastLine.contains("no finding with the fingerprint 00000000"))
    #expect(try add("xyz").lastLine.contains("\"xyz\" is not a fingerprint"))
    #expect(try add(first, more: []).lastLine.contains("name either a result"))
    #expect(
      try add(first, more: ["--result", "waivers.yaml"]).lastLine.contains(
        "waivers.yaml is not a JSON report of importlint"))
    try cluster.folder.write("schema: 1\nwaivers:\n  - rule: nothing\n", to: "waivers.yaml")
    #expect(try add(first).lastLine.contains("waivers.yaml:3:5: "))
    try cluster.writePack(more: "overrides: [{rule: acme/ownerless, waivable: false}]\n")
    let forbidden = try add(first, more: ["--result", "result.json", "--file", "new.yaml"])
    #expect(forbidden.code == 2)
    #expect(forbidden.lastLine.contains("the rule acme/ownerless must not be waived"))
    #expect(!FileManager.default.fileExists(atPath: cluster.path("new.yaml")))
  }

  @Test("an audit says what each waiver does")
  func audit() throws {
    try cluster.writeSnapshot(["shop": "", "bank": "", "kitchen": "cook", "loudly": "x"])
    try cluster.writeWaivers(
      SmallCluster.waiver(), SmallCluster.waiver(scope: "{subject: Namespace/sh*}"),
      SmallCluster.waiver(scope: "{namespace: bank}", expires: "2026-01-15"),
      SmallCluster.waiver(scope: "{namespace: kitchen}"),
      SmallCluster.waiver(scope: "{namespace: cellar}"),
      SmallCluster.waiver("no-quota", scope: "{cluster: us-1}"))
    let states = [
      "in-use", "shadowed", "expired", "unneeded", "unused", "other-cluster",
    ]
    let arguments =
      ["waivers", "check", "waivers.yaml"] + SmallCluster.arguments
      + ["--now", "2026-02-01T00:00:00Z"]
    let run = try CommandRun.importlint(arguments, in: cluster.folder.path)
    #expect(run.code == 1)
    #expect(run.lastLine == "audited 6 waivers, 4 of which want to be looked at")
    for state in states { #expect(run.text.contains("  \(state.replacing("-", with: " ")) ")) }
    #expect(run.text.contains("until 2026-03-31 (58 days); 1 finding"))
    let json = try CommandRun.importlint(
      arguments + ["--format", "json"], in: cluster.folder.path
    ).json()
    let waivers = try #require(json["waivers"] as? [[String: Any]])
    #expect(waivers.map { $0["state"] as? String } == states)
    #expect(waivers.map { $0["findings"] as? Int } == [1, 0, 1, 0, 0, 0])
    // What is said of them, a run says too.
    let check = try cluster.check()
    for code in ["expired after 2026-01-15", "is no longer needed", "fits nothing"] {
      #expect(check.plainText.contains(code), "\(code)")
    }
    try cluster.writeWaivers(SmallCluster.waiver())
    #expect(try CommandRun.importlint(arguments, in: cluster.folder.path).code == 0)
  }
}
