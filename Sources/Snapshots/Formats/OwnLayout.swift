extension SnapshotFormat {
  /// The layout that ImportLint itself writes: `nodes/`, `probes/`, `rke/`, `cloud/`,
  /// `access/` and the manifest at the top of an input. Resources in it are files of kubectl.
  ///
  /// An input may also be one of those folders itself: `check get-yaml/ nodes/`.
  static let ownLayout = SnapshotFormat(
    "importlint", "the layout of ImportLint's own snapshots",
    role: { path, root in
      if path == ["importlint-snapshot.yaml"] { return .manifest }
      if let role = OwnLayout.role(in: root.names.last ?? "", path) { return role }
      return path.first.flatMap { OwnLayout.role(in: $0, Array(path.dropFirst())) }
    })
}

enum OwnLayout {
  /// The layout's folders.
  static let folders: Set<String> = ["nodes", "probes", "rke", "cloud", "access"]

  /// What a file of one of the layout's folders is, by its path there; nil for other folders.
  fileprivate static func role(in folder: String, _ rest: [String]) -> MemberRole? {
    switch folder {
    case "nodes" where rest.count == 2 && rest[1] == NodeManifestReader.name:
      return .nodeManifest(rest[0])
    case "nodes" where rest.count == 2 && isObjectFile(rest[1]):
      // Other tools have a folder `nodes` too: `nodes/cluster/n1.json` is an object.
      return nil
    case "nodes" where rest.count >= 2:
      return .node(rest[0], path: rest.dropFirst().joined(separator: "/"))
    case "probes" where rest.count == 2 && rest[1] == "rancher.json":
      return .probe(from: rest[0])
    case "probes" where (1...2).contains(rest.count) && isObjectFile(rest.last ?? ""):
      let from = rest.count == 2 ? rest[0] : String(rest[0].prefix { $0 != "." })
      return .stray(meant: "probes/\(from)/rancher.json")
    case "rke" where rest == ["cluster.yml"] || rest == ["cluster.yaml"]:
      return .rke(name: rest[0])
    case "rke" where rest.count == 1 && rest[0].hasSuffix(".rkestate"):
      return .rke(name: rest[0])
    case "rke" where rest.count == 1 && !rest[0].hasSuffix(".yaml"):
      return .stray(meant: "rke/cluster.yml or rke/cluster.rkestate")
    case "cloud" where rest.count >= 2:
      return .cloud(provider: rest[0], name: rest.dropFirst().joined(separator: "/"))
    case "access" where rest.count == 1 && rest[0].hasSuffix(AccessList.suffix):
      return .access(identity: String(rest[0].dropLast(AccessList.suffix.count)))
    default: return nil
    }
  }

  /// Whether a file at the top of a node's folder may be an object of another layout.
  private static func isObjectFile(_ name: String) -> Bool {
    name != NodeFiles.runningKubelet
      && [".json", ".yaml", ".yml"].contains(where: asciiLowercased(name).hasSuffix)
  }
}
