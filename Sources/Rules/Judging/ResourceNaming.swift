import Documents
import Findings
import Snapshots

/// What the objects of one type are called. There may be a hundred thousand of them for each rule,
/// so that a name is made only where something is said of its object.
final class ResourceNaming: Sendable {
  private let snapshot: Snapshot
  private let type: ResourceType
  /// Null for one that no document has.
  private let versionKey, kindKey: UInt32

  init(_ type: ResourceType, in snapshot: Snapshot) {
    self.type = type
    self.snapshot = snapshot
    versionKey = snapshot.store.key("apiVersion") ?? 0
    kindKey = snapshot.store.key("kind") ?? 0
  }

  func reference(_ entry: ResourceEntry) -> ResourceReference {
    let version = text(field(versionKey, "apiVersion", of: entry))
    let kind = text(field(kindKey, "kind", of: entry))
    return ResourceReference(
      group: type.group,
      version: version.split(separator: "/").last.map(String.init) ?? version,
      kind: kind.isEmpty ? snapshot.types.kind(of: type) ?? type.plural : kind,
      plural: type.plural, namespace: text(entry.namespace),
      name: String(decoding: snapshot.store.memory.bytes(of: entry.name), as: UTF8.self))
  }

  /// Empty where the value is no text.
  func text(_ value: Value?) -> String {
    guard let value, value.tag == .string else { return "" }
    return String(decoding: snapshot.store.memory.bytes(of: value), as: UTF8.self)
  }

  private func field(_ key: UInt32, _ name: String, of entry: ResourceEntry) -> Value? {
    guard entry.value.tag == .map, entry.value.form == .document else {
      return DocumentValue(entry.value, in: snapshot.store)[name]?.value
    }
    return snapshot.store.memory.field(key, of: entry.value)
  }
}
