import Documents
import Findings
import Snapshots
import Synchronization

/// What the objects of one type are called. There may be a hundred thousand of them for each rule,
/// so that a name is made only where something is said of its object, and once for all rules.
final class ResourceNaming: Sendable {
  private let snapshot: Snapshot
  private let type: ResourceType
  /// By the objects' positions; empty until one is asked for.
  private let known = Mutex<[ResourceReference?]>([])
  /// Null for one that no document has.
  private let versionKey, kindKey: UInt32

  init(_ type: ResourceType, in snapshot: Snapshot) {
    self.type = type
    self.snapshot = snapshot
    versionKey = snapshot.store.key("apiVersion") ?? 0
    kindKey = snapshot.store.key("kind") ?? 0
  }

  /// - Parameter position: that of the object among all of its type; nil for one of some others.
  func reference(_ entry: ResourceEntry, at position: Int?) -> ResourceReference {
    guard let position else { return reference(entry) }
    if let known = known.withLock({ position < $0.count ? $0[position] : nil }) { return known }
    let made = reference(entry)
    known.withLock { known in
      if known.isEmpty {
        known = Array(repeating: nil, count: snapshot.resources.all(of: type).count)
      }
      if position < known.count { known[position] = made }
    }
    return made
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
