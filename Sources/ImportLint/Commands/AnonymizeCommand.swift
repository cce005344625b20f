import Anonymizing
import ArgumentParser
import Basics
import Documents
import Engine
import Findings
import Reports
import Rules

/// Makes a snapshot that may be shown to others.
struct AnonymizeCommand: Subcommand {
  static let action = "anonymize"
  static let configuration = CommandConfiguration(
    commandName: "anonymize",
    abstract: "Replace names, addresses and URLs in a snapshot, or turn them back in a report.",
    discussion: """
      What is replaced is replaced by the same everywhere. Addresses keep the prefixes that they \
      share and what they are for; what rules, Kubernetes and Rancher name stays; credentials are \
      not written. The map, for you alone, leads back; it lies beside the folder unless --map says \
      where.

        importlint anonymize snapshot/ --output shared
        importlint anonymize bundle.tar.gz nodes/ --output shared --target target.yaml
        importlint anonymize --restore report.txt --map names.json

      EXIT CODES
        0  all that could be read is written; what is left out is said
        2  importlint could not do its job
      """)

  @Argument(
    help: ArgumentHelp(
      "Folders and files of one cluster's snapshot; - is the standard input.",
      valueName: "input"), transform: OptionText.file)
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "The folder to make; it must not be there yet.", valueName: "dir"),
    transform: OptionText.file)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The map: read if it is there, and brought up to date; DIR.map.json by default.",
      valueName: "file"), transform: OptionText.file)
  var map: String?

  @Option(
    help: ArgumentHelp(
      "A target file that goes with the snapshot; it becomes DIR.target.yaml.",
      valueName: "file"), transform: OptionText.file)
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Print a report, or any other text, with what the map replaced turned back.",
      valueName: "file"), transform: OptionText.file)
  var restore: String?

  @OptionGroup var packs: PackOptions
  @OptionGroup var filter: FilterOptions

  @Option(
    help: ArgumentHelp(
      "Threads to use; all processors by default. The result does not depend on it.",
      valueName: "n"), transform: ThreadCount.parse)
  var jobs: Int?

  func validate() throws {
    if restore != nil {
      guard map != nil else { throw OptionError("--restore needs the map: --map FILE") }
      guard inputs.isEmpty, output == nil, target == nil else {
        throw OptionError("--restore takes --map and nothing else")
      }
    } else if inputs.isEmpty {
      throw OptionError("name a snapshot, or a report with --restore")
    } else if output == nil {
      throw OptionError("name the folder to make: --output DIR")
    }
  }

  func end() throws(Ending) -> Ending {
    if let restore { return try end(restoring: restore) }
    var folder = output ?? ""
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    let draft = try AnonymizedFolder(folder, map: map, target: target, inputs: inputs)
    var anonymization = try read(map: draft.map)
    let count = try draft.write(&anonymization)
    for omission in anonymization.omissions {
      let path = VisibleText.line(omission.path)
      OutputStream.error.write(text: "left out: \(path) \(omission.text)\n")
    }
    return Ending(
      code: 0,
      sentence: "anonymized: \(counted(count, "file")) in \(folder), the map in \(draft.map)")
  }

  private func read(map file: String) throws(Ending) -> SnapshotAnonymization {
    let store = DocumentStore()
    let set = packs.request.load(into: store)
    try set.problems.throwFatal(doing: Self.action)
    var request = CheckRequest(inputs: inputs)
    request.jobs = jobs ?? ThreadCount.available
    request.filter = filter.filter
    request.target.file = target
    let map = try AnonymizingOptions.readMap(file, doing: Self.action)
    let progress = Progress()
    progress.begin("reading the snapshot")
    let anonymization = SnapshotAnonymization(request, knowing: set, map: map, into: store)
    progress.end()
    try anonymization.problems.throwFatal(doing: Self.action)
    return anonymization
  }

  private func end(restoring file: String) throws(Ending) -> Ending {
    guard let map, OutputGuard.exists(map) else {
      throw .failure("there is no map \(map ?? "")", doing: Self.action)
    }
    let pairs = try AnonymizingOptions.readMap(map, doing: Self.action)
    switch SourceText.read(file: file, path: file, limits: ReadingLimits()) {
    case .failure(let error):
      throw .failure("\(file) \(error.message)", doing: Self.action)
    case .success(let source):
      let bytes = pairs.restored(Array(source.buffer))
      return OutputStream.output.write(bytes: bytes).ending ?? .done
    }
  }
}
