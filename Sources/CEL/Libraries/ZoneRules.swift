/// The history of one time zone, read from a TZif file (RFC 9636), and the rule for the future that
/// its footer holds.
///
///     header │ data with 32-bit times │ header │ data with 64-bit times │ \n footer \n
///
/// The first block is all there is in version 1 and is skipped in later ones. Newer files end their
/// list of transitions where the footer's rule takes over, so without the footer every date after
/// about 2007 would be wrong.
final class ZoneRules: Sendable {
  /// Seconds since the epoch, ascending.
  private let transitions: [Int64]
  /// What applies from the transition of the same number on: seconds east of UTC.
  private let offsets: [Int64]
  /// What applies before the first transition.
  private let initialOffset: Int64
  private let footer: PosixTimeZoneRule?

  /// nil if `bytes` are not a TZif file.
  init?(tzif bytes: [UInt8]) {
    guard let first = Block(bytes, at: 0, timeWidth: 4) else { return nil }
    var block = first
    var footer: PosixTimeZoneRule?
    if first.version >= UInt8(ascii: "2") {
      guard let second = Block(bytes, at: first.end, timeWidth: 8) else { return nil }
      block = second
      let text = bytes[second.end...].dropFirst().prefix { $0 != UInt8(ascii: "\n") }
      footer = PosixTimeZoneRule(Array(text))
    }
    transitions = block.transitions
    offsets = block.offsets
    initialOffset = block.initialOffset
    self.footer = footer
  }

  /// Seconds east of UTC at `seconds` since the epoch.
  func offset(at seconds: Int64) -> Int64 {
    guard let first = transitions.first, let last = transitions.last else {
      return footer?.offset(at: seconds) ?? initialOffset
    }
    if seconds < first { return initialOffset }
    if seconds >= last { return footer?.offset(at: seconds) ?? offsets[offsets.count - 1] }
    var low = 0
    var high = transitions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// A header and the data after it.
  private struct Block {
    let version: UInt8
    let transitions: [Int64]
    let offsets: [Int64]
    let initialOffset: Int64
    /// Where the next block or the footer starts.
    let end: Int

    /// nil if the counts do not fit the file, or an index points nowhere.
    init?(_ bytes: [UInt8], at start: Int, timeWidth: Int) {
      let headerLength = 44
      guard start + headerLength <= bytes.count, bytes[start...].starts(with: "TZif".utf8) else {
        return nil
      }
      version = bytes[start + 4]
      func count(_ index: Int) -> Int {
        Int(ZoneRules.number(bytes, at: start + 20 + 4 * index, width: 4))
      }
      let utcCount = count(0)
      let standardCount = count(1)
      let leapCount = count(2)
      let timeCount = count(3)
      let typeCount = count(4)
      let letterCount = count(5)
      let counts = [utcCount, standardCount, leapCount, timeCount, typeCount, letterCount]
      guard typeCount > 0, counts.allSatisfy({ (0...bytes.count).contains($0) }) else {
        return nil
      }
      let times = start + headerLength
      let indices = times + timeCount * timeWidth
      let types = indices + timeCount
      let letters = types + typeCount * 6
      end = letters + letterCount + leapCount * (timeWidth + 4) + standardCount + utcCount
      guard end <= bytes.count else { return nil }
      let typeOffsets = (0..<typeCount).map { type in
        ZoneRules.number(bytes, at: types + type * 6, width: 4)
      }
      transitions = (0..<timeCount).map { index in
        ZoneRules.number(bytes, at: times + index * timeWidth, width: timeWidth)
      }
      guard bytes[indices..<types].allSatisfy({ Int($0) < typeCount }),
        zip(transitions, transitions.dropFirst()).allSatisfy(<)
      else { return nil }
      offsets = bytes[indices..<types].map { typeOffsets[Int($0)] }
      initialOffset = typeOffsets[0]
    }
  }

  /// A signed big-endian number of 4 or 8 bytes.
  private static func number(_ bytes: [UInt8], at start: Int, width: Int) -> Int64 {
    var value: UInt64 = 0
    for byte in bytes[start..<(start + width)] { value = value << 8 | UInt64(byte) }
    return width == 4
      ? Int64(Int32(truncatingIfNeeded: value)) : Int64(truncatingIfNeeded: value)
  }
}
