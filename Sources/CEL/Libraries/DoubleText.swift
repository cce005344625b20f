import CLibrary

/// Doubles as Go prints them.
///
/// Swift's `description` has the shortest digits that read back to the same double, as Go's; only
/// their layout differs, so the digits are taken from there and laid out anew.
enum DoubleText {
  /// CEL's `string(double)`, Go's `%g`: with an exponent below 1e-4 and from 1e6 on, `1e+06`.
  static func shortest(_ value: Double) -> String {
    if let special = goSpecial(value) { return special }
    let parts = parts(of: value)
    let exponent = parts.point - 1
    return exponent < -4 || exponent >= 6
      ? scientific(parts, exponent) : plain(parts)
  }

  /// The shortest digits without an exponent, Go's `%f` with as many decimals as needed.
  static func plain(_ value: Double) -> String {
    celSpecial(value) ?? plain(parts(of: value))
  }

  /// `%.Nf`: exactly rounded, half to even.
  static func fixed(_ value: Double, decimals: Int) -> String {
    celSpecial(value) ?? formatted("%.*f", value, decimals)
  }

  /// `%.Ne`, with at least two digits of exponent.
  static func exponential(_ value: Double, decimals: Int) -> String {
    celSpecial(value) ?? formatted("%.*e", value, decimals)
  }

  // MARK: Special values

  private static func goSpecial(_ value: Double) -> String? {
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : nil
  }

  /// `string.format` spells infinity out.
  private static func celSpecial(_ value: Double) -> String? {
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : nil
  }

  // MARK: Layout

  /// Value = ±0.`digits` × 10^`point`.
  private struct Parts {
    var isNegative: Bool
    /// ASCII digits without leading or trailing zeros; a single zero for zero.
    var digits: [UInt8]
    var point: Int
  }

  private static func parts(of value: Double) -> Parts {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    let text = Array(value.magnitude.description.utf8)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
        break
      }
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
    }
    var position = (point ?? digits.count) + exponent
    while digits.count > 1, digits.first == UInt8(ascii: "0") {
      digits.removeFirst()
      position -= 1
    }
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits == [UInt8(ascii: "0")] { position = 1 }
    return Parts(isNegative: value.sign == .minus, digits: digits, point: position)
  }

  private static func plain(_ parts: Parts) -> String {
    let zero = UInt8(ascii: "0")
    var output: [UInt8] = parts.isNegative ? [UInt8(ascii: "-")] : []
    if parts.point <= 0 {
      output += [zero, UInt8(ascii: ".")] + Array(repeating: zero, count: -parts.point)
      output += parts.digits
    } else {
      output += parts.digits.prefix(parts.point)
      output += Array(repeating: zero, count: max(0, parts.point - parts.digits.count))
      if parts.digits.count > parts.point {
        output.append(UInt8(ascii: "."))
        output += parts.digits.dropFirst(parts.point)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func scientific(_ parts: Parts, _ exponent: Int) -> String {
    var text = parts.isNegative ? "-" : ""
    text += String(decoding: parts.digits.prefix(1), as: UTF8.self)
    if parts.digits.count > 1 {
      text += "." + String(decoding: parts.digits.dropFirst(), as: UTF8.self)
    }
    let magnitude = String(exponent.magnitude)
    text += exponent < 0 ? "e-" : "e+"
    return text + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }

  /// C's `printf` is exact at any precision, and its layout of `%f` and `%e` is Go's.
  private static func formatted(_ format: String, _ value: Double, _ decimals: Int) -> String {
    // 309 digits before the point, the decimals, sign, point, exponent and the final zero.
    let capacity = 330 + decimals
    let text = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let written = buffer.withMemoryRebound(to: CChar.self) { characters in
        withVaList([CInt(decimals), value]) {
          vsnprintf(characters.baseAddress, capacity, format, $0)
        }
      }
      count = max(0, min(Int(written), capacity - 1))
    }
    return String(decoding: text, as: UTF8.self)
  }
}
