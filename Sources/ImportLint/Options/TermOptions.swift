import ArgumentParser
import Basics
import Engine
import Findings
import Snapshots

/// For which Rancher, by which rules and how strictly is judged, whatever is judged.
struct TermOptions: ParsableArguments {
  @OptionGroup var filter: FilterOptions
  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Rules") var packs: PackOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Run these rules only: ids, areas or pack/*, separated by commas.", valueName: "ids"),
    transform: OptionText.words)
  var select: [[String]] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Leave out these rules.", valueName: "ids"), transform: OptionText.words)
  var ignore: [[String]] = []

  @Option(
    help: ArgumentHelp("The lowest severity that decides.", valueName: "level"))
  var failOn: Severity = .error

  @Option(
    help: ArgumentHelp("What an unknown that decides does to the exit code.", valueName: "policy"))
  var unknown: JudgementOptions.UnknownPolicy = .inconclusive

  @Option(
    help: ArgumentHelp(
      """
      What is believed about lists: whole (each was exported with -A and without a selector), \
      complete (those that look complete), partial (none).
      """, valueName: "evidence"))
  var assume: Assumption = .complete

  @Option(
    help: ArgumentHelp(
      "Time of judging, RFC 3339; by default the snapshot's own.", valueName: "time"),
    transform: OptionText.time)
  var now: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A file with waivers; see docs/waivers.md. May be given several times.", valueName: "file"),
    transform: OptionText.file)
  var waivers: [String] = []

  /// The time at which waivers end and ages are counted.
  var moment: Timestamp { now.flatMap { Timestamp(rfc3339: $0) } ?? WallClock.now }

  /// What is asked of these inputs.
  func request(of inputs: [String], jobs: Int?) -> CheckRequest {
    var request = CheckRequest(inputs: inputs, target: target.request, packs: packs.request)
    request.filter = filter.filter
    request.selected = select.flatMap { $0 }
    request.ignored = ignore.flatMap { $0 }
    request.failOn = failOn
    request.unknownPolicy = unknown
    request.assumption = assume
    request.now = now
    if !waivers.isEmpty { request.waivers = (waivers, moment.date) }
    request.jobs = jobs ?? ThreadCount.available
    return request
  }
}

extension Assumption: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
extension JudgementOptions.UnknownPolicy: ExpressibleByArgument {}
