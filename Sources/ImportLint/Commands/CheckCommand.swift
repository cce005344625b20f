import ArgumentParser
import Findings
import Reports
import Snapshots

/// Judges a snapshot.
struct CheckCommand: Subcommand {
  static let action = "judge"
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge whether the cluster of a snapshot is ready to be imported.",
    discussion: """
      A snapshot is what kubectl prints, in any files and folders: objects as YAML or JSON, the \
      output of `kubectl cluster-info dump`, and files of the nodes in nodes/<node>/<path>. \
      Several inputs are one cluster.

        importlint check snapshot/ --rancher 2.13.1
        importlint check get-yaml/ nodes/ --target target.yaml
        kubectl get nodes -o json | importlint check - --rancher 2.13.1
        importlint check snapshot/ --format text --format sarif=out.sarif
        importlint check snapshot/ --select loopback-resolver,active-dnsmasq

      REPORT FORMATS
      \(Self.formatList)

      EXIT CODES
        0 ready, 1 not ready, 2 importlint could not do its job, 3 inconclusive
      """)

  private static let formatList = ReportFormat.allCases.map { format in
    let profiles = format.profiles.joined(separator: ", ")
    return "  \(format.rawValue) (\(profiles)): \(format.summary)"
  }.joined(separator: "\n")

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

  @Option(
    help: ArgumentHelp(
      "The lowest severity that the text report prints; never changes the exit code.",
      valueName: "level"))
  var show: Severity = .note

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A report, on standard output or in a file. May be given several times.",
      valueName: "name[:profile][=file]"))
  var format: [String] = []

  /// `--assume`.
  enum Assumption: String, CaseIterable, ExpressibleByArgument {
    case complete, partial
  }

  func end() throws(Ending) -> Ending {
    let plan = try ReportPlan(format)
    let run = try CheckRun(self, plan)
    let progress = Progress()
    let judgement = run.judgement(progress)
    progress.begin("writing reports")
    // Written by one writer only: the line of progress is gone before the first report.
    progress.end()
    let failure = plan.write(judgement, show: show)
    if !plan.showsProblems { OutputStream.error.write(problems: judgement.problems) }
    return failure ?? Ending(judgement.conclusion)
  }
}

extension Severity: ExpressibleByArgument {}
extension JudgementOptions.UnknownPolicy: ExpressibleByArgument {}
