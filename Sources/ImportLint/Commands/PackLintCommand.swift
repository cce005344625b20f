import ArgumentParser
import Engine
import Findings
import RuleTesting

/// Looks over packs that are valid.
struct PackLintCommand: Subcommand {
  static let action = "look the pack over"
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what an author should look at in a pack that is valid.",
    discussion: """
      Fields that an object may lack and that are read as if they were there; validations and \
      conditions that decide nothing; variables, definitions and parameters that nothing uses; \
      what may cost more than its limit in a large cluster; verdicts that no example shows; API \
      groups, versions and plurals that Kubernetes does not have; translations that lack a rule or \
      are older than its text. Each with its place, why, and what to do.

        importlint pack lint acme/
        importlint pack lint acme/ --format json

      EXIT CODES
        0  nothing was found
        1  something was found
        2  a pack is not valid
      """)

  @Argument(
    help: ArgumentHelp("A rule pack, or rancher-import.", valueName: "pack"))
  var packs: [String]
  @Option(
    name: .customLong("pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "A pack that those extend, or that extends them. May be given several times.",
      valueName: "dir"), transform: OptionText.file)
  var others: [String] = []
  @Option(
    help: ArgumentHelp("Threads to use; all processors by default.", valueName: "n"),
    transform: ThreadCount.parse)
  var jobs: Int?
  @Option(help: "Form of the list.") var format: InspectionFormat = .text

  private var request: PackTest.Request {
    var request = PackTest.Request(packs: packs, toolVersion: ToolInfo.current.version)
    request.extended = others
    request.fetched = PackFetch.all(of: packs + others)
    request.jobs = jobs ?? ThreadCount.available
    return request
  }

  func end() throws(Ending) -> Ending {
    let lint: PackLint
    do throws(Obstacle) {
      lint = try PackLint(request)
    } catch {
      throw Ending(error, doing: Self.action)
    }
    let report = LintReport(lint.run())
    return OutputStream.output.write(bytes: report.bytes(format, for: .output)).ending
      ?? report.ending
  }
}
