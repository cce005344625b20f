import Basics

extension SnapshotFormat {
  /// The layout that ImportLint itself writes: `nodes/`, `probes/`, `rke/`, `cloud/`,
  /// `access/` and the manifest at the top of an input, or of a folder in it. Resources in it are
  /// files of kubectl.
  ///
  /// An input may also be one of those folders itself: `check get-yaml/ nodes/`.
  static let ownLayout = SnapshotFormat(
    "importlint", "the layout of ImportLint's own snapshots", isGeneral: true, isOpen: true,
    isRoot: OwnLayout.isRoot,
    role: { path, root in
      if path == ["importlint-snapshot.yaml"] { return .manifest }
      if root.folder.path.isEmpty, let role = OwnLayout.role(in: root.names.last ?? "", path) {
        return role
      }
      return path.first.flatMap { OwnLayout.role(in: $0, Array(path.dropFirst())) }
    })
}

enum OwnLayout {
  /// The layout's folders.
  static let folders: Set<String> = ["nodes", "probes", "rke", "cloud", "access"]

  /// Whether a folder that is not the top of an input is one of this layout. Folders of these names
  /// are in other trees, too: their files tell.
  @Sendable fileprivate static func isRoot(_ folder: MemberTree.Folder) -> Bool {
    let (nodes, probes) = (folder["nodes"], folder["probes"])
    return folder.files.contains("importlint-snapshot.yaml")
      || nodes.folders.contains { NodeCopy.isRoot(nodes[$0]) }
      || probes.folders.contains { probes[$0].files.contains("rancher.json") }
      || folder["access"].files.contains { $0.hasSuffix(AccessList.suffix) }
  }

  /// What a file of one of the layout's folders is, by its path there; nil for other folders.
  fileprivate static func role(in folder: String, _ rest: [String]) -> MemberRole? {
    switch folder {
    case "nodes" where rest.count == 1: return .stray(meant: "nodes/<node>/<path on the node>")
    case "nodes" where rest.count == 2 && rest[1] == NodeManifestReader.name:
      return .nodeManifest(rest[0])
    case "nodes" where rest.count == 2 && isObjectFile(rest[1]):
      // Other tools have a folder `nodes` too: `nodes/cluster/n1.json` is an object.
      let place = UnreadNodeFiles.meant(by: rest[1]) ?? "<path on the node>"
      return .stray(meant: "nodes/\(rest[0])/\(place)")
    case "nodes" where rest.count >= 2:
      return .node(rest[0], path: rest.dropFirst().joined(separator: "/"))
    case "probes" where rest.count == 2 && rest[1] == "rancher.json":
      return .probe(from: rest[0])
    case "probes":
      let from = rest.count > 1 ? rest[0] : String(rest.first?.prefix { $0 != "." } ?? "")
      return .stray(meant: "probes/\(from == "rancher" ? "<node>" : from)/rancher.json")
    case "rke" where rest == ["cluster.yml"] || rest == ["cluster.yaml"]:
      return .rke(name: rest[0])
    case "rke" where rest.count == 1 && rest[0].hasSuffix(".rkestate"):
      return .rke(name: rest[0])
    case "rke" where rest.count == 1:
      return .stray(meant: "rke/cluster.yml or rke/cluster.rkestate")
    case "cloud" where rest.count >= 2:
      return .cloud(provider: rest[0], name: rest.dropFirst().joined(separator: "/"))
    case "cloud": return .stray(meant: "cloud/<provider>/\(rest.first ?? "")")
    case "access" where rest.count == 1 && rest[0].hasSuffix(AccessList.suffix):
      return .access(identity: String(rest[0].dropLast(AccessList.suffix.count)))
    case "access" where rest.count == 1:
      return .stray(meant: "access/<identity>\(AccessList.suffix)")
    default: return nil
    }
  }

  /// Whether a file at the top of a node's folder may be an object of another layout.
  private static func isObjectFile(_ name: String) -> Bool {
    name != NodeFiles.runningKubelet
      && [".json", ".yaml", ".yml"].contains(where: asciiLowercased(name).hasSuffix)
  }

  // MARK: Misspelt folders

  /// Folders at the top of an input whose names are nearly those of this layout, and which have
  /// files that would be read there; with what they are perhaps meant for.
  static func misspelt(in tree: MemberTree) -> [(name: String, meant: String)] {
    let names = tree.folder([]).folders.subtracting(folders).sortedByBytes()
    return names.compactMap { name in
      let lower = asciiLowercased(name)
      let near = closestWord(to: lower, among: folders.sortedByBytes(), most: 2)
      guard let meant = folders.contains(lower) ? lower : near else { return nil }
      let isUsed = tree.members.contains { member in
        let path = member.components
        return path[0].equalsByBytes(name) && isRead(in: meant, Array(path.dropFirst()))
          && !(path.count > 2 && NodeCopy.isRoot(tree.folder([name])[path[1]]))
      }
      return isUsed ? (name, meant) : nil
    }
  }

  /// Whether a file would be read in a folder of this layout, and is not elsewhere.
  private static func isRead(in folder: String, _ rest: [String]) -> Bool {
    switch role(in: folder, rest) {
    // Files of RKE1 are read wherever they lie.
    case .node, .nodeManifest, .probe, .cloud, .access: true
    case .stray: folder == "probes" && rest.last == "rancher.json"
    default: false
    }
  }
}
