import ArgumentParser
import Basics
import Documents
import Engine
import Findings
import Reports
import Rules

/// Prints specifications for other tools that gather what rules read.
struct ExportCommand: Subcommand {
  static let action = "export"
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print a specification with which another tool gathers what the rules read.",
    discussion: """
      troubleshoot is a SupportBundle for `kubectl support-bundle`, sonobuoy a plugin for \
      `sonobuoy run`. Both read only; what they gather is read as it is.

        importlint export troubleshoot > importlint.yaml
        importlint export sonobuoy --pack acme/ > importlint.yaml

      EXIT CODES
        0  the specification is printed
        2  importlint could not do its job
      """)

  /// The tools.
  enum Tool: String, CaseIterable, ExpressibleByArgument {
    case troubleshoot, sonobuoy
  }

  @Argument(help: "The tool: troubleshoot or sonobuoy.") var tool: Tool
  @OptionGroup var packs: PackOptions

  @Option(
    help: ArgumentHelp(
      "For sonobuoy: an image with a shell, kubectl, tar and gzip; by default Rancher's agent.",
      valueName: "image"), transform: OptionText.name)
  var image: String?

  func validate() throws {
    guard image == nil || tool == .sonobuoy else {
      throw OptionError("--image is for sonobuoy: Troubleshoot runs nothing in the cluster here")
    }
  }

  func end() throws(Ending) -> Ending {
    let set = packs.request.load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    let needs = set.collectionNeeds
    let bytes =
      switch tool {
      case .troubleshoot: TroubleshootSpec(needs, tool: .current).render()
      case .sonobuoy:
        SonobuoyPlugin(needs, image: image ?? Self.agent(of: set), tool: .current).render()
      }
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }

  /// The agent of the newest Rancher that the data know: it has kubectl.
  private static func agent(of set: RuleSet) -> String {
    "rancher/rancher-agent" + (set.rancherReleases.last.map { ":v\($0)" } ?? "")
  }
}
