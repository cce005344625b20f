import Documents

/// Ranges that no line shows which is shown of their sources; withheld all at once, since each call
/// sorts those that a source has.
struct WithheldRanges {
  private var ranges: [ObjectIdentifier: (source: SourceText, ranges: [Range<Int>])] = [:]

  /// Adds a scalar, or all scalars in a map or list.
  mutating func add(_ value: DocumentValue) {
    switch value.value.tag {
    case .list: for element in value.elements { add(element) }
    case .map: for (_, member) in value.entries { add(member) }
    default:
      guard let source = value.store.source(of: value.value),
        let range = value.store.range(of: value.value)
      else { return }
      ranges[ObjectIdentifier(source), default: (source, [])].ranges.append(range)
    }
  }

  func withhold() { for (source, ranges) in ranges.values { source.withhold(ranges) } }
}
