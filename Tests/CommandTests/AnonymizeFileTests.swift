import Checkout
import Foundation
import Testing

/// Which files `importlint anonymize` and `check --anonymize` write, and which they refuse to.
@Suite struct AnonymizeFileTests {
  private static let cluster = "\(Checkout.root)/Tests/Fixtures/ready-cluster"
  private let scratch: TemporaryFolder
  private let snapshot: String

  /// A small snapshot in a folder of its own.
  init() throws {
    scratch = try TemporaryFolder()
    snapshot = scratch.path + "/in/snapshot"
    try FileManager.default.createDirectory(
      atPath: snapshot, withIntermediateDirectories: true)
    try scratch.write(
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", to: "in/snapshot/a.yaml")
    try scratch.write("rancher: {version: 2.13.1}\n", to: "target.yaml")
  }

  private func anonymize(_ more: String...) throws -> CommandRun {
    try CommandRun.importlint(["anonymize", snapshot] + more, in: scratch.path)
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() }
  }

  private func expectRefusal(_ run: CommandRun, _ reason: String) throws {
    #expect(run.code == 2)
    #expect(run.lastLine.contains(reason), "\(run.errors)")
    #expect(run.errors.components(separatedBy: "could not").count == 2, "\(run.errors)")
    #expect(try names == ["in", "target.yaml"])
  }

  @Test(arguments: ["missing.yaml", "in/snapshot", "invalid.yaml"])
  func aTargetThatIsNoneIsRefused(_ target: String) throws {
    try scratch.write("rancher: {version: 2.13.1, urll: x}\n", to: "in/invalid.yaml")
    let file = target == "invalid.yaml" ? "in/invalid.yaml" : target
    let run = try anonymize("--output", "out", "--target", file)
    #expect(run.code == 2 && run.lastLine.hasPrefix("could not anonymize: "), "\(run.errors)")
    #expect(try names == ["in", "target.yaml"])
  }

  @Test func theMapIsNotWhatOthersGet() throws {
    for map in ["out.target.yaml", "./out.target.yaml", "in/../out.target.yaml"] {
      try expectRefusal(
        try anonymize("--output", "out", "--target", "target.yaml", "--map", map),
        "the map and the target that others get would be one file")
    }
    try expectRefusal(
      try anonymize("--output", "out", "--map", "./in/../out/map.json"),
      "the map would lie in the folder that others get")
  }

  @Test func whatCannotBeWrittenLeavesNothing() throws {
    try expectRefusal(
      try anonymize("--output", "out", "--target", "target.yaml", "--map", "none/map.json"),
      "the map none/map.json cannot be written: ")
  }

  @Test(arguments: ["in/snapshot/out", "in/out"]) func noFolderInAnInput(_ output: String) throws {
    let run = try CommandRun.importlint(
      ["anonymize", output == "in/out" ? "in" : snapshot, "--output", output], in: scratch.path)
    try expectRefusal(run, "\(output) would lie in the input")
  }

  @Test func theMapIsNoReport() throws {
    for report in ["new.json", "./new.json"] {
      let run = try CommandRun.importlint(
        [
          "check", "in/snapshot", "--target", "target.yaml", "--anonymize", "--map", "new.json",
          "--format", "json=\(report)",
        ], in: scratch.path)
      try expectRefusal(run, "two reports would go to one file, ")
    }
  }
}
