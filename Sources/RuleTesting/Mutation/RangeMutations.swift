import Rules

/// Version ranges that differ a little from one: the mistakes that are made at boundaries.
enum RangeMutations {
  /// Each number's last given part one more and one less: `>=2.6` gives `>=2.7` and `>=2.5`.
  ///
  /// `>` for `>=` needs no mutant of its own: it is the same as the next number.
  static func texts(_ range: String) -> [String] {
    let bytes = Array(range.utf8)
    var texts: [String] = []
    for part in lastParts(bytes) {
      guard let number = Int(String(decoding: bytes[part], as: UTF8.self)) else { continue }
      for other in [number - 1, number + 1] where other >= 0 {
        let changed =
          bytes[..<part.lowerBound] + Array(String(other).utf8) + bytes[part.upperBound...]
        let text = String(decoding: changed, as: UTF8.self)
        if VersionRange(text) != nil { texts.append(text) }
      }
    }
    return texts
  }

  /// The digits that end a version.
  private static func lastParts(_ bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var i = 0
    while i < bytes.count {
      guard isDigit(bytes[i]) else {
        i += 1
        continue
      }
      let start = i
      while i < bytes.count, isDigit(bytes[i]) { i += 1 }
      let goesOn = i + 1 < bytes.count && bytes[i] == UInt8(ascii: ".") && isDigit(bytes[i + 1])
      if !goesOn, i - start <= 6 { parts.append(start..<i) }
    }
    return parts
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
