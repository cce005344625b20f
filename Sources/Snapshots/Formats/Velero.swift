extension SnapshotFormat {
  /// Velero's backups: `resources/<plural>[.<group>]/{cluster,namespaces/<ns>}/<name>.json`.
  ///
  /// A backup may be of some namespaces, types or labels, and says nowhere of which: it proves
  /// nothing of what it lacks. Secrets are in it in full, and are not read.
  static let velero = SnapshotFormat(
    "velero", "a Velero backup",
    isRoot: { folder in
      if folder["metadata"].files.contains("version"), folder.folders.contains("resources") {
        return true
      }
      return Velero.isTypeFolder(folder["resources"])
        || folder.folders.contains { type in
          folder[type].folders.contains { $0.hasSuffix("-preferredversion") }
        }
    },
    role: { path, _ in
      let path = path[0] == "resources" ? Array(path.dropFirst()) : path
      // Below `v1-preferredversion` lie the same objects again.
      guard path.count > 2, path[0] != "secrets",
        path[1] == "cluster" && path.count == 3 || path[1] == "namespaces" && path.count == 4
      else { return .skipped }
      return .resources(at: ListPlace(FileNames.type(path[0]), .objects))
    })
}

private enum Velero {
  /// Whether a folder is that of a backup's types.
  fileprivate static func isTypeFolder(_ folder: MemberTree.Folder) -> Bool {
    folder.folders.contains { type in
      guard type != "ns", type != "cluster", type != "non-ns" else { return false }
      let inner = folder[type].folders
      return inner.contains("cluster") || inner.contains("namespaces")
        || inner.contains { $0.hasSuffix("-preferredversion") }
    }
  }
}
