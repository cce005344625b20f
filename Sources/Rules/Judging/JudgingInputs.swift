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
  /// As `Judge.Options` say it.
  let policyCost: UInt64?
  /// As `Judge.Options.formerObject`.
  let formerObject: Value?
  let library: ResourceLibrary
  let places: FindingPlaces
  let fingerprint: Fingerprint
  /// The values of definitions without parameters.
  let definitions: DefinitionValues
  /// The variable `nodes`: the facts of all nodes.
  let nodes: Value
  /// The variables that are the same for all rules and subjects.
  let constants: Constants

  init(
    snapshot: Snapshot, target: Value, environment: RuleEnvironment, packs: [String: PackValues],
    packSources: Set<ObjectIdentifier>, named: Set<String>, now: String?,
    policyCost: UInt64? = nil, formerObject: Value? = nil
  ) {
    self.snapshot = snapshot
    self.target = target
    self.environment = environment
    self.packs = packs
    self.now = now
    self.policyCost = policyCost
    self.formerObject = formerObject
    library = ResourceLibrary(snapshot, named: named)
    places = FindingPlaces(snapshot, library, excluding: packSources)
    nodes = JudgingInputs.nodes(of: snapshot)
    let store = snapshot.store
    let cluster = DocumentValue(snapshot.cluster, in: store)
    fingerprint = Fingerprint(
      cluster: cluster["uid"]?.string ?? cluster["name"]?.string
        ?? DocumentValue(target, in: store)[path: "cluster", "name"]?.string ?? "")
    let constants = Constants(
      snapshot: snapshot, target: target, environment: environment, packs: packs, now: now,
      library: library, nodes: nodes)
    self.constants = constants
    definitions = DefinitionValues(
      environment.definitions, store: store,
      limit: JudgingInputs.budget(
        resources: UInt64(snapshot.resources.count), isOfCluster: true),
      prepare: constants.prepare)
  }

  /// What an expression over the whole cluster may cost, and what it may cost more for each
  /// resource of the snapshot.
  static let clusterBudget: UInt64 = 10_000_000
  static let resourceBudget: UInt64 = 2_000

  /// What an expression of a rule may cost: over a whole cluster more than for each subject,
  /// and both more, the larger the snapshot is.
  package static func budget(resources: UInt64, isOfCluster: Bool) -> UInt64 {
    (isOfCluster ? clusterBudget : 1_000_000) + resourceBudget * resources
  }

  /// What the expressions of a rule may cost over all of its subjects: what is linear in the
  /// snapshot stays below it, and what compares each of many subjects with all others does not.
  var ruleBudget: UInt64 {
    JudgingInputs.clusterBudget + 200 * UInt64(snapshot.resources.count)
      + 20_000 * UInt64(snapshot.nodes.count)
  }

  private static func nodes(of snapshot: Snapshot) -> Value {
    guard let builder = DocumentBuilder(store: snapshot.store, source: nil) else { return .null }
    builder.beginList()
    for node in snapshot.nodes { builder.link(node.value) }
    builder.endList(tail: snapshot.missingNodes ?? 0)
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

/// The variables that are the same for all rules and subjects of a judgement.
struct Constants: Sendable {
  let snapshot: Snapshot
  let target: Value
  let environment: RuleEnvironment
  let packs: [String: PackValues]
  let now: String?
  let library: ResourceLibrary
  let nodes: Value

  /// Gives them to an evaluator.
  func prepare(_ evaluator: Evaluator) {
    evaluator.host = library
    let indices = environment.indices
    evaluator.set(indices.cluster, to: snapshot.cluster)
    evaluator.set(indices.target, to: target)
    evaluator.set(indices.nodes, to: nodes)
    evaluator.set(indices.now, to: time(evaluator))
    for (pack, indices) in environment.packIndices {
      evaluator.set(indices.params, to: packs[pack]?.params ?? .null)
      evaluator.set(indices.data, to: packs[pack]?.data ?? .null)
    }
  }

  private func time(_ evaluator: Evaluator) -> Value {
    if let now, let time = Value.timestamp(now) { return time }
    let reason = MissingEvidence(
      .clusterFact, "the time of judging is not known",
      collect: CollectionStep(
        .manifest, "time", example: "time: 2025-06-01T12:00:00Z",
        note: "When the snapshot was taken; --now says it, too."))
    return evaluator.evaluation.unknown(snapshot.reasons.number(of: reason))
  }
}
