import ArgumentParser
import Basics
import CLibrary
import Engine
import Findings
import Reports

/// Repeats the run of a report.
struct VerifyCommand: Subcommand {
  static let action = "verify"
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Repeat the run of a JSON report, and say whether the same comes out.",
    discussion: """
      The report says what was judged, by which rules and with which options. The snapshot may lie \
      elsewhere now; target, packs, waivers and baseline lie where the report names them, in this \
      folder or in that of --folder.

        importlint verify result.json snapshot/
        importlint verify result.json bundle.tar.gz --folder audit/

      EXIT CODES
        0  the same comes out, byte for byte
        1  something else: what differs first is said: an input, a pack or its
           data, the version of importlint, or a part of the report
        2  the run could not be repeated
      """)

  @Argument(help: ArgumentHelp("The JSON report.", valueName: "report"), transform: OptionText.file)
  var report: String

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      "The folder that the report's other paths are relative to.", valueName: "dir"),
    transform: OptionText.file)
  var folder: String?

  func end() throws(Ending) -> Ending {
    let run: RepeatedRun
    do throws(Obstacle) {
      run = try RepeatedRun(
        report, inputs: folder == nil ? input.inputs : input.inputs.map(absolute),
        jobs: input.jobs ?? ThreadCount.available)
    } catch {
      throw Ending(error, doing: Self.action)
    }
    if let folder, chdir(folder) != 0 {
      throw .failure("\(folder) cannot be opened: \(systemError())", doing: Self.action)
    }
    let progress = Progress()
    var request = run.request
    request.packs.fetched = PackFetch.all(of: request.packs.folders)
    let judgement = Check(request, onStage: progress.begin).judgement()
    progress.end()
    guard judgement.exitCode != 2 else {
      OutputStream.error.write(problems: judgement.problems)
      throw .failure(
        "the run cannot be repeated: \(judgement.conclusion.reason)", doing: Self.action)
    }
    let bytes = ReportFormat.json.render(judgement, profile: run.isCompact ? "compact" : nil)
    guard let difference = run.difference(from: bytes, path: report) else {
      return Ending(
        code: 0, sentence: "verified: the same comes out, byte for byte (\(bytes.count) bytes)")
    }
    return Ending(code: 1, sentence: "not the same: \(difference)")
  }

  /// An input as it is named from elsewhere.
  private func absolute(_ path: String) -> String {
    guard path != "-", let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
