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
        importlint fleet merge november/ --baseline october/ --baseline september/
        importlint fleet merge rows/ --lang zh --format html=fleet.zh.html

      REPORT FORMATS
      \(FleetFormatOptions.list)

      EXIT CODES
        0  every cluster is ready, or unknown where it was judged with --unknown ignore
        1  a cluster is not ready
        2  a cluster could not be judged, or there is no row, or importlint
           could not do its job
        3  none of that, and something is unknown, missing, there twice, judged
           by other data, too old, or a line that is not a row
      """)

  @OptionGroup var rows: RowOptions
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      """
      Rows of an earlier run, a file or a folder: what became of clusters and findings since then \
      is shown, and changes no exit code. May be given several times; runs are in the order of \
      their newest snapshots.
      """, valueName: "rows"), transform: OptionText.file)
  var baseline: [String] = []

  @OptionGroup(title: "Reports") var formats: FleetFormatOptions
  @OptionGroup(title: "Reports") var language: SavedLanguageOptions

  func end() throws(Ending) -> Ending {
    do throws(OptionError) {
      let outputs = OutputGuard(writing: formats.format.compactMap(\.file))
      try outputs.check(inputs: rows.rows + baseline + [rows.expect].compactMap { $0 })
    } catch {
      throw .failure(error.description, doing: "report")
    }
    let translations = try language.translations(doing: Self.action)
    let earlier = try baseline.map { path throws(Ending) in try Self.record(path) }
    let (set, summary) = try rows.merged(doing: Self.action)
    let trend = earlier.isEmpty ? nil : FleetTrend(summary, since: earlier)
    let note = translations.flatMap { $0.note(onOutdated: $0.outdated(in: summary)) }
    OutputStream.error.write(problems: [note].compactMap { $0 })
    if let failure = formats.write(summary, of: set, trend, in: translations) { return failure }
    return Ending(code: summary.exitCode, sentence: summary.sentence)
  }

  /// Reads the rows of an earlier run, of which little stays in memory.
  private static func record(_ path: String) throws(Ending) -> FleetRecord {
    let record = FleetRecord(FleetSummary(RowSet(paths: [path])))
    guard record.count > 0 else {
      let flaw = record.flaws.first.map { ": \($0.sentence)" } ?? ""
      throw .failure("the baseline \(path) has no row\(flaw)", doing: action)
    }
    return record
  }
}
