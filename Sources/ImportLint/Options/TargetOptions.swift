import ArgumentParser
import Engine

/// Which Rancher the cluster is to join.
struct TargetOptions: ParsableArguments {
  @Option(
    name: .customLong("rancher"),
    help: ArgumentHelp(
      "Version of the Rancher to join, e.g. 2.13.1; several, separated by commas; or all.",
      valueName: "version"), transform: RequestedVersions.init(parsing:))
  var versions: RequestedVersions?

  @Option(
    name: .customLong("rancher-url"),
    help: ArgumentHelp("Its URL, as the cluster reaches it.", valueName: "url"),
    transform: OptionText.name)
  var url: String?

  @Option(
    name: .customLong("target"),
    help: ArgumentHelp(
      "A file with all that is known about it and what you intend; see docs/fields.md.",
      valueName: "file"), transform: OptionText.file)
  var file: String?

  var request: TargetRequest {
    TargetRequest(versions: versions ?? .one(nil), url: url, file: file)
  }
}
