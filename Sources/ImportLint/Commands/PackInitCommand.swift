import ArgumentParser
import Engine
import Findings
import FoundationEssentials
import Rules

/// Writes a new pack.
struct PackInitCommand: Subcommand {
  static let action = "start the pack"
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a working rule pack: one rule with its examples, a README and a CI snippet.",
    discussion: """
      The folder is created if needed. An existing file is never overwritten: then nothing is
      written, and the exit code is 2.

        importlint pack init acme/
        importlint test acme/ --coverage --mutate
        importlint check snapshot/ --rancher 2.13.1 --pack acme/
      """)

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "dir")) var folder: String
  @Option(
    help: ArgumentHelp(
      "The pack's name: a-z, 0-9 and -. By default that of its folder.", valueName: "name"))
  var name: String?

  func end() throws(Ending) -> Ending {
    let name = try packName()
    let template = PackTemplate(name: name, toolVersion: ToolInfo.current.version)
    let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    do throws(NewFiles.Failure) {
      try NewFiles(in: path).write(template.files)
    } catch {
      throw .failure(error.reason, doing: Self.action)
    }
    return OutputStream.output.write(text: template.summary(in: path)).ending ?? .done
  }

  private func packName() throws(Ending) -> String {
    if let name {
      guard PackTemplate.isName(name) else {
        throw .failure(
          "\"\(name)\" is not a name for a pack: a-z, 0-9 and, between them, -", doing: Self.action)
      }
      try refuseBuiltIn(name)
      return name
    }
    // The folder `.` has its name elsewhere.
    let whole =
      folder.hasPrefix("/")
      ? folder : FileManager.default.currentDirectoryPath + "/" + folder
    let parts = whole.split(separator: "/").filter { $0 != "." }
    guard let last = parts.last, last != "..", let name = PackTemplate.name(from: String(last))
    else {
      throw .failure(
        "no pack name can be made from the folder \(folder); give it one with --name",
        doing: Self.action)
    }
    try refuseBuiltIn(name)
    return name
  }

  private func refuseBuiltIn(_ name: String) throws(Ending) {
    guard name == BuiltInPack.name else { return }
    throw .failure(
      "\(name) is the name of the built-in pack; give yours another with --name",
      doing: Self.action)
  }
}
