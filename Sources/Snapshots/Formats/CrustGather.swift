extension SnapshotFormat {
  /// crust-gather: `cluster/<apiVersion>/<kind>/<name>.yaml` beside
  /// `namespaces/<ns>/<apiVersion>/<kind>/`.
  ///
  /// It can be told what to leave out, and says nowhere what it was: each object is one that
  /// exists, and no more.
  static let crustGather = SnapshotFormat(
    "crust-gather", "a crust-gather collection",
    isRoot: { folder in
      folder.folders.contains("cluster")
        && folder["cluster"]["v1"].folders.contains("namespace")
    },
    role: { path, _ in
      guard path.last.flatMap(FileNames.stem) != nil else { return .skipped }
      switch (path[0], path.count) {
      case ("version.yaml", 1): return .resources(at: nil)
      case ("cluster", 4), ("namespaces", 5): return .resources(at: ListPlace(nil, .objects))
      default: return .skipped
      }
    })
}
