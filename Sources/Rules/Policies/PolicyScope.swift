import CEL
import Documents
import Findings
import Snapshots

/// Gives the variables of a policy's expressions their values when they are first asked for.
final class PolicyScope {
  let rule: CompiledRule
  let indices: PolicyEnvironment.Indices
  let snapshot: Snapshot
  let object: PolicyObject
  /// What the object was, if it is changed.
  private let formerObject: Value?
  /// What the cluster alone knows: who asks, and what they may do.
  private let liveReason: UInt32
  /// Cost of the variables that were evaluated since it was last taken.
  private(set) var variableCost: UInt64 = 0
  /// What may be spent on them and on the expression that asks for them.
  var allowance: UInt64 = .max

  init(
    _ rule: CompiledRule, _ policy: CompiledPolicy, _ object: PolicyObject, _ snapshot: Snapshot,
    before formerObject: Value? = nil
  ) {
    self.rule = rule
    indices = policy.indices
    self.object = object
    self.formerObject = formerObject
    self.snapshot = snapshot
    liveReason = snapshot.reasons.number(
      of: MissingEvidence(
        .liveCluster, "who would create the object, and what they may do, is not in an export"))
  }

  /// Sets what is the same for all expressions, and leaves the rest to `value(of:)`.
  func enter(_ evaluator: Evaluator, parameter: Value) {
    evaluator.reset()
    evaluator.set(indices.object, to: object.value)
    evaluator.set(indices.oldObject, to: formerObject ?? .null)
    evaluator.set(indices.params, to: parameter)
    let unknown = evaluator.evaluation.unknown(liveReason)
    evaluator.set(indices.authorizer, to: unknown)
    evaluator.set(indices.requestResourceAuthorizer, to: unknown)
    evaluator.unset(indices.request)
    evaluator.unset(indices.namespaceObject)
    for variable in rule.variables { evaluator.unset(variable.index) }
    evaluator.provider = { [unowned self] evaluation, index in
      value(of: index, evaluation)
    }
  }

  private func value(of index: Int, _ evaluation: Evaluation) -> Value {
    if index == indices.request { return request(evaluation) }
    if index == indices.namespaceObject { return namespaceObject(evaluation) }
    guard let variable = rule.variables.first(where: { $0.index == index }) else {
      return evaluation.error("has no value")
    }
    let rest = allowance - min(allowance, variableCost)
    let (value, cost) = evaluation.evaluate(
      variable.program, costLimit: min(PolicyBudget.expression, rest))
    variableCost &+= cost
    guard let error = evaluation.evaluator.error(of: value) else { return value }
    return evaluation.error(
      "composited variable \"\(variable.name)\" fails to evaluate: \(error.kubernetesMessage)")
  }

  /// Cost of the variables that were evaluated since this was last asked.
  func takeVariableCost() -> UInt64 {
    defer { variableCost = 0 }
    return variableCost
  }

  // MARK: request

  /// The AdmissionRequest that would create the object, or change it. What is empty is left out, as
  /// in a cluster; every request has a user, with a name and groups that cannot be known.
  private func request(_ evaluation: Evaluation) -> Value {
    let reference = object.reference
    let kind = map(
      evaluation,
      [
        ("group", evaluation.string(reference.group)),
        ("version", evaluation.string(reference.version)),
        ("kind", evaluation.string(reference.kind)),
      ])
    let resource = map(
      evaluation,
      [
        ("group", evaluation.string(reference.group)),
        ("version", evaluation.string(reference.version)),
        ("resource", evaluation.string(reference.plural)),
      ])
    let hidden = Value(.hidden, payload: UInt64(liveReason))
    let user = map(evaluation, [("username", hidden), ("groups", hidden)], tail: liveReason)
    var fields = [
      ("kind", kind), ("resource", resource), ("requestKind", kind), ("requestResource", resource),
      ("name", evaluation.string(reference.name)),
      ("operation", evaluation.string(formerObject == nil ? "CREATE" : "UPDATE")),
      ("userInfo", user), ("dryRun", .bool(false)), ("options", evaluation.unknown(liveReason)),
    ]
    if !object.requestNamespace.isEmpty {
      fields.append(("namespace", evaluation.string(object.requestNamespace)))
    }
    return map(evaluation, fields)
  }

  // MARK: namespaceObject

  /// The object's Namespace; null for what is in none, and for a Namespace itself. Of one that was
  /// not exported the name is known all the same.
  private func namespaceObject(_ evaluation: Evaluation) -> Value {
    let name = object.reference.namespace
    guard !name.isEmpty, !object.isNamespace else { return .null }
    let reason: UInt32
    switch snapshot.object(.namespaces, namespace: "", name: name) {
    case .found(let value): return value
    case .unknown(let number): reason = number
    case .absent:
      reason = snapshot.reasons.number(
        of: MissingEvidence(.clusterFact, "the Namespace \(name) was not exported"))
    }
    let text = evaluation.string(name)
    let labels = map(evaluation, [(PolicyObject.nameLabel, text)], tail: reason)
    let metadata = map(evaluation, [("name", text), ("labels", labels)], tail: reason)
    return map(evaluation, [("metadata", metadata)], tail: reason)
  }

  private func map(
    _ evaluation: Evaluation, _ fields: [(key: String, value: Value)], tail: UInt32 = 0
  ) -> Value {
    let entries = fields.flatMap { [evaluation.string($0.key), $0.value] }
    return entries.withUnsafeBufferPointer { evaluation.map($0, tail: tail) }
  }
}
