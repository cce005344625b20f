import ArgumentParser
import Basics
import Engine
import Findings
import Fleet

/// Puts rows together.
struct FleetMergeCommand: Subcommand {
  static let action = "merge"
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put rows of any shards together, and say how ready the fleet is.",
    discussion: """
      The result follows from the set of rows: it does not depend on how they were spread, on \
      their order, or on whether some are given twice. What breaks off, is of another version, is \
      missing, there twice, judged by other data or too old is said, and none of it is ready.

        importlint fleet merge rows/
        importlint fleet merge shard-*.ndjson --expect fleet.yaml --max-age 7d
        importlint fleet merge rows/ --format text --format html=fleet.html --reports reports/

      REPORT FORMATS
      \(FleetFormatOptions.list)

      EXIT CODES
        0  every cluster is ready, or unknown where it was judged with --unknown ignore
        1  a cluster is not ready
        2  a cluster could not be judged, or there is no row, or importlint
           could not do its job
        3  none of that, and something is unknown, missing, there twice, judged
           by other data, too old, or a line that is no row
      """)

  @OptionGroup var rows: RowOptions
  @OptionGroup(title: "Reports") var formats: FleetFormatOptions

  func end() throws(Ending) -> Ending {
    do throws(OptionError) {
      let outputs = OutputGuard(writing: formats.format.compactMap(\.file))
      try outputs.check(inputs: rows.rows + [rows.expect].compactMap { $0 })
    } catch {
      throw .failure(error.description, doing: "report")
    }
    let (set, summary) = try rows.merged(doing: Self.action)
    if let failure = formats.write(summary, of: set) { return failure }
    return Ending(code: summary.exitCode, sentence: summary.sentence)
  }
}
