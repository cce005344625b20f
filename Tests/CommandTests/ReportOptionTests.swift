import Checkout
import Foundation
import Reports
import Testing

@Suite("how reports look, and what they name")
struct ReportOptionTests {
  private static let check = [
    "check", "\(Checkout.root)/demo/snapshot", "--select", "loopback-resolver",
  ]

  // MARK: Colours

  @Test(
    "colours are for terminals, for who asks, and for the environment that asks",
    arguments: [
      (["auto"], [:], false), (["always"], [:], true), (["never"], ["FORCE_COLOR": "1"], false),
      (["auto"], ["FORCE_COLOR": "1"], true), (["auto"], ["FORCE_COLOR": "0"], false),
      (["auto"], ["FORCE_COLOR": ""], false),
      (["auto"], ["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
      (["always"], ["NO_COLOR": "1"], true),
    ] as [([String], [String: String], Bool)])
  func color(choice: [String], environment: [String: String], isColored: Bool) throws {
    let unset = ["FORCE_COLOR": "", "NO_COLOR": ""]
    let run = try CommandRun.importlint(
      Self.check + ["--color"] + choice,
      environment: unset.merging(environment) { $1 })
    #expect(run.text.contains("\u{1B}[") == isColored)
  }

  @Test("a colour that is not valid is refused")
  func wrongColor() throws {
    let run = try CommandRun.importlint(Self.check + ["--color", "sometimes"])
    #expect(run.code == 2 && run.lastLine.contains("'sometimes' is invalid for '--color"))
  }

  // MARK: Places

  /// A repository with a snapshot in it, and another folder beside it.
  private static func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["repo/clusters/a b", "elsewhere/snapshot"] {
      try folder.write("", to: "\(name)/.keep")
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
      try FileManager.default.copyItem(
        atPath: "\(Checkout.root)/demo/snapshot", toPath: "\(folder.path)/\(name)")
    }
    try folder.write("ref: refs/heads/main\n", to: "repo/.git/HEAD")
    try folder.link("linked", to: "repo/clusters/a b")
    return folder
  }

  /// The URIs of a report's places.
  private static func uris(
    _ input: String, in folder: String, _ arguments: [String] = []
  ) throws -> [String] {
    let run = try CommandRun.importlint(
      ["check", input, "--select", "loopback-resolver", "--format", "sarif:github"] + arguments,
      in: folder)
    let log = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let runs = log?["runs"] as? [[String: Any]] ?? []
    let results = runs.first?["results"] as? [[String: Any]] ?? []
    return results.compactMap { result in
      let location = (result["locations"] as? [[String: Any]])?.first
      let place = location?["physicalLocation"] as? [String: Any]
      return (place?["artifactLocation"] as? [String: Any])?["uri"] as? String
    }
  }

  @Test(
    "places are the files of the repository, wherever the command runs and however it is told",
    arguments: [
      ("repo", "clusters/a b"), ("repo", "./clusters/../clusters/a b"), ("repo/clusters", "a b"),
      ("repo/clusters/a b", "."), ("elsewhere", "../repo/clusters/a b"), ("", "linked"),
      ("", "ABSOLUTE"),
    ])
  func inRepository(workingFolder: String, input: String) throws {
    let folder = try Self.repository()
    let named = input == "ABSOLUTE" ? "\(folder.path)/repo/clusters/a b" : input
    let uris = try Self.uris(named, in: "\(folder.path)/\(workingFolder)")
    #expect(!uris.isEmpty)
    for uri in uris {
      #expect(uri.hasPrefix("clusters/a%20b/nodes/"), "\(uri)")
      let path = try #require(uri.removingPercentEncoding)
      #expect(FileManager.default.fileExists(atPath: "\(folder.path)/repo/\(path)"))
    }
  }

  @Test("outside of a repository, places are relative to the working folder, or whole")
  func elsewhere() throws {
    let folder = try Self.repository()
    let below = try Self.uris("snapshot", in: "\(folder.path)/elsewhere")
    #expect(!below.isEmpty && below.allSatisfy { $0.hasPrefix("snapshot/nodes/") })
    let beside = try Self.uris("../elsewhere/snapshot", in: "\(folder.path)/repo")
    for uri in beside {
      let file = try #require(URL(string: uri))
      #expect(file.isFileURL && FileManager.default.fileExists(atPath: file.path))
    }
    #expect(!beside.isEmpty)
  }

  @Test("--sarif-base names another folder, and must be one")
  func base() throws {
    let folder = try Self.repository()
    let uris = try Self.uris(
      "repo/clusters/a b", in: folder.path, ["--sarif-base", "repo/clusters/"])
    #expect(!uris.isEmpty && uris.allSatisfy { $0.hasPrefix("a%20b/nodes/") })
    let run = try CommandRun.importlint(Self.check + ["--sarif-base", "/nowhere"])
    #expect(run.code == 2 && run.lastLine.hasSuffix("--sarif-base /nowhere is not a folder"))
  }

  @Test("a snapshot on standard input has no file, and none is invented")
  func standardInput() throws {
    let nodes = try String(
      contentsOfFile: "\(Checkout.root)/demo/snapshot/resources/nodes.yaml", encoding: .utf8)
    for format in ["sarif", "sarif:github", "gitlab", "github"] {
      let run = try CommandRun.importlint(["check", "-", "--format", format], input: nodes)
      #expect(!run.text.contains("\"uri\": \"-\"") && !run.text.contains("\"path\": \"-\""))
      #expect(!run.text.contains("file=-"))
    }
  }

  // MARK: Length

  @Test(
    "the state with strict admission fits on a screen and a half", .needsShared)
  func length() throws {
    let folder = try #require(Checkout.shared) + "/states/gatekeeper-strict"
    let run = try CommandRun.importlint(
      ["check", "get-yaml", "raw", "nodes", "--rancher", "2.13.1", "--rancher-url"]
        + ["https://rancher.new.example", "--show", "error"],
      in: folder)
    #expect(run.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 72)
  }
}
