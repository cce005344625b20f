import Basics

// What CEL does with timestamps, with its errors.

extension Timestamp {
  /// Any number of nanoseconds of a second; an error outside the years 1 to 9999.
  init(seconds: Int64, nanoseconds: Int32 = 0) throws(LibraryError) {
    guard let valid = Timestamp(secondsSince1970: seconds, nanoseconds: nanoseconds) else {
      throw .timestampOverflow
    }
    self = valid
  }

  /// As Go reads it.
  init(_ text: UTF8Bytes) throws(LibraryError) {
    guard let parsed = Timestamp.seconds(text, spelling: .go) else {
      throw LibraryError("type conversion error from 'string' to 'google.protobuf.Timestamp'")
    }
    try self.init(seconds: parsed.seconds, nanoseconds: parsed.nanoseconds)
  }

  init(_ text: String) throws(LibraryError) {
    self = try withUTF8Bytes(text) { bytes throws(LibraryError) in try Timestamp(bytes) }
  }

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
