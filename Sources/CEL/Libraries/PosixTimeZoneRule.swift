import Basics

/// The rule for local time in a TZ string, such as `EST5EDT,M3.2.0,M11.1.0`: standard time, and
/// optionally summer time between two moments of every year.
struct PosixTimeZoneRule: Sendable {
  /// Seconds east of UTC.
  let standardOffset: Int64
  let summer: Summer?

  struct Summer: Sendable {
    let offset: Int64
    let start: Moment
    let end: Moment
  }

  /// A moment that comes once a year, on a day and at a number of seconds after its midnight.
  struct Moment: Sendable {
    enum Day: Sendable {
      /// 1 to 365; 29 February is never counted.
      case julian(Int64)
      /// 0 to 365, leap days counted.
      case ordinal(Int64)
      /// The day of the week (0 Sunday) in week 1 to 5 (5: the last) of a month.
      case week(month: Int64, week: Int64, day: Int64)
    }

    let day: Day
    /// Seconds, -167 to 167 hours.
    let time: Int64
  }

  /// Seconds east of UTC at `seconds` since the epoch.
  func offset(at seconds: Int64) -> Int64 {
    guard let summer else { return standardOffset }
    let days = CivilDate.floorDivide(seconds, 86_400)
    let year = CivilDate(daysSinceEpoch: days).year
    // The clock shows standard time when summer time starts, and summer time when it ends.
    let start = summer.start.localSeconds(in: year) - standardOffset
    let end = summer.end.localSeconds(in: year) - summer.offset
    let isSummer =
      start < end ? (start..<end).contains(seconds) : !(end..<start).contains(seconds)
    return isSummer ? summer.offset : standardOffset
  }
}

extension PosixTimeZoneRule.Moment {
  /// Seconds from the epoch to this moment of `year` by the local clock.
  func localSeconds(in year: Int64) -> Int64 {
    let newYear = CivilDate.firstDay(ofYear: year)
    let date: Int64
    switch day {
    case .julian(let number):
      date = newYear + number - (CivilDate.isLeap(year) && number >= 60 ? 0 : 1)
    case .ordinal(let number):
      date = newYear + number
    case .week(let month, let week, let weekday):
      // The first such weekday of the month, then whole weeks on; week 5 may be past the end.
      let length = CivilDate.length(ofMonth: month, in: year)
      let first = firstOfMonth(month, year)
      let shift = weekday - CivilDate.dayOfWeek(first)
      var dayOfMonth = (shift < 0 ? shift + 7 : shift) + (week - 1) * 7
      if dayOfMonth >= length { dayOfMonth -= 7 }
      date = first + dayOfMonth
    }
    return date * 86_400 + time
  }

  private func firstOfMonth(_ month: Int64, _ year: Int64) -> Int64 {
    CivilDate.firstDay(ofYear: year)
      + (1..<month).reduce(0) { $0 + CivilDate.length(ofMonth: $1, in: year) }
  }
}

// MARK: Parsing

extension PosixTimeZoneRule {
  /// nil for the empty string, which says nothing about the future, and for what is malformed.
  init?(_ text: [UInt8]) {
    var reader = Reader(text: text)
    guard reader.readName(), let offset = reader.readTime(hourLimit: 24) else { return nil }
    standardOffset = -offset
    guard !reader.isAtEnd else {
      summer = nil
      return
    }
    guard reader.readName() else { return nil }
    var summerOffset = standardOffset + 3600
    if !reader.isAtEnd, reader.next != UInt8(ascii: ",") {
      guard let offset = reader.readTime(hourLimit: 24) else { return nil }
      summerOffset = -offset
    }
    // Without dates, those of the United States, as everywhere.
    if reader.isAtEnd { reader = Reader(text: Array(",M3.2.0,M11.1.0".utf8)) }
    guard reader.skip(","), let start = reader.readMoment(), reader.skip(","),
      let end = reader.readMoment(), reader.isAtEnd
    else { return nil }
    summer = Summer(offset: summerOffset, start: start, end: end)
  }

  /// Reads from left to right, without backtracking.
  private struct Reader {
    let text: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == text.count }
    var next: UInt8? { index < text.count ? text[index] : nil }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      index += 1
      return true
    }

    /// Three letters or more, or anything between angle brackets.
    mutating func readName() -> Bool {
      if skip("<") {
        while let byte = next, byte != UInt8(ascii: ">") { index += 1 }
        return skip(">")
      }
      let start = index
      while let byte = next, (byte | 0x20) &- UInt8(ascii: "a") < 26 { index += 1 }
      return index - start >= 3
    }

    /// Up to four digits with a value in `range`.
    mutating func readNumber(_ range: ClosedRange<Int64>) -> Int64? {
      let start = index
      var number: Int64 = 0
      while let byte = next, byte &- UInt8(ascii: "0") < 10, index - start < 4 {
        number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        index += 1
      }
      return index > start && range.contains(number) ? number : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func readTime(hourLimit: Int64) -> Int64? {
      let isNegative = skip("-")
      if !isNegative { _ = skip("+") }
      guard let hours = readNumber(0...hourLimit) else { return nil }
      var seconds = hours * 3600
      if skip(":") {
        guard let minutes = readNumber(0...59) else { return nil }
        seconds += minutes * 60
        if skip(":") {
          guard let rest = readNumber(0...59) else { return nil }
          seconds += rest
        }
      }
      return isNegative ? -seconds : seconds
    }

    /// `Jn`, `n` or `Mm.w.d`, and `/time` unless it is two o'clock.
    mutating func readMoment() -> Moment? {
      let day: Moment.Day
      if skip("J") {
        guard let number = readNumber(1...365) else { return nil }
        day = .julian(number)
      } else if skip("M") {
        guard let month = readNumber(1...12), skip("."), let week = readNumber(1...5), skip("."),
          let weekday = readNumber(0...6)
        else { return nil }
        day = .week(month: month, week: week, day: weekday)
      } else {
        guard let number = readNumber(0...365) else { return nil }
        day = .ordinal(number)
      }
      var time: Int64 = 2 * 3600
      if skip("/") {
        guard let written = readTime(hourLimit: 167) else { return nil }
        time = written
      }
      return Moment(day: day, time: time)
    }
  }
}
