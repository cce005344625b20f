import ArgumentParser
import Documents
import Findings
import Rules

/// Which rules are loaded.
struct PackOptions: ParsableArguments {
  @Option(
    name: .customLong("pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "A folder with a rule pack of your own. May be given several times.", valueName: "dir"))
  var folders: [String] = []

  @Flag(name: .customLong("no-builtin"), help: "Leave the built-in pack out.")
  var isWithoutBuiltIn = false

  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "A folder with newer data files for the packs, each in place of the one of its name; see "
        + "docs/data.md.", valueName: "dir"))
  var data: String?

  /// The rules of these packs.
  func load(into store: DocumentStore) -> RuleSet {
    RuleSet.load(
      into: store, folders: folders, withBuiltIn: !isWithoutBuiltIn,
      toolVersion: ToolInfo.current.version, data: data)
  }
}
