import ArgumentParser
import Engine

/// Prints the values that count, and where each comes from.
struct ConfigCommand: Subcommand {
  static let action = "read the configuration"
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the values that count, and where each comes from.",
    discussion: """
      The nearest importlint.yaml of this folder or one above gives values to options; what the \
      command line says wins. Further arguments are options of check, as if it were run with them.

        importlint config
        importlint config --rancher 2.13.1 --fail-on warning
        importlint config --json

      See docs/configuration.md.
      """)

  @OptionGroup var options: ConfigurationOptions
  @Flag(help: "Print JSON.") var json = false

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Options of check.", valueName: "options"))
  var others: [String] = []

  func end() throws(Ending) -> Ending {
    // What ends the options of this command begins those of check.
    let others = others.filter { $0 != "--" }
    // The parser says what is wrong with them; the input stands for any.
    do { _ = try CheckCommand.parse(["-"] + others) } catch {
      throw .failure(CheckCommand.message(for: error), doing: "read the arguments")
    }
    let configuration =
      options.noConfig ? nil : try ConfiguredArguments.configuration(named: options.config)
    let listing = SettingListing(configuration, arguments: others)
    let bytes = json ? listing.json : listing.text(.output)
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }
}
