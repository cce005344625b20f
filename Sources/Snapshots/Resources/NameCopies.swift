import Documents

/// Copies of the names of objects in a large text, side by side.
///
/// Names are compared again and again, in orders of their own: where each lies in a page of a
/// mapped text, each comparison may have to bring its page back into memory.
final class NameCopies {
  private let memory: Memory
  private let builder: DocumentBuilder

  /// Nil if the text is small, which stays in memory as it is, or if the store is full.
  init?(of source: SourceText, in store: DocumentStore) {
    guard source.isMapped, let builder = DocumentBuilder(store: store, source: nil) else {
      return nil
    }
    memory = store.memory
    self.builder = builder
  }

  /// The same text without a place; nil for what is no text.
  func copy(of name: Value) -> Value? {
    guard name.tag == .string else { return nil }
    builder.string(memory.bytes(of: name), at: 0)
    return builder.finish()
  }

  /// Gives back spare memory; nothing is copied afterwards.
  func close() { builder.close() }
}
