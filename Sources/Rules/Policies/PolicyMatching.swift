// Which objects a policy or a binding is for: the decisions of the API server's matcher, made over
// an object that exists, as if it were being created.
//
// What an export may not tell is the namespace's labels, and in which other versions the API server
// serves the object's type. Both leave the match open, unless something else decides against it.

import Basics
import Documents
import Findings
import Snapshots

/// The object at hand as a request to create it would show it.
struct PolicyObject {
  let reference: ResourceReference
  let value: Value

  var type: ResourceType { ResourceType(group: reference.group, plural: reference.plural) }
  var isNamespace: Bool { type == .namespaces }
  /// The namespace of the request: a Namespace is in itself.
  var requestNamespace: String { isNamespace ? reference.name : reference.namespace }
}

extension ResourceType {
  static let namespaces = ResourceType(group: "", plural: "namespaces")
}

/// Whether something is for an object; why it is not, or what is missing to tell.
typealias PolicyMatch = Answer<String, [MissingEvidence]>

/// Matches the objects of one snapshot.
struct PolicyMatcher {
  let snapshot: Snapshot

  /// Whether `resources` are about an object; `owner` is how a reason names them.
  func match(_ resources: MatchResources, _ object: PolicyObject, _ owner: String) -> PolicyMatch {
    answer(
      resources.namespaceSelector, object, "\(owner) does not select its namespace",
      labels: namespaceLabels
    ).and(
      answer(
        resources.objectSelector, object, "\(owner) does not select its labels", labels: own)
    ).and(excluded(resources, object, owner)).and(included(resources, object, owner))
  }

  // MARK: Selectors

  private func answer(
    _ selector: LabelSelector, _ object: PolicyObject, _ reason: String,
    labels: (PolicyObject) -> KnownLabels?
  ) -> PolicyMatch {
    guard !selector.isEverything, let labels = labels(object) else { return .yes }
    switch selector.matches(labels) {
    case .yes: return .yes
    case .no: return .no(reason)
    case .unknown(let number): return .unknown([snapshot.reasons[number]].compactMap { $0 })
    }
  }

  private func own(_ object: PolicyObject) -> KnownLabels {
    KnownLabels(of: DocumentValue(object.value, in: snapshot.store))
  }

  /// The labels that a namespace selector looks at; nil for what has no namespace, which is never
  /// exempt.
  private func namespaceLabels(_ object: PolicyObject) -> KnownLabels? {
    if object.isNamespace { return own(object) }
    let name = object.reference.namespace
    guard !name.isEmpty else { return nil }
    switch snapshot.object(.namespaces, namespace: "", name: name) {
    case .found(let value): return KnownLabels(of: DocumentValue(value, in: snapshot.store))
    case .unknown(let reason):
      return KnownLabels(known: [PolicyObject.nameLabel: name], reason: reason)
    case .absent:
      // The object is there, so its namespace was, when the object was exported.
      let reason = MissingEvidence(.clusterFact, "the Namespace \(name) was not exported")
      return KnownLabels(
        known: [PolicyObject.nameLabel: name], reason: snapshot.reasons.number(of: reason))
    }
  }

  // MARK: Rules

  private func excluded(
    _ resources: MatchResources, _ object: PolicyObject, _ owner: String
  ) -> PolicyMatch {
    switch anyRule(resources.excludedRules, object, isExact: resources.isExact) {
    case .yes: .no("\(owner) excludes it")
    case .no: .yes
    case .unknown(let reasons): .unknown(reasons)
    }
  }

  private func included(
    _ resources: MatchResources, _ object: PolicyObject, _ owner: String
  ) -> PolicyMatch {
    if resources.rules.isEmpty { return .yes }
    switch anyRule(resources.rules, object, isExact: resources.isExact) {
    case .no: return .no("\(owner) is not for it")
    case let other: return other
    }
  }

  private func anyRule(
    _ rules: [MatchResources.ResourceRule], _ object: PolicyObject, isExact: Bool
  ) -> PolicyMatch {
    let reference = object.reference
    for rule in rules
    where rule.covers(object, namespaced: isNamespaced(object), object.type, reference.version) {
      return .yes
    }
    if isExact { return .no("") }
    var open: [MissingEvidence] = []
    let equivalents = EquivalentResources(of: object, in: snapshot)
    for rule in rules {
      switch equivalents.cover(by: rule, namespaced: isNamespaced(object)) {
      case .yes: return .yes
      case .no: continue
      case .unknown(let reasons): open += reasons
      }
    }
    return open.isEmpty ? .no("") : .unknown(open)
  }

  /// An object without a namespace may still be of a namespaced type: in a file that no cluster has
  /// seen yet.
  private func isNamespaced(_ object: PolicyObject) -> Bool {
    !object.reference.namespace.isEmpty || snapshot.types.isNamespaced(object.type) == true
  }
}

extension PolicyObject {
  /// The label that every namespace has.
  static let nameLabel = "kubernetes.io/metadata.name"
}

extension MatchResources.ResourceRule {
  /// Whether the rule is about creating objects of this type in this version.
  func covers(_ type: ResourceType, version: String) -> Bool {
    coversCreation && contains(groups, type.group) && contains(versions, version)
      && coversPlural(type.plural)
  }

  /// Whether it covers an object, seen as one of `type` in `version`.
  func covers(
    _ object: PolicyObject, namespaced isNamespaced: Bool, _ type: ResourceType, _ version: String
  ) -> Bool {
    switch scope {
    case .all: break
    case .cluster: if isNamespaced { return false }
    case .namespaced: if !isNamespaced || object.isNamespace { return false }
    }
    return covers(type, version: version)
      && (names.isEmpty || names.contains { $0.utf8.elementsEqual(object.reference.name.utf8) })
  }

  var coversCreation: Bool { contains(operations, "CREATE") }

  /// Objects themselves: `pods`, `*`, `pods/*` and `*/*`, but no single subresource.
  func coversPlural(_ plural: String) -> Bool {
    plurals.contains { $0 == "*" || $0.utf8.elementsEqual(plural.utf8) }
  }

  /// The plurals that the rule names for objects themselves, `*` among them.
  var plurals: [String] {
    resources.compactMap { resource in
      let parts = resource.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 1 || parts[1] == "*" || parts[1].isEmpty ? String(parts[0]) : nil
    }
  }

  /// What the rule names of objects themselves.
  var typeNames: TypeNames { TypeNames(groups: groups, plurals: plurals, versions: versions) }

  private func contains(_ names: [String], _ name: String) -> Bool {
    names.contains { $0 == "*" || $0.utf8.elementsEqual(name.utf8) }
  }
}
