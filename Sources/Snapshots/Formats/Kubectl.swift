extension SnapshotFormat {
  /// Output of kubectl, in files of any name: what no other format takes.
  public static let kubectl = SnapshotFormat(
    "kubectl", "output of kubectl", role: { _, _ in .resources() })
}
