import Checkout
import Engine
import Foundation
import Reports
import Rules
import Testing

@Suite("the data that rules judge by")
struct DataTests {
  static let folder = "rules/rancher-import/data"

  private func versions() throws -> String {
    try String(
      contentsOfFile: "\(Checkout.root)/\(Self.folder)/kubernetes-versions.yaml", encoding: .utf8)
  }

  private func check(_ data: String, _ more: [String] = []) throws -> CommandRun {
    try CommandRun.importlint(["check"] + Checkout.readyCluster + ["--data", data] + more)
  }

  @Test("every file of the built-in pack states its schema, its day and its sources")
  func statements() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: "\(Checkout.root)/\(Self.folder)")
    #expect(files.count > 10)
    for file in files {
      let text = try String(
        contentsOfFile: "\(Checkout.root)/\(Self.folder)/\(file)", encoding: .utf8)
      let lines = text.split(separator: "\n")
      #expect(lines.contains("schema: 1"), "\(file)")
      #expect(lines.contains { $0.hasPrefix("updated: \"20") }, "\(file)")
      #expect(lines.contains { $0 == "source:" || $0 == "sources:" }, "\(file)")
      #expect(text.contains("url: https://"), "\(file)")
    }
  }

  @Test("the version and every report say how old they are")
  func age() throws {
    let date = try #require(BuiltInPack.dataDate)
    let newest = try #require(BuiltInPack.newestRancher)
    let version = try CommandRun.importlint(["--version"])
    #expect(version.text.hasSuffix(", data of \(date), up to Rancher \(newest)\n"))
    let judgement = try EngineRun(
      [Checkout.readyCluster[0]], target: Checkout.readyCluster[2]
    ).judgement
    // These hold findings, and nothing of the run.
    let ofFindings: Set<ReportFormat> = [.gitlab, .github, .csv]
    for format in ReportFormat.allCases {
      let text = String(decoding: format.render(judgement), as: UTF8.self)
      #expect(text.contains(date) != ofFindings.contains(format), "\(format)")
    }
    let json = String(decoding: ReportFormat.json.render(judgement), as: UTF8.self)
    #expect(json.contains("\"dataDate\": \"\(date)\""))
    #expect(json.contains("\"path\": \"rancher-import/data/version-skew.yaml\""))
    let sarif = String(decoding: ReportFormat.sarif.render(judgement), as: UTF8.self)
    #expect(sarif.contains("\"dataDate\": \"\(date)\""))
    #expect(sarif.contains("\"newestRancher\": \"\(newest)\""))
  }

  @Test("no link out of the folder is followed, and no line behind it is shown")
  func links() throws {
    let folder = try TemporaryFolder()
    try folder.write("hunter2zz: [\n", to: "secret")
    try folder.write("", to: "data/README.md")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/data/kubernetes-versions.yaml", withDestinationPath: "../secret")
    let run = try check(folder.path + "/data")
    #expect(run.code == 2)
    #expect((run.text + run.errors).contains("is a link that leads out of the folder"))
    #expect(!(run.text + run.errors).contains("hunter2zz"))
  }

  @Test("a Rancher that is newer than the data is unknown, and a problem says so")
  func newer() throws {
    let run = try CommandRun.importlint(
      ["check"] + Checkout.readyCluster + ["--rancher", "2.99.0", "--format", "json"])
    #expect(run.code == 3)
    let result = try JSONResult(of: run)
    #expect(result.problems.map(\.code) == ["newer-than-data"])
    #expect(
      result.subjects(of: "unsupported-kubernetes-version", verdict: "unknown") == ["cluster"])
  }

  @Test("newer data take the place of the pack's own, and the reports name them")
  func replacement() throws {
    let folder = try TemporaryFolder()
    let text = try versions()
      .replacing("updated: \"2026-11-27", with: "updated: \"2036-08-20")
      .replacing("newestRancher: \"2.15\"", with: "newestRancher: \"2.99\"")
      .replacing("  - rancher: \"2.15\"\n", with: "  - rancher: \"2.15 || 2.99\"\n")
      .replacing("supported: \">=1.34 <1.37\"", with: "supported: \">=1.33 <1.37\"")
    try folder.write(text, to: "kubernetes-versions.yaml")
    try folder.write("Where they come from.", to: "README.md")
    let run = try check(folder.path, ["--rancher", "2.99.0", "--format", "json"])
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    #expect(run.text.contains("\"newestRancher\": \"2.99\""))
    #expect(run.text.contains("\"dataDate\": \"2036-08-20\""))
    #expect(run.text.contains("\"path\": \"\(folder.path)/kubernetes-versions.yaml\""))
  }

  /// What is wrong with a file, and what is said of it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    var file = "kubernetes-versions.yaml"
    let old: String
    let new: String
    let message: String
    var testDescription: String { name }
  }

  @Test(
    "data that cannot stand in for the pack's own are exit code 2, with file and line",
    arguments: [
      Mistake(
        name: "a name that replaces nothing", file: "kubernetes-version.yaml", old: "", new: "",
        message: "did you mean \"kubernetes-versions.yaml\"?"),
      Mistake(
        name: "an extension that is none", file: "kubernetes-versions.yaml.bak", old: "", new: "",
        message: "replaces nothing"),
      Mistake(
        name: "broken YAML", old: "rows:", new: "rows: [",
        message: "kubernetes-versions.yaml:"),
      Mistake(
        name: "no day", old: "updated: \"2026-11-27\"", new: "updated: soon",
        message: "\"updated\" must be the day"),
      Mistake(
        name: "another schema", old: "schema: 1", new: "schema: 2",
        message: "\"schema\" must be 1"),
      Mistake(
        name: "a misspelt table", old: "rows:", new: "row:",
        message: "lacks \"rows\", and has \"row\""),
      Mistake(
        name: "a misspelt field of a row", old: "{rancher: \">=2.5.0 <2.5.8\", kinds: [k3s], supp",
        new: "{rancher: \">=2.5.0 <2.5.8\", kinds: [k3s], sup",
        message: "has no field \"suported\"; did you mean \"supported\"?"),
      Mistake(
        name: "a range that is none", old: "supported: \">=1.34 <1.37\"", new: "supported: newer",
        message: "\"supported\" is not a version range"),
      Mistake(
        name: "a release that is not a version", old: "\"2.12.12\"", new: "newest",
        message: "\"releases\" must be a list of versions"),
      Mistake(
        name: "a newest Rancher that is not valid", old: "newestRancher: \"2.15\"",
        new: "newestRancher: head", message: "\"newestRancher\" is not a version"),
      Mistake(
        name: "a table that is not a list", old: "rows:", new: "rows: none\nother:",
        message: "\"rows\" must be a list"),
    ])
  func mistakes(_ mistake: Mistake) throws {
    let folder = try TemporaryFolder()
    let text = try versions()
    var changed = text
    if !mistake.old.isEmpty {
      let range = try #require(text.range(of: mistake.old))
      changed.replaceSubrange(range, with: mistake.new)
    }
    try folder.write(changed, to: mistake.file)
    let run = try EngineRun(
      ["Tests/Fixtures/ready-cluster"], packs: PackRequest(data: folder.path))
    #expect(run.code == 2)
    #expect(run.lastLine.contains(mistake.message), "\(run.lastLine)")
    #expect(run.lastLine.contains("\(folder.path)/\(mistake.file)"))
  }

  @Test("a folder without data is exit code 2")
  func empty() throws {
    let folder = try TemporaryFolder()
    #expect(try check(folder.path).lastLine.contains("holds no data file"))
    let missing = try check(folder.path + "/none")
    #expect(missing.code == 2)
    #expect(missing.lastLine.contains("cannot be read"))
  }
}
