extension PrintedYAMLReader {
  /// What stands where a key may stand.
  struct Key {
    /// The key's own bytes.
    var start: Int
    var count: Int
    /// The colon behind it.
    var end: Int
    var isPlain: Bool
    /// Whether a colon follows: else it is a scalar.
    var isKey = true

    static let scalar = Key(start: 0, count: 0, end: 0, isPlain: false, isKey: false)
  }

  /// Bytes of the longest key: YAML wants its colon within 1,024 characters.
  private static let keyBytes = 1000

  /// The key that begins at an offset, or that there is none; nil if it is not understood.
  @inline(__always)
  func key(at start: Int) -> Key? {
    switch bytes[start] {
    case .quote, .apostrophe: return quotedKey(at: start)
    case .bar, .leftBrace, .leftBracket: return .scalar
    case let first:
      guard isPlainStart(first, at: start) else { return nil }
      return plainKey(at: start)
    }
  }

  @inline(__always)
  private func plainKey(at start: Int) -> Key? {
    guard let end = plainEnd(from: start) else { return nil }
    if bytes[end] == .lineFeed { return .scalar }
    guard bytes[end &- 1] != .space, end &- start <= PrintedYAMLReader.keyBytes else { return nil }
    return Key(start: start, count: end &- start, end: end, isPlain: true)
  }

  /// Where a plain text ends that begins at an offset: at the colon of a key, or at its line's end;
  /// nil if a comment or a tab is before both.
  @inline(__always)
  func plainEnd(from start: Int) -> Int? {
    var i = start
    while true {
      while classes.isPlain(bytes[i]) { i &+= 1 }
      switch bytes[i] {
      case .lineFeed: return i
      case .colon:
        let next = bytes[i &+ 1]
        if next == .space || next == .lineFeed { return i }
        i &+= 1
      case .hash where bytes[i &- 1] != .space: i &+= 1
      default: return nil
      }
    }
  }

  private func quotedKey(at start: Int) -> Key? {
    let quote = bytes[start]
    var i = start &+ 1
    while bytes[i] != quote {
      if bytes[i] == .lineFeed || bytes[i] == .backslash { return .scalar }
      i &+= 1
    }
    guard bytes[i &+ 1] == .colon else { return .scalar }
    let next = bytes[i &+ 2]
    guard next == .space || next == .lineFeed, i &- start <= PrintedYAMLReader.keyBytes else {
      return nil
    }
    return Key(start: start &+ 1, count: i &- start &- 1, end: i &+ 1, isPlain: false)
  }

  /// The number of a key, as Kubernetes' reader makes a string of it; nil for what is no key there.
  @inline(__always)
  func number(of key: Key) -> UInt32? {
    let text = UnsafeBufferPointer(start: bytes + key.start, count: key.count)
    guard key.isPlain, YAMLScalar.mayBeNonString(text) else { return builder.number(of: text) }
    if text.count == 2, text[0] == .less, text[1] == .less { return nil }
    switch YAMLScalar.resolve(text) {
    case .null: return nil
    case .string: return builder.number(of: text)
    case let other: return builder.store.key(other.keyText) ?? 0
    }
  }

  /// Whether a plain scalar may begin with a byte.
  @inline(__always)
  func isPlainStart(_ byte: UInt8, at offset: Int) -> Bool {
    if classes.beginsPlain(byte) { return true }
    guard byte == .dash else { return false }
    let next = bytes[offset &+ 1]
    return next != .space && next != .lineFeed && next != .tab
  }
}
