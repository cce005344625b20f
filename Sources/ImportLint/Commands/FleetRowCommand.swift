import ArgumentParser
import Basics
import Engine
import Findings
import Fleet
import Reports

/// Judges one cluster of a fleet: what `fleet check` runs for each, in a process of its own.
struct FleetRowCommand: Subcommand {
  static let action = "judge"
  static let configuration = CommandConfiguration(
    commandName: "row", abstract: "Judge one cluster, and print its row.", shouldDisplay: false)

  @OptionGroup var input: InputOptions
  @OptionGroup var terms: TermOptions

  @Option(
    help: ArgumentHelp("The day on which waivers must hold.", valueName: "day"),
    transform: OptionText.day)
  var day: CivilDate?

  @Option(
    help: ArgumentHelp("Where full reports go, without an ending.", valueName: "path"),
    transform: OptionText.file)
  var reports: String?

  func end() throws(Ending) -> Ending {
    var request = terms.request(of: input.inputs, jobs: input.jobs)
    if let day { request.waivers?.day = day }
    request.needsChecksums = true
    request.listsPasses = reports != nil
    let judgement = Check(request, endsWithProcess: true).judgement()
    if let reports {
      for format in [ReportFormat.json, .html] {
        try write(format.render(judgement), to: "\(reports).\(format.rawValue)")
      }
    }
    let row = FleetRow(judgement)
    return OutputStream.output.write(bytes: row.json).ending ?? .done
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Ending) {
    do throws(ReportFile.Failure) {
      try ReportFile(path: path).write(bytes)
    } catch {
      throw .failure("\(path) cannot be written: \(error.reason)", doing: "report")
    }
  }
}
