import ArgumentParser
import Engine
import Findings
import Reports

/// Makes reports of a result that was saved.
struct ReportCommand: Subcommand {
  static let action = "report"
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make any report from a saved JSON result.",
    discussion: """
      Judges nothing anew: the reports are those that check would have written with the result, \
      byte by byte, where it runs in the same folder.

        importlint check snapshot/ --format json=result.json
        importlint report result.json --format junit=junit.xml --format markdown=summary.md
        importlint report result.json --show error

      REPORT FORMATS
      \(FormatOptions.list)

      EXIT CODES
        0  the reports are written, whatever stands in them; the last line on
           standard error says how ready the cluster is
        2  importlint could not do its job
      """)

  @Argument(
    help: ArgumentHelp("A JSON report; - is the standard input.", valueName: "result"),
    transform: OptionText.name)
  var result: String

  @OptionGroup(title: "Reports") var formats: FormatOptions

  func end() throws(Ending) -> Ending {
    let reports = formats.reports
    do {
      try OutputGuard(writing: reports.files).check(CheckRequest(inputs: [result]))
    } catch {
      throw .failure(error.description, doing: Self.action)
    }
    let judgement: Judgement
    do {
      judgement = try SavedResult.judgement(inFile: result)
    } catch {
      throw Ending(error, doing: Self.action)
    }
    // A result does not say whether its time was asked for.
    var options = judgement.terms.options
    options.now = nil
    let arguments = judgement.terms.run.arguments(options)
    if let failure = reports.write(judgement, formats, arguments: arguments) { return failure }
    return Ending(code: 0, sentence: "reported: " + judgement.conclusion.sentence)
  }
}
