import Basics
import CEL
import Findings
import Snapshots

extension RuleSet {
  /// What these rules read of a cluster, and what every run reads beside them: the profile, the
  /// cluster's facts, and what proves that a type has no objects.
  public var collectionNeeds: CollectionNeeds {
    var needs = CollectionNeeds()
    for type in RuleSet.typesOfEveryRun { needs.insert(group: type.group, plural: type.plural) }
    for rule in rules {
      let evidence = RuleEvidence(of: rule, definitions(usedBy: rule), readsAll: true)
      for type in evidence.types.union(evidence.unnamedTypes) {
        needs.insert(group: type.group, plural: type.plural)
      }
      for name in rule.needs {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        needs.insert(group: parts.count > 1 ? parts[1] : "", plural: parts.first ?? "")
      }
      if let policy = rule.policy { needs.insert(policy) }
      if evidence.readsNodes || rule.subject == .node { needs.readsNodes = true }
    }
    return needs
  }

  private static let typesOfEveryRun =
    ["nodes", "namespaces", "pods", "persistentvolumeclaims"].map {
      ResourceType(group: "", plural: $0)
    }
    + ["deployments", "statefulsets", "daemonsets"].map { ResourceType(group: "apps", plural: $0) }
    + [
      ResourceType(group: "storage.k8s.io", plural: "storageclasses"),
      ResourceType(group: "apiextensions.k8s.io", plural: "customresourcedefinitions"),
      ResourceType(group: "apiregistration.k8s.io", plural: "apiservices"),
    ]
}

extension CollectionNeeds {
  /// What a ValidatingAdmissionPolicy judges, and its parameters.
  fileprivate mutating func insert(_ policy: AdmissionPolicy) {
    let resources = policy.matchConstraints
    if resources.rules.isEmpty { insert(group: "*", plural: "*") }
    for rule in resources.rules {
      // `pods/status` and `*/*` are of pods and of all types.
      let plurals = Set(rule.resources.map { String($0.prefix { $0 != "/" }) })
      for group in rule.groups {
        for plural in plurals { insert(group: group, plural: plural) }
      }
    }
    if let kind = policy.parameterKind {
      let group = ResourceType(apiVersion: kind.apiVersion, plural: "").group
      let type = TypeTable().type(ofKind: kind.kind, group: group)
      insert(group: group, plural: type.plural)
    }
  }
}
