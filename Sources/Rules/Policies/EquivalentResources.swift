import Basics
import Documents
import Findings
import Snapshots

/// Other types and versions under which the API server serves the same object, for policies that
/// match equivalent resources (the default).
///
/// Where a policy only names another version, it sees the object as converted to that version. A
/// resource definition without a conversion webhook changes nothing but `apiVersion`; any other
/// conversion is the API server's secret, and the match stays open.
struct EquivalentResources {
  private let object: PolicyObject
  private let snapshot: Snapshot

  init(of object: PolicyObject, in snapshot: Snapshot) {
    self.object = object
    self.snapshot = snapshot
  }

  /// Versions that API servers serve side by side, by type. Versions that no supported API server
  /// serves together with another are left out: they cannot be equivalents there.
  private static let versions: [ResourceType: [String]] = [
    ResourceType(group: "autoscaling", plural: "horizontalpodautoscalers"): ["v1", "v2"]
  ]

  /// Types in other groups that hold the same objects.
  private static let moved: [ResourceType: (type: ResourceType, version: String)] = [
    ResourceType(group: "", plural: "events"): (
      ResourceType(group: "events.k8s.io", plural: "events"), "v1"
    ),
    ResourceType(group: "events.k8s.io", plural: "events"): (
      ResourceType(group: "", plural: "events"), "v1"
    ),
    ResourceType(group: "extensions", plural: "deployments"): (
      ResourceType(group: "apps", plural: "deployments"), "v1"
    ),
    ResourceType(group: "extensions", plural: "daemonsets"): (
      ResourceType(group: "apps", plural: "daemonsets"), "v1"
    ),
    ResourceType(group: "extensions", plural: "replicasets"): (
      ResourceType(group: "apps", plural: "replicasets"), "v1"
    ),
    ResourceType(group: "extensions", plural: "ingresses"): (
      ResourceType(group: "networking.k8s.io", plural: "ingresses"), "v1"
    ),
    ResourceType(group: "extensions", plural: "networkpolicies"): (
      ResourceType(group: "networking.k8s.io", plural: "networkpolicies"), "v1"
    ),
  ]

  /// The type that holds objects of `type` as well; nil if there is none.
  static func equivalent(of type: ResourceType) -> ResourceType? {
    moved.first { $0.value.type == type }?.key
  }

  /// Whether a rule that does not name the object's own version names an equivalent one.
  func cover(
    by rule: MatchResources.ResourceRule, namespaced isNamespaced: Bool
  ) -> PolicyMatch {
    if let other = EquivalentResources.moved[object.type],
      rule.covers(object, namespaced: isNamespaced, other.type, other.version)
    {
      return .unknown([unconverted(to: other.type, other.version)])
    }
    // Everything but the version must fit, or the rest does not matter.
    var anyVersion = rule
    anyVersion.versions = ["*"]
    guard anyVersion.covers(object, namespaced: isNamespaced, object.type, "") else {
      return .no("")
    }
    let wanted = rule.versions.filter { $0 != object.reference.version }
    if let served = EquivalentResources.versions[object.type] {
      guard let version = wanted.first(where: served.contains) else { return .no("") }
      return .unknown([unconverted(to: object.type, version)])
    }
    return coverOfDefined(wanted)
  }

  /// The same for types of resource definitions.
  private func coverOfDefined(_ wanted: [String]) -> PolicyMatch {
    let definitions = ResourceType(
      group: "apiextensions.k8s.io", plural: "customresourcedefinitions")
    switch snapshot.object(definitions, namespace: "", name: object.type.name) {
    case .absent: return .no("")
    case .unknown(let reason):
      // Groups without a dot are Kubernetes' own, and so are nearly all under k8s.io.
      let group = object.type.group
      if !group.utf8.contains(UInt8(ascii: ".")) || group.hasSuffix(".k8s.io") { return .no("") }
      return .unknown([snapshot.reasons[reason]].compactMap { $0 })
    case .found(let value):
      let spec = DocumentValue(value, in: snapshot.store)["spec"]
      let served = (spec?["versions"]?.elements ?? []).filter { $0["served"]?.bool != false }
        .compactMap { $0["name"]?.string }
      guard let version = wanted.first(where: served.contains) else { return .no("") }
      let isConverted = spec?[path: "conversion", "strategy"]?.string == "Webhook"
      return isConverted ? .unknown([unconverted(to: object.type, version)]) : .yes
    }
  }

  private func unconverted(to type: ResourceType, _ version: String) -> MissingEvidence {
    let name = type.group.isEmpty ? version : "\(type.group)/\(version)"
    let own = object.reference
    let exported = own.group.isEmpty ? own.version : "\(own.group)/\(own.version)"
    // kubectl's spelling of a type in a version: plural.version.group.
    let request = [type.plural, version, type.group].filter { !$0.isEmpty }.joined(separator: ".")
    return MissingEvidence(
      .resources,
      "the policy is about \(type.name) in \(name), and they were exported in \(exported)",
      collect: CollectionStep(
        .kubectl, "kubectl get \(QuotedText.shell(request)) -A -o yaml",
        at: QuotedText.shell("resources/\(request).yaml")))
  }
}
