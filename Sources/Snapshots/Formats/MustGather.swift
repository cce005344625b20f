extension SnapshotFormat {
  /// `oc adm must-gather` and `oc adm inspect`: `cluster-scoped-resources/` beside `namespaces/`,
  /// or namespaces that each hold their own object.
  ///
  /// A file that is named after a type is a list of it, whole in the cluster, or in a namespace
  /// that was gathered, whose own object lies beside it; a folder that is named after one holds the
  /// objects that something referred to. Nothing lists the namespaces: those that are there were
  /// gathered, and more may exist.
  static let mustGather = SnapshotFormat(
    "must-gather", "an OpenShift must-gather",
    isRoot: { folder in
      guard folder.folders.contains("namespaces") else { return false }
      if folder.folders.contains("cluster-scoped-resources") { return true }
      let namespaces = folder["namespaces"]
      return namespaces.folders.contains { namespaces[$0].files.contains("\($0).yaml") }
    },
    role: { path, root in
      guard let stem = path.last.flatMap(FileNames.stem) else { return .skipped }
      switch (path[0], path.count) {
      case ("cluster-scoped-resources", 3):
        return .resources(at: ListPlace(MustGather.type(path[1], stem), .cluster))
      case ("cluster-scoped-resources", 4):
        return .resources(at: ListPlace(MustGather.type(path[1], path[2]), .objects))
      case ("namespaces", 3):
        return .resources(at: ListPlace(SnapshotContent.namespaces, .objects))
      case ("namespaces", 4):
        // The tool writes a namespace's own object with all of its lists. Where it is not there,
        // something else in the namespace was gathered, or another tool made the folder.
        let isWhole = root.folder["namespaces"][path[1]].files.contains("\(path[1]).yaml")
        return .resources(
          at: ListPlace(
            MustGather.type(path[2], stem), isWhole ? .namespace(path[1]) : .objects))
      case ("namespaces", 5) where path[2] == "pods":
        return .resources(at: ListPlace(SnapshotContent.pods, .objects))
      case ("namespaces", 5):
        return .resources(at: ListPlace(MustGather.type(path[2], path[3]), .objects))
      case ("web_hooks", 2):
        let type = ResourceType(group: "admissionregistration.k8s.io", plural: stem)
        return .resources(at: ListPlace(type, .cluster))
      // What programs on nodes and in pods said of themselves.
      default: return .skipped
      }
    })
}

private enum MustGather {
  /// The type of a folder's group and a plural.
  fileprivate static func type(_ group: String, _ plural: String) -> ResourceType {
    ResourceType(group: group == "core" ? "" : group, plural: plural)
  }
}
