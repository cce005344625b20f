import ArgumentParser
import Engine

/// Which configuration counts. `ConfiguredArguments` reads it before the arguments are parsed; the
/// options stand here for those who ask for help, and so that they are known.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration; by default the nearest importlint.yaml of this folder or one above.",
      valueName: "file"), transform: OptionText.file)
  var config: String?

  @Flag(help: "Read no configuration.") var noConfig = false

  /// The file that counts, if there is one. What cannot be found was said before.
  var files: [String] {
    if noConfig { return [] }
    return [config ?? (try? Configuration.nearest()) ?? nil].compactMap { $0 }
  }

  func validate() throws {
    if config != nil, noConfig {
      throw OptionError("--config and --no-config cannot be given together")
    }
  }
}
