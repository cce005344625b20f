extension Quantity: CustomStringConvertible {
  /// The canonical text: no fraction, the largest suffix that loses nothing, in the quantity's own
  /// notation. `1.5` is `1500m`, `1.5Gi` is `1536Mi`, `1e21` stays `1e21`.
  ///
  /// Above `E` and `Ei` Kubernetes prints the number without any suffix, which is another value;
  /// here zeros are written instead.
  var description: String {
    let number = decimal.normalized()
    guard !number.digits.isEmpty else { return "0" }
    if notation == .binarySI, let text = Self.binaryText(number) { return text }
    return Self.decimalText(number, withExponent: notation == .decimalExponent)
  }

  /// nil if Kubernetes falls back to decimal suffixes: fractions, and magnitudes under 1024.
  private static func binaryText(_ number: DecimalNumber) -> String? {
    let magnitude = DecimalNumber(digits: number.digits, scale: number.scale)
    guard magnitude.compare(DecimalNumber(mantissa: 1024, scale: 0)) >= 0,
      var integral = number.integral()
    else { return nil }
    let suffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
    var power = 0
    while power < suffixes.count - 1, let quotient = integral.divided(exactlyBy: 1024) {
      integral = quotient
      power += 1
    }
    return text(of: integral.digits, zeros: 0, isNegative: number.isNegative) + suffixes[power]
  }

  private static func decimalText(_ number: DecimalNumber, withExponent: Bool) -> String {
    // The largest multiple of three that is not above the scale, also for negative scales.
    var exponent = number.scale - ((number.scale % 3) + 3) % 3
    if withExponent {
      let text = text(
        of: number.digits, zeros: number.scale - exponent, isNegative: number.isNegative)
      return exponent == 0 ? text : "\(text)e\(exponent)"
    }
    let suffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
    exponent = min(exponent, 18)
    let zeros = number.scale - exponent
    guard zeros <= DecimalNumber.lengthLimit else {
      return decimalText(number, withExponent: true)
    }
    return text(of: number.digits, zeros: zeros, isNegative: number.isNegative)
      + suffixes[exponent / 3 + 3]
  }

  private static func text(of digits: [UInt8], zeros: Int, isNegative: Bool) -> String {
    (isNegative ? "-" : "")
      + String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
      + String(repeating: "0", count: zeros)
  }
}
