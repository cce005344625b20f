import Basics

/// A fingerprint, in the sixteen bytes that its 32 digits stand for: there may be a hundred
/// thousand of them. What a result of another program calls a fingerprint may be any text.
enum FingerprintText: Sendable, Hashable {
  case digest(UInt64, UInt64)
  case other(String)

  init(_ text: String) {
    let digits = text.utf8
    var (high, low): (UInt64, UInt64) = (0, 0)
    guard digits.count == 32 else {
      self = .other(text)
      return
    }
    for (index, digit) in digits.enumerated() {
      guard let value = hexadecimalValue(digit), !(0x41...0x46).contains(digit) else {
        self = .other(text)
        return
      }
      if index < 16 {
        high = high << 4 | UInt64(value)
      } else {
        low = low << 4 | UInt64(value)
      }
    }
    self = .digest(high, low)
  }

  var text: String {
    switch self {
    case .other(let text): text
    case .digest(let high, let low):
      String(unsafeUninitializedCapacity: 32) { digits in
        for index in 0..<32 {
          let number = (index < 16 ? high : low) >> (60 - index % 16 * 4)
          digits[index] = hexadecimalDigit(UInt8(truncatingIfNeeded: number))
        }
        return 32
      }
    }
  }
}
