/// Short strings of a source that are met again: they are stored once, beside the keys.
///
/// A string is taken when it is met for the second time in its slot, so what occurs once costs a
/// look and nothing else. Strings in which credentials are looked for byte by byte are left where
/// they are, since they are masked there.
final class CommonStrings {
  /// Bytes of the longest that is taken: an image with its digest is longer, a name is not.
  static let longest = 64

  private struct Slot {
    var hash: UInt64 = 0
    /// 0: met once; `.max`: not to be taken.
    var id: UInt32 = 0
  }

  private let symbols: Symbols
  @exclusivity(unchecked) private var slots: [Slot]

  /// - Parameter count: slots, a power of 2.
  init(slots count: Int, _ symbols: Symbols) {
    slots = Array(repeating: Slot(), count: count)
    self.symbols = symbols
  }

  /// The number of a string of a source; nil if it is not common. The source is padded.
  @inline(__always)
  func number(of bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
    let h = hash(bytes, count, seed: symbols.seed, isPadded: true)
    let i = Int(truncatingIfNeeded: h) & (slots.count &- 1)
    let slot = slots[i]
    guard slot.hash == h else {
      slots[i] = Slot(hash: h)
      return nil
    }
    if slot.id == .max { return nil }
    if slot.id != 0 { return symbols.sameKey(slot.id, bytes, count) ? slot.id : nil }
    let isTaken = !CommonStrings.mayHoldMarks(UnsafeBufferPointer(start: bytes, count: count))
    slots[i].id = (isTaken ? symbols.key(bytes, count, hash: h) : nil) ?? .max
    return slots[i].id == .max ? nil : slots[i].id
  }

  /// Whether a text may hold a URL with a password, or what somebody put in the place of one.
  private static func mayHoldMarks(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "<"), UInt8(ascii: "["): return true
      case UInt8(ascii: "/") where before == UInt8(ascii: ":"): return true
      default: before = byte
      }
    }
    return false
  }
}
