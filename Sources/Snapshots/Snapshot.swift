import Basics
import Documents
import Findings

/// Everything that is known of one cluster: its resources, its nodes, itself, and how completely.
/// Immutable; may be read by several threads.
public struct Snapshot: Sendable {
  public let store: DocumentStore
  public let reasons: ReasonTable
  let content: SnapshotContent
  private let assumption: Assumption
  /// The nodes, by name: one for each Node object and each folder under `nodes/`.
  public let nodes: [NodeFacts]
  private let otherNodes: (count: Int, reason: UInt32)?
  /// The variable `cluster`, with the fields of `Declarations.cluster`.
  public let cluster: Value
  /// Which cluster it is of.
  public let identity: ClusterSummary
  /// What is wrong with the inputs, the worst first.
  public let problems: [Problem]
  /// The files that were read, by path.
  public let files: [InputFile]
  /// The files that were not read, by reason; each reason once.
  public let skipped: [SkippedFiles]
  /// The formats that something was read in.
  public let formats: [SnapshotFormat]

  init(
    content: SnapshotContent, assumption: Assumption, nodes: [NodeFacts],
    otherNodes: (count: Int, reason: UInt32)?, cluster: Value,
    identity: ClusterSummary, problems: [Problem], files: [InputFile],
    formats: Set<SnapshotFormat>, skipped: [SkippedFiles]
  ) {
    self.skipped = skipped
    store = content.resources.store
    reasons = content.reasons
    self.content = content
    self.assumption = assumption
    self.nodes = nodes
    self.otherNodes = otherNodes
    self.cluster = cluster
    var identity = identity
    let known = content.evidence(of: ResourceType(group: "", plural: "nodes"), namespace: "")
    identity.nodeCount =
      known.isConclusive || !nodes.isEmpty ? nodes.count + (otherNodes?.count ?? 0) : nil
    self.identity = identity
    self.problems = problems.sorted(by: Problem.isOrderedBefore)
    self.files = files.sorted { $0.path.precedesByBytes($1.path) }
    self.formats = formats.sorted { $0.name.precedesByBytes($1.name) }
  }

  /// All resources, each once.
  public var resources: ResourceIndex { content.resources }
  public var types: TypeTable { content.types }

  // MARK: Evidence

  /// How completely a type is known, in one namespace or (where it is empty) in all.
  public func evidence(of type: ResourceType, namespace: String = "") -> Evidence {
    content.evidence(of: type, namespace: namespace)
  }

  /// Why a look-up in a type that finds nothing (or not enough) is unknown; nil if what was found
  /// is all there is. Follows `SnapshotOptions.assumption`.
  public func missing(_ type: ResourceType, namespace: String = "") -> UInt32? {
    let evidence = evidence(of: type, namespace: namespace)
    let counts =
      evidence.state == .complete || (evidence.state == .assumed && assumption != .partial)
    return counts ? nil : content.reason(for: type, namespace: namespace)
  }

  /// Why there may be more nodes than `nodes` has; nil if those are all.
  public var missingNodes: UInt32? {
    otherNodes?.reason ?? missing(ResourceType(group: "", plural: "nodes"))
  }

  /// Whether the API server is known not to serve a type, and nothing of it is there, not even a
  /// list that is empty or was refused.
  public func isUnserved(_ type: ResourceType) -> Bool {
    resources.all(of: type).isEmpty && content.ledger.collected(type) == nil
      && content.ledger.discovery.unservedProof(type, ledger: content.ledger) != nil
  }

  /// The namespace that was meant by a name that differs from it by a letter or two; nil if the
  /// namespace exists, where none is near, or if not all namespaces are known.
  public func namespace(meantBy name: String) -> String? {
    guard let known = content.namespaceNames, known.evidence.isConclusive,
      !known.names.contains(name)
    else { return nil }
    let sorted = known.names.sortedByBytes()
    return closestWord(to: name, among: sorted, most: 2)
  }

  /// What a look-up by name gives.
  public enum Lookup: Sendable {
    case found(Value)
    /// Proved not to be there.
    case absent
    case unknown(UInt32)
  }

  /// Looks an object up.
  public func object(_ type: ResourceType, namespace: String, name: String) -> Lookup {
    if let value = resources.object(type, namespace: namespace, name: name) {
      return .found(value)
    }
    return missing(type, namespace: namespace).map { .unknown($0) } ?? .absent
  }

  /// The types of a group that may have objects, and the reason for which there may be more types
  /// than are known; nil if there are not.
  public func types(inGroup group: String) -> (types: [ResourceType], missing: UInt32?) {
    let found = resources.types.filter { $0.group.utf8.elementsEqual(group.utf8) }
    let known = content.types.types(inGroup: group)
    let all = Set(found).union(known).sorted(by: ResourceType.isOrderedBefore)
    if content.ledger.discovery.isComplete || BuiltInTypes.groups.contains(group) {
      return (all, nil)
    }
    // Which types a group has is said by discovery, or by the resource definitions.
    return (all, missing(Discovery.definitions))
  }

  /// The ledger: each type that something was collected of (without a namespace), then its covered
  /// namespaces where it is partial.
  public var ledger: [(type: ResourceType, namespace: String?, evidence: Evidence)] {
    var lines: [(type: ResourceType, namespace: String?, evidence: Evidence)] = []
    for type in content.ledger.byType.keys.sorted(by: ResourceType.isOrderedBefore) {
      guard let known = content.ledger.byType[type] else { continue }
      lines.append((type, nil, evidence(of: type)))
      if known.overall.isConclusive { continue }
      for name in known.namespaces.keys.sorted() {
        guard let evidence = known.namespaces[name] else { continue }
        lines.append((type, name, evidence))
      }
    }
    return lines
  }

  /// Where a value stands; nil for what was computed.
  public func place(of value: Value) -> SourcePlace? { store.place(of: value) }
}
