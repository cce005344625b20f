/// Powers of ten as Kubernetes' arithmetic sees them.
enum PowersOfTen {
  /// 10^0 to 10^18, all that fit 64 bits.
  static let integers: [Int64] = {
    var powers: [Int64] = [1]
    for _ in 1...18 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// 10^`exponent` as Go's `math.Pow10` computes it: a product of two table entries.
  static func double(_ exponent: Int) -> Double {
    if exponent < -323 { return 0 }
    if exponent > 308 { return .infinity }
    let magnitude = exponent.magnitude
    let coarse = coarse[Int(magnitude / 32)]
    let fine = fine[Int(magnitude % 32)]
    return exponent < 0 ? (1 / coarse) / fine : coarse * fine
  }

  private static let fine: [Double] = [
    1e00, 1e01, 1e02, 1e03, 1e04, 1e05, 1e06, 1e07, 1e08, 1e09, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31,
  ]
  private static let coarse: [Double] = [
    1e00, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288, .infinity,
  ]
}
