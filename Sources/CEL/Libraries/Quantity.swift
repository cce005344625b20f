/// A Kubernetes resource quantity, such as `500m`, `1.5Gi` or `2e6`.
///
/// Two representations, as in Kubernetes: almost every quantity is a 64-bit mantissa and a power of
/// ten; parsing, comparing and adding those allocates nothing. What does not fit is a string of
/// decimal digits of any length. Which of the two Kubernetes itself would hold (`isDecimal`) is
/// kept apart from how it is held here, because it shows: `isInteger()` is false for every quantity
/// that Kubernetes keeps as a decimal, `1.5Gi` and `1Pi` among them.
///
/// Equality, order and hash are by value: `1k`, `1000` and `1e3` are equal.
struct Quantity: Sendable {
  /// How a quantity was written, and so how it is written again.
  enum Notation: UInt8, Sendable {
    /// `12e6`
    case decimalExponent
    /// `12Mi`
    case binarySI
    /// `12M`
    case decimalSI
  }

  /// Value = `mantissa` × 10^`scale`; where `digits` is not empty, only its sign counts.
  private(set) var mantissa: Int64
  /// Power of ten. At least -9 in a parsed quantity.
  private(set) var scale: Int32
  /// The magnitude as decimal digits, most significant first, none for what fits a mantissa.
  private(set) var digits: [UInt8]
  private(set) var notation: Notation
  /// Whether Kubernetes holds this value as a decimal of arbitrary precision.
  private(set) var isDecimal: Bool

  init(mantissa: Int64, scale: Int32 = 0, notation: Notation, isDecimal: Bool = false) {
    self.mantissa = mantissa
    self.scale = scale
    self.notation = notation
    self.isDecimal = isDecimal
    digits = []
  }

  /// A quantity of any size, brought into the compact representation where it fits.
  init(_ number: DecimalNumber, notation: Notation) {
    let number = number.normalized()
    self.notation = notation
    isDecimal = true
    scale = Int32(clamping: number.scale)
    if let compact = number.mantissa {
      mantissa = compact
      digits = []
    } else {
      mantissa = number.isNegative ? -1 : 1
      digits = number.digits
    }
  }

  /// The value as an unbounded decimal.
  var decimal: DecimalNumber {
    digits.isEmpty
      ? DecimalNumber(mantissa: mantissa, scale: Int(scale))
      : DecimalNumber(digits: digits, scale: Int(scale), isNegative: mantissa < 0)
  }

  /// -1, 0 or 1.
  var sign: Int64 { mantissa.signum() }

  // MARK: Scalars

  /// The value as an integer; nil if Kubernetes refuses: a fraction (even `1.0`), a decimal, or out
  /// of range.
  var integer: Int64? {
    guard !isDecimal, digits.isEmpty else { return nil }
    if scale == 0 { return mantissa }
    guard scale > 0 else { return nil }
    if mantissa == 0 { return 0 }
    guard scale <= 18 else { return nil }
    let (product, overflow) = mantissa.multipliedReportingOverflow(
      by: PowersOfTen.integers[Int(scale)])
    return overflow ? nil : product
  }

  /// `asInteger()`: the integer, or Kubernetes' error.
  func asInteger() throws(LibraryError) -> Int64 {
    guard let integer else { throw LibraryError("cannot convert value to integer") }
    return integer
  }

  /// The value as a double, by Kubernetes' own arithmetic (mantissa × power of ten, each rounded),
  /// so that `0.3` is 0.30000000000000004 here as there; infinite where it is too large.
  var approximateFloat: Double {
    if digits.isEmpty, !isDecimal {
      return scale == 0 ? Double(mantissa) : Double(mantissa) * PowersOfTen.double(Int(scale))
    }
    return decimal.double
  }

  // MARK: Comparing

  /// -1, 0 or 1 as `self` is less than, equal to or greater than `other`. Allocates nothing unless
  /// one of them is out of the compact representation.
  func compare(_ other: Quantity) -> Int64 {
    guard digits.isEmpty, other.digits.isEmpty else { return decimal.compare(other.decimal) }
    if scale == other.scale || mantissa.signum() != other.mantissa.signum() {
      return mantissa < other.mantissa ? -1 : (mantissa == other.mantissa ? 0 : 1)
    }
    return scale > other.scale
      ? Self.compare(mantissa, shiftedBy: Int64(scale) - Int64(other.scale), other.mantissa)
      : -Self.compare(
        other.mantissa, shiftedBy: Int64(other.scale) - Int64(scale), mantissa)
  }

  /// Compares `left` × 10^`shift` with `right`, both of the same sign and not zero.
  private static func compare(_ left: Int64, shiftedBy shift: Int64, _ right: Int64) -> Int64 {
    // A number with 19 more digits than another of at most 19 is the larger one.
    guard shift <= 18 else { return left.signum() }
    let product = left.multipliedFullWidth(by: PowersOfTen.integers[Int(shift)])
    let wide = right.multipliedFullWidth(by: 1)
    if product.high != wide.high { return product.high < wide.high ? -1 : 1 }
    return product.low < wide.low ? -1 : (product.low == wide.low ? 0 : 1)
  }

  // MARK: Arithmetic

  /// The sum, in the notation of `self` unless `self` is zero.
  func adding(_ other: Quantity) throws(LibraryError) -> Quantity {
    let notation = mantissa == 0 ? other.notation : notation
    if !isDecimal, !other.isDecimal, let sum = compactSum(other.mantissa, other.scale) {
      return Quantity(mantissa: sum.mantissa, scale: sum.scale, notation: notation)
    }
    return Quantity(try decimal.adding(other.decimal), notation: notation)
  }

  /// The difference, in the notation of `self` unless `self` is zero.
  func subtracting(_ other: Quantity) throws(LibraryError) -> Quantity {
    let notation = mantissa == 0 ? other.notation : notation
    if !isDecimal, !other.isDecimal, other.mantissa != .min,
      let sum = compactSum(-other.mantissa, other.scale)
    {
      return Quantity(mantissa: sum.mantissa, scale: sum.scale, notation: notation)
    }
    return Quantity(try decimal.adding(other.decimal.negated()), notation: notation)
  }

  /// The sum with an integer; Kubernetes gives the integer decimal-exponent notation.
  func adding(_ integer: Int64) throws(LibraryError) -> Quantity {
    try adding(Quantity(mantissa: integer, notation: .decimalExponent))
  }

  /// The difference from an integer.
  func subtracting(_ integer: Int64) throws(LibraryError) -> Quantity {
    try subtracting(Quantity(mantissa: integer, notation: .decimalExponent))
  }

  /// The sum with `otherMantissa` × 10^`otherScale` where it fits 64 bits at the smaller scale.
  private func compactSum(
    _ otherMantissa: Int64, _ otherScale: Int32
  ) -> (mantissa: Int64, scale: Int32)? {
    if otherMantissa == 0 { return (mantissa, scale) }
    if mantissa == 0 { return (otherMantissa, otherScale) }
    let common = min(scale, otherScale)
    guard
      let left = Self.rescaled(mantissa, by: Int64(scale) - Int64(common)),
      let right = Self.rescaled(otherMantissa, by: Int64(otherScale) - Int64(common))
    else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : (sum, common)
  }

  private static func rescaled(_ mantissa: Int64, by shift: Int64) -> Int64? {
    guard shift <= 18 else { return nil }
    let (product, overflow) = mantissa.multipliedReportingOverflow(
      by: PowersOfTen.integers[Int(shift)])
    return overflow ? nil : product
  }
}

extension Quantity: Hashable, Comparable {
  static func == (left: Quantity, right: Quantity) -> Bool {
    left.compare(right) == 0
  }

  static func < (left: Quantity, right: Quantity) -> Bool {
    left.compare(right) < 0
  }

  func hash(into hasher: inout Hasher) {
    let number = decimal.normalized()
    hasher.combine(number.digits)
    hasher.combine(number.digits.isEmpty ? 0 : number.scale)
    hasher.combine(number.isNegative)
  }
}
