import Snapshots

/// The types whose objects a policy may judge.
struct PolicySubjects {
  let snapshot: Snapshot

  /// Never judged: a policy on policies could lock a cluster, so the API server leaves them out.
  private static let exempt: Set<ResourceType> = Set(
    [
      "validatingadmissionpolicies", "validatingadmissionpolicybindings",
      "mutatingadmissionpolicies", "mutatingadmissionpolicybindings",
    ].map { ResourceType(group: "admissionregistration.k8s.io", plural: $0) })

  /// The types that a policy with its bindings is about, in a stable order.
  func types(of policy: AdmissionPolicy) -> [ResourceType] {
    var seen: Set<ResourceType> = []
    return named(by: policy.matchConstraints).filter { type in
      !PolicySubjects.exempt.contains(type) && survivesExclusion(type, policy.matchConstraints)
        && policy.bindings.contains { isCovered(type, $0.matchResources) }
        && seen.insert(type).inserted
    }
  }

  /// What a policy or its bindings name that is not a type: it was meant for something, and nobody
  /// can tell for what.
  func mistakes(of policy: AdmissionPolicy) -> [UInt32] {
    let all = [policy.matchConstraints] + policy.bindings.map(\.matchResources)
    let found = all.flatMap(\.rules).filter(\.coversCreation).flatMap { rule in
      snapshot.types(named: rule.typeNames).mistakes
    }
    var seen: Set<UInt32> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// The types that rules name; a `*` stands for what the snapshot knows of.
  private func named(by resources: MatchResources) -> [ResourceType] {
    if resources.rules.isEmpty { return snapshot.resources.types }
    var types: [ResourceType] = []
    for rule in resources.rules where rule.coversCreation {
      types += snapshot.types(named: rule.typeNames).types
    }
    if resources.isExact { return types }
    // The same objects, as another group serves them, if they were exported so.
    let others = types.compactMap(EquivalentResources.equivalent).filter {
      !snapshot.resources.all(of: $0).isEmpty
    }
    return types + others
  }

  private func isCovered(_ type: ResourceType, _ resources: MatchResources) -> Bool {
    guard survivesExclusion(type, resources) else { return false }
    return resources.rules.isEmpty || named(by: resources).contains(type)
  }

  /// Whether excluding rules leave anything of a type.
  private func survivesExclusion(_ type: ResourceType, _ resources: MatchResources) -> Bool {
    !resources.excludedRules.contains { rule in
      rule.names.isEmpty && rule.scope == .all && rule.versions.contains("*")
        && rule.covers(type, version: "*")
    }
  }
}
