import Basics
import Documents
import Findings

/// The resources of a snapshot and how completely they are known: what facts of nodes and of the
/// cluster are derived from.
struct SnapshotContent: Sendable {
  let resources: ResourceIndex
  let types: TypeTable
  let ledger: EvidenceLedger
  let reasons: ReasonTable
  /// The names of all namespaces, where they are known.
  let namespaceNames: (names: Set<String>, evidence: Evidence)?

  static let nodes = ResourceType(group: "", plural: "nodes")
  static let pods = ResourceType(group: "", plural: "pods")
  static let namespaces = ResourceType(group: "", plural: "namespaces")
  static let services = ResourceType(group: "", plural: "services")
  static let secrets = ResourceType(group: "", plural: "secrets")
  static let configMaps = ResourceType(group: "", plural: "configmaps")

  init(
    resources: ResourceIndex, types: TypeTable, ledger: EvidenceLedger, reasons: ReasonTable
  ) {
    self.resources = resources
    self.types = types
    self.ledger = ledger
    self.reasons = reasons
    let namespaces = resources.all(of: SnapshotContent.namespaces)
    let evidence = ledger.evidence(
      of: SnapshotContent.namespaces, namespace: "", namespaces: nil)
    let names = namespaces.compactMap { DocumentValue($0.name, in: resources.store).string }
    // What has objects is there, whatever the list says.
    namespaceNames = names.isEmpty ? nil : (ledger.namespaces.union(names), evidence)
  }

  /// How completely a type is known, in one namespace or (where it is empty) in all.
  func evidence(of type: ResourceType, namespace: String = "") -> Evidence {
    let isNamespaced = types.isNamespaced(type) ?? true
    // A rule that misspells a type would find none of it, and call the cluster ready.
    if let mistake = mistake(in: type) { return Evidence(.absent, detail: mistake) }
    return ledger.evidence(
      of: type, namespace: isNamespaced ? namespace : "", namespaces: namespaceNames)
  }

  /// What is wrong with the name of a type that nothing was collected of; nil if nothing is.
  func mistake(in type: ResourceType) -> String? {
    isCollected(type) ? nil : types.mistake(in: type)
  }

  /// Whether there is a list or an object of a type.
  func isCollected(_ type: ResourceType) -> Bool {
    ledger.collected(type) != nil || !resources.all(of: type).isEmpty
  }

  /// Why a type is not known completely, as the number that an unknown carries.
  func reason(for type: ResourceType, namespace: String = "") -> UInt32 {
    if let mistake = mistake(in: type) {
      return reasons.number(of: MissingEvidence(.resources, mistake))
    }
    let evidence = evidence(of: type, namespace: namespace)
    let place = namespace.isEmpty ? "" : " in namespace \(namespace)"
    let text: String
    switch evidence.state {
    case .complete, .assumed:
      text = "\(type.name)\(place) look complete, and nothing proves it"
    case .partial:
      text = "\(type.name)\(place) were not all exported" + suffix(evidence)
    case .denied:
      text = "\(type.name)\(place) could not be read by whoever exported them" + suffix(evidence)
    case .absent:
      text = "\(type.name)\(place) were not exported" + suffix(evidence)
    }
    return reasons.number(of: MissingEvidence(.resources, text, collect: step(for: type, evidence)))
  }

  /// What would make a type known. Where a list lacks nothing but a word that it is whole, the same
  /// list again would lack it, too.
  private func step(for type: ResourceType, _ evidence: Evidence) -> CollectionStep {
    guard evidence.isOnlyUnproven else { return SnapshotContent.export(of: type, types) }
    return CollectionStep(
      .manifest, "lists", example: "lists: whole",
      note:
        "If every list was exported with -A and without a selector; --assume whole says it, too.",
      type: type.name)
  }

  private func suffix(_ evidence: Evidence) -> String { evidence.detail.map { ": \($0)" } ?? "" }

  /// The step that exports a type whole; of Secrets no value.
  static func export(of type: ResourceType, _ types: TypeTable) -> CollectionStep {
    let all = types.isNamespaced(type) ?? true ? " -A" : ""
    let form = type == secrets ? QuotedText.shell("go-template=\(SecretTemplate.text)") : "yaml"
    return CollectionStep(
      .kubectl, "kubectl get \(QuotedText.shell(type.name))\(all) -o \(form)",
      at: QuotedText.shell("resources/\(type.name).yaml"), type: type.name)
  }
}
