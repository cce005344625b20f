import ArgumentParser
import Documents
import Engine
import Findings
import Snapshots

/// Shows what was read.
struct InspectCommand: Subcommand {
  static let action = "inspect"
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what was read from a snapshot: formats, resources, nodes, evidence, problems.",
    discussion: """
      Nothing is judged. Where a rule is unknown, this shows what importlint found and what not.

        importlint inspect snapshot/
        importlint inspect get-yaml/ nodes/ --format json
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var filter: FilterOptions
  @Option(help: "Form of the overview.") var format: InspectionFormat = .text
  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

  func end() throws(Ending) -> Ending {
    var request = CheckRequest(inputs: input.inputs)
    request.jobs = input.jobs ?? ThreadCount.available
    request.needsChecksums = format == .json
    request.filter = filter.filter
    let progress = Progress()
    progress.begin("reading the snapshot")
    let inspection = Inspection(request.snapshot(into: DocumentStore(), ReasonTable()))
    progress.end()
    let bytes =
      switch format {
      case .text: inspection.text(.output)
      case .json: inspection.json
      }
    if let ending = OutputStream.output.write(bytes: bytes).ending { return ending }
    if let fatal = inspection.problems.first(where: \.isFatal) {
      if format == .json { OutputStream.error.write(problems: inspection.problems) }
      let place = fatal.places.first.map { "\($0.text): " } ?? ""
      return .failure(place + fatal.message, doing: Self.action)
    }
    return .done
  }
}
