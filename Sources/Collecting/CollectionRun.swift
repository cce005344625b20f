import Findings

/// What is collected, and how: a run of it, or what the run would call and must be allowed.
public struct CollectionRun: Sendable {
  /// Whose snapshot it is.
  public enum Source: Sendable {
    /// The cluster to import, by what the rules read of it.
    case cluster(CollectionNeeds)
    /// The Rancher to join, by what it says of itself.
    case rancher
  }

  public let source: Source
  public let kubectl: Kubectl
  /// What is gathered by pods; nil if none are made.
  public var pods: CollectionPods?
  public var leavesSecretsOut = false
  /// Whether kubelets are asked for the configuration that they run with.
  public var asksKubelets = true
  /// How many calls run at a time.
  public var jobs = 4

  public init(of source: Source, _ kubectl: Kubectl) {
    self.source = source
    self.kubectl = kubectl
  }

  /// Collects. It never throws: what failed stands in the summary and in the manifest.
  public func run(
    into writer: SnapshotWriter, onEvent: @Sendable @escaping (CollectionEvent) -> Void
  ) async -> CollectionSummary {
    switch source {
    case .rancher:
      var export = RancherExport(kubectl, into: writer)
      export.onEvent = onEvent
      return await export.run()
    case .cluster(let needs):
      var collector = SnapshotCollector(kubectl, needs: needs, into: writer)
      collector.leavesSecretsOut = leavesSecretsOut
      collector.asksKubelets = asksKubelets
      collector.jobs = jobs
      collector.onEvent = onEvent
      var summary = await collector.run()
      guard let pods, summary.end == nil else { return summary }
      var inside = PodCollection(pods, kubectl, into: writer)
      inside.jobs = jobs
      inside.onEvent = onEvent
      await inside.run(into: &summary)
      return summary
    }
  }

  /// The calls as lines for a shell, each with the file that it fills below `folder`.
  public func script(into folder: String) -> String {
    guard case .cluster(let needs) = source else {
      return RancherExport.script(kubectl, into: folder)
    }
    var script = CollectionScript(needs, kubectl)
    script.leavesSecretsOut = leavesSecretsOut
    script.asksKubelets = asksKubelets
    return script.text(into: folder) + (pods?.script(kubectl, into: folder) ?? "")
  }

  /// The least ClusterRole that suffices.
  public var role: String {
    guard case .cluster(let needs) = source else { return RancherExport.role }
    var role = CollectionRole(needs)
    role.leavesSecretsOut = leavesSecretsOut
    role.asksKubelets = asksKubelets
    return role.text + (pods == nil ? "" : CollectionPods.roleRules)
  }
}
