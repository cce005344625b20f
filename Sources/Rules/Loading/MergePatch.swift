import Documents

/// A JSON merge patch (RFC 7386): maps are merged, `null` takes a field away, and anything else,
/// lists too, takes the place of what was there.
struct MergePatch {
  private let patch: DocumentValue?

  init(_ patch: DocumentValue?) { self.patch = patch }

  /// The changed document; nil if there is no memory for it. It lies in the source of the old one,
  /// so that what was not changed keeps its place; what was changed stands where its map does.
  func applied(to document: DocumentValue) -> DocumentValue? {
    guard let patch else { return document }
    let place = document.place
    guard let builder = DocumentBuilder(store: document.store, source: place?.source) else {
      return nil
    }
    defer { builder.close() }
    let writer = Writer(builder: builder, source: place?.source)
    writer.merge(document, patch, offset: place?.offset ?? 0)
    return DocumentValue(builder.finish(), in: document.store)
  }

  private struct Writer {
    let builder: DocumentBuilder
    let source: SourceText?

    func merge(_ old: DocumentValue?, _ patch: DocumentValue, offset: Int) {
      guard patch.value.tag == .map else { return copy(patch, offset: offset) }
      let start = self.offset(of: old) ?? offset
      let before = old?.entries ?? []
      let changes = patch.entries
      builder.beginMap(at: start)
      for (key, value) in before {
        guard let change = changes.first(where: { $0.key == key })?.value else {
          builder.key(key)
          copy(value, offset: start)
          continue
        }
        if change.isNull { continue }
        builder.key(key)
        merge(value, change, offset: self.offset(of: value) ?? start)
      }
      for (key, change) in changes where !change.isNull {
        if before.contains(where: { $0.key == key }) { continue }
        builder.key(key)
        merge(nil, change, offset: start)
      }
      builder.endMap()
    }

    /// Where a value stands in the source of what is changed; nil for what comes from elsewhere.
    private func offset(of value: DocumentValue?) -> Int? {
      guard let place = value?.place, place.source === source else { return nil }
      return place.offset
    }

    private func copy(_ value: DocumentValue, offset: Int) {
      let start = self.offset(of: value) ?? offset
      switch value.value.tag {
      case .null: builder.null(at: start)
      case .bool: builder.bool(value.bool ?? false, at: start)
      case .int: builder.int(value.int ?? 0, at: start)
      case .double: builder.double(value.double ?? 0, at: start)
      case .string: builder.string(value.string ?? "", at: start)
      case .list:
        builder.beginList(at: start)
        for element in value.elements { copy(element, offset: start) }
        builder.endList()
      case .map:
        builder.beginMap(at: start)
        for (key, content) in value.entries {
          builder.key(key)
          copy(content, offset: start)
        }
        builder.endMap()
      default: builder.link(value.value)
      }
    }
  }
}
