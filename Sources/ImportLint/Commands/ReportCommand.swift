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
        importlint report result.json --lang zh --format html=result.zh.html

      REPORT FORMATS
      \(FormatOptions.list)

      EXIT CODES
        0  the reports are written, whatever stands in them; the last line on
           standard error says how ready the cluster is
        2  importlint could not do its job
      """)

  @Argument(
    help: ArgumentHelp("A JSON report; - is the standard input.", valueName: "result"),
    transform: OptionText.file)
  var result: String

  @OptionGroup(title: "Reports") var formats: FormatOptions
  @OptionGroup(title: "Reports") var language: SavedLanguageOptions
  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  func end() throws(Ending) -> Ending {
    let reports = formats.reports
    do {
      try OutputGuard(writing: reports.files).check(inputs: [result] + configuration.files)
    } catch {
      throw .failure(error.description, doing: Self.action)
    }
    let judgement = try judgement()
    // A result does not say whether its time was asked for.
    var options = judgement.terms.options
    options.now = nil
    let arguments = judgement.terms.run.arguments(options)
    if let failure = reports.write(judgement, formats, arguments: arguments) { return failure }
    return Ending(code: 0, sentence: "reported: " + judgement.conclusion.sentence)
  }

  /// What was saved, in the language that is asked for.
  private func judgement() throws(Ending) -> Judgement {
    let translations = try language.translations(doing: Self.action)
    let saved: Judgement
    do {
      saved = try SavedResult.judgement(inFile: result)
    } catch {
      throw Ending(error, doing: Self.action)
    }
    guard let translations else { return saved }
    let note = translations.note(onOutdated: translations.outdated(in: saved.rules))
    OutputStream.error.write(problems: [note].compactMap { $0 })
    return saved.told(by: translations)
  }
}
