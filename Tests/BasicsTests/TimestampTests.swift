import Basics
import Testing

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "RFC 3339, all of it and as Go takes it",
    arguments: [
      ("2026-08-20T10:00:00Z", true, true), ("2026-08-20T10:00:00.5+02:00", true, true),
      ("2026-08-20t10:00:00Z", true, false), ("2026-08-20 10:00:00Z", true, false),
      ("2026-08-20T10:00:00z", true, false), ("2016-12-31T23:59:60Z", true, false),
      ("2026-02-30T10:00:00Z", false, false), ("2026-08-20T10:00:61Z", false, false),
      ("2026-08-20T24:00:00Z", false, false), ("2026-08-20T10:00:00", false, false),
      ("2026-08-20T10:00:00.Z", false, false), ("2026-08-20", false, false), ("", false, false),
      ("+026-08-20T10:00:00Z", false, false),
    ])
  func spellings(text: String, rfc3339: Bool, go: Bool) {
    #expect((Timestamp(rfc3339: text) != nil) == rfc3339)
    #expect((withUTF8Bytes(text) { Timestamp($0, spelling: .go) } != nil) == go)
  }

  @Test(
    "the same in UTC",
    arguments: [
      ("2026-08-20 10:00:00.120+02:00", "2026-08-20T08:00:00.12Z"),
      ("1969-12-31T23:59:59-00:00", "1969-12-31T23:59:59Z"),
      ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
      ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ])
  func text(text: String, utc: String) {
    #expect(Timestamp(rfc3339: text)?.description == utc)
  }

  @Test("years that no text can name are not timestamps")
  func range() {
    #expect(Timestamp(rfc3339: "0001-01-01T00:00:00+00:01") == nil)
    #expect(Timestamp(secondsSince1970: .max) == nil)
    #expect(Timestamp(secondsSince1970: Timestamp.range.upperBound) != nil)
  }
}
