extension Quantity {
  /// The value in units of 10^`exponent`, rounded up as Kubernetes rounds; nil if it is negative or
  /// too large for 64 bits. Allocates nothing for what fits 64 bits as it was written.
  func amount(inPowersOfTen exponent: Int32) -> Int64? {
    guard digits.isEmpty, mantissa >= 0 else { return nil }
    let shift = Int(scale) - Int(exponent)
    if mantissa == 0 { return 0 }
    guard (-18...18).contains(shift) else { return shift < 0 ? 1 : nil }
    let power = PowersOfTen.integers[abs(shift)]
    if shift < 0 { return mantissa / power + (mantissa % power == 0 ? 0 : 1) }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: power)
    return overflow ? nil : product
  }
}

/// A resource quantity in UTF-8 in units of 10^`exponent` (-3: thousandths), rounded up; nil if the
/// text is not a quantity, is negative, or is too large for 64 bits.
package func quantityAmount(
  _ text: UnsafeBufferPointer<UInt8>, inPowersOfTen exponent: Int32
) -> Int64? {
  (try? Quantity(parsing: text))?.amount(inPowersOfTen: exponent)
}
