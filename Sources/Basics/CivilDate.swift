/// A date of the proleptic Gregorian calendar.
///
/// Days are counted from 1970-01-01 and reckoned in eras of 400 years (146,097 days) whose years
/// start in March: the leap day then is the last day of a year, and a month's first day is a linear
/// function of the month's number, so that neither direction needs a table or a loop.
public struct CivilDate: Hashable, Sendable {
  public var year: Int64
  /// 1 to 12.
  public var month: Int64
  /// 1 to 31.
  public var day: Int64

  /// nil if the month has no such day.
  public init?(year: Int64, month: Int64, day: Int64) {
    guard (1...12).contains(month), (1...Self.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date that many days after 1970-01-01. Any day of a timestamp's range will do.
  public init(daysSinceEpoch days: Int64) {
    let shifted = days + 719_468  // from 0000-03-01
    let era = Self.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Parses exactly `YYYY-MM-DD`.
  public init?(fullDate text: UTF8Bytes) {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let century = Self.twoDigits(text, at: 0), let yearOfCentury = Self.twoDigits(text, at: 2),
      let month = Self.twoDigits(text, at: 5), let day = Self.twoDigits(text, at: 8)
    else { return nil }
    self.init(year: century * 100 + yearOfCentury, month: month, day: day)
  }

  /// Parses exactly `YYYY-MM-DD`.
  public init?(fullDate text: String) {
    guard let date = withUTF8Bytes(text, { CivilDate(fullDate: $0) }) else { return nil }
    self = date
  }

  /// `2026-01-31`.
  public var text: String {
    [(year, 4), (month, 2), (day, 2)].map { number, width in
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }.joined(separator: "-")
  }

  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = Self.floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Days since 1 January, from 0.
  public var dayOfYear: Int64 {
    daysSinceEpoch - Self.firstDay(ofYear: year)
  }

  /// 0 for Sunday to 6 for Saturday.
  public var dayOfWeek: Int64 {
    Self.dayOfWeek(daysSinceEpoch)
  }

  public static func dayOfWeek(_ daysSinceEpoch: Int64) -> Int64 {
    let shifted = daysSinceEpoch + 4  // 1970-01-01 was a Thursday
    return shifted - floorDivide(shifted, 7) * 7
  }

  /// Days from 1970-01-01 to 1 January of `year`.
  public static func firstDay(ofYear year: Int64) -> Int64 {
    let previous = year - 1
    return previous * 365 + floorDivide(previous, 4) - floorDivide(previous, 100)
      + floorDivide(previous, 400) - 719_162
  }

  public static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  public static func length(ofMonth month: Int64, in year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
  }

  /// The number in two digits at `index`; nil if something else stands there.
  public static func twoDigits(_ text: UTF8Bytes, at index: Int) -> Int64? {
    guard index + 1 < text.count else { return nil }
    let tens = text[index] &- UInt8(ascii: "0")
    let ones = text[index + 1] &- UInt8(ascii: "0")
    return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : nil
  }
}
