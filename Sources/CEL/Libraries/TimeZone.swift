import Basics

/// How far local time is from UTC.
enum TimeZone: Sendable {
  /// Always the same number of seconds east of UTC.
  case fixed(Int64)
  /// A zone of the IANA database.
  case rules(ZoneRules)

  static let utc = TimeZone.fixed(0)

  /// Seconds east of UTC at `seconds` since the epoch.
  func offset(at seconds: Int64) -> Int64 {
    switch self {
    case .fixed(let offset): offset
    case .rules(let rules): rules.offset(at: seconds)
    }
  }

  /// Reads `+02:00`, `02:00`, `-2:30`; nil if there is no colon, so that it is a name.
  ///
  /// As cel-go: the sign of the hours is the minutes' too, `-00:30` is west of UTC.
  static func fixed(parsing text: UTF8Bytes) throws(LibraryError) -> TimeZone? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let hours = try number(UTF8Bytes(rebasing: text[..<colon]))
    let minutes = try number(UTF8Bytes(rebasing: text[(colon + 1)...]))
    guard (0...59).contains(minutes) else {
      throw LibraryError("timezone offset minutes out of range [0, 59]: \(String(text))")
    }
    guard (-24...24).contains(hours) else {
      throw LibraryError("timezone offset hours out of range [-24, 24]: \(String(text))")
    }
    let isNegative = text[0] == UInt8(ascii: "-")
    return .fixed(hours * 3600 + (isNegative ? -minutes : minutes) * 60)
  }

  /// A decimal number with an optional sign.
  private static func number(_ text: UTF8Bytes) throws(LibraryError) -> Int64 {
    // Foreign digits are not digits here: `Int64(_:)` takes ASCII only.
    guard let number = Int64(String(text)) else {
      throw LibraryError("strconv.Atoi: parsing \(QuotedText.go(text)): invalid syntax")
    }
    return number
  }
}
