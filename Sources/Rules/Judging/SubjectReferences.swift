import Documents
import Findings
import Snapshots

/// What objects are called. There may be a hundred thousand of them for each rule, and neighbours
/// are mostly of one version, kind and namespace: these are texts only where they change.
struct SubjectReferences {
  private let snapshot: Snapshot
  private let memory: Memory
  private let versionKey, kindKey: UInt32
  private var version = LastText()
  private var kind = LastText()
  private var namespace = LastText()

  /// The text of the last value.
  private struct LastText {
    private var bytes: UnsafeBufferPointer<UInt8>?
    private(set) var text = ""

    /// Whether another text was made.
    mutating func set(_ value: Value?, _ memory: Memory) -> Bool {
      guard let value, value.tag == .string else {
        defer { (bytes, text) = (nil, "") }
        return bytes != nil
      }
      let new = memory.bytes(of: value)
      if let bytes, bytes.elementsEqual(new) { return false }
      bytes = new
      text = String(decoding: new, as: UTF8.self)
      return true
    }
  }

  /// A version's part behind the group.
  private var shortVersion = ""

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    memory = snapshot.store.memory
    versionKey = snapshot.store.key("apiVersion") ?? 0
    kindKey = snapshot.store.key("kind") ?? 0
  }

  mutating func subject(_ entry: ResourceEntry, _ type: ResourceType) -> JudgedSubject {
    if version.set(field(versionKey, "apiVersion", of: entry), memory) {
      shortVersion = version.text.split(separator: "/").last.map(String.init) ?? version.text
    }
    _ = kind.set(field(kindKey, "kind", of: entry), memory)
    _ = namespace.set(entry.namespace, memory)
    let reference = ResourceReference(
      group: type.group, version: shortVersion,
      kind: kind.text.isEmpty ? snapshot.types.kind(of: type) ?? type.plural : kind.text,
      plural: type.plural, namespace: namespace.text,
      name: String(decoding: memory.bytes(of: entry.name), as: UTF8.self))
    return JudgedSubject(subject: .resource(reference), value: entry.value)
  }

  private func field(_ key: UInt32, _ name: String, of entry: ResourceEntry) -> Value? {
    guard entry.value.tag == .map, entry.value.form == .document else {
      return DocumentValue(entry.value, in: snapshot.store)[name]?.value
    }
    return memory.field(key, of: entry.value)
  }
}
