import Foundation
import Testing

@Suite("what diff compares")
struct DiffInputTests {
  private let cluster: SmallCluster

  init() throws {
    cluster = try SmallCluster()
    _ = try cluster.check(waivers: nil, format: "json=base.json")
    // Another version of the pack finds namespaces of short names, too.
    try cluster.writePack(version: "2.0.0", former: ["unowned"], extraRule: true)
    try cluster.folder.move("acme", to: "acme-2")
    try cluster.writePack()
  }

  private func diff(_ arguments: String..., input: String? = nil) throws -> CommandRun {
    try CommandRun.importlint(
      ["diff"] + arguments + ["--no-builtin"], in: cluster.folder.path, input: input)
  }

  // MARK: Two versions of a pack

  @Test("two versions of a pack are compared over one snapshot, in one command")
  func packs() throws {
    let run = try diff("snapshot", "--old-pack", "acme", "--new-pack", "acme-2")
    #expect(run.code == 3, "\(run.errors)")
    #expect(run.lastLine == "inconclusive: 0 new, 0 resolved, 2 unchanged, 2 incomparable")
    #expect(run.plainText.contains("acme 1.0.0 now not ready"), "\(run.text)")
    #expect(run.text.contains("Both judged the same files"))
    #expect(run.text.contains("the rule was not judged then"))
    let back = try diff("snapshot", "--old-pack", "acme-2", "--new-pack", "acme")
    #expect(back.text.contains("the rule is not judged now"))
    #expect(try diff("snapshot", "--old-pack", "acme", "--new-pack", "acme").code == 0)

    // A version that finds more by the same rule.
    try cluster.folder.write(
      String(contentsOfFile: cluster.path("acme/names/ownerless.yaml"), encoding: .utf8)
        .replacingOccurrences(of: "'owner' in", with: "'tenant' in"),
      to: "acme-2/names/ownerless.yaml")
    let worse = try diff("snapshot", "--old-pack", "acme", "--new-pack", "acme-2")
    #expect(worse.code == 1)
    #expect(worse.lastLine.hasPrefix("worse: "), "\(worse.lastLine)")
  }

  @Test("a snapshot of several inputs is one, and packs of the configuration stand aside")
  func inputs() throws {
    let list = cluster.path("snapshot/resources/namespaces.yaml")
    try cluster.folder.write(
      String(contentsOfFile: list, encoding: .utf8), to: "more/namespaces.yaml")
    try FileManager.default.removeItem(atPath: list)
    try cluster.folder.write("", to: ".git/HEAD")
    try cluster.folder.write(
      "schema: 1\npacks: {folders: [acme], builtIn: false}\n", to: "importlint.yaml")
    let run = try CommandRun.importlint(
      ["diff", "snapshot", "more", "--old-pack", "acme", "--new-pack", "acme-2"],
      in: cluster.folder.path)
    #expect(run.lastLine.hasSuffix("0 resolved, 2 unchanged, 2 incomparable"), "\(run.errors)")
  }

  @Test("what is no comparison of two versions is refused, with why")
  func refused() throws {
    for (arguments, reason) in [
      (["snapshot", "--old-pack", "acme"], "--old-pack and --new-pack belong together"),
      (["-", "--old-pack", "acme", "--new-pack", "acme-2"], "must be a file or folder, not -"),
      (
        ["base.json", "--old-pack", "acme", "--new-pack", "acme-2"],
        "base.json is a JSON report: packs are compared over a snapshot"
      ),
      (["snapshot", "--old-pack", "acme", "--new-pack", "acme-3"], "acme-3"),
      (["snapshot"], "name two results or snapshots"),
      (["-", "-"], "standard input holds one report"),
    ] {
      let run = try CommandRun.importlint(
        ["diff"] + arguments + ["--no-builtin"], in: cluster.folder.path, input: "")
      #expect(run.code == 2, "\(arguments)")
      #expect(run.plainErrors.contains(reason), "\(run.errors)")
    }
  }

  // MARK: Standard input

  @Test("a report on standard input is read once, on either side")
  func standardInput() throws {
    let report = try String(contentsOfFile: cluster.path("base.json"), encoding: .utf8)
    for sides in [["base.json", "-"], ["-", "base.json"], ["-", "snapshot"]] {
      let run = try diff(sides[0], sides[1], "--pack", "acme", input: report)
      #expect(run.code == 0, "\(sides): \(run.errors)")
      #expect(run.lastLine == "no worse: 0 new, 0 resolved, 2 unchanged, 0 incomparable")
    }
    let snapshot = try diff("base.json", "-", input: "kind: List\napiVersion: v1\nitems: []\n")
    #expect(snapshot.code == 2)
    #expect(snapshot.lastLine.contains("- is not a JSON report of importlint"))
  }

  @Test("a report whose keys another tool has sorted, or put on one line, is a report")
  func otherOrder() throws {
    let data = try Data(contentsOf: URL(filePath: cluster.path("base.json")))
    let object = try JSONSerialization.jsonObject(with: data)
    for (name, options) in [
      ("sorted.json", [.sortedKeys, .prettyPrinted]), ("line.json", [.sortedKeys]),
    ] as [(String, JSONSerialization.WritingOptions)] {
      try JSONSerialization.data(withJSONObject: object, options: options)
        .write(to: URL(filePath: cluster.path(name)))
      let run = try diff(name, "snapshot", "--pack", "acme")
      #expect(run.lastLine == "no worse: 0 new, 0 resolved, 2 unchanged, 0 incomparable")
    }
    // A snapshot that speaks of the tool is none.
    try cluster.folder.write(
      #"{"apiVersion": "v1", "kind": "ConfigMapList", "metadata": {}, "items": [{"#
        + #""apiVersion": "v1", "kind": "ConfigMap", "#
        + #""metadata": {"name": "x", "namespace": "shop", "labels": {"by": "importlint"}}}]}"#,
      to: "snapshot/resources/configmaps.json")
    let run = try diff("snapshot/resources/configmaps.json", "base.json", "--pack", "acme")
    #expect(!run.errors.contains("is not a JSON report"), "\(run.errors)")
  }
}
