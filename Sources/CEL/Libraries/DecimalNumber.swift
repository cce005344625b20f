/// A decimal number of any length: the slow path of `Quantity`.
///
/// Digits, not binary limbs: everything that quantities need (rounding at a decimal place, aligning
/// two scales, taking out factors of ten, printing) is then a move or a single pass, and no
/// quantity that a cluster holds comes here often enough for speed to matter.
struct DecimalNumber: Sendable {
  /// The magnitude, most significant digit first, each 0 to 9; no leading zero; empty for zero.
  var digits: [UInt8]
  /// Value = digits × 10^scale.
  var scale: Int
  var isNegative: Bool

  /// Longest number that arithmetic builds. Scales are text of the input, so `1e2000000000` + 1
  /// would otherwise be two billion digits long.
  static let lengthLimit = 4096

  /// `digits` may start with zeros.
  init(digits: [UInt8], scale: Int, isNegative: Bool = false) {
    self.digits = digits.first == 0 ? Array(digits.drop { $0 == 0 }) : digits
    self.scale = scale
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  init(mantissa: Int64, scale: Int) {
    self.init(magnitude: mantissa.magnitude, scale: scale, isNegative: mantissa < 0)
  }

  init(magnitude: UInt64, scale: Int, isNegative: Bool) {
    var rest = magnitude
    var reversed: [UInt8] = []
    while rest > 0 {
      reversed.append(UInt8(rest % 10))
      rest /= 10
    }
    self.init(digits: reversed.reversed(), scale: scale, isNegative: isNegative)
  }

  // MARK: Shape

  /// The same value without trailing zeros in its digits.
  func normalized() -> DecimalNumber {
    var copy = self
    while copy.digits.last == 0 {
      copy.digits.removeLast()
      copy.scale += 1
    }
    if copy.digits.isEmpty { copy.scale = 0 }
    return copy
  }

  /// The digits as a signed number where they fit 64 bits.
  var mantissa: Int64? {
    guard digits.count <= 19 else { return nil }
    var magnitude: UInt64 = 0
    for digit in digits { magnitude = magnitude * 10 + UInt64(digit) }
    guard magnitude <= UInt64(Int64.max) else { return nil }
    return isNegative ? -Int64(magnitude) : Int64(magnitude)
  }

  /// The same magnitude with the other sign; zero has none.
  func negated() -> DecimalNumber {
    DecimalNumber(digits: digits, scale: scale, isNegative: !isNegative)
  }

  /// The nearest double, infinite where it is too large.
  var double: Double {
    let text = digits.isEmpty ? "0" : String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
    let exponent = max(-100_000, min(100_000, scale))
    return Double("\(isNegative ? "-" : "")\(text)e\(exponent)") ?? .infinity
  }

  // MARK: Comparing

  /// -1, 0 or 1. Never aligns the numbers: the position of the first digit decides, then the
  /// digits.
  func compare(_ other: DecimalNumber) -> Int64 {
    if digits.isEmpty || other.digits.isEmpty || isNegative != other.isNegative {
      let left: Int64 = digits.isEmpty ? 0 : (isNegative ? -1 : 1)
      let right: Int64 = other.digits.isEmpty ? 0 : (other.isNegative ? -1 : 1)
      return left < right ? -1 : (left == right ? 0 : 1)
    }
    let order = compareMagnitude(other)
    return isNegative ? -order : order
  }

  private func compareMagnitude(_ other: DecimalNumber) -> Int64 {
    let top = digits.count + scale
    let otherTop = other.digits.count + other.scale
    if top != otherTop { return top < otherTop ? -1 : 1 }
    for index in 0..<max(digits.count, other.digits.count) {
      let left = index < digits.count ? digits[index] : 0
      let right = index < other.digits.count ? other.digits[index] : 0
      if left != right { return left < right ? -1 : 1 }
    }
    return 0
  }

  // MARK: Arithmetic

  /// The sum; an error where it would be longer than `lengthLimit` digits.
  func adding(_ other: DecimalNumber) throws(LibraryError) -> DecimalNumber {
    if other.digits.isEmpty { return self }
    if digits.isEmpty { return other }
    let low = min(scale, other.scale)
    let high = max(digits.count + scale, other.digits.count + other.scale)
    guard high - low <= Self.lengthLimit else {
      throw LibraryError("quantity has too many digits")
    }
    let left = aligned(from: high, to: low)
    let right = other.aligned(from: high, to: low)
    if isNegative == other.isNegative {
      return DecimalNumber(digits: Self.sum(left, right), scale: low, isNegative: isNegative)
    }
    return compareMagnitude(other) >= 0
      ? DecimalNumber(digits: Self.difference(left, right), scale: low, isNegative: isNegative)
      : DecimalNumber(
        digits: Self.difference(right, left), scale: low, isNegative: other.isNegative)
  }

  /// The digits of the places 10^(high-1) down to 10^low.
  private func aligned(from high: Int, to low: Int) -> [UInt8] {
    Array(repeating: 0, count: high - digits.count - scale) + digits
      + Array(repeating: 0, count: scale - low)
  }

  /// Both operands have the same number of places.
  private static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result = left
    var carry: UInt8 = 0
    for index in result.indices.reversed() {
      let place = left[index] + right[index] + carry
      result[index] = place % 10
      carry = place / 10
    }
    return carry == 0 ? result : [carry] + result
  }

  /// `left` - `right`, which must not be negative.
  private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result = left
    var borrow: UInt8 = 0
    for index in result.indices.reversed() {
      let subtrahend = right[index] + borrow
      borrow = left[index] < subtrahend ? 1 : 0
      result[index] = left[index] + borrow * 10 - subtrahend
    }
    return result
  }

  /// The magnitude times a small factor.
  func multiplied(by factor: UInt32) -> DecimalNumber {
    var result = digits
    var carry: UInt64 = 0
    for index in result.indices.reversed() {
      let place = UInt64(result[index]) * UInt64(factor) + carry
      result[index] = UInt8(place % 10)
      carry = place / 10
    }
    while carry > 0 {
      result.insert(UInt8(carry % 10), at: 0)
      carry /= 10
    }
    return DecimalNumber(digits: result, scale: scale, isNegative: isNegative)
  }

  /// The digits divided by a small divisor; nil if something remains.
  func divided(exactlyBy divisor: UInt32) -> DecimalNumber? {
    var result = digits
    var rest: UInt32 = 0
    for index in result.indices {
      rest = rest * 10 + UInt32(result[index])
      result[index] = UInt8(rest / divisor)
      rest %= divisor
    }
    return rest == 0
      ? DecimalNumber(digits: result, scale: scale, isNegative: isNegative) : nil
  }

  /// The value without places below 10^`place`, rounded away from zero.
  func roundedUp(to place: Int) -> DecimalNumber {
    guard scale < place, !digits.isEmpty else { return self }
    let dropped = place - scale
    let isExact = digits.suffix(dropped).allSatisfy { $0 == 0 }
    var kept = Array(digits.dropLast(dropped))
    if !isExact {
      kept = Self.sum(
        [0] + kept, Array(repeating: 0, count: kept.count) + [1])
    }
    return DecimalNumber(digits: kept, scale: place, isNegative: isNegative)
  }

  /// The value with a scale of zero where it has no fraction and at most `lengthLimit` digits.
  func integral() -> DecimalNumber? {
    let number = normalized()
    guard number.scale >= 0, number.scale + number.digits.count <= Self.lengthLimit else {
      return nil
    }
    return DecimalNumber(
      digits: number.digits + Array(repeating: 0, count: number.scale), scale: 0,
      isNegative: isNegative)
  }
}
