extension SnapshotFormat {
  /// Sonobuoy's results: `resources/ns/<namespace>/` with `serverversion.json` or `meta/`.
  ///
  /// What it lists depends on filters by namespace and label, and a type of which it finds nothing
  /// has no file. So a list there says what a list of kubectl does.
  static let sonobuoy = SnapshotFormat(
    "sonobuoy", "a Sonobuoy result",
    isRoot: { folder in
      !folder["resources"].folders.isDisjoint(with: ["ns", "non-ns"])
        && (folder.files.contains("serverversion.json")
          || folder["meta"].files.contains("query-time.json"))
    },
    role: { path, _ in
      switch (path[0], path.count) {
      case ("serverversion.json", 1), ("servergroups.json", 1): return .resources(at: nil)
      case ("resources", 3) where ["cluster", "non-ns"].contains(path[1]),
        ("resources", 4) where path[1] == "ns":
        return .resources(at: ListPlace(Sonobuoy.type(path[path.count - 1]), .unknown))
      case ("hosts", 3) where path[2] == "configz.json":
        return .node(path[1], path: NodeFiles.runningKubelet)
      default: return .skipped
      }
    })
}

private enum Sonobuoy {
  /// The type of `core_v1_pods.json`, or of `Pods.json` before Sonobuoy 0.11; nil for other names.
  fileprivate static func type(_ file: String) -> ResourceType? {
    guard let stem = FileNames.stem(file) else { return nil }
    let parts = stem.split(separator: "_").map(String.init)
    guard parts.count == 3 else { return FileNames.builtInType(stem) }
    return ResourceType(group: parts[0] == "core" ? "" : parts[0], plural: parts[2])
  }
}
