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
  /// The last byte of the pattern is searched for, as fast as memory allows, and then compared.
  func firstOffset(of pattern: StaticString, in range: Range<Int>) -> Int? {
    let length = pattern.utf8CodeUnitCount
    var cursor = range.lowerBound + length - 1
    let last = Int32(pattern.utf8Start[length - 1])
    while cursor < range.upperBound,
      let hit = memchr(bytes + cursor, last, range.upperBound - cursor)
    {
      let end = UnsafeRawPointer(hit) - UnsafeRawPointer(bytes)
      let start = end - length + 1
      if memcmp(bytes + start, pattern.utf8Start, length) == 0 { return start }
      cursor = end + 1
    }
    return nil
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
