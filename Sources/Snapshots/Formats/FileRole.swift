/// What a file is to the snapshot, by where it lies.
enum FileRole: Sendable {
  /// Anything that kubectl prints; the content decides.
  case resources
  /// A list of a cluster-info dump.
  case dump(root: [String], namespace: String?, type: ResourceType)
  /// A file of a node, by its path there, without a leading slash.
  case node(String, path: String)
  case probe(from: String)
  case rke(name: String)
  case cloud(provider: String, name: String)
  case manifest
  /// Part of a snapshot in a format that is recognised and not read.
  case unsupported(SnapshotFormat)

  var format: SnapshotFormat {
    switch self {
    case .resources: .kubectl
    case .dump: .clusterInfoDump
    case .node, .probe, .rke, .cloud, .manifest: .ownLayout
    case .unsupported(let format): format
    }
  }
}

/// The roles of one input's files.
struct RoleAssignment {
  private(set) var roles: [FileRole] = []
  /// Roots of what is recognised and not read, by the path that is shown.
  private(set) var unsupported: [(path: [String], format: SnapshotFormat)] = []

  /// `inputName` is the last component of the input's real path.
  init(_ entries: [InputEntry], inputName: String) {
    let tree = InputTree(entries)
    var roots: [(path: [String], format: SnapshotFormat)] = []
    for path in tree.paths where !roots.contains(where: { path.starts(with: $0.path) }) {
      if OwnLayout.role(of: path + ["x", "x"], inputName: inputName) != nil { continue }
      if let format = SnapshotFormat.byFolder.first(where: { $0.recognises(path, in: tree) }) {
        roots.append((path, format))
      }
    }
    unsupported = roots.filter { !$0.format.isSupported }
    roles = entries.map { entry in
      if let root = roots.first(where: { entry.components.starts(with: $0.path) }) {
        if !root.format.isSupported { return .unsupported(root.format) }
        if let role = ClusterInfoDump.role(of: entry.components, root: root.path) { return role }
      }
      return OwnLayout.role(of: entry.components, inputName: inputName) ?? .resources
    }
  }
}
