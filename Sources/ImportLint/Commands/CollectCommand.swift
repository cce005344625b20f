import ArgumentParser
import Basics
import Collecting
import Documents
import Engine
import Findings
import Reports
import Rules

/// Collects a snapshot through the user's kubectl.
struct CollectCommand: Subcommand {
  static let action = "collect"
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Collect a snapshot of a cluster through kubectl, reading only.",
    discussion: """
      Runs kubectl for each type that the rules read, and writes a snapshot that says how \
      complete it is. Values of Secrets are never taken. Works with restricted rights: what is \
      denied is said, in the API server's words.

        importlint collect
        importlint collect --context prod --output prod.tar.gz
        importlint collect --dry-run
        importlint collect --print-rbac > role.yaml
        importlint collect --nodes --probe https://rancher.example.com --rancher 2.13.1
        importlint collect --rancher-server --context rancher --output rancher/

      --nodes and --probe make pods in the cluster and remove them at the end; they say so before, \
      and nothing else writes to the cluster. What they gather: docs/nodes.md.

      With --rancher-server it exports what the Rancher to join says of itself, for \
      `importlint target --from-rancher`.

      EXIT CODES
        0  everything is there
        3  something is missing (denied, failed, or the run was interrupted);
           what is there is a valid snapshot
        2  nothing that can be judged was collected

      See docs/collecting.md.
      """)

  @OptionGroup(title: "kubectl") var kubectl: KubectlOptions
  @OptionGroup(title: "Rules") var packs: PackOptions
  @OptionGroup(title: "Pods") var inside: PodOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "A new folder, or FILE.tar.gz; by default snapshot/, or rancher/ with --rancher-server.",
      valueName: "path"), transform: OptionText.file)
  var output: String?

  @Flag(help: "Replace what an earlier run left unfinished there.")
  var force = false

  @Option(
    help: ArgumentHelp("The cluster's name, for the snapshot.", valueName: "name"),
    transform: OptionText.name)
  var name: String?

  @Flag(help: "Leave Secrets out altogether.")
  var noSecrets = false

  @Flag(help: "Do not ask kubelets for the configuration that they run with.")
  var noKubelets = false

  @Flag(help: "Export what the Rancher to join says of itself.")
  var rancherServer = false

  @Flag(help: "Print the commands, and run nothing.")
  var dryRun = false

  @Flag(name: .customLong("print-rbac"), help: "Print the least ClusterRole, and run nothing.")
  var printsRole = false

  func validate() throws {
    if rancherServer, inside.nodes || inside.probe != nil {
      throw OptionError("--rancher-server exports of a Rancher, and makes no pods there")
    }
    if dryRun, printsRole { throw OptionError("--dry-run and --print-rbac print different things") }
  }

  func end() throws(Ending) -> Ending {
    if inside.cleanup { return try cleanedUp() }
    let collection = try collection()
    let destination = CollectionOutput(output ?? (rancherServer ? "rancher" : "snapshot"))
    if printsRole || dryRun {
      let text = printsRole ? collection.role : collection.script(into: destination.folder)
      return OutputStream.output.write(text: text).ending ?? .done
    }
    let writer = try begin(destination)
    if let pods = collection.pods {
      OutputStream.error.write(text: VisibleText.line(pods.announcement) + "\n")
    }
    let progress = CollectionProgress()
    let summary = InterruptibleTask.run {
      await collection.run(into: writer, onEvent: progress.note)
    }
    progress.end()
    guard let summary else { throw .failure(systemError(), doing: Self.action) }
    return try ending(of: summary, destination)
  }

  private func collection() throws(Ending) -> CollectionRun {
    let needs = rancherServer ? nil : try readNeeds()
    var collection = CollectionRun(
      of: needs.map { .cluster($0) } ?? .rancher, kubectl.kubectl)
    collection.pods = try readPods()
    collection.leavesSecretsOut = noSecrets
    collection.asksKubelets = !noKubelets
    collection.jobs = kubectl.jobs
    return collection
  }

  private func begin(_ destination: CollectionOutput) throws(Ending) -> SnapshotWriter {
    do throws(SnapshotFolder.Failure) {
      return try destination.begin(
        SnapshotManifest(clusterName: name, time: WallClock.now, tool: ToolInfo.current.text),
        replacesUnfinished: force)
    } catch {
      throw .failure(error.reason, doing: Self.action)
    }
  }

  /// Removes what earlier runs left in the cluster.
  private func cleanedUp() throws(Ending) -> Ending {
    let kubectl = kubectl.kubectl
    let failures = InterruptibleTask.run { await CollectionPods.cleanUp(kubectl) }
    guard let failure = failures?.first else {
      return Ending(code: 0, sentence: "nothing of importlint is left in the cluster")
    }
    throw .failure(VisibleText.line(failure.message), doing: "clean up")
  }

  private func readPods() throws(Ending) -> CollectionPods? {
    do throws(ProbeRequest.Failure) {
      return try inside.pods()
    } catch {
      throw .failure(error.reason, doing: Self.action)
    }
  }

  private func readNeeds() throws(Ending) -> CollectionNeeds {
    let set = packs.request.load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    OutputStream.error.write(problems: set.problems.filter { $0.severity > .note })
    return set.collectionNeeds
  }

  // MARK: The end

  private func ending(of summary: CollectionSummary, _ destination: CollectionOutput) throws(Ending)
    -> Ending
  {
    guard summary.isUsable else {
      destination.forget()
      let first = summary.missing.first.map { "\($0.name): \($0.state.reason ?? "")" }
      throw .failure(
        VisibleText.line(summary.end?.message ?? first ?? "nothing was printed"),
        doing: Self.action)
    }
    do throws(SnapshotFolder.Failure) {
      try destination.finish()
    } catch {
      OutputStream.error.write(text: "what was collected is in \(destination.folder)\n")
      throw .failure(error.reason, doing: "pack what was collected")
    }
    let text = CollectionText(summary, path: destination.path, isOfRancher: rancherServer)
    if let ending = OutputStream.output.write(text: text.report).ending { return ending }
    return Ending(code: summary.isComplete ? 0 : 3, sentence: text.sentence)
  }
}
