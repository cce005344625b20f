import CLibrary

extension SourceText {
  /// The first place of `pattern` that lies wholly in `range`.
  package func firstRange(of pattern: [UInt8], in range: Range<Int>) -> Range<Int>? {
    guard let first = pattern.first, pattern.count <= range.count else { return nil }
    return pattern.withUnsafeBytes { pattern in
      var cursor = range.lowerBound
      let last = range.upperBound - pattern.count
      while cursor <= last, let found = memchr(bytes + cursor, Int32(first), last - cursor + 1) {
        cursor = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
        if memcmp(found, pattern.baseAddress!, pattern.count) == 0 {
          return cursor..<cursor + pattern.count
        }
        cursor += 1
      }
      return nil
    }
  }

  /// The last place of `pattern` that lies wholly in `range`.
  func lastRange(of pattern: [UInt8], in range: Range<Int>) -> Range<Int>? {
    // Looked for from the end, in windows that grow: the last item is usually a small one.
    var window = 1 << 14
    while true {
      let start = max(range.lowerBound, range.upperBound - window)
      var found: Range<Int>?
      var from = start
      while let next = firstRange(of: pattern, in: from..<range.upperBound) {
        found = next
        from = next.lowerBound + 1
      }
      if found != nil || start == range.lowerBound { return found }
      window *= 8
    }
  }
}
