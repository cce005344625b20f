import ArgumentParser
import Documents
import Engine
import Findings
import Packaging
import Rules

/// Packs a pack.
struct PackBuildCommand: Subcommand {
  static let action = "build the pack"
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make one file of a pack: NAME-VERSION.tar.gz.",
    discussion: """
      The same files give the same bytes, wherever and whenever they are packed. The archive holds \
      what is read of a pack, README.md, LICENSE, NOTICE and CHANGELOG.md, and the checksums of \
      all, SHA256SUMS. --pack takes it as it is.

        importlint pack build acme/
        ssh-keygen -Y sign -n importlint-pack -f KEY acme-1.0.0.tar.gz
        importlint pack verify acme-1.0.0.tar.gz --allowed-signers signers

      EXIT CODES
        0  it was written
        2  the pack is not valid, or the file cannot be written
      """)

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "pack")) var pack: String
  @Option(
    name: .customLong("pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "A pack that it extends. May be given several times.", valueName: "pack"),
    transform: OptionText.file)
  var extended: [String] = []
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write; by default NAME-VERSION.tar.gz in this folder.", valueName: "file"),
    transform: OptionText.file)
  var output: String?

  func end() throws(Ending) -> Ending {
    let built = try loaded()
    let folder = "\(built.name)-\(built.version)"
    guard built.version.utf8.allSatisfy(Self.isOfVersion) else {
      throw .failure("the version \"\(built.version)\" makes no file name", doing: Self.action)
    }
    let path = output ?? folder + ".tar.gz"
    let files = (built.contents + PackTexts.all(in: pack)).map { "\(pack)/\($0.path)" }
    do { try OutputGuard(writing: [path]).check(inputs: files + extended) } catch {
      throw .failure(error.description, doing: Self.action)
    }
    do throws(PackArchive.Failure) {
      let bytes = try PackArchive.bytes(
        of: built.contents + PackTexts.all(in: pack), folder: folder)
      try write(bytes, to: path)
    } catch {
      throw .failure(error.reason, doing: Self.action)
    }
    return Ending(code: 0, sentence: "\(folder) is in \(path); its digest is \(built.digest)")
  }

  private func write(_ bytes: [UInt8], to path: String) throws(PackArchive.Failure) {
    do throws(ReportFile.Failure) {
      try ReportFile(path: path).write(bytes)
    } catch {
      throw PackArchive.Failure(reason: "\(path) cannot be written: \(error.reason)")
    }
  }

  private static func isOfVersion(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [0x2B, 0x2D, 0x2E].contains(byte)
  }

  /// The pack, if all of it is valid.
  private func loaded() throws(Ending) -> Pack {
    let set = RuleSet.load(
      into: DocumentStore(), folders: [pack] + extended, withBuiltIn: false,
      toolVersion: ToolInfo.current.version, appliesChanges: false,
      fetched: PackFetch.all(of: extended))
    try set.problems.throwFatal(doing: Self.action)
    try Judge(set).problems.throwFatal(doing: Self.action)
    guard let built = set.packs.first(where: { $0.path == Pack.cleaned(path: pack) }),
      built.contents.contains(where: { $0.path == "pack.yaml" })
    else { throw .failure("\(pack) has no pack.yaml", doing: Self.action) }
    return built
  }
}
