import ArgumentParser
import Engine

/// Which rules are loaded.
struct PackOptions: ParsableArguments {
  @Option(
    name: .customLong("pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "A folder with a rule pack of your own. May be given several times.", valueName: "dir"),
    transform: OptionText.name)
  var folders: [String] = []

  @Flag(name: .customLong("no-builtin"), help: "Leave out the built-in pack.")
  var excludesBuiltIn = false

  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "A folder with newer data files for the packs, each replacing the one of that name; see "
        + "docs/data.md.", valueName: "dir"), transform: OptionText.name)
  var data: String?

  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  var request: PackRequest {
    PackRequest(folders: folders, includesBuiltIn: !excludesBuiltIn, data: data)
  }
}
