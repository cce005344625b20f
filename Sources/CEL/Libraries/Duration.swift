import Basics

/// A span of time in nanoseconds, as Go's `time.Duration`: ±292 years.
struct Duration: Hashable, Comparable, Sendable {
  let nanoseconds: Int64

  init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  static let zero = Duration(nanoseconds: 0)
  static let nanosecondsPerSecond: Int64 = 1_000_000_000

  // Go's type: the limits and every rounding below are those of 64 bits of nanoseconds.
  static func < (left: Duration, right: Duration) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  // MARK: Arithmetic

  func adding(_ other: Duration) throws(LibraryError) -> Duration {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(other.nanoseconds)
    guard !overflow else { throw .durationOverflow }
    return Duration(nanoseconds: sum)
  }

  func subtracting(_ other: Duration) throws(LibraryError) -> Duration {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
    guard !overflow else { throw .durationOverflow }
    return Duration(nanoseconds: difference)
  }

  func negated() throws(LibraryError) -> Duration {
    guard nanoseconds != .min else { throw .durationOverflow }
    return Duration(nanoseconds: -nanoseconds)
  }

  // MARK: Accessors

  /// `getHours`, and so on: whole units, cut towards zero. All of them count the whole duration,
  /// the milliseconds too (cel-go; cel-spec wants the milliseconds of the last second).
  var hours: Int64 { Int64(inUnits(of: 3600 * Self.nanosecondsPerSecond)) }
  var minutes: Int64 { Int64(inUnits(of: 60 * Self.nanosecondsPerSecond)) }
  var seconds: Int64 { Int64(inUnits(of: Self.nanosecondsPerSecond)) }
  var milliseconds: Int64 { nanoseconds / 1_000_000 }

  /// Go computes the whole units and the rest apart, each as a double, and CEL cuts the sum.
  private func inUnits(of unit: Int64) -> Double {
    Double(nanoseconds / unit) + Double(nanoseconds % unit) / Double(unit)
  }
}

extension Duration: CustomStringConvertible {
  /// CEL's text: seconds with as many decimals as needed, `3600s`, `-0.5s`.
  var description: String {
    DoubleText.plain(inUnits(of: Self.nanosecondsPerSecond)) + "s"
  }
}

// MARK: Parsing

extension Duration {
  /// Parses Go's syntax: `1h30m`, `-1.5h`, `300ms`, `0`.
  init(_ text: UTF8Bytes) throws(LibraryError) {
    guard let duration = Duration(goText: text) else {
      throw LibraryError("type conversion error from 'string' to 'google.protobuf.Duration'")
    }
    self = duration
  }

  init(_ text: String) throws(LibraryError) {
    self = try withUTF8Bytes(text) { bytes throws(LibraryError) in try Duration(bytes) }
  }

  /// The largest magnitude while parsing: only a negative duration may reach it.
  private static let limit = UInt64(1) << 63

  /// A sign, then numbers with units, summed up. Zero alone needs no unit.
  private init?(goText text: UTF8Bytes) {
    var reader = Reader(text: text)
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { reader.index = 1 }
    if text.count == reader.index + 1, text[reader.index] == UInt8(ascii: "0") {
      self = .zero
      return
    }
    guard reader.index < text.count else { return nil }
    var total: UInt64 = 0
    while reader.index < text.count {
      guard let part = reader.next() else { return nil }
      total += part  // both are at most 2^63
      if total > Self.limit { return nil }
    }
    if isNegative {
      self.init(nanoseconds: Int64(truncatingIfNeeded: 0 &- total))
    } else {
      guard total < Self.limit else { return nil }
      self.init(nanoseconds: Int64(total))
    }
  }

  /// Reads one number with its unit after another.
  private struct Reader {
    let text: UTF8Bytes
    var index = 0

    private var digit: UInt8? {
      guard index < text.count else { return nil }
      let digit = text[index] &- UInt8(ascii: "0")
      return digit < 10 ? digit : nil
    }

    /// The next part in nanoseconds, at most 2^63; nil if the text is malformed or overflows.
    mutating func next() -> UInt64? {
      let start = index
      var whole: UInt64 = 0
      while let digit {
        guard whole <= Duration.limit / 10 else { return nil }
        whole = whole * 10 + UInt64(digit)
        guard whole <= Duration.limit else { return nil }
        index += 1
      }
      var hasDigits = index > start
      var fraction: UInt64 = 0
      var scale = 1.0
      if index < text.count, text[index] == UInt8(ascii: ".") {
        index += 1
        let fractionStart = index
        (fraction, scale) = readFraction()
        hasDigits = hasDigits || index > fractionStart
      }
      guard hasDigits, let unit = readUnit(), whole <= Duration.limit / unit else { return nil }
      let exact = whole * unit
      let rest = fraction == 0 ? 0 : UInt64(Double(fraction) * (Double(unit) / scale))
      return exact + rest <= Duration.limit ? exact + rest : nil
    }

    /// Digits after the point, as many as fit; the others are below a nanosecond.
    private mutating func readFraction() -> (UInt64, Double) {
      var fraction: UInt64 = 0
      var scale = 1.0
      var isFull = false
      while let digit {
        index += 1
        if isFull || fraction > (Duration.limit - 1) / 10 {
          isFull = true
          continue
        }
        let next = fraction * 10 + UInt64(digit)
        if next > Duration.limit {
          isFull = true
          continue
        }
        fraction = next
        scale *= 10
      }
      return (fraction, scale)
    }

    /// Nanoseconds in the unit that stands up to the next digit or point.
    private mutating func readUnit() -> UInt64? {
      let start = index
      while index < text.count, digit == nil, text[index] != UInt8(ascii: ".") { index += 1 }
      switch String(UTF8Bytes(rebasing: text[start..<index])) {
      case "ns": return 1
      // Micro: Latin `u`, the micro sign, and the Greek letter.
      case "us", "\u{B5}s", "\u{3BC}s": return 1_000
      case "ms": return 1_000_000
      case "s": return 1_000_000_000
      case "m": return 60_000_000_000
      case "h": return 3_600_000_000_000
      default: return nil
      }
    }
  }
}
