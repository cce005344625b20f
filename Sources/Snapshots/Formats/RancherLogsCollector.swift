extension SnapshotFormat {
  /// Rancher's v2.x logs collector: one archive for each node, with tables of kubectl in
  /// `<distribution>/kubectl/`.
  public static let rancherLogsCollector = SnapshotFormat(
    "rancher-logs-collector", "an archive of Rancher's logs collector",
    isRoot: { folder in
      let found = folder.folders.intersection(["rke1", "rke2", "k3s", "kubeadm", "pod", "rke"])
      return found.contains { folder[$0].folders.contains("kubectl") }
        || (folder.folders.contains("systeminfo") && !found.isEmpty)
    })
}
