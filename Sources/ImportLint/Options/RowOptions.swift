import ArgumentParser
import Basics
import Engine
import Findings
import Fleet

/// Rows, and what they are held against: what `fleet merge` and `fleet plan` share.
struct RowOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Files of rows, and folders of them.", valueName: "rows"),
    transform: OptionText.file)
  var rows: [String]

  @Option(
    help: ArgumentHelp(
      "The list of clusters that there must be: a file or a folder, as fleet check takes it.",
      valueName: "list"), transform: OptionText.file)
  var expect: String?

  @Option(
    help: ArgumentHelp(
      "The age from which a snapshot is inconclusive, such as 30d or 36h; at the time of --now, "
        + "else today.", valueName: "age"), transform: Age.init(parsing:))
  var maxAge: Age?

  @Option(
    help: ArgumentHelp("Time at which ages are counted, RFC 3339.", valueName: "time"),
    transform: OptionText.time)
  var now: String?

  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  /// Reads all of them.
  func merged(doing action: String) throws(Ending) -> (set: RowSet, summary: FleetSummary) {
    var expectation = FleetSummary.Expectation()
    do throws(Obstacle) {
      expectation.list = try expect.map { path throws(Obstacle) in try FleetList(path) }
    } catch {
      throw Ending(error, doing: action)
    }
    let moment = now.flatMap { Timestamp(rfc3339: $0) } ?? WallClock.now
    expectation.maxAge = maxAge.map { ($0, moment) }
    let set = RowSet(paths: rows)
    return (set, FleetSummary(set, expectation))
  }
}
