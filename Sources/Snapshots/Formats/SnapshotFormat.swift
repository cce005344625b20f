/// The layouts that snapshots come in. Each has a file of its own beside this one, which says how
/// it is recognised and how it is read.
public enum SnapshotFormat: String, Sendable, Hashable, CaseIterable {
  // Read.
  case kubectl
  case clusterInfoDump = "cluster-info-dump"
  case ownLayout = "importlint"
  // Recognised and named.
  case supportBundle = "troubleshoot-support-bundle"
  case mustGather = "must-gather"
  case rancherLogsCollector = "rancher-logs-collector"
  case supportBundleKit = "support-bundle-kit"
  case velero
  case crustGather = "crust-gather"
  case sonobuoy
  case insights = "insights-operator"
  case archive
  case database

  /// What it is, in words that fit into "is … and cannot be read yet".
  public var title: String {
    switch self {
    case .kubectl: "output of kubectl"
    case .clusterInfoDump: "output of kubectl cluster-info dump"
    case .ownLayout: "the layout of ImportLint's own snapshots"
    case .supportBundle: "a Troubleshoot support bundle"
    case .mustGather: "an OpenShift must-gather"
    case .rancherLogsCollector: "an archive of Rancher's logs collector"
    case .supportBundleKit: "a bundle of Rancher's support-bundle-kit (Harvester, Longhorn)"
    case .velero: "a Velero backup"
    case .crustGather: "a crust-gather collection"
    case .sonobuoy: "a Sonobuoy result"
    case .insights: "an archive of the OpenShift Insights operator"
    case .archive: "an archive"
    case .database: "an etcd or kine database"
    }
  }

  /// Whether snapshots in this format are read.
  public var isSupported: Bool {
    switch self {
    case .kubectl, .clusterInfoDump, .ownLayout: true
    case .supportBundle, .mustGather, .rancherLogsCollector, .supportBundleKit, .velero,
      .crustGather, .sonobuoy, .insights, .archive, .database:
      false
    }
  }

  /// Whether a folder is the root of a snapshot in this format, by the names in and below it.
  func recognises(_ path: [String], in tree: InputTree) -> Bool {
    switch self {
    case .kubectl, .ownLayout, .archive, .database: false
    case .clusterInfoDump: ClusterInfoDump.isRoot(path, in: tree)
    case .supportBundle: SupportBundle.isRoot(path, in: tree)
    case .mustGather: MustGather.isRoot(path, in: tree)
    case .rancherLogsCollector: RancherLogsCollector.isRoot(path, in: tree)
    case .supportBundleKit: SupportBundleKit.isRoot(path, in: tree)
    case .velero: Velero.isRoot(path, in: tree)
    case .crustGather: CrustGather.isRoot(path, in: tree)
    case .sonobuoy: Sonobuoy.isRoot(path, in: tree)
    case .insights: Insights.isRoot(path, in: tree)
    }
  }

  /// The formats that a folder is tried for, in this order: where two fit, the first is meant.
  static let byFolder: [SnapshotFormat] = [
    .insights, .supportBundle, .velero, .sonobuoy, .supportBundleKit, .rancherLogsCollector,
    .crustGather, .mustGather, .clusterInfoDump,
  ]
}
