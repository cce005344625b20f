extension SnapshotFormat {
  /// Rancher's support-bundle-kit: `yamls/cluster` and `yamls/namespaced`.
  public static let supportBundleKit = SnapshotFormat(
    "support-bundle-kit", "a bundle of Rancher's support-bundle-kit (Harvester, Longhorn)",
    isRoot: { folder in
      !folder["yamls"].folders.isDisjoint(with: ["cluster", "namespaced"])
    })
}
