import Documents

extension RKEState {
  /// The part of a state that is kept, read from the text of its copy in the cluster. Its places
  /// are those of `value`, the string that held it.
  static func reduced(
    _ text: String, from value: DocumentValue, _ builders: FactBuilders
  ) -> Value? {
    var limits = ReadingOptions()
    limits.limits.depth = 64
    let scratch = DocumentStore()
    let reading = scratch.read(SourceText(path: "", text: text), options: limits)
    guard let root = reading.documents.first, root.tag == .map, let place = value.place,
      let builder = builders.builder(for: place.source)
    else { return nil }
    copy(DocumentValue(root, in: scratch), [], builder, at: place.offset)
    return builder.finish()
  }

  private static func copy(
    _ value: DocumentValue, _ path: [String], _ builder: DocumentBuilder, at offset: Int
  ) {
    switch value.value.tag {
    case .map:
      builder.beginMap(at: offset)
      for (key, entry) in value.entries where isWanted(path + [key]) {
        builder.key(key)
        copy(entry, path + [key], builder, at: offset)
      }
      builder.endMap()
    case .list:
      builder.beginList(at: offset)
      for element in value.elements { copy(element, path + ["*"], builder, at: offset) }
      builder.endList()
    case .string: builder.string(value.string ?? "", at: offset)
    case .bool: builder.bool(value.bool ?? false, at: offset)
    case .int: builder.int(value.int ?? 0, at: offset)
    case .double: builder.double(value.double ?? 0, at: offset)
    default: builder.null(at: offset)
    }
  }
}
