import Basics
import Findings
import Testing

@testable import Engine

@Suite("how old a snapshot and the data are")
struct AgeTests {
  private static let demo = ["demo/snapshot", "--target", "demo/target.yaml"]

  @Test("ages are read and said in days and hours")
  func text() throws {
    #expect(try Age(parsing: "30d").text == "30 days")
    #expect(try Age(parsing: "36h").text == "36 hours")
    #expect(try Age(parsing: "1d").text == "24 hours")
    #expect(Age(seconds: 3600).text == "1 hour")
    #expect(Age(seconds: 2 * 86_400 + 1).text == "2 days")
    for wrong in ["", "d", "30", "0d", "-1d", "+1d", "1.5d", "30 d", "30w", "9999999d"] {
      #expect(throws: OptionError.self, "\(wrong)") { try Age(parsing: wrong) }
    }
  }

  @Test("the snapshot's age is always said, that of the data from 90 days on")
  func notes() throws {
    func sentences(_ now: String, data: String? = "2026-01-01") throws -> [String] {
      AgeNotes.sentences(
        snapshot: "2026-03-01T00:00:00Z", dataDate: data,
        at: try #require(Timestamp(rfc3339: now)))
    }
    #expect(try sentences("2026-03-01T05:00:00Z") == ["the snapshot is 5 hours old"])
    #expect(try sentences("2026-04-01T00:00:00Z") == ["the snapshot is 31 days old"])
    let late = try sentences("2026-04-01T00:00:01Z")
    try #require(late.count == 2)
    #expect(late[1].hasPrefix("the data of the rule packs are 90 days old, of 2026-01-01"))
    #expect(try sentences("2026-04-01T00:00:01Z", data: nil).count == 1)
    #expect(
      try sentences("2026-01-01T00:00:00Z")
        == ["the snapshot's time, 2026-03-01T00:00:00Z, is in the future"])
  }

  @Test("standard error says it, and reports do not")
  func command() throws {
    let run = try CommandRun.importlint(
      ["check"] + Self.demo + ["--now", "2025-07-02T06:00:00Z"])
    let lines = run.errors.split(separator: "\n")
    #expect(lines.contains("the snapshot is 30 days old"), "\(run.errors)")
    #expect(!run.text.contains("days old"))
  }

  @Test("--max-age makes an older snapshot inconclusive, and the last line says so")
  func maxAge() throws {
    func run(_ age: String, _ more: String...) throws -> CommandRun {
      try CommandRun.importlint(
        ["check"] + Self.demo + [
          "--select", "active-dnsmasq", "--now", "2025-07-02T06:00:00Z", "--max-age", age,
        ] + more)
    }
    #expect(try run("30d").code == 0)
    let old = try run("29d")
    #expect(old.code == 3)
    #expect(
      old.lastLine
        == "inconclusive: the snapshot is of 2025-06-02T06:00:00Z, and --max-age allows 29 days, "
        + "of the selected rules")
    #expect(old.text.contains("--max-age allows 29 days"))
    #expect(try run("29d", "--unknown", "fail").code == 1)
    #expect(try run("29d", "--unknown", "ignore").code == 0)
    #expect(try run("29d", "--fail-on", "warning").code == 1)
    // Today, where no time of judging is given.
    let today = try CommandRun.importlint(
      ["check"] + Self.demo + ["--select", "active-dnsmasq", "--max-age", "1d"])
    #expect(today.code == 3)
  }

  @Test("--max-age takes no snapshot of the future, but for what clocks differ by")
  func future() throws {
    func run(_ now: String) throws -> CommandRun {
      try CommandRun.importlint(
        ["check"] + Self.demo + [
          "--select", "active-dnsmasq", "--now", now, "--max-age", "30d",
        ])
    }
    #expect(try run("2025-06-01T06:00:00Z").code == 0)
    let early = try run("2025-06-01T05:59:59Z")
    #expect(early.code == 3)
    #expect(
      early.lastLine
        == "inconclusive: the snapshot's time, 2025-06-02T06:00:00Z, is in the future, so its "
        + "age is not known, of the selected rules")
    #expect(early.text.contains("A clock is wrong"))
  }

  @Test("a snapshot of which nothing tells how old it is may be older")
  func unknownTime() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", to: "s/namespace.yaml")
    let run = try CommandRun.importlint(["check", folder.path + "/s", "--max-age", "30d"])
    #expect(run.code == 3)
    #expect(run.lastLine.contains("the age of the snapshot is not known"), "\(run.lastLine)")
  }
}
