// Names of credentials that something splits which is not to be seen: `pass\0word: …`,
// `--pass<tab>word=…`, and the same with an escape in its place.

extension CredentialSearch {
  /// Bytes of a name that is split, and its parts.
  private static let splitNameLimit = 48
  private static let partLimit = 4

  /// Where a name begins that ends with a word after control characters, and holds a credential;
  /// nil if the word follows none, or nothing is assigned to it.
  func startOfSplitName(before word: Range<Int>) -> Int? {
    guard isSplit(before: word.lowerBound), isAssigned(word) else { return nil }
    let floor = max(range.lowerBound, word.upperBound - CredentialSearch.splitNameLimit)
    var name = Array(bytes[word])
    var start = word.lowerBound
    for _ in 1..<CredentialSearch.partLimit {
      var end = start
      while end > floor, isControl(bytes[end - 1]) { end -= 1 }
      if end == start {
        guard end > floor, bytes[end - 1] == UInt8(ascii: "\\"), let escape = escape(at: start)
        else { break }
        name.removeFirst(min(escape, name.count))
        while end > floor, bytes[end - 1] == UInt8(ascii: "\\") { end -= 1 }
      }
      start = end
      while start > floor, isWord(bytes[start - 1]) { start -= 1 }
      guard start < end else { return nil }
      name = bytes[start..<end] + name
      if name.withUnsafeBufferPointer({ CredentialNames.holdsCredential($0) }) { return start }
    }
    return nil
  }

  private func isSplit(before offset: Int) -> Bool {
    guard offset > range.lowerBound else { return false }
    return isControl(bytes[offset - 1]) || bytes[offset - 1] == UInt8(ascii: "\\")
  }

  /// Whether a sign of assignment follows, or a blank and a value of a flag may.
  private func isAssigned(_ word: Range<Int>) -> Bool {
    var offset = word.upperBound
    while offset < range.upperBound, offset < word.upperBound + 4 {
      switch bytes[offset] {
      case UInt8(ascii: ":"), UInt8(ascii: "="): return true
      case 0x20, UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): offset += 1
      case let byte where isControl(byte): offset += 1
      default: return false
      }
    }
    return false
  }

  /// What is neither seen nor ends a line.
  func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x0A && byte != 0x0D || byte == 0x7F
  }

  /// The length of an escape of a control character after its backslash: `t`, `0`, `u0000`, `x1b`.
  private func escape(at offset: Int) -> Int? {
    switch bytes[offset] {
    case UInt8(ascii: "t"), UInt8(ascii: "0"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "v"), UInt8(ascii: "a"), UInt8(ascii: "e"):
      return 1
    case UInt8(ascii: "u") where starts(offset + 1, "00"): return 5
    case UInt8(ascii: "x"): return 3
    default: return nil
    }
  }
}
