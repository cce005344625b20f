/// A set of small numbers that counts them: a bit for each.
struct NumberSet {
  private(set) var count = 0
  private var bits: [UInt64] = []

  /// Adds a number; gives whether it is new.
  mutating func insert(_ number: UInt32) -> Bool {
    let (word, bit) = (Int(number >> 6), UInt64(1) << UInt64(number & 63))
    if word >= bits.count {
      bits += [UInt64](repeating: 0, count: max(word + 1, 2 * bits.count) - bits.count)
    }
    guard bits[word] & bit == 0 else { return false }
    bits[word] |= bit
    count += 1
    return true
  }
}
