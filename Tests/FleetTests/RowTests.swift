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

  @Test("findings are read back byte by byte, whatever their texts have in common")
  func texts() throws {
    let messages = [
      "not decided: x of w-1; y of w-1", "not decided: ", "not decided: ; ", "; ", "", "w-1",
      "not decided: \u{301}w-1w-1", "caf\u{E9} of w-1", "cafe\u{301} of w-1", "no; reason",
    ]
    let subjects = ["node/w-1", "cluster", "v1/Pod/a/not", "x/", "w-1", "node/caf\u{E9}"]
    var row = SampleRow.judged("a", failing: ["x"], unknown: ["z"])
    var judged = try #require(row.judged)
    judged.findings = subjects.flatMap { subject in
      messages.flatMap { message in
        [Verdict.fail, .unknown].map { verdict in
          JudgedRow.Finding(
            rule: ["other/x", "rancher-import/z", "/y", "y", "a/b/c"][message.utf8.count % 5],
            verdict: verdict, severity: .warning, subject: subject, message: message,
            fingerprint: "f", path: message.isEmpty ? nil : subject,
            line: message.utf8.count % 2 == 1 ? 4 : nil)
        }
      }
    }
    judged.passing = ["/y", "a/b/c", "other/x", "rancher-import/z", "y"]
    row.outcome = .judged(judged)
    var reader = FleetRowReader()
    let line = row.json
    let read = try reader.row(line)
    let isSame = read == row
    #expect(isSame)
    // Texts that are written otherwise are equal, and not the same bytes.
    let texts = [read, row].map { $0.judged?.findings.map { Array($0.message.utf8) } }
    let isSameText = texts[0] == texts[1]
    #expect(isSameText)
    let isSameLine = read.json == line
    #expect(isSameLine)
  }

  @Test("what many findings wait for is written once")
  func once() throws {
    var row = SampleRow.judged("a", unknown: (0..<40).map { "r\($0)" })
    var judged = try #require(row.judged)
    let reason = "no request to Rancher was recorded from there"
    for index in judged.findings.indices {
      judged.findings[index].message = "not decided: \(reason); reason \(index)"
    }
    row.outcome = .judged(judged)
    let text = String(decoding: row.json, as: UTF8.self)
    #expect(text.components(separatedBy: reason).count == 2)
    #expect(text.components(separatedBy: "rancher-import").count == 2)
  }

  @Test("a row that names texts or rules that are not there, or one without end, is no row")
  func references() throws {
    let text = String(
      decoding: SampleRow.judged("a", failing: ["x"], unknown: ["z"]).json, as: UTF8.self)
    let long = String(repeating: "y", count: 1 << 20)
    let bomb = Array(repeating: "1", count: 17).joined(separator: ",")
    for (old, new) in [
      ("\"subjects\":[0", "\"subjects\":[9"), ("\"messages\":[[", "\"messages\":[[9,"),
      ("\"places\":[[", "\"places\":[[9,"), ("\"rules\":[", "\"rules\":[9,"),
      ("\"rules\":[[", "\"rules\":[[9,"), ("\"fingerprints\":[", "\"fingerprints\":[\"\","),
      ("\"fingerprints\":[\"=", "\"fingerprints\":[\""),
      ("\"titles\":[", "\"titles\":[\"\","),
      ("\"fixes\":[", "\"findings\":[0],\"fixes\":["),
      ("\"rules\":\"x", "\"rules\":\"x{y}"),
      ("\"rules\":\"x", "\"rules\":\"x  y"), ("\"passing\":\"", "\"passing\":\"a-{b,c"),
    ] {
      let changed = text.replacingOccurrences(of: old, with: new)
      #expect(changed != text, "\(old)")
      var reader = FleetRowReader()
      #expect(throws: FleetRowReader.Flaw.self, "\(old)") { try reader.row(Array(changed.utf8)) }
    }
    let endless = text.replacingOccurrences(of: "\"texts\":[", with: "\"texts\":[\"\(long)\",")
      .replacingOccurrences(of: "\"messages\":[[", with: "\"messages\":[[\(bomb),")
    var reader = FleetRowReader()
    let flaw = #expect(throws: FleetRowReader.Flaw.self) { try reader.row(Array(endless.utf8)) }
    #expect(flaw?.text.contains("messages without end") == true)
    let rests = Array(repeating: "\"\"", count: 17).joined(separator: ",")
    expectFlaw(
      of: text.replacing("\"folder\":\"", with: "\"folder\":\"\(long)"), "\"paths\":[",
      "\"paths\":[\(rests),", "has paths without end")
  }

  @Test("lists of rules and fingerprints are short, and read back as they were")
  func lists() throws {
    var row = SampleRow.judged("a", failing: ["x"])
    var judged = try #require(row.judged)
    let ids = ["zombie", "zombie-node", "zombie-node", "zombie-", "a-b-c", "a-b-d", "a", "-a", "-"]
    judged.passing = ids.map { "rancher-import/\($0)" } + ["other/a-b", "other/a-c", "a-b", ""]
    let fingerprints = [
      "2839669b3464bd3a78388b2908e80ced", "2839669B3464BD3A78388B2908E80CED", "", "=", "KDlmmzRk",
      "00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff",
      "KDlmmzRkvTp4OIspCOgM7Q",
    ]
    judged.findings = fingerprints.map { fingerprint in
      var finding = judged.findings[0]
      finding.fingerprint = fingerprint
      return finding
    }
    row.outcome = .judged(judged)
    let text = String(decoding: row.json, as: UTF8.self)
    #expect(text.contains("zombie zombie-{node,node,} a-{b-c,b-d} a -{a,} other/a-{b,c} /a-b /\""))
    #expect(text.contains("\"KDlmmzRkvTp4OIspCOgM7Q\""))
    var reader = FleetRowReader()
    #expect(try reader.row(row.json) == row)
  }

  @Test("a row of the first schema is read")
  func firstSchema() throws {
    let line = """
      {"kind":"importlint-fleet-row","schema":1,"name":"a","labels":{"ring":"1"},"digests":{
      "key":"","inputs":"","target":null,"waivers":null,"reports":null},"basis":{"tool":{
      "name":"importlint","version":"1.0.0","dataDate":"2026-01-01","newestRancher":"2.14"},
      "packs":[],"failOn":"error","unknown":"inconclusive","assume":"complete","now":null,
      "selected":[],"ignored":[],"leavesFilesOut":false,"rancher":"2.13.1"},"cluster":{
      "name":"a","uid":"uid-of-a","distribution":"k3s","version":"v1.31.5+k3s1","nodeCount":3,
      "time":"2026-02-01T00:00:00Z"},"notJudged":null,"judgement":{"readiness":"not-ready",
      "exitCode":1,"reason":"of a","counts":{"pass":0,"fail":0,"unknown":0,"notApplicable":0},
      "failing":[{"rule":"rancher-import/x","title":"Title of x","severity":"error",
      "decides":true,"findings":1,"fix":"Fix x"}],"unknown":[],"waived":[],
      "passing":["rancher-import/always"],"notApplicable":[],"findings":[{"rule":
      "rancher-import/x","verdict":"fail","severity":"error","subject":"node/w1","message":
      "x <of> a","fingerprint":"x-a","place":{"path":"a/nodes.yaml","line":3,"column":7}},{
      "rule":"rancher-import/x","verdict":"unknown","severity":"error","subject":"node/w2",
      "message":"not decided: y","fingerprint":"y-a","place":null}],"omittedFindings":0,
      "collect":[{"text":"kubectl get x","nodes":2,"rules":["rancher-import/x"],"blocks":true}],
      "profile":{"pods":null,"networkPlugins":null,"storageProvisioners":null,
      "components":[]}}}
      """
    var row = SampleRow.judged("a", failing: ["x"], labels: ["ring": "1"])
    var judged = try #require(row.judged)
    judged.failing[0].openCount = 1
    judged.findings.append(
      JudgedRow.Finding(
        rule: "rancher-import/x", verdict: .unknown, severity: .error, subject: "node/w2",
        message: "not decided: y", fingerprint: "y-a"))
    judged.steps = [
      JudgedRow.Step(
        text: "kubectl get x", nodeCount: 2, rules: ["rancher-import/x"], blocks: true)
    ]
    row.outcome = .judged(judged)
    var reader = FleetRowReader()
    #expect(try reader.row(Array(line.utf8)) == row)
  }

  private static let secondSchemaLine = """
    {"kind":"importlint-fleet-row","schema":2,"name":"a","labels":{},"digests":{"key":"",
    "inputs":"","target":null,"waivers":null,"reports":null},"basis":{"tool":{"name":
    "importlint","version":"1.0.0","dataDate":"2026-01-01","newestRancher":"2.14"},"packs":[],
    "failOn":"error","unknown":"inconclusive","assume":"complete","now":null,"selected":[],
    "ignored":[],"leavesFilesOut":false,"rancher":"2.13.1"},"cluster":{"name":"a","uid":
    "uid-of-a","distribution":"k3s","version":"v1.31.5+k3s1","nodeCount":3,"time":
    "2026-02-01T00:00:00Z"},"notJudged":null,"judgement":{"readiness":"not-ready","exitCode":1,
    "reason":"of a","counts":{"pass":0,"fail":0,"unknown":0,"notApplicable":0},"pack":
    "rancher-import","failing":[{"rule":"x","title":"Title of x","severity":"error","decides":
    true,"findings":1,"unknown":0,"fix":"Fix x"}],"unknown":[{"severity":"error","decides":true,
    "rules":["z"],"titles":["Title of z"],"findings":[1]}],"otherRules":[],"waived":[],
    "passing":["always"],"notApplicable":[],"texts":[["a/nodes.yaml"],["node/w-1"],
    ["x <of> a"],["not decided: "],["y of ",""],["no z"]],"findings":[{"verdict":"fail",
    "severity":"error","rules":[0],"subjects":[1],"messages":[[2]],"fingerprints":["x-a"],
    "places":[[0,3,7]]},{"verdict":"unknown","severity":"error","rules":[1],"subjects":[1],
    "messages":[[3,4,5]],"fingerprints":["z-a"],"places":[[0,3,7]]}],"omittedFindings":0,
    "collect":{"steps":["kubectl get z"],"nodes":[0],"blocks":[true],"rules":[[1]]},
    "profile":{"pods":null,"networkPlugins":null,"storageProvisioners":null,"components":[]}}}
    """

  @Test("a row of the second schema is read")
  func secondSchema() throws {
    var row = SampleRow.judged("a", failing: ["x"], unknown: ["z"])
    var judged = try #require(row.judged)
    judged.findings[0].subject = "node/w-1"
    judged.findings[1].subject = "node/w-1"
    judged.findings[1].message = "not decided: y of w-1; no z"
    row.outcome = .judged(judged)
    var reader = FleetRowReader()
    #expect(try reader.row(Array(Self.secondSchemaLine.utf8)) == row)
  }

  @Test(
    "a row of the second schema that names what is not there is no row",
    arguments: [
      ("\"subjects\":[1]", "\"subjects\":[9]", "names a text that is not there"),
      ("\"subjects\":[1]", "\"subjects\":[4]", "names a text that is not there"),
      ("\"messages\":[[2]]", "\"messages\":[[9]]", "names a text that is not there"),
      ("\"rules\":[0]", "\"rules\":[9]", "names a rule that is not there"),
      ("\"nodes\":[0]", "\"nodes\":[]", "has lists of several lengths"),
      ("\"findings\":[1]}]", "\"findings\":[]}]", "has lists of several lengths"),
      ("[\"always\"]", "[\"a b\"]", "has an id that no rule has"),
      ("[\"always\"]", "[\"\"]", "has an id that no rule has"),
      ("[\"z\"]", "[\"x\"]", "has a rule twice"),
      (
        "\"rules\":[\"z\"],\"titles\":[\"Title of z\"],\"findings\":[1]",
        "\"rules\":[],\"titles\":[],\"findings\":[]", "has a group of no rules"
      ),
      (
        "\"not-ready\",\"exitCode\":1", "\"ready\",\"exitCode\":0",
        "is ready, and has rules that decide against it"
      ),
    ])
  func damagedSecondSchema(old: String, new: String, expected: String) {
    let whole = Self.secondSchemaLine.replacing("\n", with: "")
    expectFlaw(of: whole, old, new, expected)
  }

  /// What a row says that has this in the place of that.
  private func expectFlaw(
    of text: String, _ old: String, _ new: String, _ expected: String
  ) {
    let changed = text.replacing(old, with: new)
    #expect(changed != text, "\(old)")
    var reader = FleetRowReader()
    let flaw = #expect(throws: FleetRowReader.Flaw.self, "\(old)") {
      try reader.row(Array(changed.utf8))
    }
    #expect(flaw?.text.hasSuffix(" \(expected)") == true, "\(old)")
  }

  @Test("ids of a row are words of bounded length, each once")
  func ids() {
    let text = String(
      decoding: SampleRow.judged("a", failing: ["x"], unknown: ["z"]).json, as: UTF8.self)
    let long = String(repeating: "y", count: 1 << 9)
    let half = long.prefix(1 << 8)
    let many = String(repeating: "a,", count: 1 << 16)
    let rules = "\"rules\":\"x\",\"titles\":[\"Title of x\"],\"fixes\":[\"Fix x\"]"
    for (old, new, expected) in [
      ("\"passing\":\"", "\"passing\":\" ", "has an id that no rule has"),
      ("\"passing\":\"", "\"passing\":\"é ", "has an id that no rule has"),
      ("\"passing\":\"", "\"passing\":\"\(long) ", "has an id that no rule has"),
      ("\"passing\":\"", "\"passing\":\"\(long)-{a,b} ", "has an id that no rule has"),
      ("\"passing\":\"", "\"passing\":\"\(half)-{\(many)} ", "has ids without end"),
      ("\"pack\":\"", "\"pack\":\"\(long)", "has an id that no rule has"),
      ("\"pack\":\"", "\"pack\":\"é", "has an id that no rule has"),
      ("\"rules\":\"z\"", "\"rules\":\"x\"", "has a rule twice"),
      (rules, "\"rules\":\"\"", "has a group of no rules"),
      (
        "\"not-ready\",\"exitCode\":1", "\"ready\",\"exitCode\":0",
        "is ready, and has rules that decide against it"
      ),
    ] {
      expectFlaw(of: text, old, new, expected)
    }
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
      .replacingOccurrences(of: "\"schema\":3", with: "\"schema\":4")
    var reader = FleetRowReader()
    let flaw = #expect(throws: FleetRowReader.Flaw.self) { try reader.row(Array(text.utf8)) }
    #expect(flaw?.text == "is a row of schema 4, and this importlint reads schemas 1 to 3")
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
