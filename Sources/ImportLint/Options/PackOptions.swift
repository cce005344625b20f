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

  /// The rules of these packs.
  func load(into store: DocumentStore) -> RuleSet {
    RuleSet.load(
      into: store, folders: folders, withBuiltIn: !isWithoutBuiltIn,
      toolVersion: ToolInfo.current.version)
  }
}
