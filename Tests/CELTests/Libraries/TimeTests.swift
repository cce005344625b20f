import Basics
import Testing

@testable import CEL

@Suite("Timestamps and durations")
struct TimeTests {
  @Test(
    "timestamps read and print RFC 3339",
    arguments: [
      ("2009-02-13T23:31:30Z", 1_234_567_890, 0, "2009-02-13T23:31:30Z"),
      ("2011-08-18T19:03:37.010+01:00", 1_313_690_617, 10_000_000, "2011-08-18T18:03:37.01Z"),
      ("0001-01-01T00:00:00Z", -62_135_596_800, 0, "0001-01-01T00:00:00Z"),
      (
        "9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999,
        "9999-12-31T23:59:59.999999999Z"
      ),
      ("1969-12-31T23:59:59.5Z", -1, 500_000_000, "1969-12-31T23:59:59.5Z"),
      ("2000-02-29T00:00:00-23:59", 951_868_740, 0, "2000-02-29T23:59:00Z"),
      (
        "1997-07-16T00:00:00.1234567899Z", 869_011_200, 123_456_789,
        "1997-07-16T00:00:00.123456789Z"
      ),
    ] as [(String, Int64, Int32, String)])
  func timestamp(text: String, seconds: Int64, nanoseconds: Int32, printed: String) throws {
    let timestamp = try Timestamp(text)
    #expect(timestamp.seconds == seconds)
    #expect(timestamp.nanoseconds == nanoseconds)
    #expect(timestamp.description == printed)
  }

  @Test(
    "what RFC 3339 does not allow is refused",
    arguments: [
      "", "2009-02-13", "2009-02-13T23:31:30", "2009-02-13t23:31:30Z", "2009-02-13T23:31:30z",
      "2009-02-13T23:31:60Z", "2009-02-13T24:00:00Z", "2009-02-30T00:00:00Z",
      "2009-02-13T23:31:30,5Z",
      "2009-02-13T23:31:30.Z", "1000-01-01T00:00:00ZZ", "1000-00-00T00:00:00Z",
      "2009-02-13T23:31:30+24:00",
      "10000-01-01T00:00:00Z", "2009-02-13T23:31:30+0100", " 2009-02-13T23:31:30Z",
    ])
  func refused(text: String) {
    expectError("type conversion error from 'string' to 'google.protobuf.Timestamp'") {
      () throws(LibraryError) in try Timestamp(text)
    }
  }

  @Test("timestamps stay within the years 1 to 9999")
  func range() throws {
    for text in ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"] {
      expectError("timestamp overflow") { () throws(LibraryError) in try Timestamp(text) }
    }
    let last = try Timestamp("9999-12-31T23:59:59.999999999Z")
    let first = try Timestamp("0001-01-01T00:00:00Z")
    let nanosecond = Duration(nanoseconds: 1)
    expectError("timestamp overflow") { () throws(LibraryError) in try last.adding(nanosecond) }
    expectError("timestamp overflow") { () throws(LibraryError) in
      try first.subtracting(nanosecond)
    }
    expectError("duration overflow") { () throws(LibraryError) in try last.subtracting(first) }
    expectError("duration overflow") { () throws(LibraryError) in try first.subtracting(last) }
    expectError("timestamp overflow") { () throws(LibraryError) in
      try Timestamp(seconds: .max)
    }
  }

  @Test("timestamps and durations add up exactly")
  func arithmetic() throws {
    let start = try Timestamp("0001-01-01T00:00:01.000000001Z")
    #expect(
      try start.adding(Duration("-999999999ns")).description == "0001-01-01T00:00:00.000000002Z")
    let later = try Timestamp("2009-02-13T23:31:00.25Z")
    let earlier = try Timestamp("2009-02-13T23:29:00.5Z")
    #expect(try later.subtracting(earlier) == Duration("119.75s"))
    #expect(try earlier.subtracting(later) == Duration("-119.75s"))
    #expect(try later.subtracting(Duration("119.75s")) == earlier)
    #expect(earlier < later)
    let shortest = Duration(nanoseconds: .min)
    #expect(
      try Timestamp(seconds: 0).subtracting(shortest).description
        == "2262-04-11T23:47:16.854775808Z")
    #expect(
      try Timestamp(seconds: 0).adding(shortest).description == "1677-09-21T00:12:43.145224192Z")
    expectError("duration overflow") { () throws(LibraryError) in try shortest.negated() }
    expectError("duration overflow") { () throws(LibraryError) in
      try shortest.adding(Duration(nanoseconds: -1))
    }
    expectError("duration overflow") { () throws(LibraryError) in
      try shortest.subtracting(Duration(nanoseconds: 1))
    }
  }

  @Test(
    "durations read Go's syntax",
    arguments: [
      ("0", 0), ("-0", 0), ("5s", 5_000_000_000), ("1h2m3s4ms", 3_723_004_000_000),
      ("-1.5h", -5_400_000_000_000),
      ("+5s", 5_000_000_000), (".5s", 500_000_000), ("5.s", 5_000_000_000), ("1µs", 1000),
      ("1μs", 1000), ("1us1ns", 1001),
      ("9223372036854775807ns", .max), ("-9223372036854775808ns", .min),
      ("2562047h47m16.854775807s", .max),
      ("0.9223372036854775807h", 3_320_413_933_267),
      ("1.0000000000000000000000000001s", 1_000_000_000),
    ] as [(String, Int64)])
  func duration(text: String, expected: Int64) throws {
    #expect(try Duration(text).nanoseconds == expected)
  }

  @Test(
    "what is not a duration is refused",
    arguments: [
      "", "1", "1d", "s", ".s", "-", "1nns", "1h 2m", "9223372036854775808ns",
      "-9223372036854775809ns",
      "320000000000s", "1e3s", "--1s", "1.2.3s", "3000000h", "99999999999999999999s",
    ])
  func refusedDuration(text: String) {
    expectError("type conversion error from 'string' to 'google.protobuf.Duration'") {
      () throws(LibraryError) in try Duration(text)
    }
  }

  @Test(
    "durations print as seconds",
    arguments: [
      ("1h", "3600s"), ("-1.5s", "-1.5s"), ("4ms", "0.004s"), ("1ns", "0.000000001s"), ("0", "0s"),
      ("1000000s", "1000000s"), ("3723004ms", "3723.004s"),
    ])
  func durationText(text: String, expected: String) throws {
    #expect(try Duration(text).description == expected)
  }

  @Test("durations count whole units")
  func units() throws {
    let duration = try Duration("1h2m3.987s")
    #expect(duration.hours == 1)
    #expect(duration.minutes == 62)
    #expect(duration.seconds == 3723)
    #expect(duration.milliseconds == 3_723_987)
    #expect(try Duration("-3723s").hours == -1)
  }

  @Test("every day of four centuries has its date, and the date its day")
  func calendar() throws {
    var expected = try #require(CivilDate(year: 1800, month: 1, day: 1))
    let first = expected.daysSinceEpoch
    #expect(first == -62_091)
    for day in first..<(first + 146_097) {
      let date = CivilDate(daysSinceEpoch: day)
      #expect(date == expected)
      #expect(date.daysSinceEpoch == day)
      if let next = CivilDate(year: date.year, month: date.month, day: date.day + 1) {
        expected = next
      } else if let next = CivilDate(year: date.year, month: date.month + 1, day: 1) {
        expected = next
      } else {
        expected = try #require(CivilDate(year: date.year + 1, month: 1, day: 1))
        #expect(date.dayOfYear == (CivilDate.isLeap(date.year) ? 365 : 364))
      }
    }
    #expect(expected == CivilDate(year: 2200, month: 1, day: 1))
  }
}
