import Checkout
import Foundation
import JSONSchemas
import Testing

/// One cluster over three months: findings appear, are waived, expire, are fixed and come back
/// under another name, while the pack and its data change.
@Suite("three months of one cluster")
struct MonthsTests {
  private let cluster: SmallCluster

  init() throws { cluster = try SmallCluster() }

  /// Judges on a day, and keeps the JSON report.
  private func judge(_ month: String, on day: String, _ more: [String] = []) throws -> CommandRun {
    _ = try cluster.check(
      waivers: FileManager.default.fileExists(atPath: cluster.path("waivers.yaml"))
        ? "waivers.yaml" : nil, on: day, format: "json=\(month).json", more: more)
    return try cluster.check(
      waivers: FileManager.default.fileExists(atPath: cluster.path("waivers.yaml"))
        ? "waivers.yaml" : nil, on: day, more: more)
  }

  private func report(_ month: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: cluster.path("\(month).json")))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// Subjects of findings by what a report says of them: `new`, `unchanged`, `waived`, `expired`.
  private func states(_ month: String) throws -> [String: String] {
    let findings = try #require(report(month)["findings"] as? [[String: Any]])
    return Dictionary(
      findings.compactMap { finding in
        guard let subject = (finding["subject"] as? [String: Any])?["text"] as? String else {
          return nil
        }
        let waiver = finding["waiver"] as? [String: Any]
        let waived = waiver.map { ($0["expired"] as? Bool) == true ? " expired" : " waived" } ?? ""
        let change = (finding["change"] as? [String: Any])?["kind"] as? String ?? ""
        return (subject, change + waived)
      }
    ) { first, _ in first }
  }

  private func diff(_ old: String, _ new: String, format: String = "text") throws -> CommandRun {
    try CommandRun.importlint(
      ["diff", old, new, "--no-builtin", "--pack", "acme", "--format", format],
      in: cluster.folder.path)
  }

  @Test("every state is told apart, in text, JSON and SARIF")
  func months() throws {
    // January: two namespaces without an owner.
    let january = try judge("january", on: "2026-01-10")
    #expect(january.code == 1)

    // One of them is accepted until the end of February.
    try cluster.writeWaivers(
      SmallCluster.waiver(scope: "{namespace: shop}", expires: "2026-02-28"))
    #expect(try judge("january", on: "2026-01-11").lastLine.contains("not ready, with 1 waived"))

    // February: the other one is fixed, and a third appears.
    try cluster.writeSnapshot(
      ["shop": "", "bank": "teller", "kitchen": "cook", "attic": ""],
      time: "2026-02-10T00:00:00Z")
    let february = try judge(
      "february", on: "2026-02-10", ["--baseline", "january.json", "--fail-on-new"])
    #expect(february.code == 1)
    #expect(february.lastLine.hasPrefix("not ready, with 1 waived: 1 new failing finding"))
    #expect(
      try states("february")
        == ["Namespace/shop": "unchanged waived", "Namespace/attic": "new"])
    #expect(february.text.contains("1 new, 1 unchanged, 1 absent"), "\(february.text)")
    #expect(february.text.contains("resolved  A namespace is odd [acme/ownerless]: Namespace/bank"))
    #expect(february.plainText.contains("namespace attic has no owner [new]"))
    let sarif = try cluster.check(
      on: "2026-02-10", format: "sarif", more: ["--baseline", "january.json"])
    let run = try #require((sarif.json()["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["baselineState"] as? String } == ["new", "unchanged", "absent"])
    #expect(results.allSatisfy { $0["suppressions"] != nil })

    // What is known lets CI pass, though the cluster is not ready.
    let known = try judge(
      "known", on: "2026-02-20", ["--baseline", "february.json", "--fail-on-new"])
    #expect(known.code == 0)
    #expect(known.lastLine.contains("1 failing finding known from the baseline"))
    #expect(known.lastLine.hasPrefix("not ready, with 1 waived: no new failing"))

    // March: the waiver is over, and what it accepted counts again.
    let march = try judge(
      "march", on: "2026-03-10", ["--baseline", "february.json", "--fail-on-new"])
    #expect(march.code == 1)
    #expect(march.lastLine.contains("1 failing finding known from the baseline"))
    #expect(march.lastLine.hasPrefix("not ready: 1 new failing finding"))
    let worse = try diff("february.json", "march.json")
    #expect(worse.code == 1)
    #expect(
      worse.lastLine == "worse: 0 new, 0 resolved, 2 unchanged, 0 incomparable (1 of which counts "
        + "for more)")
    #expect(
      try states("march")
        == ["Namespace/shop": "unchanged expired", "Namespace/attic": "unchanged"])
    #expect(march.plainText.contains("waiver of platform expired after 2026-02-28"))

    // The namespace comes back under another name: that is another finding, and no waiver fits.
    try cluster.writeSnapshot(
      ["market": "", "bank": "teller", "kitchen": "cook", "attic": ""],
      time: "2026-03-20T00:00:00Z")
    let renamed = try judge(
      "renamed", on: "2026-03-20", ["--baseline", "march.json", "--fail-on-new"])
    #expect(renamed.code == 1)
    #expect(
      try states("renamed") == ["Namespace/market": "new", "Namespace/attic": "unchanged"])
    #expect(renamed.plainText.contains("expired after 2026-02-28, and nothing needs it"))
  }

  @Test("packs, data and evidence that change make what follows incomparable")
  func changes() throws {
    _ = try judge("then", on: "2026-01-10")
    // The rule gets another id: the findings are the same.
    try cluster.writePack(version: "1.1.0", rule: "unowned", former: ["ownerless"])
    _ = try judge("renamed", on: "2026-01-10")
    let same = try diff("then.json", "renamed.json")
    #expect(same.code == 0, "\(same.errors)")
    #expect(same.lastLine == "no worse: 0 new, 0 resolved, 2 unchanged, 0 incomparable")
    #expect(same.text.contains("Both judged the same files"))

    // A new rule over the same snapshot: it was not judged then.
    try cluster.writePack(version: "1.2.0", rule: "unowned", former: ["ownerless"], extraRule: true)
    _ = try judge("more", on: "2026-01-10")
    let more = try diff("renamed.json", "more.json")
    #expect(more.code == 3)
    #expect(more.plainText.contains("the rule was not judged then"))
    let narrowed = try diff("more.json", "renamed.json")
    #expect(narrowed.code == 3)
    #expect(narrowed.plainText.contains("the rule is not judged now"))

    // Another snapshot by another pack: nobody knows which of the two did it.
    try cluster.writeSnapshot(["shop": "", "attic": ""], time: "2026-02-10T00:00:00Z")
    _ = try judge("later", on: "2026-02-10")
    let later = try diff("then.json", "later.json")
    #expect(later.code == 3)
    #expect(later.plainText.contains("the pack acme was 1.0.0 then, and is 1.2.0 now"))

    // Other data.
    _ = try judge("old-data", on: "2026-02-10")
    try cluster.folder.write("updated: \"2026-02-01\"\nlimit: 4\n", to: "acme/data/limits.yaml")
    try cluster.writeSnapshot(["shop": "", "cellar": ""], time: "2026-02-11T00:00:00Z")
    _ = try judge("new-data", on: "2026-02-11")
    let data = try diff("old-data.json", "new-data.json", format: "json")
    #expect(data.code == 3)
    #expect(data.text.contains("data of the pack acme differ: limits"))
    let schema = try JSONSchema(
      contentsOf: URL(filePath: Checkout.path("docs/schemas/importlint-diff-1.schema.json")))
    #expect(schema.errors(in: try data.json()) == [])

    // Evidence that is gone.
    try cluster.writeSnapshot(
      ["shop": "", "cellar": ""], quotas: nil, time: "2026-02-12T00:00:00Z")
    _ = try judge("less", on: "2026-02-12")
    let less = try diff("new-data.json", "less.json")
    #expect(less.code == 3)
    #expect(less.plainText.contains("it is not known now"))
  }

  @Test("snapshots are judged and compared, and clusters are told apart")
  func snapshots() throws {
    try cluster.writeSnapshot(
      ["shop": "", "bank": "x", "kitchen": "cook", "attic": ""], to: "newer")
    let run = try diff("snapshot", "newer")
    #expect(run.code == 1, "\(run.errors)")
    #expect(run.lastLine == "worse: 1 new, 1 resolved, 1 unchanged, 0 incomparable")
    #expect(try diff("newer", "newer").code == 0)
    try cluster.writeSnapshot(name: "us-1", to: "other")
    let other = try diff("snapshot", "other")
    #expect(other.code == 2)
    #expect(other.lastLine.contains("snapshot is of cluster eu-1, and other of us-1"))
    #expect(try diff("snapshot", "nowhere").code == 2)
    _ = try judge("base", on: "2026-01-10")
    try cluster.writeSnapshot(name: "us-1")
    let baseline = try cluster.check(waivers: nil, more: ["--baseline", "base.json"])
    #expect(baseline.code == 2)
    #expect(baseline.lastLine.contains("the baseline is of cluster eu-1"))
  }

  @Test("a result or snapshot that could not be judged is nothing to compare with")
  func unjudged() throws {
    _ = try judge("base", on: "2026-01-10")
    let failed = try CommandRun.importlint(
      ["check", "nowhere", "--no-builtin", "--pack", "acme", "--format", "json=failed.json"],
      in: cluster.folder.path)
    #expect(failed.code == 2)
    for (old, new) in [("base.json", "failed.json"), ("failed.json", "failed.json")] {
      let run = try diff(old, new)
      #expect(run.code == 2)
      #expect(run.lastLine.contains("failed.json is of a run that could not judge"))
    }
    #expect(try cluster.check(waivers: nil, more: ["--baseline", "failed.json"]).code == 2)
    let verified = try CommandRun.importlint(
      ["verify", "failed.json", "nowhere"], in: cluster.folder.path)
    #expect(verified.code == 2)
    let gone = try CommandRun.importlint(
      ["verify", "base.json", "snapshott"], in: cluster.folder.path)
    #expect(gone.code == 2)
    #expect(gone.lastLine.contains("the run cannot be repeated"), "\(gone.lastLine)")
    let none = try CommandRun.importlint(
      [
        "diff", "snapshot", "snapshot", "--no-builtin", "--pack", "acme", "--ignore",
        "ownerless,shouting,no-quota",
      ], in: cluster.folder.path)
    #expect(none.code == 2)
    #expect(none.lastLine.contains("no rule is selected"), "\(none.lastLine)")
  }

  @Test("a file that was not read, and a higher severity, are no worse in no silence")
  func open() throws {
    try cluster.writeSnapshot(["shop": "cook"])
    _ = try judge("base", on: "2026-01-10")
    try FileManager.default.copyItem(
      atPath: cluster.path("snapshot"), toPath: cluster.path("broken"))
    try cluster.folder.write("a: [1", to: "broken/resources/configmaps.yaml")
    for (old, new) in [("snapshot", "broken"), ("base.json", "broken")] {
      let run = try diff(old, new)
      #expect(run.code == 3)
      #expect(run.lastLine.hasSuffix(", and not all of the snapshot counts"), "\(run.lastLine)")
    }
    #expect(try diff("broken", "broken").code == 0)
    // Another file than before, and another snapshot's own.
    try FileManager.default.copyItem(atPath: cluster.path("broken"), toPath: cluster.path("worse"))
    #expect(try diff("broken", "worse").code == 0)
    try cluster.folder.write("a: [1", to: "worse/resources/secrets.yaml")
    #expect(try diff("broken", "worse").code == 3)
    #expect(try diff("worse", "broken").code == 0)
    _ = try CommandRun.importlint(
      ["check", "broken", "--no-builtin", "--pack", "acme", "--format", "json=broken.json"],
      in: cluster.folder.path)
    let text = try String(contentsOfFile: cluster.path("broken.json"), encoding: .utf8)
    for key in ["\"fatal\": false", "\"problems\": [", "\"exitCode\": 3"] {
      let name = key.prefix { $0 != ":" }.dropLast()
      let renamed = key.replacing(name, with: "\(name)s")
      #expect(text.contains(key))
      try cluster.folder.write(text.replacing(key, with: renamed), to: "less.json")
      #expect(try diff("base.json", "less.json").code == 2, "without \(name)")
    }
    let missing = try CommandRun.importlint(
      ["missing", "broken", "--no-builtin", "--pack", "acme"], in: cluster.folder.path)
    #expect(missing.code == 3)

    try cluster.writeSnapshot(["loud": "cook"])
    _ = try judge("mild", on: "2026-01-10")
    try cluster.writePack(more: "overrides: [{rule: acme/shouting, severity: error}]\n")
    let raised = try cluster.check(
      waivers: nil, on: "2026-01-10", more: ["--baseline", "mild.json", "--fail-on-new"])
    #expect(raised.code == 1)
    let louder = try diff("mild.json", "snapshot")
    #expect(louder.code == 1)
    #expect(louder.text.contains("of another severity: 1") && louder.text.contains("before"))
    #expect(raised.text.contains("[unchanged, but counts for more]"))
  }

  @Test("of a cluster that nothing names, nothing is known from a baseline")
  func unnamed() throws {
    try cluster.folder.write(
      "schema: 1\ntime: 2026-01-10T00:00:00Z\nlists: whole\n",
      to: "snapshot/importlint-snapshot.yaml")
    _ = try judge("base", on: "2026-01-10")
    let run = try cluster.check(waivers: nil, more: ["--baseline", "base.json", "--fail-on-new"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("nothing shows that the baseline is of the same cluster"))
    #expect(try cluster.check(waivers: nil, more: ["--baseline", "base.json"]).code == 1)
  }

  @Test(
    "a baseline that cannot be read is exit code 2, with why",
    arguments: [
      ("", "does not hold exactly one document"), ("{", "the result base.json"),
      ("schema: 2\n", "is not a JSON report of importlint"),
      ("{\"tool\": {\"name\": \"importlint\"}}", "it states no schema"),
      (
        "{\"schema\": 1, \"tool\": {\"name\": \"importlint\"}}",
        "is a result of schema 1, and this importlint reads schema 2"
      ),
      ("{\"schema\": 3, \"tool\": {\"name\": \"importlint\"}}", "is a result of schema 3"),
      (
        "{\"schema\": 1, \"tool\": {\"name\": \"importlint\"}, \"versions\": []}",
        "is a matrix of several versions of Rancher"
      ),
      ("{\"schema\": 2, \"tool\": {\"name\": \"importlint\"}}", "is not whole"),
    ])
  func unreadable(text: String, reason: String) throws {
    try cluster.folder.write(text, to: "base.json")
    let run = try cluster.check(waivers: nil, more: ["--baseline", "base.json"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains(reason), "\(run.lastLine)")
    #expect(run.lastLine.contains("base.json"))
    let gone = try cluster.check(waivers: nil, more: ["--baseline", "bas.json"])
    #expect(gone.code == 2)
    #expect(gone.plainText.contains("did you mean base.json?"))
  }

  @Test("--fail-on-new needs a baseline, and several versions have none")
  func arguments() throws {
    let alone = try cluster.check(waivers: nil, more: ["--fail-on-new"])
    #expect(alone.code == 2)
    #expect(alone.lastLine.contains("--fail-on-new needs a result to compare with"))
    _ = try judge("base", on: "2026-01-10")
    let many = try cluster.check(
      waivers: nil, more: ["--baseline", "base.json", "--rancher", "2.12.3,2.13.1"])
    #expect(many.lastLine.contains("--baseline is for one version of Rancher"))
    let written = try cluster.check(
      waivers: nil, format: "json=base.json", more: ["--baseline", "base.json"])
    #expect(written.lastLine.contains("one of the inputs"))
  }
}
