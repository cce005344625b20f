import CLibrary
import Documents

extension SourceText {
  /// The offset of the first place of `pattern` at or after `start`; nil if it does not occur.
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

  /// Calls `body` with each offset in `range` at which `***`, `://` or `RE…D` stands, in order.
  ///
  /// A byte of `a ^ b` is zero where two bytes are equal, so that the OR of three such words has a
  /// zero byte exactly where three bytes match; the borrow of `x - 1` finds it.
  func eachCandidate(in range: Range<Int>, _ body: (Int) -> Void) {
    let raw = UnsafeRawPointer(bytes)
    let end = min(range.upperBound, count)
    var i = range.lowerBound
    // Most of the text has none. A loop without branches is one that compilers make wide.
    while i &+ 64 <= end {
      var hits: UInt64 = 0
      for word in 0..<8 { hits |= SourceText.candidates(at: raw + i + 8 &* word) }
      if hits != 0 { eachExact(i..<i &+ 64, body) }
      i &+= 64
    }
    while i < end {
      // The padding after the text may be read: it matches nothing.
      if SourceText.candidates(at: raw + i) != 0 { eachExact(i..<min(i &+ 8, end), body) }
      i &+= 8
    }
  }

  /// The high bits of the bytes among eight at which a candidate may begin; it has every byte at
  /// which one does. Reads 15 bytes.
  @inline(__always)
  private static func candidates(at raw: UnsafeRawPointer) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    let a = raw.loadUnaligned(as: UInt64.self)
    let b = raw.loadUnaligned(fromByteOffset: 1, as: UInt64.self)
    let c = raw.loadUnaligned(fromByteOffset: 2, as: UInt64.self)
    let h = raw.loadUnaligned(fromByteOffset: 7, as: UInt64.self)
    let stars = (a ^ ones &* 0x2A) | (b ^ ones &* 0x2A) | (c ^ ones &* 0x2A)
    let schemes = (a ^ ones &* 0x3A) | (b ^ ones &* 0x2F) | (c ^ ones &* 0x2F)
    let words = (a ^ ones &* 0x52) | (b ^ ones &* 0x45) | (h ^ ones &* 0x44)
    return
      ((stars &- ones) & ~stars | (schemes &- ones) & ~schemes | (words &- ones) & ~words) & high
  }

  /// The candidates of a range, one by one: the borrow may have marked a byte too many.
  private func eachExact(_ range: Range<Int>, _ body: (Int) -> Void) {
    for i in range {
      switch (bytes[i], bytes[i + 1], bytes[i + 2]) {
      case (0x2A, 0x2A, 0x2A), (0x3A, 0x2F, 0x2F), (0x52, 0x45, 0x44): body(i)
      default: break
      }
    }
  }

  /// Whether `text` stands at `offset`.
  func starts(with text: StaticString, at offset: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    return offset + length <= count && memcmp(bytes + offset, text.utf8Start, length) == 0
  }

  /// The lines as ranges of bytes without their breaks.
  package var lineRanges: [Range<Int>] {
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
