import ArgumentParser
import Engine

/// What a result is compared with.
struct BaselineOptions: ParsableArguments {
  @Option(
    name: .customLong("baseline"),
    help: ArgumentHelp(
      "An earlier JSON report of the cluster: what is new, unchanged and absent is marked.",
      valueName: "file"), transform: OptionText.file)
  var file: String?

  @Flag(help: "Let failing findings that the baseline has, too, leave the exit code alone.")
  var failOnNew = false

  func validate() throws {
    if failOnNew, file == nil {
      throw OptionError("--fail-on-new needs a result to compare with: --baseline FILE")
    }
  }

  func add(to request: inout CheckRequest) {
    request.baseline = file
    request.failOnNew = failOnNew
  }
}
