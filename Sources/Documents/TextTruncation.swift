/// A text that ends within a line, as one does whose writing was stopped: whoever exports ends each
/// line. The value in which it ends may be the beginning of another one, and what it ends in may
/// have more.
struct TextTruncation {
  let reason: UInt32
  /// Where the text ends, in bytes of its source, and where it does without blanks.
  let end: Int
  let contentEnd: Int

  /// nil if the text ends with a line, or if nothing is asked of it.
  init?(_ text: UnsafeBufferPointer<UInt8>, _ places: MarkPlaces, _ options: ReadingOptions) {
    guard options.truncationReason != 0 else { return nil }
    // Blanks may stand in the place of a message.
    guard let last = text.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }), text[last] != 0x0A,
      text[last] != 0x0D
    else { return nil }
    reason = options.truncationReason
    end = places.byte(forByte: text.count)
    contentEnd = places.byte(forByte: last + 1)
  }

  func flaw(_ source: SourceText) -> Flaw {
    Flaw(
      "ends within a line, and may be truncated: what stands there counts as unknown",
      at: SourcePlace(source: source, offset: contentEnd), losesContent: false)
  }
}
