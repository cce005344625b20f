import Documents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension SourceText {
  /// The offset of the first place of `pattern` at or after `start`; nil where it does not occur.
  func firstOffset(of pattern: StaticString, from start: Int) -> Int? {
    firstOffset(of: pattern, in: start..<count)
  }

  /// The offset of the first place of `pattern` that lies wholly in `range`.
  ///
  /// The byte of the pattern that exports have least of is searched for, as fast as memory allows,
  /// and its neighbours are compared.
  func firstOffset(of pattern: StaticString, in range: Range<Int>) -> Int? {
    let length = pattern.utf8CodeUnitCount
    let text = pattern.utf8Start
    let pivot = (0..<length).min { rarity(text[$0]) < rarity(text[$1]) } ?? 0
    let end = range.upperBound - (length - 1 - pivot)
    var cursor = range.lowerBound + pivot
    while cursor < end, let hit = memchr(bytes + cursor, Int32(text[pivot]), end - cursor) {
      let at = UnsafeRawPointer(hit) - UnsafeRawPointer(bytes)
      if memcmp(bytes + at - pivot, text, length) == 0 { return at - pivot }
      cursor = at + 1
    }
    return nil
  }

  /// How often a byte occurs in YAML and JSON, roughly: 0 is rare.
  private func rarity(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "="), UInt8(ascii: "#"): 0
    case 0x41...0x5A: 1
    case UInt8(ascii: "/"): 2
    case UInt8(ascii: "-"), UInt8(ascii: "."), 0x30...0x39: 3
    case 0x61...0x7A, UInt8(ascii: ":"): 4
    default: 5
    }
  }

  /// The lines as ranges of bytes without their breaks.
  var lineRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < count {
      let range = lineRange(at: start)
      ranges.append(start..<max(start, range.upperBound))
      var next = max(start, range.upperBound)
      if next < count, bytes[next] == 0x0D { next += 1 }
      start = next + 1
    }
    return ranges
  }

  /// The whole text.
  var text: String { text(in: 0..<count) }
}
