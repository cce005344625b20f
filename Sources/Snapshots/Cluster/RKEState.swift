import Documents

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

  /// The part of a state that is kept, read from the text of its copy in the cluster. Its places
  /// are those of `value`, the string that held it.
  static func reduced(
    _ text: String, from value: DocumentValue, _ builders: FactBuilders
  ) -> Value? {
    var limits = ReadingOptions()
    limits.limits.depth = 64
    let scratch = DocumentStore()
    let reading = scratch.read(SourceText(path: "", text: text), options: limits)
    guard let root = reading.documents.first, root.tag == .map, let place = value.place,
      let builder = builders.builder(for: place.source)
    else { return nil }
    copy(DocumentValue(root, in: scratch), [], builder, at: place.offset)
    return builder.finish()
  }

  private static func copy(
    _ value: DocumentValue, _ path: [String], _ builder: DocumentBuilder, at offset: Int
  ) {
    switch value.value.tag {
    case .map:
      builder.beginMap(at: offset)
      for (key, entry) in value.entries where isWanted(path + [key]) {
        builder.key(key)
        copy(entry, path + [key], builder, at: offset)
      }
      builder.endMap()
    case .list:
      builder.beginList(at: offset)
      for element in value.elements { copy(element, path + ["*"], builder, at: offset) }
      builder.endList()
    case .string: builder.string(value.string ?? "", at: offset)
    case .bool: builder.bool(value.bool ?? false, at: offset)
    case .int: builder.int(value.int ?? 0, at: offset)
    case .double: builder.double(value.double ?? 0, at: offset)
    default: builder.null(at: offset)
    }
  }

  /// Whether a path is allowed, or leads to one that is.
  private static func isWanted(_ path: [String]) -> Bool {
    if isAllowed(path) { return true }
    guard let state = path.first, state == "desiredState" || state == "currentState" else {
      return false
    }
    let rest = Array(path.dropFirst())
    return allowed.contains { $0.starts(with: rest) }
  }
}
