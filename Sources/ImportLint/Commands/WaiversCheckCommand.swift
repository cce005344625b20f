import ArgumentParser
import Basics
import Engine
import Findings
import Governance

/// Audits files of waivers.
struct WaiversCheckCommand: Subcommand {
  static let action = "audit the waivers"
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Audit the waivers of a file: what each of them does for a snapshot.",
    discussion: """
      importlint waivers check waivers.yaml snapshot/ --rancher 2.13.1

      A waiver is in use, broad (it waives all there is), expired, shadowed (another one accepts \\
      what it would), unneeded (what it names passes), unused (it fits nothing), for another \\
      cluster, or its rule was not judged.

      EXIT CODES
        0  every waiver is in use, for another cluster or not judged
        1  one of them needs a look
        2  importlint could not do its job: a mistake in a waiver, an input
           that cannot be read
      """)

  @Argument(
    help: ArgumentHelp("The file with waivers.", valueName: "file"), transform: OptionText.file)
  var file: String

  @OptionGroup var run: RunOptions
  @Option(help: "Form of the list.") var format: InspectionFormat = .text

  func validate() throws {
    if run.request.isMatrix { throw OptionError("waivers are audited for one version of Rancher") }
  }

  func end() throws(Ending) -> Ending {
    var request = run.request
    let day = run.moment.date
    request.waivers = ([file] + run.waivers, day)
    let progress = Progress()
    let (judgement, uses) = Check(request, onStage: progress.begin).audit()
    progress.end()
    guard judgement.exitCode != 2 else {
      OutputStream.error.write(problems: judgement.problems)
      return .failure(judgement.conclusion.reason, doing: Self.action)
    }
    let listing = WaiverListing(uses, day: day)
    let bytes = format == .text ? listing.text(.output) : listing.json
    if let ending = OutputStream.output.write(bytes: bytes).ending { return ending }
    OutputStream.error.write(problems: judgement.problems.filter { $0.severity == .error })
    let open = uses.count { $0.problem != nil }
    return Ending(
      code: open > 0 ? 1 : 0,
      sentence: "audited \(counted(uses.count, "waiver")), "
        + (open == 0
          ? "none of which needs a look"
          : "\(open) of which \(open == 1 ? "wants" : "want") to be looked at"))
  }
}
