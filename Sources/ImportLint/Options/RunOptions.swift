import ArgumentParser
import Findings
import Snapshots

/// What is judged, for which Rancher, by which rules and how strictly: what `check` and `plan`
/// share.
struct RunOptions: ParsableArguments {
  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Rules") var packs: PackOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Run these rules only: ids, areas or pack/*, separated by commas.", valueName: "ids"))
  var select: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Leave these rules out.", valueName: "ids"))
  var ignore: [String] = []

  @Option(
    help: ArgumentHelp("The lowest severity that decides.", valueName: "level"))
  var failOn: Severity = .error

  @Option(
    help: ArgumentHelp("What an unknown that decides does to the exit code.", valueName: "policy"))
  var unknown: JudgementOptions.UnknownPolicy = .inconclusive

  @Option(
    help: ArgumentHelp(
      "Whether a list that could have been filtered, and shows no sign of it, counts as complete.",
      valueName: "evidence"))
  var assume: Assumption = .complete

  @Option(
    help: ArgumentHelp(
      "Time of judging, RFC 3339; by default the snapshot's own.", valueName: "time"))
  var now: String?

  /// `--assume`.
  enum Assumption: String, CaseIterable, ExpressibleByArgument {
    case complete, partial
  }

  /// What of this decides or explains the result.
  func judgementOptions(now: String?) -> JudgementOptions {
    JudgementOptions(
      failOn: failOn, unknownPolicy: unknown, now: now ?? self.now,
      selected: select.commaSeparated, ignored: ignore.commaSeparated)
  }
}

extension Severity: ExpressibleByArgument {}
extension JudgementOptions.UnknownPolicy: ExpressibleByArgument {}
