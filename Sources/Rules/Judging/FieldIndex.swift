import Basics
import Documents
import Snapshots

/// Objects by the text in one of their fields. A snapshot may have hundreds of thousands, so an
/// object costs its value and a hash here.
struct FieldIndex: Sendable {
  private let path: [String]
  private let store: DocumentStore
  /// By hash; those of one hash in their order.
  private let entries: [(hash: Int, object: Value)]

  /// - Parameter path: of the field, as a JSON pointer.
  init(of objects: ArraySlice<ResourceEntry>, path: String, _ snapshot: Snapshot) {
    let names = path.split(separator: "/").map { JSONPointer.unescaped(String($0)) }
    let store = snapshot.store
    self.path = names
    self.store = store
    var found: [(hash: Int, object: Value)] = []
    for entry in objects {
      guard let text = FieldIndex.text(of: entry.value, names, store) else { continue }
      found.append((FieldIndex.hash(text), entry.value))
    }
    found.sort { $0.hash < $1.hash }
    entries = found
  }

  /// The objects whose field has that text, in their order.
  func objects(with text: String) -> [Value] {
    let hash = FieldIndex.hash(text)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.hash == hash }.map(\.object).filter {
      FieldIndex.text(of: $0, path, store)?.equalsByBytes(text) ?? false
    }
  }

  private static func text(
    of object: Value, _ path: [String], _ store: DocumentStore
  ) -> String? {
    var field: DocumentValue? = DocumentValue(object, in: store)
    for name in path { field = field?[name] }
    return field?.string
  }

  /// By bytes: texts that only look the same are different.
  private static func hash(_ text: String) -> Int {
    var hasher = Hasher()
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return hasher.finalize()
  }
}
