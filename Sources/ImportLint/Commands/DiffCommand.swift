import ArgumentParser
import Basics
import Engine
import Findings
import Governance
import Reports

/// Compares two results of a cluster.
struct DiffCommand: Subcommand {
  static let action = "compare"
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tell what is new, resolved, unchanged or incomparable between two results.",
    discussion: """
      Each of the two is a JSON report, or a snapshot that is judged with the options that are \
      given. What only one of them has is new or resolved only where nothing else explains it: \
      where evidence, the version of a pack or its data differ, or a rule was not judged, it is \
      incomparable, and why is said.

        importlint diff march.json april.json
        importlint diff march/ april/ --rancher 2.13.1
        importlint diff snapshot/ --old-pack acme-1/ --new-pack acme-2/

      With --old-pack and --new-pack all inputs are one snapshot, which both judge. `-` is a \
      JSON report on standard input.

      EXIT CODES
        0  nothing that decides is new
        1  a failing finding at or above --fail-on is new, or counts for more
        2  importlint could not do its job: a result or snapshot that cannot be
           read or was not judged, two clusters
        3  none is new, and something that decides cannot be compared, or more
           files than before could not be read
      """)

  @OptionGroup var run: RunOptions
  @Option(
    name: .customLong("old-pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "A folder with the older version of a pack; with --new-pack. May be given several times.",
      valueName: "dir"), transform: OptionText.file)
  var oldPacks: [String] = []

  @Option(
    name: .customLong("new-pack"), parsing: .singleValue,
    help: ArgumentHelp("A folder with its newer version.", valueName: "dir"),
    transform: OptionText.file)
  var newPacks: [String] = []

  @Option(help: "Form of the list.") var format: InspectionFormat = .text

  private var requestWithPacks: CheckRequest {
    var request = run.request
    request.packs.fetched.merge(PackFetch.all(of: oldPacks + newPacks)) { first, _ in first }
    return request
  }

  private var comparesPacks: Bool { !oldPacks.isEmpty || !newPacks.isEmpty }

  func validate() throws {
    if run.request.isMatrix { throw OptionError("results are compared for one version of Rancher") }
    if comparesPacks {
      guard !oldPacks.isEmpty, !newPacks.isEmpty else {
        throw OptionError(
          "--old-pack and --new-pack belong together: the two versions that judge the snapshot")
      }
      if run.input.inputs.contains("-") {
        throw OptionError("a snapshot that is judged twice must be a file or folder, not -")
      }
      return
    }
    guard run.input.inputs.count == 2 else {
      throw OptionError("name two results or snapshots: the older one, and the newer one")
    }
    if run.input.inputs == ["-", "-"] {
      throw OptionError("standard input holds one report: name a file for the other")
    }
  }

  func end() throws(Ending) -> Ending {
    let progress = Progress()
    let compared: ComparedResults
    do throws(Obstacle) {
      compared =
        comparesPacks
        ? try ComparedResults(
          of: requestWithPacks, byPacks: oldPacks, andBy: newPacks, onStage: progress.begin)
        : try ComparedResults(
          run.input.inputs[0], run.input.inputs[1], run.request, onStage: progress.begin)
    } catch {
      progress.end()
      throw Ending(error, doing: Self.action)
    }
    progress.end()
    let listing = ComparisonListing(compared.comparison, failOn: compared.failOn)
    let bytes =
      format == .text ? listing.text(.output) : listing.json
    if let ending = OutputStream.output.write(bytes: bytes).ending { return ending }
    let comparison = compared.comparison
    return Ending(
      code: comparison.exitCode(failOn: compared.failOn),
      sentence: comparison.sentence(failOn: compared.failOn))
  }
}
