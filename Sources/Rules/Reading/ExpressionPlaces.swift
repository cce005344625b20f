import Documents

extension ExpressionText {
  /// Where byte `offset` of the expression stands in its file.
  ///
  /// A scalar's text and its spelling differ by indentation, folding, quotes and escapes: in white
  /// space and backslashes. So both are walked side by side, and meet at each visible byte.
  func place(at offset: Int) -> SourcePlace? {
    guard let place else { return nil }
    let source = place.source
    var cursor = contentStart(place)
    var index = 0
    for byte in text.utf8 {
      if !isWhite(byte) {
        while cursor < source.count, source.bytes[cursor] != byte { cursor += 1 }
      }
      if index >= offset, !isWhite(byte) { break }
      if !isWhite(byte) { cursor += 1 }
      index += 1
    }
    return SourcePlace(source: source, offset: min(cursor, source.count))
  }

  /// The first byte of a scalar's content: after the header of a block scalar.
  private func contentStart(_ place: SourcePlace) -> Int {
    let source = place.source
    guard place.offset < source.count else { return place.offset }
    let first = source.bytes[place.offset]
    guard first == UInt8(ascii: "|") || first == UInt8(ascii: ">"),
      text.utf8.first != first
    else { return place.offset }
    return source.lineRange(at: place.offset).upperBound
  }

  private func isWhite(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
