import Checkout
import Foundation
import Testing

@Suite("pack init writes a working pack; pack schema prints schemas")
struct PackInitTests {
  private func files(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder)/\($0)", isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  private func newPack(_ arguments: String...) throws -> (folder: TemporaryFolder, run: CommandRun)
  {
    let folder = try TemporaryFolder()
    let run = try CommandRun.importlint(
      ["pack", "init", "acme-import"] + arguments, in: folder.path)
    try #require(run.code == 0, "\(run.errors)")
    return (folder, run)
  }

  @Test("the output names every file and what to do next")
  func output() throws {
    let (folder, run) = try newPack()
    #expect(run.errors.isEmpty)
    let written = try files(below: folder.path + "/acme-import")
    #expect(written.count == 13)
    for file in written { #expect(run.text.contains("\n  \(file)\n"), "\(file)") }
    #expect(run.text.contains("\n  importlint test acme-import --coverage --mutate"))
    #expect(run.text.contains("\n  importlint check SNAPSHOT --pack acme-import"))
    let explained = try CommandRun.importlint(
      ["explain", "acme-import/ownerless-namespace", "--pack", "acme-import"], in: folder.path)
    #expect(explained.code == 0)
  }

  @Test("its examples pass, show every condition both ways and notice every mutant")
  func examples() throws {
    let (folder, _) = try newPack("--name", "acme")
    let run = try CommandRun.importlint(
      ["test", "acme-import", "--coverage", "--mutate"], in: folder.path)
    #expect(run.code == 0)
    #expect(
      run.lastLine.hasPrefix(
        "passed: 5 examples of 1 rule; every validation and match condition was seen both ways; "
          + "0 of "), "\(run.text)\(run.lastLine)")
  }

  @Test("check judges by it: it finds the namespaces without owner, and quotes their names")
  func check() throws {
    let (folder, _) = try newPack()
    let run = try CommandRun.importlint([
      "check", "demo/snapshot", "--pack", folder.path + "/acme-import", "--select",
      "acme-import/*", "--format", "json",
    ])
    #expect(run.code == 0, "\(run.errors)")
    let result = try JSONResult(of: run)
    #expect(result.rules.map(\.id) == ["acme-import/ownerless-namespace"])
    #expect(result.failing() == ["ownerless-namespace"])
    #expect(run.text.contains("kubectl label namespace default 'owner=TEAM'"))
    #expect(!run.text.contains("label namespace kube-system"))
  }

  @Test("the CI snippet tests the pack and judges a snapshot, with the exit code of check")
  func script() throws {
    let (folder, _) = try newPack()
    let environment = ["IMPORTLINT": Checkout.importlint]
    func script(_ arguments: String...) throws -> CommandRun {
      try CommandRun(
        file: folder.path + "/acme-import/ci.sh", arguments, folder: Checkout.root, input: nil,
        environment: environment)
    }
    #expect(try script().code == 0)
    let judged = try script("demo/snapshot", "--target", "demo/target.yaml")
    #expect(judged.code == 1)
    #expect(judged.text.contains("acme-import/ownerless-namespace"))
    try "schema: 1\nname: acme\n".write(
      toFile: folder.path + "/acme-import/pack.yaml", atomically: true, encoding: .utf8)
    #expect(try script().code == 2)
  }

  @Test("nothing is written over, and then nothing is written at all")
  func existing() throws {
    let folder = try TemporaryFolder()
    try folder.write("ours\n", to: "acme/README.md")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/acme/ci.sh", withDestinationPath: "/nowhere/ci.sh")
    let run = try CommandRun.importlint(["pack", "init", "acme/"], in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine.hasPrefix("could not start the pack: "))
    #expect(
      run.lastLine.hasSuffix("acme has README.md, ci.sh already, and nothing is written over"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/acme").sorted()
        == ["README.md", "ci.sh"])
    let text = try String(contentsOfFile: folder.path + "/acme/README.md", encoding: .utf8)
    #expect(text == "ours\n")
  }

  @Test(
    "the name follows from the folder, or is given",
    arguments: [
      (["My Pack_2"], "my-pack-2"), (["."], "here"), (["./here/"], "here"),
      (["x", "--name", "acme-import"], "acme-import"),
    ])
  func name(arguments: [String], name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "here/LICENSE")
    let place = arguments == ["."] ? folder.path + "/here" : folder.path
    let run = try CommandRun.importlint(["pack", "init"] + arguments, in: place)
    try #require(run.code == 0, "\(run.errors)")
    let pack = try String(contentsOfFile: "\(place)/\(arguments[0])/pack.yaml", encoding: .utf8)
    #expect(pack.contains("\nname: \(name)\n"))
  }

  @Test(
    "names that cannot be are refused",
    arguments: [
      ["acme", "--name", "Acme"], ["acme", "--name", "-"], ["acme", "--name", "rancher-import"],
      ["rancher-import"], ["日本"], [".."],
    ])
  func wrongName(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun.importlint(["pack", "init"] + arguments, in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine.contains("name"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("a folder that cannot be made is exit code 2")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    let run = try CommandRun.importlint(["pack", "init", "file/acme"], in: folder.path)
    #expect(run.code == 2)
    #expect(run.lastLine.contains("file/acme cannot be made"))
  }

  @Test("pack alone is exit code 2 and shows its commands")
  func alone() throws {
    let run = try CommandRun.importlint(["pack"])
    #expect(run.code == 2)
    #expect(run.errors.contains("init"))
    #expect(
      run.lastLine.hasSuffix("pack needs one of its commands: init, lint, build, verify, schema"))
  }

  @Test("the printed schemas are the published ones", arguments: ["rule", "pack", "target"])
  func schemas(kind: String) throws {
    let run = try CommandRun.importlint(["pack", "schema", kind])
    let file = "\(Checkout.root)/docs/schemas/\(kind)-1.schema.json"
    #expect(run.code == 0)
    #expect(try run.output == Data(contentsOf: URL(filePath: file)))
  }
}
