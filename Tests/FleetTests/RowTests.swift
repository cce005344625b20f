import Findings
import Fleet
import Foundation
import Testing

@Suite("rows")
struct RowTests {
  static let rows = [
    SampleRow.judged("a", failing: ["x", "y"], unknown: ["z"], notApplicable: ["n"]),
    SampleRow.judged("b", labels: ["region": "eu", "é\u{202E}": "<x>"]),
    SampleRow.judged("c", uid: nil, time: nil), SampleRow.notJudged("d", "broke \"so\"\n<b>"),
  ]

  @Test("a row is read back as it was written, in one line", arguments: rows)
  func roundTrip(row: FleetRow) throws {
    var row = row
    row.digests.key = "k"
    row.digests.inputs = "i"
    row.digests.target = "t"
    let line = row.json
    #expect(line.last == UInt8(ascii: "\n"))
    #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    var reader = FleetRowReader()
    #expect(try reader.row(line) == row)
  }

  @Test("a row that is cut anywhere is no row")
  func torn() {
    let line = Array(SampleRow.judged("a", failing: ["x"], unknown: ["z"]).json.dropLast())
    var reader = FleetRowReader()
    for end in 1..<line.count {
      #expect(throws: FleetRowReader.Flaw.self) { try reader.row(Array(line[..<end])) }
    }
    #expect(throws: Never.self) { try reader.row(line) }
  }

  @Test("a row without one of its fields, or with another type in it, is no row")
  func fields() throws {
    let line = SampleRow.judged("a", failing: ["x"], unknown: ["z"]).json
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    func expectFlaw(_ object: [String: Any], _ what: String) throws {
      let bytes = try Array(JSONSerialization.data(withJSONObject: object))
      var reader = FleetRowReader()
      #expect(throws: FleetRowReader.Flaw.self, "\(what)") { try reader.row(bytes) }
    }
    for key in whole.keys {
      var less = whole
      less.removeValue(forKey: key)
      try expectFlaw(less, key)
      less[key] = ["another": 1]
      try expectFlaw(less, key)
    }
    let judgement = try #require(whole["judgement"] as? [String: Any])
    var other = judgement
    #expect(judgement["readiness"] as? String == "not-ready")
    other["exitCode"] = 0
    var contradicting = whole
    contradicting["judgement"] = other
    try expectFlaw(contradicting, "readiness and exitCode")
    for key in judgement.keys {
      var less = judgement
      less.removeValue(forKey: key)
      var row = whole
      row["judgement"] = less
      try expectFlaw(row, "judgement.\(key)")
    }
  }

  @Test("a row of another schema says which")
  func schema() {
    let text = String(decoding: SampleRow.judged("a").json, as: UTF8.self)
      .replacingOccurrences(of: "\"schema\":1", with: "\"schema\":2")
    var reader = FleetRowReader()
    let flaw = #expect(throws: FleetRowReader.Flaw.self) { try reader.row(Array(text.utf8)) }
    #expect(flaw?.text == "is a row of schema 2, and this importlint reads schema 1")
  }

  @Test("every name has a file of its own, in the folder")
  func fileNames() {
    let long = String(repeating: "x", count: 250)
    let names = [
      "a", "A", "a/b", "a%2fb", "..", ".", ".a", "a b", "é", "e\u{301}", long, long + "y", "",
      "../../etc/passwd",
    ]
    let files = names.map(RowFolder.fileName)
    #expect(Set(files).count == names.count)
    for file in files {
      #expect(!file.contains("/") && !file.hasPrefix(".") && file.utf8.count < 200)
    }
    #expect(RowFolder.fileName(of: "shop-edge_1.eu") == "shop-edge_1.eu")
  }
}
