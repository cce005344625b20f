import ArgumentParser
import Engine
import Findings
import Reports

/// Writes a target file from what a Rancher says of itself.
struct TargetCommand: Subcommand {
  static let action = "write the target"
  static let configuration = CommandConfiguration(
    commandName: "target",
    abstract: "Fill a target file from an export of the Rancher that the cluster is to join.",
    discussion: """
      The export is what kubectl says on the cluster that Rancher runs on: its settings, features \
      and clusters, and, where it may be read, the Deployment and the Ingress of Rancher. Version, \
      URL, CA, TLS mode of agents, install UUID, registry and the names that are taken come from \
      it. What it does not hold is said in a comment and left blank, as is what only people know.

        kubectl get settings.management.cattle.io,features.management.cattle.io,\
      clusters.management.cattle.io -o yaml > rancher.yaml
        importlint target --from-rancher rancher.yaml --ca-file ca.pem > target.yaml

      EXIT CODES
        0  the target is printed
        2  importlint could not do its job
      """)

  @Option(
    name: .customLong("from-rancher"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Folders, files or archives with the export of one Rancher.", valueName: "export"),
    transform: OptionText.file)
  var exports: [String]

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp(
      "A file to write the CA to that Rancher hands to agents; the target names it.",
      valueName: "file"), transform: OptionText.file)
  var authorityFile: String?

  func end() throws(Ending) -> Ending {
    let export: RancherTarget
    do {
      try OutputGuard(writing: authorityFile.map { [$0] } ?? []).check(inputs: exports)
      export = try RancherTarget(
        exports, authorityFile: authorityFile, jobs: ThreadCount.available)
    } catch let obstacle as Obstacle {
      throw Ending(obstacle, doing: Self.action)
    } catch {
      throw .failure("\(error)", doing: Self.action)
    }
    OutputStream.error.write(problems: export.problems)
    if let authorityFile, let pem = export.authority {
      do throws(ReportFile.Failure) {
        try ReportFile(path: authorityFile).write(Array(pem.utf8))
      } catch {
        throw .failure("\(authorityFile) cannot be written: \(error.reason)", doing: Self.action)
      }
    }
    return OutputStream.output.write(text: export.template.text()).ending ?? .done
  }
}
