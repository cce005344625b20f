import Fleet
import Foundation
import Testing

/// What becomes of rows on their way: torn, joined, given twice, of other versions.
@Suite("damaged rows")
struct DamageTests {
  private static func summary(_ set: RowSet, expecting names: [String]) -> FleetSummary {
    FleetSummary(
      set,
      FleetSummary.Expectation(
        list: FleetList(clusters: names.map { .init(name: $0, inputs: [$0]) })))
  }

  @Test("a line that is torn at any byte is said, and takes no other row with it")
  func torn() throws {
    let folder = try ScratchFolder()
    let lines = ["a", "b", "c"].map { SampleRow.judged($0, failing: ["x"], unknown: ["z"]).json }
    let end = lines[1].count - 1
    for cut in 1..<end {
      try folder.write(lines[0] + lines[1][..<cut] + [0x0A] + lines[2], to: "x.ndjson")
      let summary = Self.summary(RowSet(paths: [folder.path]), expecting: ["a", "b", "c"])
      #expect(summary.members.map(\.name) == ["a", "c"], "cut at \(cut)")
      #expect(summary.missing == ["b"], "cut at \(cut)")
      #expect(summary.flaws.map(\.line) == [2], "cut at \(cut)")
      #expect(summary.exitCode == 1)
    }
    // Torn at the end of the file, and once more as a whole.
    for cut in stride(from: 1, to: end, by: 97) {
      try folder.write(lines[0] + lines[2] + lines[1][..<cut], to: "x.ndjson")
      try folder.write(lines[1] + lines[0], to: "y.ndjson")
      let summary = Self.summary(RowSet(paths: [folder.path]), expecting: ["a", "b", "c"])
      #expect(summary.members.map(\.name) == ["a", "b", "c"], "cut at \(cut)")
      #expect(summary.flaws.map(\.line) == [3], "cut at \(cut)")
      #expect(summary.missing + summary.superseded == [])
    }
  }

  @Test("lines that ran into each other, and what was never written, are said")
  func joined() throws {
    let folder = try ScratchFolder()
    let (a, b) = (SampleRow.judged("a").json, SampleRow.judged("b").json)
    let damages: [(text: [UInt8], what: String)] = [
      (Array(a.dropLast()) + b, "no line break"),
      (Array(a[..<200]) + b, "one torn, and the next"),
      (Array(a.dropLast(9)) + a, "a repetition"),
      ([UInt8](repeating: 0, count: 4096), "zeros"),
      (a.reversed(), "no JSON"),
      ([0xFF, 0xFE, 0x7B], "another encoding"),
    ]
    for (text, what) in damages {
      try folder.write(text, to: "x.ndjson")
      let summary = Self.summary(RowSet(paths: [folder.path]), expecting: ["a", "b"])
      #expect(summary.flaws.count == 1, "\(what)")
      #expect(summary.members.isEmpty && summary.missing == ["a", "b"], "\(what)")
      #expect(summary.exitCode == 2, "\(what)")
    }
    var blanks = Array("\r\n \t\r\n".utf8)
    blanks += a.dropLast()
    blanks += Array("\r\n\n".utf8)
    try folder.write(blanks, to: "x.ndjson")
    let blank = RowSet(paths: [folder.path])
    #expect(blank.flaws == [] && FleetSummary(blank).members.map(\.name) == ["a"])
  }

  @Test(
    "whatever happens to lines, each cluster counts once or is missing, and each loss is said",
    arguments: 0..<40)
  func law(seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let folder = try ScratchFolder()
    let names = (0..<12).map { "c\($0)" }
    var whole: Set<String> = []
    var damaged = 0
    for (number, name) in names.enumerated() {
      let line = Array(
        SampleRow.judged(name, failing: number % 3 == 0 ? ["x"] : []).json.dropLast())
      for copy in 0..<Int.random(in: 1...3, using: &random) {
        var text = line
        switch Int.random(in: 0...3, using: &random) {
        case 0: text = Array(line.prefix(Int.random(in: 1..<line.count, using: &random)))
        case 1:
          text = Array(
            String(decoding: line, as: UTF8.self)
              .replacingOccurrences(of: "\"schema\":3", with: "\"schema\":4").utf8)
        default: whole.insert(name)
        }
        if text != line { damaged += 1 }
        try folder.write(text + [0x0A], to: "\(copy)/\(name).ndjson")
      }
    }
    let summary = Self.summary(RowSet(paths: [folder.path]), expecting: names)
    #expect(summary.members.map(\.name) == whole.sorted())
    #expect(summary.missing == Set(names).subtracting(whole).sorted())
    #expect(summary.flaws.count == damaged)
    #expect(summary.superseded + summary.unexpected == [])
    #expect(damaged == 0 || summary.exitCode != 0)
    let text = String(
      decoding: FleetFormat.json.render(summary, of: RowSet()), as: UTF8.self)
    for flaw in summary.flaws { #expect(text.contains(flaw.path)) }
  }
}
