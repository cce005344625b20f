import Basics
import Synchronization

/// A classic policy of Kyverno, with what its rules have in common: a policy may have a thousand of
/// them, and each is tried on every object.
final class KyvernoPolicy: Sendable {
  let value: JSONValue
  /// The first rule of each name.
  private let rules: [ExactText: JSONValue]
  /// Actions of the rules that were asked for, by what they depend on of a request.
  private let actions = Mutex<[Place: Bool?]>([:])
  private static let actionLimit = 256

  /// What overrides of actions go by.
  private struct Place: Hashable {
    let namespace: ExactText
    let labels: [ExactText: ExactText]
  }

  init(_ value: JSONValue) {
    self.value = value
    var rules: [ExactText: JSONValue] = [:]
    for rule in value[path: "spec", "rules"]?.elements ?? [] {
      guard let name = rule["name"]?.text, rules[ExactText(name)] == nil else { continue }
      rules[ExactText(name)] = rule
    }
    self.rules = rules
  }

  func rule(_ name: String) -> JSONValue? { rules[ExactText(name)] }

  /// Whether the first rule that names an action itself enforces; nil if none names one.
  func firstAction(
    _ request: KyvernoRequest, _ action: (JSONValue) -> Bool?
  ) -> Bool? {
    let place = Place(
      namespace: ExactText(request.isNamespace ? request.name : request.namespace),
      labels: request.namespaceLabels.mapValues { ExactText($0) })
    if let known = actions.withLock({ $0[place] }) { return known }
    let first = value[path: "spec", "rules"]?.elements.lazy.compactMap(action).first
    actions.withLock { actions in
      if actions.count >= KyvernoPolicy.actionLimit { actions.removeAll() }
      actions[place] = .some(first)
    }
    return first
  }
}
