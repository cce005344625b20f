import Documents

/// `kubectl cluster-info dump --output-directory`: `nodes.*` and, for each namespace, a folder with
/// seven lists. Also its form on standard output, where the lists follow each other with logs in
/// between.
///
/// The command lists without selectors, so each list is complete. It lists nodes and the seven
/// types below, and nothing else: that Secrets or webhooks are missing says nothing about them.
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
  static let everywhere = ["default", "kube-node-lease", "kube-public", "kube-system"]

  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    let folders = tree[path].folders
    let hasNodes = ["json", "yaml"].contains { tree[path].files.contains("nodes.\($0)") }
    return folders.contains { folder in
      let stems = Set(tree[path + [folder]].files.compactMap(stem))
      if stems.isSuperset(of: ["replication-controllers", "daemonsets"]) { return true }
      return hasNodes && stems.isSuperset(of: ["pods", "events"])
    }
  }

  /// The part of a file's name before `.json` or `.yaml`; nil for other names.
  static func stem(_ name: String) -> String? {
    for ending in [".json", ".yaml", ".yml"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return nil
  }

  /// What a file below the dump's root is; nil where it is no part of a dump.
  static func role(of components: [String], root: [String]) -> FileRole? {
    let below = Array(components.dropFirst(root.count))
    guard let name = below.last, let stem = stem(name) else { return nil }
    if below.count == 1, stem == "nodes" {
      return .dump(root: root, namespace: nil, type: ResourceType(group: "", plural: "nodes"))
    }
    guard below.count == 2, let type = lists[stem] else { return nil }
    return .dump(root: root, namespace: below[0], type: type)
  }
}

extension ClusterInfoDump {
  /// A dump from standard output with its logs blanked out, so that only the lists are left and
  /// every offset stays what it was.
  static func withoutLogs(_ source: SourceText) -> SourceText {
    var bytes = Array(source.buffer)
    var cursor = 0
    while let start = source.firstOffset(of: KubectlText.dumpMarker, from: cursor) {
      var end = source.count
      if let marker = source.firstOffset(of: "\n==== END logs for container ", from: start) {
        end = source.lineRange(at: marker + 1).upperBound
      }
      for i in start..<end where bytes[i] != 0x0A { bytes[i] = 0x20 }
      cursor = end
    }
    return SourceText(path: source.path, text: String(decoding: bytes, as: UTF8.self))
  }
}

extension SnapshotAssembly {
  /// What the dumps prove: each list is complete for its namespace; together they stand for all
  /// namespaces where those are among them that a dump without `--all-namespaces` lacks.
  mutating func claimDumps() {
    for key in dumps.keys.sorted() {
      guard let dump = dumps[key] else { continue }
      for (type, covered) in dump.covered {
        let names = covered.keys.sorted()
        let isWhole =
          dump.namespaces.isSubset(of: names)
          && Set(ClusterInfoDump.everywhere).isSubset(of: names)
        for name in names {
          claims.append(
            EvidenceClaim(
              subject: .type(type),
              extent: isWhole ? .everything(.assumed) : .namespaces([name]), batch: key,
              input: dump.input, path: covered[name] ?? "",
              detail: isWhole ? nil : "the dump has only some namespaces"))
        }
      }
    }
  }
}
