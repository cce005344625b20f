extension SnapshotFormat {
  /// `kubectl cluster-info dump --output-directory`: `nodes.*` and, for each namespace, a folder
  /// with seven lists. (Its form on standard output is recognised by its content: `KubectlText`.)
  ///
  /// The command lists without selectors, so each list is complete. It lists nodes and the seven
  /// types below, and nothing else: that Secrets or webhooks are missing says nothing about them.
  public static let clusterInfoDump = SnapshotFormat(
    "cluster-info-dump", "output of kubectl cluster-info dump",
    isRoot: { folder in
      let hasNodes = ["json", "yaml"].contains { folder.files.contains("nodes.\($0)") }
      return folder.folders.contains { name in
        let stems = Set(folder[name].files.compactMap(ClusterInfoDump.stem))
        if stems.isSuperset(of: ["replication-controllers", "daemonsets"]) { return true }
        return hasNodes && stems.isSuperset(of: ["pods", "events"])
      }
    },
    role: { path, _ in
      guard let stem = path.last.flatMap(ClusterInfoDump.stem) else { return nil }
      if path.count == 1, stem == "nodes" {
        let nodes = ResourceType(group: "", plural: "nodes")
        return .resources(at: ListPlace(type: nodes, namespace: nil))
      }
      guard path.count == 2, let type = ClusterInfoDump.lists[stem] else { return nil }
      return .resources(at: ListPlace(type: type, namespace: path[0]))
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

  /// The part of a file's name before `.json` or `.yaml`; nil for other names.
  fileprivate static func stem(_ name: String) -> String? {
    for ending in [".json", ".yaml", ".yml"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return nil
  }

  /// Each list is complete for its namespace; together they stand for all namespaces where those
  /// are among them that a dump without `--all-namespaces` lacks, and none of the dump's
  /// namespaces lacks the list.
  @Sendable fileprivate static func claims(_ lists: [PlacedList]) -> [EvidenceClaim] {
    let namespaces = Set(lists.compactMap(\.place.namespace))
    var covered: [ResourceType: [String: ClaimOrigin]] = [:]
    for list in lists where list.isWhole {
      guard let namespace = list.place.namespace else { continue }
      covered[list.place.type, default: [:]][namespace] = list.origin
    }
    return covered.keys.sorted(by: ResourceType.isOrderedBefore).flatMap { type in
      let origins = (covered[type] ?? [:]).sorted { $0.key < $1.key }
      let names = Set(origins.map(\.key))
      let isWhole = namespaces.union(everywhere).isSubset(of: names)
      return origins.map { name, origin in
        EvidenceClaim(
          subject: .type(type), extent: isWhole ? .everything(.assumed) : .namespaces([name]),
          origin: origin, detail: isWhole ? nil : "the dump has only some namespaces")
      }
    }
  }
}
