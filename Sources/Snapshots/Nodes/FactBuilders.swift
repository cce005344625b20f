import Documents

/// Builders for derived values, one for each text that their places are in.
final class FactBuilders {
  let store: DocumentStore
  private var builders: [ObjectIdentifier: DocumentBuilder] = [:]
  private var plain: DocumentBuilder?
  /// Whether the store had no room for another arena, so that facts are missing.
  private(set) var isFull = false

  init(_ store: DocumentStore) { self.store = store }

  /// The builder for values whose places are in `source`; nil if the store is full.
  func builder(for source: SourceText) -> DocumentBuilder? {
    if let known = builders[ObjectIdentifier(source)] { return known }
    let made = DocumentBuilder(store: store, source: source)
    if let made { builders[ObjectIdentifier(source)] = made } else { isFull = true }
    return made
  }

  /// The builder for values without a place of their own.
  func builder() -> DocumentBuilder? {
    if plain == nil { plain = DocumentBuilder(store: store, source: nil) }
    if plain == nil { isFull = true }
    return plain
  }

  /// Gives back the memory of the builder of one text, of which nothing more is expected.
  func close(_ source: SourceText) {
    builders.removeValue(forKey: ObjectIdentifier(source))?.close()
  }

  /// Gives back the memory of the builders that belong to files of one node.
  func closeAll() {
    for builder in builders.values { builder.close() }
    builders = [:]
  }

  /// Ends all building.
  func finish() {
    closeAll()
    plain?.close()
    plain = nil
  }
}
