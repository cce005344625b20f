extension SnapshotFormat {
  /// crust-gather: `cluster/<apiVersion>/<kind>/<name>.yaml` beside `namespaces/`.
  public static let crustGather = SnapshotFormat(
    "crust-gather", "a crust-gather collection",
    isRoot: { folder in
      folder.folders.contains("cluster")
        && folder["cluster"]["v1"].folders.contains("namespace")
    })
}
