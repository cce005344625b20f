// Reading and writing quantities exactly as Kubernetes' `resource.Quantity` does, its oddities
// included, because a rule may ask `isQuantity()` about what the API server has accepted:
//
// - The number may be missing: `Ki`, `k`, `-` and `.` are all zero.
// - Up to 19 digits go into 64 bits first; 19 digits that do not fit are an error, 20 are not.
// - Binary suffixes stay in 64 bits only where the digits leave room by Kubernetes' own estimate.
// - Fractions finer than nano are rounded away from zero; only binary quantities are capped.

import Basics

extension Quantity {
  /// Why a text is not a quantity; holds nothing, so that asking costs no allocation.
  enum ParseError: Error, Sendable {
    case format
    case number
    case suffix

    var message: String {
      switch self {
      case .format:
        "quantities must match the regular expression "
          + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
      case .number: "unable to parse numeric part of quantity"
      case .suffix: "unable to parse quantity's suffix"
      }
    }
  }

  /// What a suffix stands for.
  private struct Suffix {
    var exponent: Int32
    var notation: Notation
  }

  /// The parts of a quantity's text, as ranges of bytes.
  private struct Parts {
    var isNegative = false
    /// Digits before the point, without leading zeros; empty for none.
    var whole = 0..<0
    var fraction = 0..<0
    /// Where the suffix starts; it reaches to the end.
    var suffixStart = 0
    /// Whether any digit was written, a leading zero included.
    var hasDigit = false
  }

  /// Parses `text`. Allocates nothing unless the value needs more than 64 bits.
  init(parsing text: UTF8Bytes) throws(ParseError) {
    let parts = try Self.split(text)
    let suffix = try Self.suffix(text, from: parts.suffixStart)
    // Kubernetes counts a missing whole number as the one digit 0.
    let wholeCount = max(parts.whole.count, 1)
    var scale = suffix.exponent
    var factor: Int64 = 1
    var room = 19 - wholeCount - parts.fraction.count
    if suffix.notation == .binarySI {
      scale = 0
      room = -1
      if parts.fraction.isEmpty {
        room = 15 - wholeCount - Int(suffix.exponent) * 3 / 10 - 1
        factor = 1 << Int64(suffix.exponent)
      }
    }
    scale &-= Int32(truncatingIfNeeded: parts.fraction.count)
    if room >= 0, scale >= -9 {
      guard let value = Self.integer(text, parts) else { throw .number }
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      if !overflow {
        self.init(
          mantissa: parts.isNegative ? -product : product, scale: scale,
          notation: suffix.notation)
        return
      }
    }
    guard parts.hasDigit else { throw .number }
    self = Self.decimal(text, parts, suffix)
  }

  init(parsing text: String) throws(ParseError) {
    self = try withUTF8Bytes(text) { bytes throws(ParseError) in try Quantity(parsing: bytes) }
  }

  // MARK: Splitting

  /// Cuts the text into number and suffix. Kubernetes' pattern for the suffix is loose (letters, a
  /// sign, digits), so that `10Mm` has the form of a quantity and then no known suffix.
  private static func split(_ text: UTF8Bytes) throws(ParseError) -> Parts {
    let end = text.count
    guard end > 0 else { throw .format }
    var parts = Parts()
    var index = 0
    if text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
      parts.isNegative = text[0] == UInt8(ascii: "-")
      index = 1
    }
    while index < end, text[index] == UInt8(ascii: "0") {
      index += 1
      parts.hasDigit = true
    }
    let whole = index
    while index < end, isDigit(text[index]) { index += 1 }
    parts.whole = whole..<index
    if index < end, text[index] == UInt8(ascii: ".") {
      index += 1
      let fraction = index
      while index < end, isDigit(text[index]) { index += 1 }
      parts.fraction = fraction..<index
    }
    if !parts.whole.isEmpty || !parts.fraction.isEmpty { parts.hasDigit = true }
    parts.suffixStart = index
    while index < end, isSuffixLetter(text[index]) { index += 1 }
    if index < end, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      index += 1
    }
    while index < end, isDigit(text[index]) { index += 1 }
    guard index == end else { throw .format }
    return parts
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  private static func isSuffixLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "i"), UInt8(ascii: "n"),
      UInt8(ascii: "u"), UInt8(ascii: "m"), UInt8(ascii: "k"), UInt8(ascii: "K"),
      UInt8(ascii: "M"), UInt8(ascii: "G"), UInt8(ascii: "T"), UInt8(ascii: "P"):
      true
    default: false
    }
  }

  /// Looks the suffix up; what starts with `e` or `E` and goes on is an exponent.
  private static func suffix(_ text: UTF8Bytes, from start: Int) throws(ParseError) -> Suffix {
    let length = text.count - start
    if length == 0 { return Suffix(exponent: 0, notation: .decimalSI) }
    let first = text[start]
    if length == 1, let exponent = decimalExponent(first) {
      return Suffix(exponent: exponent, notation: .decimalSI)
    }
    if length == 2, text[start + 1] == UInt8(ascii: "i"), let exponent = binaryExponent(first) {
      return Suffix(exponent: exponent, notation: .binarySI)
    }
    guard length > 1, first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else {
      throw .suffix
    }
    return Suffix(
      exponent: try writtenExponent(text, from: start + 1), notation: .decimalExponent)
  }

  private static func decimalExponent(_ letter: UInt8) -> Int32? {
    switch letter {
    case UInt8(ascii: "n"): -9
    case UInt8(ascii: "u"): -6
    case UInt8(ascii: "m"): -3
    case UInt8(ascii: "k"): 3
    case UInt8(ascii: "M"): 6
    case UInt8(ascii: "G"): 9
    case UInt8(ascii: "T"): 12
    case UInt8(ascii: "P"): 15
    case UInt8(ascii: "E"): 18
    default: nil
    }
  }

  private static func binaryExponent(_ letter: UInt8) -> Int32? {
    switch letter {
    case UInt8(ascii: "K"): 10
    case UInt8(ascii: "M"): 20
    case UInt8(ascii: "G"): 30
    case UInt8(ascii: "T"): 40
    case UInt8(ascii: "P"): 50
    case UInt8(ascii: "E"): 60
    default: nil
    }
  }

  /// The exponent after `e`: 64 bits are read and 32 kept, as Kubernetes does.
  private static func writtenExponent(
    _ text: UTF8Bytes, from start: Int
  ) throws(ParseError) -> Int32 {
    var index = start
    let isNegative = text[index] == UInt8(ascii: "-")
    if isNegative || text[index] == UInt8(ascii: "+") { index += 1 }
    guard index < text.count else { throw .suffix }
    var exponent: Int64 = 0
    while index < text.count {
      guard isDigit(text[index]) else { throw .suffix }
      let digit = Int64(text[index] - UInt8(ascii: "0"))
      let (product, tooLarge) = exponent.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.subtractingReportingOverflow(digit)
      guard !tooLarge, !overflow else { throw .suffix }
      exponent = sum
      index += 1
    }
    // Counted downwards: the least 64-bit number has no positive counterpart.
    guard isNegative || exponent != .min else { throw .suffix }
    return Int32(truncatingIfNeeded: isNegative ? exponent : -exponent)
  }

  // MARK: Numbers

  /// Both groups of digits as one number; nil if it does not fit 64 bits.
  private static func integer(_ text: UTF8Bytes, _ parts: Parts) -> Int64? {
    var value: UInt64 = 0
    // The caller has made sure that there are at most 19 digits, which fit 64 bits without a sign.
    for index in parts.whole { value = value &* 10 &+ UInt64(text[index] &- 48) }
    for index in parts.fraction { value = value &* 10 &+ UInt64(text[index] &- 48) }
    return Int64(exactly: value)
  }

  /// The value where 64 bits may not do: exact, then rounded up to nano and, if binary, capped.
  private static func decimal(_ text: UTF8Bytes, _ parts: Parts, _ suffix: Suffix) -> Quantity {
    let isBinary = suffix.notation == .binarySI
    if isBinary, let quick = quickBinary(text, parts, suffix) { return quick }
    var digits: [UInt8] = []
    digits.reserveCapacity(parts.whole.count + parts.fraction.count)
    for index in parts.whole { digits.append(text[index] - 48) }
    for index in parts.fraction { digits.append(text[index] - 48) }
    var number = DecimalNumber(
      digits: digits,
      scale: (isBinary ? 0 : Int(suffix.exponent)) - parts.fraction.count)
    if isBinary {
      for _ in 0..<(suffix.exponent / 10) { number = number.multiplied(by: 1024) }
    }
    number = number.roundedUp(to: -9)
    var notation = suffix.notation
    if isBinary {
      let limit = DecimalNumber(mantissa: .max, scale: 0)
      if number.compare(limit) > 0 { number = limit }
      if !number.digits.isEmpty, number.digits.count + number.scale <= 0 {
        notation = .decimalSI
      }
    }
    number.isNegative = parts.isNegative && !number.digits.isEmpty
    return Quantity(number, notation: notation)
  }

  /// `1.5Gi` and `1Pi` without a detour through digits: the usual binary quantities that Kubernetes
  /// keeps as decimals have few digits, and times 2^60 they still fit 128 bits.
  private static func quickBinary(
    _ text: UTF8Bytes, _ parts: Parts, _ suffix: Suffix
  ) -> Quantity? {
    guard parts.whole.count + parts.fraction.count <= 18, parts.fraction.count <= 9,
      let value = integer(text, parts), value > 0
    else { return nil }
    var wide = UInt128(value) << UInt128(suffix.exponent)
    var scale = Int32(-parts.fraction.count)
    while scale < 0, wide % 10 == 0 {
      wide /= 10
      scale += 1
    }
    // At most 2^63-1, and at least 1 (else the notation changes): the rest is for the slow path.
    guard wide < UInt128(1) << 63, scale == 0 || wide >= 1_000_000_000 else { return nil }
    return Quantity(
      mantissa: parts.isNegative ? -Int64(wide) : Int64(wide), scale: scale,
      notation: .binarySI, isDecimal: true)
  }
}
