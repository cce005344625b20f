import Basics
import Documents
import Snapshots

/// Objects by the text in one of their fields.
///
/// A snapshot may have hundreds of thousands, so an object costs little here. The texts lie side by
/// side: rules ask for the objects of each node, and each answer would bring pages of a mapped text
/// back into memory.
struct FieldIndex: Sendable {
  private struct Entry {
    let hash: Int
    let object: Value
    /// The field's text, in `texts`.
    let text: Range<Int>
  }

  /// By hash; those of one hash in their order.
  private let entries: [Entry]
  private let texts: [UInt8]

  /// - Parameter path: of the field, as a JSON pointer.
  init(of objects: ArraySlice<ResourceEntry>, path: String, _ snapshot: Snapshot) {
    let names = path.split(separator: "/").map { JSONPointer.unescaped(String($0)) }
    var found: [Entry] = []
    var texts: [UInt8] = []
    for entry in objects {
      var field: DocumentValue? = DocumentValue(entry.value, in: snapshot.store)
      for name in names { field = field?[name] }
      guard let text = field?.string else { continue }
      let start = texts.count
      texts += text.utf8
      found.append(
        Entry(hash: FieldIndex.hash(text), object: entry.value, text: start..<texts.count))
    }
    found.sort { $0.hash < $1.hash }
    entries = found
    self.texts = texts
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
    var text = text
    return text.withUTF8 { text in
      texts.withUnsafeBufferPointer { texts in
        entries[low...].prefix { $0.hash == hash }
          .filter { texts[$0.text].elementsEqual(text) }
          .map(\.object)
      }
    }
  }

  /// By bytes: texts that only look the same are different.
  private static func hash(_ text: String) -> Int {
    var hasher = Hasher()
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return hasher.finalize()
  }
}
