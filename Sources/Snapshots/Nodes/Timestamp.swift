/// A point in time in whole seconds, UTC.
public struct Timestamp: Sendable, Hashable, Comparable {
  public let secondsSince1970: Int64

  public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  /// RFC 3339; fractions of a second are dropped. nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int64? {
      guard range.upperBound <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      }
      return value
    }
    func has(_ character: Character, _ at: Int) -> Bool {
      at < bytes.count && bytes[at] == character.asciiValue
    }
    guard let year = number(0..<4), has("-", 4), let month = number(5..<7), has("-", 7),
      let day = number(8..<10), has("T", 10) || has("t", 10) || has(" ", 10),
      let hour = number(11..<13), has(":", 13), let minute = number(14..<16), has(":", 16),
      let second = number(17..<19), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    var i = 19
    if has(".", i) {
      i += 1
      while i < bytes.count, (0x30...0x39).contains(bytes[i]) { i += 1 }
    }
    var offset: Int64 = 0
    if has("+", i) || has("-", i) {
      guard let hours = number(i + 1..<i + 3), has(":", i + 3),
        let minutes = number(i + 4..<i + 6), hours < 24, minutes < 60, i + 6 == bytes.count
      else { return nil }
      offset = (hours * 60 + minutes) * 60 * (has("-", i) ? -1 : 1)
    } else {
      guard has("Z", i) || has("z", i), i + 1 == bytes.count else { return nil }
    }
    self.init(
      secondsSince1970: Timestamp.days(year, month, day) * 86_400 + hour * 3600 + minute * 60
        + second - offset)
  }

  /// `Sep  3 08:11:24 2034 GMT`, as openssl prints it.
  init?(openssl text: String) {
    let words = text.split(separator: " ").map(String.init)
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard words.count >= 4, let month = months.firstIndex(of: words[0]), let day = Int(words[1]),
      let year = Int(words[3]), (1...31).contains(day), (0...9999).contains(year)
    else { return nil }
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    self.init("\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(day, 2))T\(words[2])Z")
  }

  /// RFC 3339 in UTC.
  public var text: String {
    let seconds = secondsSince1970
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - day * 86_400
    let (year, month, date) = Timestamp.civil(day)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))T"
      + "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
  }

  // The proleptic Gregorian calendar in eras of 400 years that begin on the first of March, so
  // that the leap day is the last day of a year.

  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(_ day: Int64) -> (Int64, Int64, Int64) {
    let z = day + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * m + 2) / 5 + 1)
  }
}
