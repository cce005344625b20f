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

  @exclusivity(unchecked) private var slots: [Slot]

  /// - Parameter count: slots, a power of 2.
  init(slots count: Int) { slots = Array(repeating: Slot(), count: count) }

  /// The number of a string of a source; nil if it is not common. The source is padded.
  @inline(__always)
  func number(
    of bytes: UnsafePointer<UInt8>, _ count: Int, _ mask: Int, _ symbols: Symbols
  ) -> UInt32? {
    let h = paddedHash(bytes, count, seed: symbols.seed)
    let i = Int(truncatingIfNeeded: h) & mask
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

/// `hash` of bytes behind which seven more may be read.
@inline(__always)
private func paddedHash(_ bytes: UnsafePointer<UInt8>, _ count: Int, seed: UInt64) -> UInt64 {
  var h = seed ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
  let raw = UnsafeRawPointer(bytes)
  var i = 0
  while i &+ 8 <= count {
    h = fold(h ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
    i &+= 8
  }
  if i < count {
    let last = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self).byteSwapped
    h = fold(h ^ last >> UInt64(64 &- 8 &* (count &- i)))
  }
  return h
}
