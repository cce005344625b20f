import Engine
import Findings
import Fleet
import Foundation
import Testing

@Suite("merging rows")
struct MergeTests {
  private static func reports(_ set: RowSet) -> [[UInt8]] {
    let summary = FleetSummary(set)
    return FleetFormat.allCases.map { $0.render(summary, of: set) }
  }

  @Test("it is commutative, associative and idempotent, in every format", arguments: 0..<25)
  func laws(seed: Int) {
    var random = Seeded(state: UInt64(seed))
    let rows = SampleRow.rows(&random)
    let whole = Self.reports(RowSet(rows))
    for _ in 0..<4 {
      let shuffled = rows.shuffled(using: &random)
      var shards = [RowSet](repeating: RowSet(), count: 3)
      for row in shuffled { shards[Int.random(in: 0...2, using: &random)].insert(row) }
      let (a, b, c) = (shards[0], shards[1], shards[2])
      var left = a
      left.formUnion(b)
      left.formUnion(c)
      var right = c
      right.formUnion(b)
      right.formUnion(b)
      var again = a
      again.formUnion(right)
      again.formUnion(left)
      #expect(left == again)
      #expect(Self.reports(left) == whole)
      #expect(Self.reports(again) == whole)
    }
  }

  @Test("merging the rows that a merge wrote changes nothing", arguments: 0..<10)
  func chained(seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let set = RowSet(SampleRow.rows(&random))
    let folder = try ScratchFolder()
    try folder.write(set.json, to: "all.ndjson")
    let read = RowSet(paths: [folder.path, folder.path + "/all.ndjson"])
    #expect(read.flaws == [])
    #expect(Self.reports(read) == Self.reports(set))
  }

  @Test("no cluster is lost, and none is counted twice", arguments: 0..<25)
  func counts(seed: Int) {
    var random = Seeded(state: UInt64(seed))
    let rows = SampleRow.rows(&random)
    let summary = FleetSummary(RowSet(rows))
    let names = Set(summary.members.map(\.name)).union(summary.duplicates.map(\.name))
    #expect(names == Set(rows.map(\.name)))
    let uids = summary.members.compactMap(\.row.cluster.uid)
    #expect(Set(uids).count == uids.count)
    #expect(
      FleetMember.Stage.allCases.reduce(0) { $0 + summary.members(of: $1).count }
        == summary.members.count)
  }

  @Test("a cluster is counted once under two names, and the fleet is not ready for it")
  func duplicates() {
    let summary = FleetSummary(
      RowSet([
        SampleRow.judged("a", uid: "u", time: "2026-01-01T00:00:00Z"),
        SampleRow.judged("b", uid: "u", time: "2026-02-01T00:00:00Z"), SampleRow.judged("c"),
      ]))
    #expect(summary.members.map(\.name) == ["b", "c"])
    #expect(summary.duplicates.map { [$0.name, $0.original, $0.uid] } == [["a", "b", "u"]])
    #expect(summary.exitCode == 3)
  }

  @Test("the newest row of a name counts, and that there are others is said")
  func superseded() {
    let summary = FleetSummary(
      RowSet([
        SampleRow.judged("a", failing: ["x"], time: "2026-01-01T00:00:00Z"),
        SampleRow.judged("a", time: "2026-02-01T00:00:00Z"),
      ]))
    #expect(summary.members.map(\.stage) == [.ready])
    #expect(summary.superseded == ["a"])
    #expect(summary.remarks.count == 1)
    // A row that says that nothing could be judged is not hidden by an older one.
    let broken = FleetSummary(RowSet([SampleRow.judged("a"), SampleRow.notJudged("a")]))
    #expect(broken.members.map(\.stage) == [.inconclusive])
    #expect(broken.exitCode == 3)
  }

  @Test("two clusters of one name are two, and neither is ready")
  func oneName() {
    let summary = FleetSummary(
      RowSet([SampleRow.judged("a", uid: "1"), SampleRow.judged("a", uid: "2")]))
    #expect(summary.members.count == 2)
    #expect(summary.members.allSatisfy { $0.stage == .inconclusive })
  }

  @Test("what is missing, not expected, of other data or too old is named")
  func expectation() throws {
    var other = SampleRow.tool
    other.dataDate = "2025-01-01"
    let rows = [
      SampleRow.judged("a"), SampleRow.judged("b", time: "2025-11-01T00:00:00Z"),
      SampleRow.judged("c", tool: other), SampleRow.judged("d", time: nil),
      SampleRow.judged("stranger"),
    ]
    let names = ["a", "b", "c", "d", "gone"]
    let summary = FleetSummary(
      RowSet(rows),
      FleetSummary.Expectation(
        list: FleetList(clusters: names.map { .init(name: $0, inputs: [$0]) }),
        maxAge: (try Age(parsing: "30d"), try #require(.init(rfc3339: "2026-02-10T00:00:00Z")))))
    #expect(summary.members.map(\.name) == ["a", "b", "c", "d"])
    #expect(summary.missing == ["gone"])
    #expect(summary.unexpected == ["stranger"])
    #expect(summary.members(of: .ready).map(\.name) == ["a"])
    #expect(summary.members(of: .inconclusive).map(\.name) == ["b", "c", "d"])
    #expect(summary.exitCode == 3)
    for name in names.dropFirst() + ["stranger"] {
      #expect(summary.remarks.contains { $0.hasPrefix(name) }, "\(name)")
    }
  }

  @Test("a cluster that was judged by other waivers than most is inconclusive, and it is said")
  func waivers() throws {
    func summary(_ digests: [String?]) -> FleetSummary {
      FleetSummary(
        RowSet(
          digests.enumerated().map { index, digest in
            var row = SampleRow.judged("c\(index)")
            row.digests.waivers = digest
            return row
          }))
    }
    for (digests, doubt) in [
      (["a", "a", "b"], "it was judged with other waivers than most"),
      (["a", "a", nil], "it was judged without the waivers of most"),
      ([nil, nil, "b"], "it was judged with waivers, most without"),
    ] as [([String?], String)] {
      let fleet = summary(digests)
      #expect(fleet.members.map(\.doubts) == [[], [], [doubt]])
      #expect(fleet.exitCode == 3)
    }
    #expect(summary(["a", "a"]).exitCode == 0)
    // Whichever of two counts as that of most, one of both is in doubt.
    #expect(summary(["a", "b"]).members(of: .inconclusive).count == 1)
  }

  @Test("lines that break off, are of another schema or something else are said, with their places")
  func flaws() throws {
    let folder = try ScratchFolder()
    let good = SampleRow.judged("a").json
    let torn = Array(SampleRow.judged("b").json.dropLast(40)) + [0x0A]
    let foreign = Array(
      String(decoding: SampleRow.judged("c").json, as: UTF8.self)
        .replacingOccurrences(of: "\"schema\":3", with: "\"schema\":7").utf8)
    try folder.write(good + torn + [0x0A] + foreign + Array("{}\nhello\n".utf8), to: "x.ndjson")
    try folder.write(SampleRow.judged("d").json.dropLast(), to: "deep/y.ndjson")
    try folder.write(Array("not a row".utf8), to: "readme.txt")
    try folder.write(Array("{".utf8), to: ".y.ndjson.unfinished")
    let set = RowSet(paths: [folder.path, folder.path + "/none.ndjson"])
    #expect(
      set.flaws.map { "\($0.path.dropFirst(folder.path.count)):\($0.line ?? 0)" } == [
        "/none.ndjson:0", "/x.ndjson:2", "/x.ndjson:4", "/x.ndjson:5", "/x.ndjson:6",
      ])
    try FileManager.default.createDirectory(
      atPath: folder.path + "/empty", withIntermediateDirectories: true)
    let none = RowSet(paths: [folder.path + "/empty"])
    #expect(none.flaws.map(\.text) == ["holds no file of rows (*.ndjson)"])
    let summary = FleetSummary(set)
    #expect(summary.members.map(\.name) == ["a", "d"])
    #expect(summary.exitCode == 3)
    #expect(summary.remarks.count == 5)
  }

  @Test("exit codes: not judged before not ready before inconclusive before ready")
  func exitCodes() {
    let ready = SampleRow.judged("a")
    let blocked = SampleRow.judged("b", failing: ["x"])
    let open = SampleRow.judged("c", unknown: ["x"])
    let broken = SampleRow.notJudged("d")
    func code(_ rows: FleetRow...) -> Int32 { FleetSummary(RowSet(rows)).exitCode }
    #expect(code() == 2)
    #expect(code(ready) == 0)
    #expect(code(ready, open) == 3)
    #expect(code(ready, open, blocked) == 1)
    #expect(code(ready, open, blocked, broken) == 2)
  }

  @Test("what is unknown is not ready, whatever it counts for")
  func verdicts() throws {
    func row(_ change: (inout FleetRow, inout JudgedRow) -> Void) throws -> FleetRow {
      var row = SampleRow.judged("a", unknown: ["x"])
      var judged = try #require(row.judged)
      change(&row, &judged)
      row.outcome = .judged(judged)
      return row
    }
    for (code, word) in [(0, "inconclusive: "), (1, "inconclusive: "), (3, "inconclusive: ")] {
      let summary = FleetSummary(RowSet([try row { $1.exitCode = Int32(code) }]))
      #expect(summary.exitCode == Int32(code))
      #expect(summary.sentence.hasPrefix(word))
      let text = String(
        decoding: FleetFormat.text.render(summary, of: RowSet([]), look: .init()), as: UTF8.self)
      #expect(text.hasPrefix("INCONCLUSIVE"))
    }
    let selected = FleetSummary(RowSet([try row { row, _ in row.basis.options.selected = ["x"] }]))
    #expect(selected.sentence.hasSuffix(", of the selected rules"))
    let believed = try row { row, _ in
      row.name = "b"
      row.cluster.uid = "b"
      row.basis.assumption = "whole"
    }
    let mixed = FleetSummary(RowSet([SampleRow.judged("a"), SampleRow.judged("c"), believed]))
    #expect(mixed.members.map { $0.doubts.isEmpty } == [true, false, true])
  }

  @Test("fixes come in the order that frees clusters, and say how many are ready then")
  func fixes() {
    let summary = FleetSummary(
      RowSet([
        SampleRow.judged("ready"), SampleRow.judged("a", failing: ["x"]),
        SampleRow.judged("b", failing: ["y"]), SampleRow.judged("c", failing: ["y"]),
        SampleRow.judged("d", failing: ["x", "y"]), SampleRow.judged("e", failing: ["x", "z"]),
        SampleRow.judged("f", failing: ["z"], unknown: ["u"]),
      ]))
    #expect(
      summary.fixes.map(\.rule) == ["rancher-import/y", "rancher-import/x", "rancher-import/z"])
    #expect(summary.fixes.map(\.blocked.count) == [3, 3, 2])
    #expect(summary.fixes.map(\.freedAlone) == [2, 1, 0])
    // What is unknown of f may keep it from being ready.
    #expect(summary.fixes.map(\.readyAfter) == [3, 5, 6])
    #expect(summary.members(of: .oneFixAway).map(\.name) == ["a", "b", "c"])
    #expect(summary.causes.first?.clusters == ["b", "c"])
    #expect(summary.steps.map(\.clusters) == [["f"]])
  }
}
