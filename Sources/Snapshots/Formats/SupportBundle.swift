extension SnapshotFormat {
  /// Troubleshoot's support bundles (Replicated and others): `cluster-resources/` with one file, or
  /// one folder of files by namespace, for each type.
  public static let supportBundle = SnapshotFormat(
    "troubleshoot-support-bundle", "a Troubleshoot support bundle",
    isRoot: { folder in
      let resources = folder["cluster-resources"]
      return !resources.files.isDisjoint(with: ["nodes.json", "namespaces.json", "groups.json"])
        || !resources.folders.isDisjoint(with: ["pods", "deployments", "services"])
    })
}
