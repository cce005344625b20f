import ArgumentParser
import Engine

/// Which configuration counts. `ConfiguredArguments` reads it before the arguments are parsed; the
/// options stand here for those who ask for help, and so that they are known.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration; by default the nearest importlint.yaml of this folder or one above.",
      valueName: "file"), transform: OptionText.name)
  var config: String?

  @Flag(help: "Read no configuration.") var noConfig = false

  func validate() throws {
    if config != nil, noConfig {
      throw OptionError("--config and --no-config cannot be given together")
    }
  }
}
