import ArgumentParser
import Engine
import Findings
import Reports

/// Which reports are written of a result, and how they look.
struct FormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The lowest severity that the text report prints; never changes the exit code.",
      valueName: "level"))
  var show: Severity = .note

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A report, on standard output or in a file. May be given several times.",
      valueName: "name[:profile][=file]"), transform: ReportRequests.request)
  var format: [ReportRequest] = []

  @Option(help: "Colours in text; auto heeds the terminal, NO_COLOR and FORCE_COLOR.")
  var color: ColorChoice = .auto

  @Option(
    name: .customLong("sarif-base"),
    help: ArgumentHelp(
      """
      The folder that places in SARIF, GitHub and GitLab reports are relative to; by default the \
      top folder of the git work tree that holds the input, else the working folder.
      """, valueName: "dir"), transform: OptionText.file)
  var base: String?

  /// The formats, for `--help`.
  static let list = ReportFormat.allCases.map { format in
    let profiles = format.profiles.joined(separator: ", ")
    return "  \(format.rawValue) (\(profiles)): \(format.summary)"
  }.joined(separator: "\n")

  var reports: ReportRequests { ReportRequests(format) }

  func validate() throws {
    try reports.checkDestinations()
    if let base, !FileBase.isFolder(base) {
      throw OptionError("--sarif-base \(VisibleText.line(base)) is not a folder")
    }
  }
}

extension ColorChoice: ExpressibleByArgument {}
