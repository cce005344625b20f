extension SnapshotFormat {
  /// Sonobuoy's results: `resources/ns/<namespace>/` with `serverversion.json` or `meta/`.
  public static let sonobuoy = SnapshotFormat(
    "sonobuoy", "a Sonobuoy result",
    isRoot: { folder in
      !folder["resources"].folders.isDisjoint(with: ["ns", "non-ns"])
        && (folder.files.contains("serverversion.json")
          || folder["meta"].files.contains("query-time.json"))
    })
}
