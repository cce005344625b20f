// Objects of Kubernetes' own types that were exported without their status.
//
// An API server writes the status of every object of a type that has one, be it empty. Where it is
// missing it was taken away, as `kubectl neat` does, or the object is a manifest and was never
// exported. Whether a node is ready, a pod runs, a quota is used up is not known then: neither that
// it is, nor that it is not.

import Basics
import Documents
import Findings

/// Says of objects without a status that theirs is not known.
struct LostStatus {
  private let known: KubernetesFields
  private let reasons: ReasonTable
  private let types: TypeTable
  private let store: DocumentStore
  private let memory: Memory
  private let status, kind, apiVersion: UInt32
  /// The reasons by version and kind; 0 where such objects have no status.
  private var byKind: [String: UInt32] = [:]

  init(
    _ known: KubernetesFields, _ reasons: ReasonTable, _ types: TypeTable, _ store: DocumentStore
  ) {
    self.known = known
    self.reasons = reasons
    self.types = types
    self.store = store
    memory = store.memory
    status = store.key("status") ?? 0
    kind = store.key("kind") ?? 0
    apiVersion = store.key("apiVersion") ?? 0
  }

  /// The object, which has more than is known if its status is missing; one that is null is hidden.
  mutating func marked(_ object: Value, of type: ResourceType) -> Value {
    guard object.tag == .map, object.form == .document, object.tail == 0 else { return object }
    let there = memory.field(status, of: object)
    guard there == nil || there?.tag == .null else { return object }
    guard let kind = text(kind, of: object), let version = text(apiVersion, of: object) else {
      return object
    }
    let name = "\(version)/\(kind)"
    let reason = byKind[name] ?? self.reason(kind, version, type)
    byKind[name] = reason
    if let there {
      if reason != 0 { store.hide(there, reason: reason) }
      return object
    }
    var marked = object
    marked.payload |= UInt64(reason) << 32
    return marked
  }

  private func reason(_ kind: String, _ version: String, _ type: ResourceType) -> UInt32 {
    // The status of a policy says what is wrong with its expressions, and nothing of what it does.
    guard !type.group.equalsByBytes("admissionregistration.k8s.io"),
      let definition = known.definition(ofKind: kind, apiVersion: version),
      known.type(of: status, in: definition) != nil
    else { return 0 }
    return reasons.number(
      of: MissingEvidence(
        .resources, "the \(kind) was exported without its status",
        collect: SnapshotContent.export(of: type, types)))
  }

  private func text(_ key: UInt32, of object: Value) -> String? {
    guard let value = memory.field(key, of: object), value.tag == .string else { return nil }
    return String(decoding: memory.bytes(of: value), as: UTF8.self)
  }
}
