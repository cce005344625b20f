import Documents

/// Ranges that no line shows which is shown of their sources; withheld all at once, since each call
/// sorts those that a source has.
struct WithheldRanges {
  /// Ranges of one source that are told apart. Of a source with more, the lines between the others
  /// are withheld, too.
  private static let limit = 4_096

  private struct Part {
    let source: SourceText
    var ranges: [Range<Int>] = []
    var others: Range<Int>?

    mutating func add(_ range: Range<Int>) {
      guard ranges.count >= WithheldRanges.limit else { return ranges.append(range) }
      let before = others ?? range
      others =
        min(before.lowerBound, range.lowerBound)..<max(before.upperBound, range.upperBound)
    }
  }

  private var parts: [ObjectIdentifier: Part] = [:]

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
      parts[ObjectIdentifier(source), default: Part(source: source)].add(range)
    }
  }

  func withhold() {
    for part in parts.values {
      part.source.withhold(part.ranges + (part.others.map { [$0] } ?? []))
    }
  }
}
