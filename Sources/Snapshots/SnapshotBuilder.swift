import Basics
import Documents

/// Makes a snapshot from pieces in memory, as the examples of rules are.
///
/// The pieces go the way of files: Secrets are dropped, facts derived, evidence judged.
public struct SnapshotBuilder {
  private let store: DocumentStore
  private let reasons: ReasonTable
  private let options: SnapshotOptions
  private let captures = Captures()
  private var contribution: Contribution

  /// The types as they are known so far, for evidence keys.
  public private(set) var types = TypeTable.builtIn

  public init(
    store: DocumentStore, reasons: ReasonTable, options: SnapshotOptions = SnapshotOptions()
  ) {
    self.store = store
    self.reasons = reasons
    self.options = options
    contribution = Contribution(store: store)
  }

  /// Adds an object; false where it lacks `apiVersion`, `kind` or `metadata.name`.
  ///
  /// Its type counts as complete unless evidence is given for it. Values of Secrets are not
  /// hidden in it: the caller wrote them.
  @discardableResult
  public mutating func add(resource: Value) -> Bool {
    guard let added = contribution.objects.add(resource) else { return false }
    let bucket = contribution.objects.buckets[added.bucket]
    claim(.kind(bucket.kind, group: bucket.group), .declared(.complete))
    return true
  }

  /// Says how completely a type is known; with `namespaces`, that these are covered.
  public mutating func set(
    evidence state: EvidenceState, of type: ResourceType, namespaces: [String] = []
  ) {
    let types = types
    contribution.claims.removeAll { $0.type(types) == type }
    switch state {
    case .complete, .assumed: claim(.type(type), .declared(state))
    case .partial: claim(.type(type), .namespaces(namespaces))
    case .denied: claim(.type(type), .denied)
    case .absent: claim(.type(type), .unusable)
    }
  }

  private mutating func claim(
    _ subject: EvidenceClaim.Subject, _ extent: EvidenceClaim.Extent
  ) {
    contribution.claims.append(
      EvidenceClaim(subject: subject, extent: extent, origin: ClaimOrigin()))
  }

  /// Adds a file of a node by its path there (`/etc/resolv.conf`), or by its path in the node's
  /// folder of a snapshot (`systemd/dnsmasq.service.show`).
  public mutating func add(nodeFile source: SourceText, node: String, path: String) {
    let reader = FileReader(store: store, options: options, captures: captures, types: types)
    let reading = reader.reading(
      of: source, as: .node(node, path: NodeFiles.normalized(path)))
    contribution.merge(
      reading.contribution(store: store, types: TypeLearner(types), jobs: 1))
  }

  /// Says that files were looked for on a node and are not there.
  public mutating func add(absentFiles paths: [String], node: String) {
    contribution.nodeFiles.add(absent: paths, node: node)
  }

  /// Gives a node its kubelet's configuration (fields of KubeletConfiguration).
  public mutating func set(kubelet: Value, node: String) {
    contribution.nodeFiles.kubelet[node] = kubelet
  }

  /// gitVersion of the API server.
  public mutating func set(version: Value) {
    guard let text = DocumentValue(version, in: store).string else { return }
    contribution.cluster.versions.append(VersionEvidence(text: text, value: version, path: ""))
  }

  /// When the snapshot was taken.
  public mutating func set(time: Timestamp) {
    contribution.cluster.times = [SaidTime(time: time, path: "", input: 0)]
  }

  /// The cluster's name, a string.
  public mutating func set(name: Value) { contribution.cluster.name = name }

  /// What the API server serves beside Kubernetes' own types, whole.
  public mutating func set(servedTypes: [TypeInfo]) {
    for info in servedTypes { types.add(info) }
    contribution.discovery.add(
      listing: BuiltInTypes.all + servedTypes, failed: [], isWhole: true, path: "")
  }

  /// A recorded probe; those that are added are all that were made.
  public mutating func add(probe: Value, from: String) {
    contribution.cluster.probes.append((from, probe))
    contribution.cluster.declaredProbes = []
  }

  /// RKE1's cluster.yml and state.
  public mutating func set(rkeCluster: Value?, state: Value?) {
    contribution.cluster.rkeClusters = [rkeCluster].compactMap { $0 }
    contribution.cluster.rkeStates = [state].compactMap { $0 }
  }

  /// Whether an identity may do everything, by what it was told itself.
  public mutating func add(access identity: String, isEverything: Bool) {
    contribution.cluster.access.append((identity, isEverything))
  }

  /// A file of a cloud provider.
  public mutating func add(cloud value: Value, provider: String, name: String) {
    contribution.cluster.cloud.append((provider, name, value))
  }

  /// The snapshot.
  public mutating func finish() -> Snapshot {
    var derivation = SnapshotDerivation(
      contribution, types: types, store: store, reasons: reasons, options: options,
      captures: captures, isExport: false)
    return derivation.snapshot(files: [], formats: [])
  }
}
