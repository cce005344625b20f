// Timestamps and durations in values.
//
// A duration is its nanoseconds, as in Go: about 292 years either way. A timestamp is seconds since
// 1970 in the payload and nanoseconds in `node`, so it carries no place.

import Documents

extension Value {
  /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970.
  static let timestampRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  public static func timestamp(seconds: Int64, nanoseconds: Int32) -> Value {
    Value(
      .timestamp, form: .scratch, node: UInt32(bitPattern: nanoseconds),
      payload: UInt64(bitPattern: seconds))
  }

  public static func duration(nanoseconds: Int64) -> Value {
    Value(.duration, payload: UInt64(bitPattern: nanoseconds))
  }

  /// Nanoseconds of the second of a timestamp.
  public var nanoseconds: Int32 { Int32(bitPattern: node) }
}

extension Evaluation {
  func time(_ a: Value, _ b: Value, _ operation: Arithmetic) -> Value? {
    switch (a.tag, b.tag, operation) {
    case (.duration, .duration, .add):
      return duration(a.asInt.addingReportingOverflow(b.asInt))
    case (.duration, .duration, .subtract):
      return duration(a.asInt.subtractingReportingOverflow(b.asInt))
    case (.timestamp, .duration, .add): return shift(a, b.asInt, 1)
    case (.duration, .timestamp, .add): return shift(b, a.asInt, 1)
    case (.timestamp, .duration, .subtract): return shift(a, b.asInt, -1)
    case (.timestamp, .timestamp, .subtract): return difference(a, b)
    default: return nil
    }
  }

  private func duration(_ result: (partialValue: Int64, overflow: Bool)) -> Value {
    result.overflow
      ? error("duration out of range") : .duration(nanoseconds: result.partialValue)
  }

  private func shift(_ time: Value, _ by: Int64, _ sign: Int64) -> Value {
    let billion: Int64 = 1_000_000_000
    var seconds = time.asInt + sign * (by / billion)
    var nanoseconds = Int64(time.nanoseconds) + sign * (by % billion)
    if nanoseconds < 0 {
      nanoseconds += billion
      seconds -= 1
    } else if nanoseconds >= billion {
      nanoseconds -= billion
      seconds += 1
    }
    guard Value.timestampRange.contains(seconds) else { return error("timestamp out of range") }
    return .timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
  }

  private func difference(_ a: Value, _ b: Value) -> Value {
    let seconds = a.asInt - b.asInt
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (total, carry) = scaled.addingReportingOverflow(
      Int64(a.nanoseconds) - Int64(b.nanoseconds))
    return overflow || carry
      ? error("duration out of range") : .duration(nanoseconds: total)
  }
}
