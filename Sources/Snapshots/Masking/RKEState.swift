/// RKE1's state, `cluster.rkestate` or its copy in the cluster: a JSON text that is full of private
/// keys. What of it may be read is said here, and nothing else is kept.
enum RKEState {
  /// The allow-list, below `desiredState` and `currentState`; `*` stands for the items of a list.
  /// Version, node addresses and roles, and backup settings.
  private static let allowed: [[String]] = [
    ["rkeConfig", "kubernetesVersion"],
    ["rkeConfig", "nodes", "*", "address"],
    ["rkeConfig", "nodes", "*", "internalAddress"],
    ["rkeConfig", "nodes", "*", "hostnameOverride"],
    ["rkeConfig", "nodes", "*", "nodeName"],
    ["rkeConfig", "nodes", "*", "role"],
    ["rkeConfig", "services", "etcd", "snapshot"],
    ["rkeConfig", "services", "etcd", "retention"],
    ["rkeConfig", "services", "etcd", "creation"],
    ["rkeConfig", "services", "etcd", "backupConfig", "enabled"],
    ["rkeConfig", "services", "etcd", "backupConfig", "intervalHours"],
    ["rkeConfig", "services", "etcd", "backupConfig", "retention"],
    ["rkeConfig", "services", "etcd", "backupConfig", "timeout"],
    ["rkeConfig", "services", "etcd", "backupConfig", "s3BackupConfig", "bucketName"],
    ["rkeConfig", "services", "etcd", "backupConfig", "s3BackupConfig", "endpoint"],
    ["rkeConfig", "services", "etcd", "backupConfig", "s3BackupConfig", "folder"],
    ["rkeConfig", "services", "etcd", "backupConfig", "s3BackupConfig", "region"],
  ]

  /// Whether the value under a path from the root may be kept, with all that is below it.
  static func isAllowed(_ path: [String]) -> Bool {
    guard let state = path.first, state == "desiredState" || state == "currentState" else {
      return false
    }
    let rest = path.dropFirst()
    return allowed.contains { rest.starts(with: $0) }
  }

  /// Whether a path is allowed, or leads to one that is.
  static func isWanted(_ path: [String]) -> Bool {
    if isAllowed(path) { return true }
    guard let state = path.first, state == "desiredState" || state == "currentState" else {
      return false
    }
    let rest = Array(path.dropFirst())
    return allowed.contains { $0.starts(with: rest) }
  }
}
