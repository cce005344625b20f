import Foundation
import Testing

@Suite("importlint.yaml")
struct ConfigurationTests {
  private let cluster: SmallCluster

  init() throws {
    cluster = try SmallCluster()
    // The end of what is looked into, wherever the folder for temporary files lies.
    try cluster.folder.write("", to: ".git/HEAD")
  }

  private func write(_ lines: String, to name: String = "importlint.yaml") throws {
    try cluster.folder.write("schema: 1\n" + lines, to: name)
  }

  private func run(_ arguments: String..., in folder: String = "") throws -> CommandRun {
    try CommandRun.importlint(
      arguments, in: cluster.folder.path + (folder.isEmpty ? "" : "/" + folder))
  }

  @Test("gives options to a run, and the command line wins")
  func options() throws {
    try write(
      "packs: {folders: [acme], builtIn: false}\nselection: {select: [shouting]}\n"
        + "judging: {failOn: warning}\n")
    let run = try run("check", "snapshot", "--format", "json")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errorLines.first == "configured by importlint.yaml")
    let options = try #require(run.json()["options"] as? [String: Any])
    #expect(options["failOn"] as? String == "warning")
    #expect(options["selected"] as? [String] == ["shouting"])
    #expect(try self.run("check", "snapshot", "--ignore", "shouting").code == 1)
    #expect(
      try self.run("check", "snapshot", "--fail-on", "note", "--trace", "ownerless").code == 1)
    let without = try self.run("check", "snapshot", "--no-config", "--select", "shouting")
    #expect(without.code == 2, "the pack is not known")
    #expect(try self.run("rules").text.hasPrefix("acme 1.0.0"))
  }

  @Test("is found above, its paths are relative to it, and a git checkout ends the search")
  func found() throws {
    try cluster.writeWaivers(SmallCluster.waiver(expires: "2099-01-01"), to: "in/waivers.yaml")
    try write(
      "packs: {folders: [acme], builtIn: false}\nwaivers: [in/waivers.yaml]\n"
        + "formats: [text, json=deep/out.json]\n")
    try cluster.folder.write("", to: "deep/er/x")
    let run = try run("check", "../../snapshot", in: "deep/er")
    #expect(run.code == 1, "\(run.errors)")
    #expect(run.errorLines.first == "configured by ../../importlint.yaml")
    #expect(run.text.contains("Waived: 1 finding"))
    #expect(FileManager.default.fileExists(atPath: cluster.path("deep/out.json")))
    try cluster.folder.write("", to: "deep/.git")
    #expect(!(try self.run("check", "../../snapshot", in: "deep/er").errors.contains("configured")))
    let named = try self.run(
      "check", "../../snapshot", "--config", "../../importlint.yaml", in: "deep/er")
    #expect(named.errorLines.first == "configured by ../../importlint.yaml")
  }

  @Test("config prints what counts, and where it comes from")
  func printed() throws {
    try write(
      "target: {rancher: 2.13.1, url: \"https://me:s3cr3t@rancher.example.com\"}\n"
        + "judging:\n  failOn: note\n  unknown: fail\n")
    let run = try run("config", "--fail-on", "warning", "--no-builtin")
    #expect(run.code == 0, "\(run.errors)")
    let rows = run.text.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    }
    #expect(rows.contains(["target.rancher", "2.13.1", "importlint.yaml:2:19"]))
    #expect(rows.contains(["judging.failOn", "warning", "--fail-on"]))
    #expect(rows.contains(["judging.unknown", "fail", "importlint.yaml:5:12"]))
    #expect(rows.contains(["judging.assume", "complete", "default"]))
    #expect(rows.contains(["packs.builtIn", "false", "--no-builtin"]))
    #expect(!run.text.contains("s3cr3t") && run.text.contains("(hidden)@rancher.example.com"))
    let json = try self.run("config", "--json").json()
    let settings = try #require(json["settings"] as? [[String: Any]])
    #expect(settings[1]["value"] as? String == "2.13.1")
    #expect(try self.run("config", "--fail-onn", "x").code == 2)
    let none = try self.run("config", "--no-config")
    #expect(none.text.hasPrefix("no configuration\n"))
  }

  @Test("patterns of files count for what reads a snapshot; those of the command line replace them")
  func patterns() throws {
    try write("inputs: {exclude: [\"*\"]}\n")
    let all = try run("inspect", "snapshot")
    #expect(all.errorLines.first == "configured by importlint.yaml")
    #expect(all.text.contains("left out by --include or --exclude"))
    let left = try run("check", "snapshot", "--exclude", "x.yaml")
    #expect(left.lastLine.hasSuffix(", of the files that were not left out"), "\(left.lastLine)")
    let some = try run("inspect", "snapshot", "--exclude", "*.bak", "--exclude", "x.yaml")
    #expect(some.code == 0, "\(some.errors)")
    #expect(some.text.contains("--exclude *.bak matches no file of the inputs"))
    #expect(some.text.contains("--exclude x.yaml matches no file of the inputs"))
    #expect(!some.text.contains("left out by"))
    try write("inputs: {include: [/snapshot]}\n")
    let wrong = try run("inspect", "snapshot")
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("inputs.include: it begins with a slash"))
  }

  @Test("what was only found runs no program and writes nothing outside of its folder")
  func untrusted() throws {
    try cluster.folder.write("", to: "outside/x")
    for (name, lines, reason) in [
      ("a", "formats: [\"json=../outside/r.json\"]\n", "formats writes to ../outside/r.json"),
      (
        "b", "formats: [\"json=\(cluster.path("outside"))/r.json\"]\n",
        "outside of the file's folder"
      ),
      ("c", "formats: [\"json=link/r.json\"]\n", "formats writes to link/r.json"),
      ("d", "formats: [\"json=gone.json\"]\n", "formats writes to gone.json"),
    ] {
      try write(lines, to: "\(name)/importlint.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: cluster.path("\(name)/link"), withDestinationPath: "../outside")
      try FileManager.default.createSymbolicLink(
        atPath: cluster.path("\(name)/gone.json"), withDestinationPath: "../outside/r.json")
      let found = try run("check", "../snapshot", in: name)
      #expect(found.code == 2)
      #expect(found.lastLine.contains(reason), "\(found.lastLine)")
      #expect(!FileManager.default.fileExists(atPath: cluster.path("outside/r.json")))
    }
    try write("formats: [text, \"json=../outside/r.json\"]\n", to: "a/importlint.yaml")
    #expect(
      try run("check", "../snapshot", "--config", "importlint.yaml", in: "a").code != 2)
    #expect(FileManager.default.fileExists(atPath: cluster.path("outside/r.json")))

    try FileManager.default.createDirectory(
      atPath: cluster.path("f"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: cluster.path("f/importlint.yaml"), withDestinationPath: "gone.yaml")
    let dangling = try run("check", "../snapshot", in: "f")
    #expect(dangling.code == 2)
    #expect(dangling.lastLine.contains("a link to a file that is not there"))

    try write("collect: {kubeconfig: k.yaml}\n", to: "e/importlint.yaml")
    try cluster.folder.write("{}", to: "e/k.yaml")
    let collected = try run("collect", "--dry-run", in: "e")
    #expect(collected.code == 2)
    #expect(collected.lastLine.contains("collect.kubeconfig can run programs"))
    #expect(try run("collect", "--dry-run", "--config", "importlint.yaml", in: "e").code == 0)
  }

  @Test(
    "another user's file is refused above, and where anybody may put files",
    .enabled(if: geteuid() == 0, "skipped: only root gives files away"))
  func othersFile() throws {
    try write("judging: {failOn: note}\n", to: "g/importlint.yaml")
    try cluster.folder.write("", to: "g/h/x")
    let file = cluster.path("g/importlint.yaml")
    #expect(chown(file, 12_345, 12_345) == 0)
    let above = try run("check", "../../snapshot", in: "g/h")
    #expect(above.code == 2)
    #expect(
      above.lastLine.contains(
        "../importlint.yaml is another user's: name it with --config, or leave it out with "))
    #expect(try run("check", "../../snapshot", "--no-config", in: "g/h").code != 2)
    let named = ["check", "../../snapshot", "--config", "../importlint.yaml"]
    #expect(
      try CommandRun.importlint(named, in: cluster.path("g/h")).errorLines.first
        == "configured by ../importlint.yaml")
    // In the working folder it is that of a checkout.
    #expect(
      try run("check", "../snapshot", in: "g").errorLines.first == "configured by importlint.yaml")
    #expect(chmod(cluster.path("g"), 0o1777) == 0)
    #expect(try run("check", "../snapshot", in: "g").lastLine.contains("is another user's"))
    // Nor does a link of another user lead to one's own.
    try FileManager.default.removeItem(atPath: file)
    try write("judging: {failOn: note}\n", to: "own.yaml")
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "../own.yaml")
    #expect(lchown(file, 12_345, 12_345) == 0)
    #expect(try run("check", "../snapshot", in: "g").lastLine.contains("is another user's"))
  }

  @Test("options of check behind a separator are those of check")
  func separated() throws {
    #expect(try run("config", "--", "--fail-on", "nosuch").code == 2)
    let listed = try run("config", "--", "--fail-on", "note")
    #expect(listed.code == 0)
    #expect(listed.text.contains("note"))
  }

  /// The lines behind the schema, and what the last line on standard error must say.
  static let mistakes = [
    ("target: x\n", "importlint.yaml:2:9: target must be a map"),
    ("targt: {}\n", "2:1: configuration has no field \"targt\"; did you mean \"target\"?"),
    ("target: {rancher: 2.13}\n", "2:19: \"rancher\" must be a text, in quotes"),
    ("target: {rancher: latest}\n", "2:19: target.rancher: latest is not a version such as 2.13.1"),
    ("target: {rancher: \"\"}\n", "2:20: \"rancher\" must not be empty"),
    (
      "target: {ranchr: 2.13.1}\n",
      "2:10: target has no field \"ranchr\"; did you mean \"rancher\"?"
    ),
    ("target: {file: tagret.yaml}\n", "2:16: target.file: there is no tagret.yaml"),
    ("packs: [acme]\n", "2:8: packs must be a map"),
    ("packs: {folders: acme}\n", "2:18: \"folders\" must be a list"),
    ("packs: {folders: [acmee]}\n", "packs.folders: there is no acmee"),
    ("packs: {builtIn: nope}\n", "2:18: \"builtIn\" must be true or false"),
    ("packs: {folder: [acme]}\n", "2:9: packs has no field \"folder\"; did you mean \"folders\"?"),
    ("selection: {select: x}\n", "2:21: \"select\" must be a list"),
    ("selection: {select: [\"a,,b\"]}\n", "selection.select: a name is missing before or after"),
    ("judging: {failOn: eror}\n", "judging.failOn: it must be one of error, warning, note, not "),
    ("judging: {unknown: fial}\n", "not \"fial\"; did you mean \"fail\"?"),
    ("judging: {assume: all}\n", "judging.assume: it must be one of whole, complete, partial"),
    ("judging: {maxAge: 30}\n", "2:19: \"maxAge\" must be a text, in quotes"),
    ("judging: {maxAge: a month}\n", "judging.maxAge: it must be a number of days or hours"),
    ("formats: [jsn]\n", "2:11: formats: no report format is named 'jsn'"),
    ("formats: [\"json:tiny\"]\n", "formats: format json has no profile 'tiny'"),
    ("formats: text\n", "2:10: \"formats\" must be a list"),
    ("waivers: [gone.yaml]\n", "2:10: waivers: there is no gone.yaml"),
    ("baseline: last.json\n", "2:11: baseline must be a map"),
    ("baseline: {failOnNew: true}\n", "2:11: baseline lacks the field \"file\""),
    ("collect: {secrets: never}\n", "2:20: \"secrets\" must be true or false"),
    ("waivers: []\nwaivers: []\n", "importlint.yaml:3:"),
    ("target: {\n", "importlint.yaml:3:"),
    ("---\nschema: 1\n", "holds more than one document"),
  ]

  @Test("a mistake is exit code 2, with its place", arguments: mistakes)
  func mistake(lines: String, reason: String) throws {
    try write(lines)
    let run = try run("check", "snapshot")
    #expect(run.code == 2)
    #expect(
      run.lastLine.hasPrefix("could not read the configuration: importlint.yaml:"),
      "\(run.lastLine)")
    #expect(run.lastLine.contains(reason), "\(run.lastLine)")
  }

  @Test("a file without its schema, or that is not there, is exit code 2")
  func whole() throws {
    try cluster.folder.write("target: {}\n", to: "importlint.yaml")
    #expect(try run("check", "snapshot").lastLine.contains("lacks the field \"schema\""))
    try cluster.folder.write("schema: 2\n", to: "importlint.yaml")
    #expect(try run("check", "snapshot").lastLine.contains("1:9: \"schema\" must be 1"))
    let gone = try run("check", "snapshot", "--config", "importlnt.yaml")
    #expect(gone.code == 2)
    #expect(gone.plainErrors.contains("did you mean importlint.yaml?"))
    #expect(try run("--version").code == 0, "help and version need no configuration")
  }
}
