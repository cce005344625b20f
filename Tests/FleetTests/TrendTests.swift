import Findings
import Fleet
import Foundation
import Testing

@Suite("a fleet in earlier runs")
struct TrendTests {
  private static func record(_ rows: FleetRow...) -> FleetRecord {
    FleetRecord(FleetSummary(RowSet(rows)))
  }

  private static func trend(_ now: [FleetRow], since earlier: FleetRecord...) -> FleetTrend {
    FleetTrend(FleetSummary(RowSet(now)), since: earlier)
  }

  /// How rows of one cluster compare, the later one of a later time.
  private static func change(_ then: FleetRow, _ now: FleetRow) throws -> FleetChange {
    var now = now
    now.cluster.time = march
    return try #require(trend([now], since: record(then)).latest)
  }

  private static func counts(_ change: FleetChange) -> [Int] {
    let counts = change.findingCounts
    return [counts.new, counts.resolved, counts.unchanged, counts.incomparable]
  }

  private static func changed(
    _ row: FleetRow, _ body: (inout FleetRow, inout JudgedRow) -> Void
  ) throws -> FleetRow {
    var row = row
    var judged = try #require(row.judged)
    body(&row, &judged)
    row.outcome = .judged(judged)
    return row
  }

  private static let march = "2026-03-01T00:00:00Z"

  // MARK: Laws

  @Test("order, repetition and spreading of earlier rows change nothing", arguments: 0..<15)
  func laws(seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let sets = (0..<4).map { _ in SampleRow.rows(&random) }
    let folder = try ScratchFolder()
    for (number, rows) in sets.enumerated() {
      try folder.write(RowSet(rows).json, to: "whole-\(number).ndjson")
      for (index, row) in rows.shuffled(using: &random).enumerated() {
        let shard = Int.random(in: 0...2, using: &random)
        try folder.write(row.json, to: "parts-\(number)/\(shard)/\(index).ndjson")
        if Bool.random(using: &random) {
          try folder.write(row.json, to: "parts-\(number)/\(index)-again.ndjson")
        }
      }
    }
    let set = RowSet(sets[0])
    let summary = FleetSummary(set)
    func reports(_ names: [String]) -> [[UInt8]] {
      let earlier = names.map {
        FleetRecord(FleetSummary(RowSet(paths: ["\(folder.path)/\($0)"])))
      }
      let trend = FleetTrend(summary, since: earlier)
      return FleetFormat.allCases.map { $0.render(summary, of: set, trend: trend) }
    }
    let whole = reports((1...3).map { "whole-\($0).ndjson" })
    #expect(reports([3, 1, 2].map { "parts-\($0)" }) == whole)
    #expect(reports(["parts-2", "whole-1.ndjson", "whole-3.ndjson", "whole-2.ndjson"]) == whole)
    #expect(reports(["whole-0.ndjson", "parts-2", "parts-1", "parts-0", "parts-3"]) == whole)
    #expect(reports(["parts-1"]) != whole)
  }

  @Test("each cluster of two runs is added, removed or in both, once", arguments: 0..<25)
  func counts(seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let then = FleetSummary(RowSet(SampleRow.rows(&random)))
    let now = FleetSummary(RowSet(SampleRow.rows(&random) + [SampleRow.judged("more")]))
    let trend = FleetTrend(now, since: [FleetRecord(then)])
    let change = try #require(trend.latest)
    #expect(change.added.count + change.clusters.count == now.members.count)
    #expect(change.removed.count + change.clusters.count == then.members.count)
    #expect(trend.runs.map(\.record.count) == [then.members.count, now.members.count])
    for run in trend.runs {
      #expect(run.record.stages.values.reduce(0, +) == run.record.count)
    }
    for cluster in change.clusters {
      let listed = (cluster.new + cluster.resolved + cluster.incomparable).map(\.fingerprint)
      #expect(Set(listed).count == listed.count)
    }
    func failing(_ summary: FleetSummary) -> Int {
      summary.members.flatMap { $0.row.judged?.findings ?? [] }.count { $0.verdict == .fail }
    }
    let counts = Self.counts(change)
    #expect(counts[0] + counts[2] <= failing(now))
    #expect(counts[1] + counts[2] <= failing(then))
  }

  // MARK: Clusters

  @Test("who became ready, is it no longer, came and went is said, from run to run")
  func stages() throws {
    let first = Self.record(
      SampleRow.judged("a", failing: ["x"]), SampleRow.judged("b"), SampleRow.judged("gone"))
    let second = Self.record(
      SampleRow.judged("a", time: Self.march), SampleRow.judged("b", time: Self.march),
      SampleRow.judged("c", failing: ["x", "y"], passing: ["z"], time: Self.march))
    let trend = Self.trend(
      [
        SampleRow.judged("a", time: "2026-04-01T00:00:00Z"),
        SampleRow.judged("b", failing: ["y"]),
        SampleRow.judged("c", failing: ["y", "z"], passing: ["x"]),
      ], since: second, first)
    #expect(
      trend.runs.map(\.timeText) == [
        "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z",
      ])
    let changes = trend.runs.compactMap(\.change)
    #expect(changes.map(\.added) == [["c"], []])
    #expect(changes.map(\.removed) == [["gone"], []])
    #expect(changes.map(\.becameReady) == [["a"], []])
    #expect(changes.map(\.readyNoLonger) == [[], ["b"]])
    #expect(changes.map(Self.counts) == [[0, 1, 0, 0], [2, 1, 1, 0]])
    let c = try #require(changes[1].clusters.last)
    #expect([c.new, c.resolved].map { $0.map(\.fingerprint) } == [["z-c"], ["x-c"]])
    #expect(trend.remarks == [])
  }

  @Test("a cluster is known by its uid, and by its name where a row has no uid")
  func identity() throws {
    let then = SampleRow.judged("old name", failing: ["x"], uid: "u")
    let renamed = try Self.change(then, SampleRow.judged("new name", failing: ["x"], uid: "u"))
    #expect(renamed.clusters.map(\.name) == ["new name"])
    #expect(renamed.added + renamed.removed == [])
    let rebuilt = try Self.change(then, SampleRow.judged("old name", failing: ["x"], uid: "v"))
    #expect([rebuilt.added, rebuilt.removed] == [["old name"], ["old name"]])
    #expect(Self.counts(rebuilt) == [0, 0, 0, 0])
    let broken = try Self.change(then, SampleRow.notJudged("old name"))
    #expect(broken.clusters.map(\.now) == [.notJudged])
    // Of two who may be it, the one with the uid is.
    let both = FleetTrend(
      FleetSummary(RowSet([SampleRow.notJudged("old name"), SampleRow.judged("b", uid: "u")])),
      since: [Self.record(then)])
    #expect(both.latest?.clusters.map(\.name) == ["b"])
    #expect(both.latest?.added == ["old name"])
  }

  // MARK: Findings

  @Test("what one of both rows does not decide is neither new nor resolved")
  func incomparable() throws {
    let none = SampleRow.judged("a", passing: ["x"])
    let failing = SampleRow.judged("a", failing: ["x"])
    #expect(Self.counts(try Self.change(none, failing)) == [1, 0, 0, 0])
    #expect(Self.counts(try Self.change(failing, none)) == [0, 1, 0, 0])
    #expect(Self.counts(try Self.change(failing, failing)) == [0, 0, 1, 0])
    let others = [
      ("a rule that was not judged", SampleRow.judged("a")),
      ("unknown", SampleRow.judged("a", unknown: ["x"])),
      ("a cluster that was not judged", SampleRow.notJudged("a")),
      ("accepted", try Self.changed(none) { $1.waived = ["rancher-import/x"] }),
      (
        "more findings than a row has",
        try Self.changed(failing) { _, judged in
          judged.failing[0].findingCount = 9
          judged.findings[0].fingerprint = "another"
        }
      ),
      (
        "other waivers",
        try Self.changed(failing) { row, judged in
          row.digests.waivers = String(repeating: "b", count: 64)
          judged.findings[0].fingerprint = "another"
        }
      ),
      (
        "unknown of another subject",
        try Self.changed(failing) { _, judged in
          judged.findings[0].verdict = .unknown
          judged.findings[0].fingerprint = "another"
        }
      ),
    ]
    for (what, other) in others {
      for (then, now) in [(other, failing), (failing, other)] {
        let counts = Self.counts(try Self.change(then, now))
        #expect(counts[0] + counts[1] <= 1 && counts[3] >= 1, "\(what): \(counts)")
        #expect(counts[2] == 0, "\(what)")
      }
    }
  }

  @Test("what was judged by something else is compared, and said to be so")
  func otherwise() throws {
    var tool = SampleRow.tool
    tool.dataDate = "2025-12-01"
    let then = SampleRow.judged("a", passing: ["x"], tool: tool)
    let now = try Self.changed(SampleRow.judged("b", passing: ["x"])) { row, _ in
      row.basis.rancher = "2.12.0"
    }
    let trend = Self.trend(
      [SampleRow.judged("a", failing: ["x"]), SampleRow.judged("b", passing: ["x"])],
      since: Self.record(then, now, SampleRow.judged("c")))
    #expect(trend.latest?.judgedOtherwise == ["a", "b"])
    #expect(trend.latest.map(Self.counts) == [1, 0, 0, 0])
    let text = String(
      decoding: FleetFormat.text.render(
        FleetSummary(RowSet([SampleRow.judged("a")])), of: RowSet(), trend: trend),
      as: UTF8.self)
    #expect(text.contains("judged otherwise than before: a, b"))
  }

  // MARK: What is said

  @Test("lines of earlier rows that are torn are said, and decide nothing")
  func torn() throws {
    let folder = try ScratchFolder()
    let torn = SampleRow.judged("b").json.dropLast(40)
    try folder.write(SampleRow.judged("a").json + torn, to: "x.ndjson")
    // The same rows, and no torn one: one run, of which the flaw stays.
    let earlier = [
      FleetRecord(FleetSummary(RowSet([SampleRow.judged("a")]))),
      FleetRecord(FleetSummary(RowSet(paths: [folder.path]))),
    ]
    for records in [earlier, earlier.reversed()] {
      let summary = FleetSummary(RowSet([SampleRow.judged("a", time: Self.march)]))
      let trend = FleetTrend(summary, since: records)
      #expect(trend.runs.count == 2)
      #expect(
        trend.remarks == [
          "of earlier rows, \(folder.path)/x.ndjson:2 breaks off, or is no JSON"
        ])
      for format in [FleetFormat.text, .html, .json] {
        var look = FleetFormat.Look()
        look.width = 1000
        let bytes = format.render(summary, of: RowSet(), trend: trend, look: look)
        #expect(String(decoding: bytes, as: UTF8.self).contains("breaks off"), "\(format)")
      }
      #expect(summary.exitCode == 0)
    }
  }

  @Test("clusters of earlier rows that are there twice, and names that several have, are said")
  func doubtful() throws {
    let twice = Self.record(
      SampleRow.judged("a", uid: "u"), SampleRow.judged("copy", uid: "u", time: nil))
    let shared = Self.record(
      SampleRow.judged("b", uid: "v"), SampleRow.judged("b", uid: "w", time: nil))
    let now = [SampleRow.judged("a", uid: "u", time: Self.march)]
    let trend = Self.trend(now, since: twice, shared)
    #expect(
      trend.remarks == [
        "of earlier rows, b: 2 clusters have its name",
        "of earlier rows, copy is the cluster a: both have the uid u",
      ])
    #expect(Self.trend(now, since: shared, twice, twice).remarks == trend.remarks)
    let json = String(
      decoding: FleetFormat.json.render(FleetSummary(RowSet(now)), of: RowSet(now), trend: trend),
      as: UTF8.self)
    #expect(json.contains("copy is the cluster a: both have the uid u"))
    // The fleet says of itself what is doubtful in it.
    let same = Self.trend(
      [SampleRow.judged("b", uid: "v"), SampleRow.judged("b", uid: "w", time: nil)], since: shared)
    #expect(same.remarks == ["the earlier rows are these rows"])
  }

  @Test("rows that differ in what is compared are another run, whatever their key says")
  func differences() throws {
    let row = SampleRow.judged("a", failing: ["x"], unknown: ["y"], passing: ["z"])
    let others = [
      ("readiness", try Self.changed(row) { $1.readiness = .inconclusive }),
      ("exit code", try Self.changed(row) { $1.exitCode = 3 }),
      ("what decides", try Self.changed(row) { $1.failing[0].decides = false }),
      ("count of findings", try Self.changed(row) { $1.failing[0].findingCount = 2 }),
      ("verdict", try Self.changed(row) { $1.findings[1].verdict = .fail }),
      ("subject", try Self.changed(row) { $1.findings[0].subject = "node/w2" }),
      (
        "failing or unknown",
        try Self.changed(row) { _, judged in
          judged.failing += judged.unknown
          judged.unknown = []
        }
      ),
      ("accepted", try Self.changed(row) { $1.waived = ["rancher-import/w"] }),
      ("judged rules", try Self.changed(row) { $1.passing = [] }),
      ("not applicable", try Self.changed(row) { $1.notApplicable = ["rancher-import/n"] }),
      (
        "waivers",
        try Self.changed(row) { row, _ in row.digests.waivers = String(repeating: "b", count: 64) }
      ),
    ]
    for (what, other) in others {
      #expect(Self.trend([row], since: Self.record(other)).runs.count == 2, "\(what)")
    }
    #expect(Self.trend([row], since: Self.record(row)).runs.count == 1)
  }

  @Test("earlier rows that are newer, or are these rows, are said to be so")
  func odd() {
    let newer = Self.trend(
      [SampleRow.judged("a")], since: Self.record(SampleRow.judged("a", time: Self.march)))
    #expect(newer.remarks.count == 1 && newer.remarks[0].contains(Self.march))
    let same = Self.trend([SampleRow.judged("a")], since: Self.record(SampleRow.judged("a")))
    #expect(same.remarks == ["the earlier rows are these rows"])
    #expect(same.runs.count == 1 && same.latest == nil)
    let untimed = Self.trend(
      [SampleRow.judged("a")], since: Self.record(SampleRow.judged("a", time: nil)))
    #expect(untimed.runs.map(\.timeText) == ["time not known", "2026-02-01T00:00:00Z"])
  }

  @Test("the chart has a bar for each run, as high as its fleet, and nothing that is not drawn")
  func chart() throws {
    let trend = Self.trend(
      [
        SampleRow.judged("a", time: Self.march), SampleRow.judged("b"),
        SampleRow.judged("c", failing: ["x"]), SampleRow.judged("d", failing: ["x", "y"]),
      ], since: Self.record(SampleRow.judged("a"), SampleRow.judged("b", failing: ["x"])))
    let page = String(
      decoding: FleetFormat.html.render(
        FleetSummary(RowSet([SampleRow.judged("a")])), of: RowSet(), trend: trend),
      as: UTF8.self)
    let chart = try #require(
      page.components(separatedBy: "<svg class=\"trend\"").dropFirst().first?
        .components(separatedBy: "</svg>").first)
    let bars = chart.matches(of: /class="([a-z-]+)" x="(\d+)" y="(\d+)" width="9" height="(\d+)"/)
    #expect(
      bars.map { "\($0.1) \($0.2) \($0.3) \($0.4)" } == [
        "ready 0 75 25", "one-fix-away 0 50 25", "ready 10 50 50", "one-fix-away 10 25 25",
        "blocked 10 0 25",
      ])
    #expect(!page.contains("style=\"") && page.components(separatedBy: "<script>").count == 2)
  }
}
