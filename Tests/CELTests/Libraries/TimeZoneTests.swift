import Basics
import Testing

@testable import CEL

/// Whether this machine has time zones at all.
private let hasDatabase = (try? TimeZoneDatabase().zone("America/New_York")) != nil

@Suite("Time zones")
struct TimeZoneTests {
  private let database = TimeZoneDatabase()

  @Test(
    "timestamp fields in fixed zones",
    arguments: [
      ("getFullYear", "-09:30", 2009), ("getMonth", "UTC", 1), ("getDate", "+11:00", 14),
      ("getDayOfMonth", "+11:00", 13), ("getDayOfMonth", "", 12), ("getDayOfWeek", "UTC", 5),
      ("getDayOfYear", "UTC", 43), ("getHours", "02:00", 1), ("getMinutes", "-00:31", 0),
      ("getSeconds", "-00:00", 30), ("getMilliseconds", "5:00", 123), ("getHours", "-2:30", 21),
    ] as [(String, String, Int64)])
  func fixed(field: String, zone: String, expected: Int64) throws {
    let timestamp = try Timestamp("2009-02-13T23:31:30.123456789Z")
    let field = try #require(TimestampField(rawValue: field))
    #expect(field.value(at: timestamp, in: try database.zone(zone)) == expected)
  }

  @Test(
    "what is not a zone is refused",
    arguments: [
      ("12:60", "timezone offset minutes out of range [0, 59]: 12:60"),
      ("25:00", "timezone offset hours out of range [-24, 24]: 25:00"),
      ("a:00", "strconv.Atoi: parsing \"a\": invalid syntax"),
      (":", "strconv.Atoi: parsing \"\": invalid syntax"),
      ("../etc/passwd", "time: invalid location name"),
      ("/etc/localtime", "time: invalid location name"),
      ("Europe//Berlin", "time: invalid location name"),
      ("a\u{0}b", "time: invalid location name"), (".", "time: invalid location name"),
    ])
  func refused(zone: String, message: String) {
    expectError(message) { () throws(LibraryError) in try database.zone(zone) }
  }

  @Test("a machine without a database says so, and one without the zone says that")
  func missing() {
    let none = TimeZoneDatabase(directories: ["/nonexistent/zoneinfo"])
    expectError(
      "unknown time zone Europe/Berlin: this machine has no time zone database "
        + "(looked for it in /nonexistent/zoneinfo; install tzdata or set TZDIR)"
    ) { () throws(LibraryError) in try none.zone("Europe/Berlin") }
    let empty = TimeZoneDatabase(directories: ["/"])
    expectError("unknown time zone Europe/Nowhere") { () throws(LibraryError) in
      try empty.zone("Europe/Nowhere")
    }
  }

  @Test(
    "named zones, before, in and long after their recorded history",
    .enabled(if: hasDatabase, "skipped: this machine has no time zone database"),
    arguments: [
      ("America/New_York", "2009-02-13T23:31:30Z", -18000),
      ("America/New_York", "2009-07-01T00:00:00Z", -14400),
      ("America/New_York", "2024-03-10T06:59:59Z", -18000),
      ("America/New_York", "2024-03-10T07:00:00Z", -14400),
      ("America/New_York", "2024-11-03T05:59:59Z", -14400),
      ("America/New_York", "2024-11-03T06:00:00Z", -18000),
      ("America/New_York", "2500-07-01T00:00:00Z", -14400),
      ("Asia/Kathmandu", "2009-02-13T23:31:30Z", 20700),
      ("US/Central", "2009-02-13T23:31:30Z", -21600),
      ("Europe/Berlin", "1945-06-01T00:00:00Z", 10800),
      ("Europe/Berlin", "2099-07-01T00:00:00Z", 7200),
      ("Australia/Sydney", "2099-01-01T00:00:00Z", 39600),
      ("Australia/Sydney", "2099-07-01T00:00:00Z", 36000),
      ("Etc/GMT+5", "2024-01-01T00:00:00Z", -18000),
      ("Asia/Tokyo", "2024-01-01T00:00:00Z", 32400),
      ("Europe/Dublin", "2099-07-01T00:00:00Z", 3600),
      ("Europe/Dublin", "2099-01-01T00:00:00Z", 0),
    ] as [(String, String, Int64)])
  func named(zone: String, timestamp: String, expected: Int64) throws {
    #expect(try database.zone(zone).offset(at: Timestamp(timestamp).seconds) == expected)
  }

  @Test(
    "rules for the future",
    arguments: [
      ("EST5EDT,M3.2.0,M11.1.0", "2024-07-01T00:00:00Z", -14400),
      ("EST5EDT", "2024-12-01T00:00:00Z", -18000),
      ("<-03>3", "2024-07-01T00:00:00Z", -10800),
      ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2024-01-01T00:00:00Z", 39600),
      ("AAA0BBB,J60/0,J61/0", "2024-03-01T12:00:00Z", 3600),
      ("AAA0BBB,J60/0,J61/0", "2023-03-01T12:00:00Z", 3600),
      ("AAA0BBB,J60/0,J61/0", "2024-02-29T12:00:00Z", 0),
      ("AAA0BBB,59/0,60/0", "2024-02-29T12:00:00Z", 3600),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-01-01T00:00:00Z", 0),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z", -7200),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00Z", -3600),
    ] as [(String, String, Int64)])
  func rules(text: String, timestamp: String, expected: Int64) throws {
    let rule = try #require(PosixTimeZoneRule(Array(text.utf8)))
    #expect(rule.offset(at: try Timestamp(timestamp).seconds) == expected)
  }

  @Test(
    "malformed rules are none",
    arguments: [
      "", "EST", "E5", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
      "EST99", "<x5",
    ])
  func malformedRules(text: String) {
    #expect(PosixTimeZoneRule(Array(text.utf8)) == nil)
  }

  /// A version-2 file with one transition, from 1 hour to 2 hours east at 1000.
  private func file(footer: String, typeIndex: UInt8 = 1) -> [UInt8] {
    func header(times: UInt8, types: UInt8) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, times, 0, 0, 0, types, 0, 0, 0, 4]
    }
    return header(times: 0, types: 1) + [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
      + header(times: 1, types: 2) + [0, 0, 0, 0, 0, 0, 0x03, 0xE8, typeIndex]
      + [0, 0, 0x0E, 0x10, 0, 0] + [0, 0, 0x1C, 0x20, 0, 0] + Array("AAA\0".utf8)
      + Array("\n\(footer)\n".utf8)
  }

  @Test("files are read up to their footer")
  func files() throws {
    let rules = try #require(ZoneRules(tzif: file(footer: "CCC-3")))
    #expect(rules.offset(at: 999) == 3600)
    #expect(rules.offset(at: 1000) == 10800)
    let withoutFooter = try #require(ZoneRules(tzif: file(footer: "")))
    #expect(withoutFooter.offset(at: 1000) == 7200)
    #expect(ZoneRules(tzif: file(footer: "", typeIndex: 2)) == nil)
  }

  @Test("a file cut anywhere before its footer is refused, not read out of bounds")
  func truncated() {
    let whole = file(footer: "")
    for length in 0..<(whole.count - 2) {
      #expect(ZoneRules(tzif: Array(whole[..<length])) == nil)
    }
  }
}
