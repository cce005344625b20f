import Documents

/// Ranges that no line shows which is shown of their sources; withheld all at once, since each call
/// sorts those that a source has.
struct WithheldRanges {
  private var ranges: [ObjectIdentifier: (source: SourceText, ranges: [Range<Int>])] = [:]

  /// Adds a scalar, or all scalars in a map or list.
  mutating func add(_ value: DocumentValue) { add(value.value, of: value.store) }

  mutating func add(_ value: Value, of store: DocumentStore) {
    store.forEachScalar(in: value) { scalar in
      guard let source = store.source(of: scalar), let range = store.range(of: scalar) else {
        return
      }
      ranges[ObjectIdentifier(source), default: (source, [])].ranges.append(range)
    }
  }

  func withhold() {
    for (source, ranges) in ranges.values { source.withhold(ranges) }
  }
}
