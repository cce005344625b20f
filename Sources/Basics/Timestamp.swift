/// A point in time from year 1 to year 9999, in UTC, with nanoseconds.
public struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, rounded down.
  public let seconds: Int64
  /// 0 to 999,999,999, forward in time from `seconds`.
  public let nanoseconds: Int32

  /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  public static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// nil outside the years 1 to 9999.
  public init?(secondsSince1970 seconds: Int64, nanoseconds: Int32 = 0) {
    precondition((0..<1_000_000_000).contains(nanoseconds))
    guard Self.range.contains(seconds) else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}

extension Timestamp: Comparable {
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds != right.seconds
      ? left.seconds < right.seconds : left.nanoseconds < right.nanoseconds
  }
}

// MARK: Text

extension Timestamp: CustomStringConvertible {
  /// The day in UTC.
  public var date: CivilDate {
    CivilDate(daysSinceEpoch: CivilDate.floorDivide(seconds, 86_400))
  }

  /// RFC 3339 in UTC, with as many decimals as needed: `2009-02-13T23:31:30.5Z`.
  public var description: String {
    let days = CivilDate.floorDivide(seconds, 86_400)
    let rest = seconds - days * 86_400
    let date = CivilDate(daysSinceEpoch: days)
    let clock = [(rest / 3600, 2), (rest / 60 % 60, 2), (rest % 60, 2)]
    var text = date.text
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

  /// How strictly a text is read.
  public enum Spelling: Sendable {
    /// All that RFC 3339 allows: small letters, a space for the `T`, a leap second.
    case rfc3339
    /// What Go's `time.RFC3339` takes: capital `T` and `Z`, seconds below 60.
    case go
  }

  /// Parses RFC 3339: a zone is required, decimals beyond nine are cut; nil for anything else.
  public init?(_ text: UTF8Bytes, spelling: Spelling) {
    guard let parsed = Self.seconds(text, spelling: spelling) else { return nil }
    self.init(secondsSince1970: parsed.seconds, nanoseconds: parsed.nanoseconds)
  }

  /// What a text says, in seconds since 1970, also where its zone moves it out of the range.
  public static func seconds(
    _ text: UTF8Bytes, spelling: Spelling
  ) -> (seconds: Int64, nanoseconds: Int32)? {
    guard let parsed = parse(text) else { return nil }
    if spelling == .go {
      guard text[10] == UInt8(ascii: "T"), text[text.count - 1] != UInt8(ascii: "z"),
        text[17] != UInt8(ascii: "6")
      else { return nil }
    }
    return parsed
  }

  public init?(rfc3339 text: String) {
    let parsed = withUTF8Bytes(text) { Timestamp($0, spelling: .rfc3339) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Every field has its fixed place, up to the fraction.
  private static func parse(_ text: UTF8Bytes) -> (seconds: Int64, nanoseconds: Int32)? {
    guard text.count >= 20, let date = CivilDate(fullDate: UTF8Bytes(rebasing: text[..<10])),
      text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " "),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = CivilDate.twoDigits(text, at: 11), hour <= 23,
      let minute = CivilDate.twoDigits(text, at: 14), minute <= 59,
      let second = CivilDate.twoDigits(text, at: 17), second <= 60
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
    if text.count == 1 { return text[0] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    guard text.count == 6, text[3] == UInt8(ascii: ":"),
      text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      let hours = CivilDate.twoDigits(text, at: 1), hours <= 23,
      let minutes = CivilDate.twoDigits(text, at: 4), minutes <= 59
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return text[0] == UInt8(ascii: "-") ? -offset : offset
  }
}
