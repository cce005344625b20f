extension SnapshotFormat {
  /// `oc adm must-gather` and `oc adm inspect`: `cluster-scoped-resources/` beside `namespaces/`,
  /// or namespaces that each hold their own object.
  public static let mustGather = SnapshotFormat(
    "must-gather", "an OpenShift must-gather",
    isRoot: { folder in
      guard folder.folders.contains("namespaces") else { return false }
      if folder.folders.contains("cluster-scoped-resources") { return true }
      let namespaces = folder["namespaces"]
      return namespaces.folders.contains { namespaces[$0].files.contains("\($0).yaml") }
    },
    help: "export the objects with kubectl instead")
}
