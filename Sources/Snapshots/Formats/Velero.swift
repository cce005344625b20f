extension SnapshotFormat {
  /// Velero's backups: `resources/<plural>[.<group>]/{cluster,namespaces/<ns>}/<name>.json`.
  public static let velero = SnapshotFormat(
    "velero", "a Velero backup",
    isRoot: { folder in
      guard folder.folders.contains("resources") else { return false }
      if folder["metadata"].files.contains("version") { return true }
      let resources = folder["resources"]
      return resources.folders.contains { type in
        guard type != "ns", type != "cluster", type != "non-ns" else { return false }
        let inner = resources[type].folders
        return inner.contains("cluster") || inner.contains("namespaces")
          || inner.contains { $0.hasSuffix("-preferredversion") }
      }
    })
}
