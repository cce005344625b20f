import ArgumentParser
import Basics
import Engine
import Findings
import Fleet

/// Orders the clusters of a fleet into waves.
struct FleetPlanCommand: Subcommand {
  static let action = "plan the fleet"
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Order the clusters of merged rows into waves of migration.",
    discussion: """
      Ready clusters come first, then those that need fixes, with the fixes that come before each \
      wave. A cluster of which it is not known what it lacks is in no wave, and listed apart.

        importlint fleet plan rows/ --wave-size 20 --failover-label failover > plan.md
        importlint fleet plan rows/ --order-label ring --format csv

      EXIT CODES
        0  every cluster is in a wave
        2  importlint could not do its job
        3  the plan is printed, and some clusters are in no wave, or rows are missing,
           there twice or not read
      """)

  @OptionGroup var rows: RowOptions

  @Option(
    help: ArgumentHelp("Clusters of a wave, at most.", valueName: "n"),
    transform: FleetPlanCommand.size)
  var waveSize = 10

  @Option(
    help: ArgumentHelp(
      "The label that names failover groups: a wave has no two clusters of one.",
      valueName: "label"), transform: OptionText.name)
  var failoverLabel: String?

  @Option(
    help: ArgumentHelp(
      "The label that orders waves, such as ring: a wave has clusters of one value, and lower "
        + "values come first.", valueName: "label"), transform: OptionText.name)
  var orderLabel: String?

  @Option(help: "Form of the plan.") var format: PlanFormat = .markdown

  private static func size(_ text: String) throws(OptionError) -> Int {
    guard let size = Int(text), (1...1_000_000).contains(size) else {
      throw OptionError("it must be a number of clusters")
    }
    return size
  }

  func end() throws(Ending) -> Ending {
    let (_, summary) = try rows.merged(doing: Self.action)
    if summary.members.isEmpty { throw .failure("there is no row", doing: Self.action) }
    var limits = MigrationPlan.Limits()
    limits.waveSize = waveSize
    limits.failoverLabel = failoverLabel
    limits.orderLabel = orderLabel
    let plan = MigrationPlan(summary, limits)
    let bytes = format == .csv ? plan.csv : plan.markdown
    if let ending = OutputStream.output.write(bytes: bytes).ending { return ending }
    OutputStream.error.write(ages: summary.remarks)
    let open = plan.unplanned.count
    return Ending(
      code: open > 0 || summary.isOpen ? 3 : 0,
      sentence: "planned \(counted(plan.waves.count, "wave"))"
        + (open > 0 ? ", and \(counted(open, "cluster")) \(open == 1 ? "is" : "are") in none" : "")
        + (summary.isOpen ? "; not all rows count" : ""))
  }
}

/// The forms of a plan of migration.
enum PlanFormat: String, CaseIterable, ExpressibleByArgument {
  case markdown, csv
}
