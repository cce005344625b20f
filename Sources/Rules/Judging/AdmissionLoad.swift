import Basics
import Documents
import Findings
import Snapshots

/// How much of what admits objects there is to try in a cluster, and what may be spent on it.
///
/// Each policy and each webhook is tried on every object that an import makes. A cluster has dozens
/// of them; a snapshot may be made to have thousands, each of which costs as much as it may. Beyond
/// the limits nothing is tried, and what depends on it is unknown.
final class AdmissionLoad: Sendable {
  /// Rules of Kyverno and constraints of Gatekeeper that are tried.
  static let limit = 1_000
  /// Webhooks and bindings of Kubernetes' own policies, whose expressions are evaluated.
  static let kubernetesLimit = 500
  /// Mutating policies with their bindings, and Kyverno's policies in CEL, which are tried in
  /// several ways.
  static let policyLimit = 250
  /// Bytes that all of them may hold beside certificates: each is read for each trial, and its
  /// expressions are compiled.
  static let sizeLimit = 500_000
  /// What is spent on all trials of Kubernetes' policies, in the units of its cost model: about a
  /// second.
  private static let budget: UInt64 = 60_000_000
  /// Objects that each is tried on, about.
  private static let objectCount: UInt64 = 20

  /// What one trial of a policy of Kubernetes may cost.
  let costOfTrial: UInt64
  /// Why types are not tried that there are too many of.
  private let reasons: [ResourceType: MissingEvidence]

  init(_ snapshot: Snapshot) {
    var tally = Tally(snapshot: snapshot)
    let bindings = tally.count(AdmissionLoad.bindings)
    let webhooks = AdmissionLoad.webhooks.reduce(0) { sum, type in
      sum + tally.count(type) { max(1, $0["webhooks"]?.elements.count ?? 0) }
    }
    let rules = AdmissionLoad.kyverno.reduce(0) { sum, type in
      sum + tally.count(type) { max(1, $0[path: "spec", "rules"]?.elements.count ?? 0) }
    }
    costOfTrial =
      AdmissionLoad.budget
      / (AdmissionLoad.objectCount * UInt64(max(1, bindings + webhooks)))
    let kubernetes = AdmissionLoad.webhooks + [AdmissionLoad.bindings]
    tally.refuse(
      kubernetes, bindings + webhooks, tally.size(kubernetes + [AdmissionLoad.policies]),
      "admission webhooks and bindings of admission policies",
      heldBy: "admission webhooks, admission policies and their bindings",
      most: AdmissionLoad.kubernetesLimit)
    tally.refuse(
      AdmissionLoad.mutating, "mutating admission policies and their bindings",
      heldBy: "mutating admission policies", most: AdmissionLoad.policyLimit)
    tally.refuse(
      tally.types(ofGroup: AdmissionLoad.kyvernoCEL).filter {
        !$0.plural.equalsByBytes("policyexceptions")
      }, "policies of Kyverno in CEL", heldBy: "Kyverno's policies in CEL",
      most: AdmissionLoad.policyLimit)
    tally.refuse(
      AdmissionLoad.kyverno, rules, tally.size(AdmissionLoad.kyverno),
      "rules of Kyverno's policies", heldBy: "Kyverno's policies", most: AdmissionLoad.limit)
    tally.refuse(
      tally.types(ofGroup: AdmissionLoad.gatekeeper), "constraints of Gatekeeper",
      heldBy: "Gatekeeper's constraints", most: AdmissionLoad.limit)
    reasons = tally.reasons
  }

  /// Counts objects, and says of which types there are too many.
  private struct Tally {
    let snapshot: Snapshot
    private(set) var reasons: [ResourceType: MissingEvidence] = [:]

    init(snapshot: Snapshot) { self.snapshot = snapshot }

    func types(ofGroup group: String) -> [ResourceType] {
      snapshot.resources.types.filter { $0.group.equalsByBytes(group) }
    }

    func count(_ type: ResourceType, _ size: (DocumentValue) -> Int = { _ in 1 }) -> Int {
      snapshot.resources.all(of: type).reduce(0) {
        $0 + size(DocumentValue($1.value, in: snapshot.store))
      }
    }

    func size(_ types: [ResourceType]) -> Int {
      types.reduce(0) { sum, type in
        sum
          + count(type) { object in
            let webhooks = (object["webhooks"]?.elements ?? []).flatMap(\.entries)
            // Certificates are long, and nothing of them is tried.
            return webhooks.reduce(object["spec"].map(AdmissionLoad.size) ?? 0) {
              $1.key == "clientConfig" ? $0 : $0 + AdmissionLoad.size(of: $1.value)
            }
          }
      }
    }

    /// Refuses types of which each object counts.
    mutating func refuse(
      _ types: [ResourceType], _ what: String, heldBy holders: String, most limit: Int
    ) {
      let all = types.reduce(0) { $0 + count($1) }
      refuse(types, all, size(types), what, heldBy: holders, most: limit)
    }

    mutating func refuse(
      _ types: [ResourceType], _ count: Int, _ size: Int, _ what: String, heldBy holders: String,
      most limit: Int
    ) {
      var text = "there are \(count) \(what), and none is tried where there are more than "
      if count > limit {
        text += "\(limit)"
      } else if size > AdmissionLoad.sizeLimit {
        text = "\(holders) hold \(size) bytes, and none is tried where they hold more than "
        text += "\(AdmissionLoad.sizeLimit)"
      } else {
        return
      }
      for type in types { reasons[type] = MissingEvidence(.liveCluster, text) }
    }
  }

  /// Bytes that a value of any kind counts at least.
  private static let sizeOfValue = 4

  private static func size(of value: DocumentValue) -> Int {
    switch value.value.tag {
    case .string: return sizeOfValue + value.value.byteCount
    case .map:
      return value.entries.reduce(sizeOfValue) {
        $0 + $1.key.utf8.count + size(of: $1.value)
      }
    case .list: return value.elements.reduce(sizeOfValue) { $0 + size(of: $1) }
    default: return sizeOfValue
    }
  }

  /// Why Kubernetes' policies and webhooks are not tried; nil if they are.
  var reason: MissingEvidence? { reasons[AdmissionLoad.bindings] }

  /// Why rules of Kyverno's policies are not tried; nil if they are.
  var kyvernoReason: MissingEvidence? { reasons[AdmissionLoad.kyverno[0]] }

  /// Why objects of a type are not tried, each of which would be a subject of rules; nil if they
  /// are, or if there is nothing to try.
  func reason(forSubjectsOf type: ResourceType) -> MissingEvidence? { reasons[type] }

  private static let group = "admissionregistration.k8s.io"
  private static let bindings = ResourceType(
    group: group, plural: "validatingadmissionpolicybindings")
  private static let policies = ResourceType(
    group: group, plural: "validatingadmissionpolicies")
  private static let webhooks = [
    "validatingwebhookconfigurations", "mutatingwebhookconfigurations",
  ].map { ResourceType(group: group, plural: $0) }
  private static let kyvernoCEL = "policies.kyverno.io"
  private static let mutating = [
    "mutatingadmissionpolicybindings", "mutatingadmissionpolicies",
  ].map { ResourceType(group: group, plural: $0) }
  private static let gatekeeper = "constraints.gatekeeper.sh"
  private static let kyverno = ["clusterpolicies", "policies"].map {
    ResourceType(group: "kyverno.io", plural: $0)
  }
}
