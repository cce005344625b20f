/// A point in time from year 1 to year 9999, in UTC, with nanoseconds.
struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, rounded down.
  let seconds: Int64
  /// 0 to 999,999,999, forward in time from `seconds`.
  let nanoseconds: Int32

  /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Any number of nanoseconds of a second; an error outside the years 1 to 9999.
  init(seconds: Int64, nanoseconds: Int32 = 0) throws(LibraryError) {
    precondition((0..<1_000_000_000).contains(nanoseconds))
    guard Self.range.contains(seconds) else { throw .timestampOverflow }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  // MARK: Arithmetic

  func adding(_ duration: Duration) throws(LibraryError) -> Timestamp {
    // Neither part can overflow: a duration has less than 2^34 seconds.
    let sum = Int64(nanoseconds) + duration.nanoseconds % Duration.nanosecondsPerSecond
    let carry = CivilDate.floorDivide(sum, Duration.nanosecondsPerSecond)
    return try Timestamp(
      seconds: seconds + duration.nanoseconds / Duration.nanosecondsPerSecond + carry,
      nanoseconds: Int32(sum - carry * Duration.nanosecondsPerSecond))
  }

  func subtracting(_ duration: Duration) throws(LibraryError) -> Timestamp {
    guard duration.nanoseconds != .min else {
      return try adding(Duration(nanoseconds: .max)).adding(Duration(nanoseconds: 1))
    }
    return try adding(Duration(nanoseconds: -duration.nanoseconds))
  }

  /// The duration from `other` to `self`; an error where 64 bits of nanoseconds do not hold it.
  func subtracting(_ other: Timestamp) throws(LibraryError) -> Duration {
    let (product, tooLong) = (seconds - other.seconds).multipliedReportingOverflow(
      by: Duration.nanosecondsPerSecond)
    let (sum, overflow) = product.addingReportingOverflow(
      Int64(nanoseconds) - Int64(other.nanoseconds))
    guard !tooLong, !overflow else { throw .durationOverflow }
    return Duration(nanoseconds: sum)
  }
}

extension Timestamp: Comparable {
  static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds != right.seconds
      ? left.seconds < right.seconds : left.nanoseconds < right.nanoseconds
  }
}

// MARK: Text

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, with as many decimals as needed: `2009-02-13T23:31:30.5Z`.
  var description: String {
    let time = CivilTime(self, offset: 0)
    let date = [(time.date.year, 4), (time.date.month, 2), (time.date.day, 2)]
    let clock = [(time.hour, 2), (time.minute, 2), (time.second, 2)]
    var text = date.map(Self.padded).joined(separator: "-")
    text += "T" + clock.map(Self.padded).joined(separator: ":")
    if nanoseconds > 0 {
      var digits = Self.padded(Int64(nanoseconds), 9)
      while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
      text += "." + digits
    }
    return text + "Z"
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// Parses RFC 3339: capital `T` and `Z`, a zone is required, decimals beyond nine are cut.
  init(_ text: UTF8Bytes) throws(LibraryError) {
    guard let parsed = Self.parse(text) else {
      throw LibraryError("type conversion error from 'string' to 'google.protobuf.Timestamp'")
    }
    try self.init(seconds: parsed.seconds, nanoseconds: parsed.nanoseconds)
  }

  init(_ text: String) throws(LibraryError) {
    self = try withUTF8Bytes(text) { bytes throws(LibraryError) in try Timestamp(bytes) }
  }

  /// Every field has its fixed place, up to the fraction.
  private static func parse(_ text: UTF8Bytes) -> (seconds: Int64, nanoseconds: Int32)? {
    guard text.count >= 20, let date = CivilDate(fullDate: UTF8Bytes(rebasing: text[..<10])),
      text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = CivilDate.twoDigits(text, at: 11), hour <= 23,
      let minute = CivilDate.twoDigits(text, at: 14), minute <= 59,
      let second = CivilDate.twoDigits(text, at: 17), second <= 59
    else { return nil }
    var index = 19
    var nanoseconds: Int32 = 0
    if text[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      var weight: Int32 = 100_000_000
      while index < text.count, text[index] &- UInt8(ascii: "0") < 10 {
        nanoseconds += Int32(text[index] - UInt8(ascii: "0")) * weight
        weight /= 10
        index += 1
      }
      if index == start { return nil }
    }
    guard let offset = zoneOffset(UTF8Bytes(rebasing: text[index...])) else { return nil }
    let clock = hour * 3600 + minute * 60 + second
    return (date.daysSinceEpoch * 86_400 + clock - offset, nanoseconds)
  }

  /// Seconds east of UTC that `Z` or `±HH:MM` says.
  private static func zoneOffset(_ text: UTF8Bytes) -> Int64? {
    if text.count == 1 { return text[0] == UInt8(ascii: "Z") ? 0 : nil }
    guard text.count == 6, text[3] == UInt8(ascii: ":"),
      text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      let hours = CivilDate.twoDigits(text, at: 1), hours <= 23,
      let minutes = CivilDate.twoDigits(text, at: 4), minutes <= 59
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return text[0] == UInt8(ascii: "-") ? -offset : offset
  }
}
