extension SnapshotFormat {
  /// `kubectl cluster-info dump --output-directory`: `nodes.*` and, for each namespace, a folder
  /// with seven lists. (Its form on standard output is recognised by its content: `KubectlText`.)
  ///
  /// The command lists without selectors, so each list is complete. It lists nodes and the seven
  /// types below, and nothing else: that Secrets or webhooks are missing says nothing about them.
  static let clusterInfoDump = SnapshotFormat(
    "cluster-info-dump", "output of kubectl cluster-info dump",
    isRoot: { folder in
      let hasNodes = ["json", "yaml"].contains { folder.files.contains("nodes.\($0)") }
      return folder.folders.contains { name in
        let stems = Set(folder[name].files.compactMap(FileNames.stem))
        if stems.isSuperset(of: ["replication-controllers", "daemonsets"]) { return true }
        return hasNodes && stems.isSuperset(of: ["pods", "events"])
      }
    },
    role: { path, _ in
      guard let stem = path.last.flatMap(FileNames.stem) else { return nil }
      if path.count == 1, stem == "nodes" {
        return .resources(at: ListPlace(SnapshotContent.nodes, .cluster))
      }
      guard path.count == 2, let type = ClusterInfoDump.lists[stem] else { return nil }
      return .resources(at: ListPlace(type, .namespace(path[0])))
    },
    claims: ClusterInfoDump.claims)
}

enum ClusterInfoDump {
  /// The lists of a namespace: file name without extension, and type.
  static let lists: [String: ResourceType] = [
    "events": ResourceType(group: "", plural: "events"),
    "replication-controllers": ResourceType(group: "", plural: "replicationcontrollers"),
    "services": ResourceType(group: "", plural: "services"),
    "daemonsets": ResourceType(group: "apps", plural: "daemonsets"),
    "deployments": ResourceType(group: "apps", plural: "deployments"),
    "replicasets": ResourceType(group: "apps", plural: "replicasets"),
    "pods": ResourceType(group: "", plural: "pods"),
  ]

  /// Namespaces that every cluster has. A dump without `--all-namespaces` has `default` and
  /// `kube-system` only; one with all four was made of all namespaces.
  private static let everywhere = ["default", "kube-node-lease", "kube-public", "kube-system"]

  /// Each list is complete for its namespace; together they stand for all namespaces where those
  /// are among them that a dump without `--all-namespaces` lacks, and none of the dump's
  /// namespaces lacks the list.
  @Sendable fileprivate static func claims(_ lists: [PlacedList]) -> [EvidenceClaim] {
    let namespaces = Set(lists.map(\.namespace)).union(everywhere)
    var covered: [EvidenceClaim.Subject: Set<String>] = [:]
    for list in lists {
      if let subject = list.subject { covered[subject, default: []].insert(list.namespace) }
    }
    let whole = Set(covered.filter { namespaces.isSubset(of: $0.value) }.keys)
    return PlacedList.claims(lists).map { claim in
      var claim = claim
      if whole.contains(claim.subject) {
        claim.extent = .everything(.assumed)
      } else {
        claim.detail = "the dump has only some namespaces"
      }
      return claim
    }
  }
}
