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
  /// Webhooks and bindings of Kubernetes' own policies that are tried, rules of Kyverno, and
  /// constraints of Gatekeeper.
  static let limit = 1_000
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
    func count(_ type: ResourceType, _ size: (DocumentValue) -> Int = { _ in 1 }) -> Int {
      snapshot.resources.all(of: type).reduce(0) {
        $0 + size(DocumentValue($1.value, in: snapshot.store))
      }
    }
    let bindings = count(AdmissionLoad.bindings)
    let webhooks = AdmissionLoad.webhooks.reduce(0) { sum, type in
      sum + count(type) { max(1, $0["webhooks"]?.elements.count ?? 0) }
    }
    let rules = AdmissionLoad.kyverno.reduce(0) { sum, type in
      sum + count(type) { max(1, $0[path: "spec", "rules"]?.elements.count ?? 0) }
    }
    costOfTrial =
      AdmissionLoad.budget
      / (AdmissionLoad.objectCount * UInt64(max(1, bindings + webhooks)))
    var reasons: [ResourceType: MissingEvidence] = [:]
    func refuse(
      _ types: [ResourceType], _ count: Int, _ size: Int, _ what: String, heldBy holders: String
    ) {
      var text = "there are \(count) \(what), and none is tried where there are more than "
      if count > AdmissionLoad.limit {
        text += "\(AdmissionLoad.limit)"
      } else if size > AdmissionLoad.sizeLimit {
        text = "\(holders) hold \(size) bytes, and none is tried where they hold more than "
        text += "\(AdmissionLoad.sizeLimit)"
      } else {
        return
      }
      for type in types { reasons[type] = MissingEvidence(.liveCluster, text) }
    }
    let kubernetes = AdmissionLoad.webhooks + [AdmissionLoad.bindings]
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
    refuse(
      kubernetes, bindings + webhooks, size(kubernetes + [AdmissionLoad.policies]),
      "admission webhooks and bindings of admission policies",
      heldBy: "admission webhooks, admission policies and their bindings")
    refuse(
      AdmissionLoad.kyverno, rules, size(AdmissionLoad.kyverno), "rules of Kyverno's policies",
      heldBy: "Kyverno's policies")
    let gatekeeper = snapshot.resources.types.filter {
      $0.group.equalsByBytes(AdmissionLoad.gatekeeper)
    }
    refuse(
      gatekeeper, gatekeeper.reduce(0) { $0 + count($1) }, size(gatekeeper),
      "constraints of Gatekeeper", heldBy: "Gatekeeper's constraints")
    self.reasons = reasons
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
  private static let gatekeeper = "constraints.gatekeeper.sh"
  private static let kyverno = ["clusterpolicies", "policies"].map {
    ResourceType(group: "kyverno.io", plural: $0)
  }
}
