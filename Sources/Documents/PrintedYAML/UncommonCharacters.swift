/// Where a text has characters that YAML refuses or takes for a line break: what is around them is
/// left to libyaml.
///
/// - Source: YAML 1.1, 5.1 and 5.4, as libyaml understands it.
struct UncommonCharacters {
  /// Offsets of the first of them, in order.
  private(set) var offsets: [Int] = []
  /// Whether there are more than are listed.
  private(set) var isTooMany = false

  private static let limit = 64

  init(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) {
    let raw = UnsafeRawPointer(bytes)
    var i = range.lowerBound
    while i &+ 64 <= range.upperBound {
      var suspicious: UInt64 = 0
      for word in 0..<8 {
        suspicious |= UncommonCharacters.suspicious(
          raw.loadUnaligned(fromByteOffset: i &+ 8 &* word, as: UInt64.self))
      }
      if suspicious & UncommonCharacters.each(0x80) != 0 { look(bytes, i..<i &+ 64) }
      if isTooMany { return }
      i &+= 64
    }
    look(bytes, i..<range.upperBound)
  }

  private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  /// Eight bytes at once: the highest bit of each is set where it is neither a plain ASCII
  /// character nor a line feed. No sum of two bytes carries into the next one.
  @inline(__always)
  private static func suspicious(_ word: UInt64) -> UInt64 {
    let low = word & each(0x7F)
    let isVisible = low &+ each(0x60)  // from 0x20 on
    let isNoLineFeed = (low ^ each(0x0A)) &+ each(0x7F)
    let isNoDelete = (low ^ each(0x7F)) &+ each(0x7F)
    return word | (~isVisible & isNoLineFeed) | ~isNoDelete
  }

  private mutating func look(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) {
    for i in range where UncommonCharacters.isUncommon(bytes + i) {
      guard offsets.count < UncommonCharacters.limit else {
        isTooMany = true
        return
      }
      offsets.append(i)
    }
  }

  /// Whether such a character begins here. The text is UTF-8, and goes on or is followed by zeros.
  private static func isUncommon(_ p: UnsafePointer<UInt8>) -> Bool {
    switch p[0] {
    case 0x09, 0x0A: false
    case ..<0x20, 0x7F: true
    case 0xC2: p[1] < 0xA0  // U+0080 to U+009F; U+0085 is a line break
    case 0xE2: p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9)  // line and paragraph separators
    case 0xEF: p[1] == 0xBB && p[2] == 0xBF || p[1] == 0xBF && p[2] >= 0xBE  // U+FEFF, U+FFFE
    default: false
    }
  }
}
