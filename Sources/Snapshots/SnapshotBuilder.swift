import Documents

/// Makes a snapshot from pieces that are at hand: what the examples of rules are.
///
/// The pieces go the way of files: Secrets are dropped, facts derived, evidence judged.
public struct SnapshotBuilder {
  private var assembly: SnapshotAssembly

  public init(
    store: DocumentStore, reasons: ReasonTable, options: SnapshotOptions = SnapshotOptions()
  ) {
    assembly = SnapshotAssembly(store: store, reasons: reasons, options: options)
  }

  /// The types as they are known so far, for evidence keys.
  public var types: TypeTable { assembly.types }

  /// Adds an object; false where it lacks `apiVersion`, `kind` or `metadata.name`.
  ///
  /// Its type counts as complete unless evidence is given for it. Values of Secrets are not
  /// hidden in it: the caller wrote them.
  @discardableResult
  public mutating func add(resource: Value) -> Bool {
    guard let added = assembly.resources.add(resource) else { return false }
    let bucket = assembly.resources.buckets[added.bucket]
    claim(.kind(bucket.kind, group: bucket.group), .everything(.complete), nil)
    return true
  }

  /// Says how completely a type is known; with `namespaces`, that these are covered.
  public mutating func set(
    evidence state: EvidenceState, of type: ResourceType, namespaces: [String] = []
  ) {
    let types = assembly.types
    assembly.claims.removeAll { claim in
      switch claim.subject {
      case .type(let own): own == type
      case .kind(let kind, let group): types.type(ofKind: kind, group: group) == type
      }
    }
    switch state {
    case .complete, .assumed: claim(.type(type), .everything(state), nil)
    case .partial: claim(.type(type), .namespaces(namespaces), nil)
    case .denied: claim(.type(type), .denied, nil)
    case .absent: claim(.type(type), .unusable, nil)
    }
  }

  private mutating func claim(
    _ subject: EvidenceClaim.Subject, _ extent: EvidenceClaim.Extent, _ detail: String?
  ) {
    assembly.claims.append(
      EvidenceClaim(
        subject: subject, extent: extent, batch: "", input: 0, path: "", detail: detail))
  }

  /// Adds a file of a node by its path there (`/etc/resolv.conf`), or by its path in the node's
  /// folder of a snapshot (`systemd/dnsmasq.service.show`).
  public mutating func add(nodeFile source: SourceText, node: String, path: String) {
    let path = NodeFiles.normalized(path)
    let reader = FileReader(
      store: assembly.store, options: assembly.options, captures: assembly.captures,
      types: TypeTable())
    let entry = InputEntry(
      path: source.path, file: source.path, components: [path], size: source.count, input: 0)
    let role = FileRole.node(node, path: path)
    var reading = FileReading(
      entry: entry, role: role, content: .empty, length: source.count)
    reading.content = reader.content(source, role, 1, &reading.problems)
    assembly.add(reading)
  }

  /// Says that files were looked for on a node and are not there.
  public mutating func add(absentFiles paths: [String], node: String) {
    assembly.nodeFiles.absent[node, default: []].formUnion(paths.map(NodeFiles.normalized))
  }

  /// Gives a node its kubelet's configuration (fields of KubeletConfiguration).
  public mutating func set(kubelet: Value, node: String) {
    assembly.nodeFiles.kubelet[node] = kubelet
  }

  /// gitVersion of the API server.
  public mutating func set(version: Value) {
    guard let text = DocumentValue(version, in: assembly.store).string else { return }
    assembly.versions.append(VersionEvidence(text: text, value: version, path: ""))
  }

  /// When the snapshot was taken.
  public mutating func set(time: Timestamp) { assembly.givenTime = time }

  /// The cluster's name, a string.
  public mutating func set(name: Value) { assembly.givenName = name }

  /// What the API server serves beside Kubernetes' own types, whole.
  public mutating func set(servedTypes: [TypeInfo]) {
    for info in servedTypes { assembly.types.add(info) }
    assembly.discovery.add(listing: BuiltInTypes.all + servedTypes, failed: [], path: "")
  }

  /// A recorded probe; those that are added are all that were made.
  public mutating func add(probe: Value, from: String) {
    assembly.probes.append((from, probe))
    assembly.hasAllProbes = true
  }

  /// RKE1's cluster.yml and state.
  public mutating func set(rkeCluster: Value?, state: Value?) {
    assembly.rkeCluster = rkeCluster
    assembly.rkeState = state
  }

  /// A file of a cloud provider.
  public mutating func add(cloud value: Value, provider: String, name: String) {
    assembly.cloud.append((provider, name, value))
  }

  /// The snapshot.
  public mutating func finish() -> Snapshot { assembly.finish() }
}
