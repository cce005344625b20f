import ArgumentParser
import Collecting
import Engine
import Findings
import Reports
import Snapshots

/// Prints what is missing from a snapshot and its target.
struct MissingCommand: Subcommand {
  static let action = "say what is missing"
  static let configuration = CommandConfiguration(
    commandName: "missing",
    abstract: "Print the fewest steps that decide what a snapshot leaves unknown.",
    discussion: """
      Judges like check and prints what to do about what is not decided: commands of kubectl, \
      files with their place in a snapshot, fields of the target file with an example. What blocks \
      the import comes first, then what decides most rules; what only people know stands apart. \
      Nothing is run. What the steps find may leave further questions: run it again with them.

        importlint missing snapshot/ --target target.yaml
        importlint missing snapshot/ --rancher 2.13.1 --script > missing.sh
        importlint missing snapshot/ --target-template > target.yaml

      EXIT CODES
        0  nothing is missing; or the script or the template is printed
        2  importlint could not do its job
        3  something is missing
      """)

  /// What is printed.
  enum Output: String, EnumerableFlag {
    case script, targetTemplate

    static func help(for value: Self) -> ArgumentHelp? {
      switch value {
      case .script:
        "Print the steps as one POSIX shell script, which writes a folder beside the snapshot."
      case .targetTemplate:
        "Print a target file to fill in, with a comment on each field; it keeps what is declared."
      }
    }
  }

  @OptionGroup var run: RunOptions
  @Flag var output: Output?
  @Option(help: "Form of the list.") var format: InspectionFormat = .text

  func validate() throws {
    guard !run.request.isMatrix else {
      throw OptionError("what is missing is told for one version of Rancher")
    }
    if output != nil, format != .text {
      throw OptionError("--script and --target-template have one form: leave --format out")
    }
  }

  func end() throws(Ending) -> Ending {
    let progress = Progress()
    let judgement = Check(run.request, onStage: progress.begin).judgement()
    progress.end()
    if judgement.exitCode == 2 {
      OutputStream.error.write(problems: judgement.problems)
      return Ending(judgement.conclusion)
    }
    var options = OutputStream.output.reportOptions
    options.arguments = run.arguments
    let report = MissingReport(judgement, options: options)
    let bytes =
      switch output {
      case .script: MissingScript(judgement, nodeScript: CollectingScripts.node).render()
      case .targetTemplate: Array(run.request.targetTemplate.text().utf8)
      case nil: format == .json ? report.json() : report.text()
      }
    if let ending = OutputStream.output.write(bytes: bytes).ending { return ending }
    OutputStream.error.write(problems: judgement.problems.filter { $0.severity > .note })
    return Ending(code: output == nil ? report.exitCode : 0, sentence: report.sentence)
  }
}
