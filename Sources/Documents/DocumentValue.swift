/// A value together with the memory it lies in: the convenient way to read documents from Swift.
///
/// Not for hot paths; evaluators use `Memory` directly.
public struct DocumentValue: Sendable {
  public let store: DocumentStore
  public let value: Value

  public init(_ value: Value, in store: DocumentStore) {
    self.value = value
    self.store = store
  }

  private var memory: Memory { store.memory }

  /// The value of a key; nil if this is not a map or has no such key.
  public subscript(key: String) -> DocumentValue? {
    guard value.tag == .map else { return nil }
    // Maps that an expression made are small, and their keys are not interned.
    guard value.form == .document else {
      return entries.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }
    var key = key
    guard let id = key.withUTF8({ store.existingKey($0) }), let v = memory.field(id, of: value)
    else { return nil }
    return DocumentValue(v, in: store)
  }

  /// The value under a path of keys.
  public subscript(path first: String, _ rest: String...) -> DocumentValue? {
    var current = self[first]
    for key in rest { current = current?[key] }
    return current
  }

  public var isNull: Bool { value.tag == .null }
  public var string: String? {
    value.tag == .string ? String(decoding: memory.bytes(of: value), as: UTF8.self) : nil
  }
  public var bool: Bool? { value.tag == .bool ? value.asBool : nil }
  public var int: Int64? { value.tag == .int ? value.asInt : nil }
  public var double: Double? { value.tag == .double ? value.asDouble : nil }

  /// The elements of a list; empty for anything else.
  public var elements: [DocumentValue] {
    guard value.tag == .list else { return [] }
    return (0..<memory.count(list: value)).map {
      DocumentValue(memory.element($0, of: value), in: store)
    }
  }

  /// How many elements a list or entries a map has; 0 for anything else.
  package var count: Int {
    switch value.tag {
    case .list: memory.count(list: value)
    case .map: memory.count(map: value)
    default: 0
    }
  }

  /// The entries of a map, in the order of the source; empty for anything else.
  public var entries: [(key: String, value: DocumentValue)] {
    guard value.tag == .map else { return [] }
    return (0..<memory.count(map: value)).map {
      let (key, value) = memory.entry($0, of: value)
      return (
        String(decoding: memory.bytes(of: key), as: UTF8.self), DocumentValue(value, in: store)
      )
    }
  }

  /// Where it stands in its source; nil for values that were computed.
  public var place: SourcePlace? { store.place(of: value) }
}
