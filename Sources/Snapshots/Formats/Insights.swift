extension SnapshotFormat {
  /// The archives of OpenShift's Insights operator.
  public static let insights = SnapshotFormat(
    "insights-operator", "an archive of the OpenShift Insights operator",
    isRoot: { folder in
      folder["insights-operator"].files.contains("gathers.json")
        || folder["config"].folders.isSuperset(of: ["clusteroperator", "node"])
    })
}
