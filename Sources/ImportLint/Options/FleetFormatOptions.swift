import ArgumentParser
import Basics
import Engine
import Findings
import Fleet

/// Which reports are written of a fleet, and how they look.
struct FleetFormatOptions: ParsableArguments {
  /// A report and where it goes; nil is standard output.
  struct Request: Sendable {
    let format: FleetFormat
    let file: String?

    init(parsing text: String) throws(OptionError) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let known = FleetFormat.allCases.map(\.rawValue)
      guard let format = FleetFormat(rawValue: String(parts[0])) else {
        throw OptionError(
          "there is no format \"\(parts[0])\"\(didYouMean(String(parts[0]), among: known)); there "
            + "are \(known.joined(separator: ", "))")
      }
      if parts.count > 1, parts[1].isEmpty { throw OptionError("a file is missing behind the =") }
      self.format = format
      file = parts.count > 1 && parts[1] != "-" ? String(parts[1]) : nil
    }
  }

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A report, on standard output or in a file. May be given several times.",
      valueName: "name[=file]"), transform: Request.init(parsing:))
  var format: [Request] = []

  @Option(
    help: ArgumentHelp(
      "The folder of --keep-reports: the page then leads to each cluster's.", valueName: "dir"),
    transform: OptionText.file)
  var reports: String?

  @Option(help: "Colours in text; auto heeds the terminal, NO_COLOR and FORCE_COLOR.")
  var color: ColorChoice = .auto

  /// The formats, for `--help`.
  static let list = FleetFormat.allCases.map { "  \($0.rawValue): \($0.summary)" }
    .joined(separator: "\n")

  func validate() throws {
    var seen: Set<String?> = []
    for request in format where !seen.insert(request.file).inserted {
      throw OptionError("two reports would go to \(request.file ?? "standard output")")
    }
  }

  /// Writes all; nil, or how the run ends because one could not be written.
  ///
  /// - Parameter translations: what rules say in another language; nil for what rows say.
  func write(
    _ summary: FleetSummary, of set: RowSet, _ trend: FleetTrend?,
    in translations: RuleTranslations?
  ) -> Ending? {
    var failure: Ending?
    for request in format.isEmpty ? [Request.text] : format {
      var look = FleetFormat.Look()
      look.translations = translations
      let stream = OutputStream.output
      let options = stream.reportOptions
      look.isColored = request.file == nil && color.isColored(options.isColored)
      if request.file == nil { look.width = options.width }
      look.reports = reports.map {
        ReportFolder.look(at: $0, fromReport: request.file)
      }
      let bytes = request.format.render(summary, of: set, trend: trend, look: look)
      guard let file = request.file else {
        failure = failure ?? stream.write(bytes: bytes).ending
        continue
      }
      do throws(ReportFile.Failure) {
        try ReportFile(path: file).write(bytes)
      } catch {
        failure = failure ?? .failure("\(file) cannot be written: \(error.reason)", doing: "report")
      }
    }
    return failure
  }
}

extension FleetFormatOptions.Request {
  fileprivate static let text = Self(.text)

  private init(_ format: FleetFormat) {
    self.format = format
    file = nil
  }
}
