import Documents

/// Ranges that no line shows which is shown of their sources; withheld all at once, since each call
/// sorts those that a source has.
struct WithheldRanges {
  private var ranges: [ObjectIdentifier: (source: SourceText, ranges: [Range<Int>])] = [:]

  /// Adds a scalar, or all scalars in a map or list.
  mutating func add(_ value: DocumentValue) { add(value.value, of: value.store) }

  /// Values lie no deeper than readers let them.
  mutating func add(_ value: Value, of store: DocumentStore) {
    let memory = store.memory
    switch value.tag {
    case .list:
      for i in 0..<memory.count(list: value) { add(memory.element(i, of: value), of: store) }
    case .map where value.form == .document:
      for slot in 0..<memory.count(map: value) {
        add(memory.value(slot: slot, of: value), of: store)
      }
    default:
      guard let source = store.source(of: value), let range = store.range(of: value) else { return }
      ranges[ObjectIdentifier(source), default: (source, [])].ranges.append(range)
    }
  }

  func withhold() {
    for (source, ranges) in ranges.values { source.withhold(ranges) }
  }
}
