import CEL
import Documents
import Findings
import Snapshots

/// The values of a pack's parameters and data.
struct PackValues: Sendable {
  let params: Value
  let data: Value
}

/// All that judging needs and that does not change while it runs.
package struct JudgingInputs: Sendable {
  let snapshot: Snapshot
  let target: Value
  let environment: RuleEnvironment
  let packs: [String: PackValues]
  let now: String?
  let library: ResourceLibrary
  let places: FindingPlaces
  let fingerprint: Fingerprint
  /// The variable `nodes`: the facts of all nodes.
  let nodes: Value

  init(
    snapshot: Snapshot, target: Value, environment: RuleEnvironment, packs: [String: PackValues],
    packSources: Set<ObjectIdentifier>, named: Set<String>, now: String?
  ) {
    self.snapshot = snapshot
    self.target = target
    self.environment = environment
    self.packs = packs
    self.now = now
    library = ResourceLibrary(snapshot, named: named)
    places = FindingPlaces(snapshot, library, excluding: packSources)
    nodes = JudgingInputs.nodes(of: snapshot)
    let store = snapshot.store
    let cluster = DocumentValue(snapshot.cluster, in: store)
    fingerprint = Fingerprint(
      cluster: cluster["uid"]?.string ?? cluster["name"]?.string
        ?? DocumentValue(target, in: store)[path: "cluster", "name"]?.string ?? "")
  }

  private static func nodes(of snapshot: Snapshot) -> Value {
    guard let builder = DocumentBuilder(store: snapshot.store, source: nil) else { return .null }
    builder.beginList()
    for node in snapshot.nodes { builder.link(node.value) }
    builder.endList(tail: snapshot.missing(ResourceType(group: "", plural: "nodes")) ?? 0)
    defer { builder.close() }
    return builder.finish()
  }

  func string(_ name: String, of value: Value) -> (text: String?, reason: UInt32) {
    guard let field = DocumentValue(value, in: snapshot.store)[name] else { return (nil, 0) }
    switch field.value.tag {
    case .string: return (field.string, 0)
    case .unknown, .hidden: return (nil, UInt32(truncatingIfNeeded: field.value.payload))
    default: return (nil, 0)
    }
  }
}
