/// Bytes as lower-case hexadecimal text.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  text.reserveCapacity(2 * bytes.underestimatedCount)
  for byte in bytes {
    text.append(hexadecimalDigit(byte >> 4))
    text.append(hexadecimalDigit(byte))
  }
  return String(decoding: text, as: UTF8.self)
}

/// A number as lower-case hexadecimal text, filled up to `width` with zeros.
public func hexadecimal(_ number: UInt32, width: Int) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// The value of a hexadecimal digit of either case; nil for any other byte.
@inlinable
public func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// The lower-case digit for the lowest four bits.
public func hexadecimalDigit(_ bits: UInt8) -> UInt8 {
  let value = bits & 15
  return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
