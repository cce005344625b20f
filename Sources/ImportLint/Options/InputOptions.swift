import ArgumentParser
import Engine

/// What a snapshot is read from, and how.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Folders and files of one cluster's snapshot; - is the standard input.",
      valueName: "input"), transform: OptionText.file)
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "Threads to use; all processors by default. The result does not depend on it.",
      valueName: "n"), transform: ThreadCount.parse)
  var jobs: Int?
}
