import Basics

/// What the Rancher to join says of itself: an export of the cluster that it runs in, of which
/// `importlint target --from-rancher` makes a target file. No Secret is read, and no credential.
struct RancherExport: Sendable {
  var onEvent: @Sendable (CollectionEvent) -> Void = { _ in }
  private let kubectl: Kubectl
  private let writer: SnapshotWriter

  /// The settings that a target file is made of.
  static let settings = [
    "agent-tls-mode", "cacerts", "imported-cluster-version-management", "install-uuid",
    "internal-cacerts", "internal-server-url", "server-url", "server-version",
    "system-default-registry", "system-namespaces",
  ]

  private struct Call: Sendable {
    let name: String
    let words: [String]
    let file: String
    /// Why the list is not all there is; nil if it is.
    var limit: String?
  }

  /// Names of clusters, without what says how to reach them.
  private static let clusters =
    #"{{"apiVersion: v1\nkind: List\nitems:"}}{{if not .items}}{{" []"}}{{end}}{{"\n"}}"#
    + #"{{range .items}}{{"- apiVersion: management.cattle.io/v3\n  kind: Cluster\n"}}"#
    + #"{{printf "  metadata:\n    name: %q\n" .metadata.name}}"#
    + #"{{with .spec}}{{with .displayName}}{{printf "  spec:\n    displayName: %q\n" .}}"#
    + #"{{end}}{{end}}{{end}}"#

  /// Rancher's Deployment: its images, which name the version, and not its environment.
  private static let deployment =
    #"{{"apiVersion: apps/v1\nkind: Deployment\n"}}"#
    + #"{{printf "metadata:\n  name: %q\n  namespace: %q\n" .metadata.name .metadata.namespace}}"#
    + #"{{"spec:\n  template:\n    spec:\n      containers:\n"}}"#
    + #"{{range .spec.template.spec.containers}}"#
    + #"{{printf "      - name: %q\n        image: %q\n" .name .image}}{{end}}"#

  private static let calls = [
    Call(
      name: "settings.management.cattle.io",
      words: ["get", "settings.management.cattle.io"] + settings
        + ["--ignore-not-found", "-o=json"],
      file: "resources/settings.management.cattle.io.json",
      limit: "only the settings that a target file is made of"),
    Call(
      name: "features.management.cattle.io",
      words: ["get", "features.management.cattle.io", "-o=json"],
      file: "resources/features.management.cattle.io.json"),
    Call(
      name: "clusters.management.cattle.io",
      words: ["get", "clusters.management.cattle.io", "-o=go-template=\(clusters)"],
      file: "resources/clusters.management.cattle.io.yaml"),
    Call(
      name: "deployments.apps",
      words: [
        "get", "deployments.apps", "rancher", "--namespace=cattle-system",
        "-o=go-template=\(deployment)",
      ],
      file: "resources/deployments.apps.yaml", limit: "only Rancher's own"),
  ]

  init(_ kubectl: Kubectl, into writer: SnapshotWriter) {
    self.kubectl = kubectl
    self.writer = writer
  }

  /// Exports; what failed stands in the summary.
  func run() async -> CollectionSummary {
    var summary = CollectionSummary()
    for (i, call) in RancherExport.calls.enumerated() {
      onEvent(.began(call.name))
      let entry: CollectionEntry
      do throws(KubectlFailure) {
        let printed = try await kubectl.output(of: call.words)
        try await save(printed, to: call.file)
        entry = CollectionEntry(name: call.name, state: .complete, size: printed.count)
        let state = call.limit.map { SnapshotManifest.State.partial($0) } ?? .complete
        await writer.note(state, of: call.name)
      } catch {
        let isDenied = error.kind == .denied
        entry = CollectionEntry(
          name: call.name, state: isDenied ? .denied(error.message) : .absent(error.message))
        await writer.note(entry.state, of: call.name)
        if error.isFinal || error.kind == .unreachable { summary.end = error }
      }
      summary.types.append(entry)
      onEvent(.ended(entry, done: i + 1, of: RancherExport.calls.count))
      if summary.end != nil { break }
    }
    let isComplete = summary.isComplete
    await writer.note { $0.isFinished = isComplete }
    return summary
  }

  private func save(_ bytes: [UInt8], to file: String) async throws(KubectlFailure) {
    do throws(SnapshotFolder.Failure) {
      try writer.folder.write(bytes, to: file)
    } catch {
      throw KubectlFailure(.fullDisk, error.reason)
    }
  }

  // MARK: What it takes

  /// The calls as lines for a shell, each with the file that it fills below `folder`.
  static func script(_ kubectl: Kubectl, into folder: String) -> String {
    let lines = calls.map {
      "\(kubectl.shell($0.words))  # \(QuotedText.shell("\(folder)/\($0.file)"))"
    }
    return "# Nothing was run. These calls only read, and read no Secret.\n"
      + lines.map { $0 + "\n" }.joined()
  }

  /// The least role that suffices.
  static var role: String {
    """
    # What `importlint collect --rancher-server` reads, in the cluster that Rancher runs in.
    # To give it to a user:
    #   kubectl apply -f role.yaml
    #   kubectl create clusterrolebinding importlint-rancher \\
    #     --clusterrole=importlint-rancher --user=NAME
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata:
      name: importlint-rancher
    rules:
      - apiGroups: ["management.cattle.io"]
        resources: ["clusters", "features"]
        verbs: [list]
      - apiGroups: ["management.cattle.io"]
        resources: ["settings"]
        resourceNames: [\(settings.joined(separator: ", "))]
        verbs: [get]
      - apiGroups: ["apps"]
        resources: ["deployments"]
        resourceNames: ["rancher"]
        verbs: [get]

    """
  }
}
