import Basics

/// CEL's conversions between numbers, and the functions of its `math` library that need a rule of
/// their own. What Swift's own operators do alike (`&`, `.rounded(.up)`) is not repeated here.
enum NumericFunctions {
  // MARK: Conversions

  /// `int(double)`: cut towards zero. As cel-go, -2^63 itself is out of range already.
  static func int(_ value: Double) throws(LibraryError) -> Int64 {
    // False for NaN too.
    guard value > -0x1p63, value < 0x1p63 else { throw .integerOverflow }
    return Int64(value)
  }

  /// `uint(double)`: cut towards zero; nothing below zero, not even -0.5.
  static func uint(_ value: Double) throws(LibraryError) -> UInt64 {
    guard value >= 0, value < 0x1p64 else { throw .unsignedOverflow }
    return UInt64(value)
  }

  /// `int(uint)`.
  static func int(_ value: UInt64) throws(LibraryError) -> Int64 {
    guard let value = Int64(exactly: value) else { throw .integerOverflow }
    return value
  }

  /// `uint(int)`.
  static func uint(_ value: Int64) throws(LibraryError) -> UInt64 {
    guard let value = UInt64(exactly: value) else { throw .unsignedOverflow }
    return value
  }

  /// `int(string)`: decimal digits with an optional sign.
  static func int(_ text: UTF8Bytes) throws(LibraryError) -> Int64 {
    let isNegative = text.first == UInt8(ascii: "-")
    let isSigned = isNegative || text.first == UInt8(ascii: "+")
    guard text.count > (isSigned ? 1 : 0) else { throw conversion(to: "int") }
    var value: Int64 = 0
    for byte in text.dropFirst(isSigned ? 1 : 0) {
      let digit = byte &- UInt8(ascii: "0")
      // The smallest number has no positive twin, so that the sum is negative all along.
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooSmall) = tens.subtractingReportingOverflow(Int64(digit))
      guard digit < 10, !overflow, !isTooSmall else { throw conversion(to: "int") }
      value = sum
    }
    guard isNegative || value != .min else { throw conversion(to: "int") }
    return isNegative ? value : -value
  }

  /// `uint(string)`: decimal digits, no sign.
  static func uint(_ text: UTF8Bytes) throws(LibraryError) -> UInt64 {
    guard let first = text.first, first &- UInt8(ascii: "0") < 10,
      let value = UInt64(String(text))
    else { throw conversion(to: "uint") }
    return value
  }

  /// `double(string)`: a decimal or hexadecimal number, `inf`, `infinity` or `nan`. Out of range is
  /// an error, as in Go.
  static func double(_ text: UTF8Bytes) throws(LibraryError) -> Double {
    let spelled = String(decoding: StringFunctions.lowerASCII(text), as: UTF8.self)
    switch spelled {
    case "nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: break
    }
    // Go wants an exponent in hexadecimal; Swift also reads `nan(…)`, which is none of CEL's.
    let isHexadecimal = spelled.utf8.contains(UInt8(ascii: "x"))
    guard !isHexadecimal || spelled.utf8.contains(UInt8(ascii: "p")),
      !spelled.utf8.contains(UInt8(ascii: "n")), let value = Double(spelled), value.isFinite
    else { throw conversion(to: "double") }
    return value
  }

  /// `bool(string)`: the twelve spellings that Go takes.
  static func bool(_ text: UTF8Bytes) throws(LibraryError) -> Bool {
    switch String(text) {
    case "1", "t", "T", "true", "TRUE", "True": return true
    case "0", "f", "F", "false", "FALSE", "False": return false
    default: throw conversion(to: "bool")
    }
  }

  private static func conversion(to type: String) -> LibraryError {
    LibraryError("type conversion error from 'string' to '\(type)'")
  }

  // MARK: Math

  /// `math.round`: halves away from zero. NaN and infinities stay.
  static func round(_ value: Double) -> Double {
    value.rounded(.toNearestOrAwayFromZero)
  }

  /// `math.abs(int)`.
  static func absolute(_ value: Int64) throws(LibraryError) -> Int64 {
    guard value != .min else { throw .integerOverflow }
    return Swift.abs(value)
  }

  /// `math.sign(double)`: NaN stays; the sign of either zero is 0.0.
  static func sign(_ value: Double) -> Double {
    if value.isNaN { return value }
    return value > 0 ? 1 : (value < 0 ? -1 : 0)
  }

  /// `math.bitShiftLeft`: zero from 64 places on.
  static func shiftLeft(_ value: Int64, by places: Int64) throws(LibraryError) -> Int64 {
    Int64(bitPattern: try shiftLeft(UInt64(bitPattern: value), by: places))
  }

  static func shiftLeft(_ value: UInt64, by places: Int64) throws(LibraryError) -> UInt64 {
    guard places >= 0 else { throw negativeOffset("bitShiftLeft", places) }
    return places < 64 ? value << UInt64(places) : 0
  }

  /// `math.bitShiftRight`: zeros come in from the left, also for negative numbers.
  static func shiftRight(_ value: Int64, by places: Int64) throws(LibraryError) -> Int64 {
    Int64(bitPattern: try shiftRight(UInt64(bitPattern: value), by: places))
  }

  static func shiftRight(_ value: UInt64, by places: Int64) throws(LibraryError) -> UInt64 {
    guard places >= 0 else { throw negativeOffset("bitShiftRight", places) }
    return places < 64 ? value >> UInt64(places) : 0
  }

  private static func negativeOffset(_ function: String, _ places: Int64) -> LibraryError {
    LibraryError("math.\(function)() negative offset: \(places)")
  }
}
