import Anonymizing
import ArgumentParser
import Engine
import Findings

/// Whether names are replaced in reports, and what turns them back.
struct AnonymizingOptions: ParsableArguments {
  @Flag(
    help: """
      Replace names, addresses and URLs in all reports and messages, each always by the same; see \
      docs/anonymizing.md.
      """)
  var anonymize = false

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      """
      With --anonymize: a file that keeps what was replaced, so that later runs replace it by the \
      same and `importlint anonymize --restore` turns it back. It is written for you alone.
      """, valueName: "file"), transform: OptionText.file)
  var map: String?

  func validate() throws {
    if map != nil, !anonymize { throw OptionError("--map goes with --anonymize") }
  }

  /// The map in the file, or a new one.
  func readMap() throws(Ending) -> AnonymizationMap { try Self.readMap(map, doing: "judge") }

  static func readMap(_ file: String?, doing action: String) throws(Ending) -> AnonymizationMap {
    do throws(Obstacle) {
      let known = try file.map { file throws(Obstacle) in try MapFile.read(file) } ?? nil
      return known ?? AnonymizationMap(key: AnonymizationKey())
    } catch {
      throw Ending(error, doing: action)
    }
  }

  /// Writes a map where only its owner reads it.
  static func write(
    _ map: AnonymizationMap, to file: String, doing action: String
  ) throws(Ending) {
    do throws(ReportFile.Failure) {
      try ReportFile(path: file, mode: 0o600).write(Array(map.json.utf8))
    } catch {
      throw .failure("the map \(file) cannot be written: \(error.reason)", doing: action)
    }
  }
}
