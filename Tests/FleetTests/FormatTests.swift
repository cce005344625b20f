import Checkout
import Findings
import Fleet
import Foundation
import JSONSchemas
import Testing

@Suite("formats of a fleet")
struct FleetFormatTests {
  private static let hostile = "<script>alert(1)</script>\u{202E}\n=x,\"y\" |`"

  private static let set = RowSet([
    SampleRow.judged("a", labels: ["region": hostile], isReported: true),
    SampleRow.judged(
      "b\u{7F}<b>", failing: ["x", "y"], unknown: ["z"], notApplicable: ["n"], isReported: true),
    SampleRow.judged("c", failing: ["x"]), SampleRow.notJudged("d", hostile),
    SampleRow.judged("e", uid: "uid-of-a"),
  ])

  /// One of the names is hostile, one cluster is not judged, and one is gone.
  private static let trend = FleetTrend(
    FleetSummary(set),
    since: [
      FleetRecord(
        FleetSummary(
          RowSet([
            SampleRow.judged("a", failing: ["x"], time: nil), SampleRow.judged("b\u{7F}<b>"),
            SampleRow.judged("c", failing: ["y"]), SampleRow.judged("<script>alert(2)</script>"),
          ])))
    ])

  private func text(
    _ format: FleetFormat, look: FleetFormat.Look = .init(), trend: FleetTrend? = nil
  ) -> String {
    String(
      decoding: format.render(FleetSummary(Self.set), of: Self.set, trend: trend, look: look),
      as: UTF8.self)
  }

  @Test("text names every stage, and nothing acts on a terminal")
  func plain() {
    let text = text(.text, trend: Self.trend)
    for word in [
      "NOT JUDGED", "one fix away", "blocked", "Title of x", "kubectl get z", "ready now: a",
      "1 became ready, 1 no longer; 1 added, 1 removed",
    ] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(!text.contains("\u{202E}") && !text.contains("\u{7F}"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
  }

  @Test("JSON and rows are JSON")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: Data(text(.json).utf8)) as? [String: Any]
    #expect((object?["clusters"] as? [Any])?.count == 4)
    #expect((object?["duplicates"] as? [Any])?.count == 1)
    for line in text(.rows).split(separator: "\n") {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
  }

  @Test("rows and the merged fleet are what their schemas say")
  func schemas() throws {
    func errors(_ bytes: some Sequence<UInt8>, _ name: String) throws -> [String] {
      let file = "\(Checkout.root)/docs/schemas/\(name).schema.json"
      let schema = try JSONSchema(contentsOf: URL(filePath: file))
      return schema.errors(in: try JSONSerialization.jsonObject(with: Data(bytes)))
    }
    for trend in [nil, Self.trend] {
      #expect(try errors(text(.json, trend: trend).utf8, "importlint-fleet-1") == [])
    }
    for line in text(.rows).split(separator: "\n") {
      #expect(try errors(line.utf8, "importlint-fleet-row-3") == [])
    }
    #expect(try errors("{}".utf8, "importlint-fleet-row-3") != [])
  }

  /// Chinese of x; and of y, whose English was another.
  private static let chinese: FleetFormat.Look = {
    func texts(_ title: String, _ fix: String, _ language: String? = nil) -> RuleTexts {
      RuleTexts(title: title, why: "", fix: Fix(text: fix), language: language)
    }
    var look = FleetFormat.Look()
    look.translations = RuleTranslations(
      into: "zh",
      [
        .init(
          ids: ["rancher-import/x"], english: texts("Title of x", "Fix\n  x"),
          translated: texts("集群访问不到 X", "修复 X", "zh")),
        .init(
          ids: ["rancher-import/y"], english: texts("Title of y", "Fix it"),
          translated: texts("标题", "修复", "zh")),
      ])
    return look
  }()

  @Test("another language tells rules that say what was translated")
  func language() throws {
    let plain = text(.text, look: Self.chinese)
    #expect(plain.contains("集群访问不到 X [x]") && !plain.contains("Title of x"))
    #expect(plain.contains("Title of y"))
    let page = text(.html, look: Self.chinese)
    #expect(page.contains("<span lang=\"zh-CN\">集群访问不到 X</span>"))
    #expect(page.contains("<span lang=\"zh-CN\">修复 X</span>") && page.contains("Title of y"))
    let summary = FleetSummary(Self.set)
    #expect(Self.chinese.translations?.outdated(in: summary) == ["rancher-import/y"])
    // A row has no title of what is unknown and decides nothing.
    var row = SampleRow.judged("s", unknown: ["y"])
    if var judged = row.judged {
      judged.unknown[0].title = ""
      row.outcome = .judged(judged)
    }
    #expect(Self.chinese.translations?.outdated(in: FleetSummary(RowSet([row]))) == [])
    for format in [FleetFormat.csv, .prometheus, .rows] {
      #expect(text(format, look: Self.chinese) == text(format))
    }
  }

  @Test("JSON keeps English, with the translation beside it")
  func languageOfJSON() throws {
    let bytes = Data(text(.json, look: Self.chinese).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let file = "\(Checkout.root)/docs/schemas/importlint-fleet-1.schema.json"
    #expect(try JSONSchema(contentsOf: URL(filePath: file)).errors(in: object) == [])
    #expect(object["language"] as? String == "zh")
    let fixes = try #require(object["fixes"] as? [[String: Any]])
    #expect(fixes.map { $0["title"] as? String } == ["Title of x", "Title of y"])
    #expect(
      fixes.map { $0["translation"] as? [String: String] } == [
        ["language": "zh", "title": "集群访问不到 X", "fix": "修复 X"], nil,
      ])
  }

  @Test("SARIF has the translation beside the rules", .enabled(if: Checkout.shared != nil))
  func languageOfSARIF() throws {
    let log = try JSONSerialization.jsonObject(with: Data(text(.sarif, look: Self.chinese).utf8))
    let folder = try #require(Checkout.shared)
    for name in ["sarif-2.1.0-oasis-errata01", "sarif-2.1.0-schemastore"] {
      let schema = try JSONSchema(contentsOf: URL(filePath: "\(folder)/schemas/\(name).json"))
      #expect(schema.errors(in: log) == [])
    }
    let run = ((log as? [String: Any])?["runs"] as? [[String: Any]])?.first
    let translation = try #require((run?["translations"] as? [[String: Any]])?.first)
    #expect(translation["language"] as? String == "zh-CN")
    let rules = try #require(translation["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == ["rancher-import/x"])
    // A name in Latin letters ends the sentence, and the sentence is Chinese.
    #expect(rules[0]["shortDescription"] as? [String: String] == ["text": "集群访问不到 X。"])
    #expect(!text(.sarif).contains("translations"))
  }

  @Test("SARIF is valid, with one result for each finding", .enabled(if: Checkout.shared != nil))
  func sarif() throws {
    let log = try JSONSerialization.jsonObject(with: Data(text(.sarif).utf8))
    let folder = try #require(Checkout.shared)
    for name in ["sarif-2.1.0-oasis-errata01", "sarif-2.1.0-schemastore"] {
      let schema = try JSONSchema(contentsOf: URL(filePath: "\(folder)/schemas/\(name).json"))
      #expect(schema.errors(in: log) == [])
    }
    let runs = (log as? [String: Any])?["runs"] as? [[String: Any]]
    #expect((runs?.first?["results"] as? [Any])?.count == 4)
  }

  @Test("a table has a row for each cluster, missing and doubled ones, too")
  func csv() {
    let lines = text(.csv).components(separatedBy: "\r\n")
    #expect(lines.first?.hasPrefix("cluster,stage,") == true)
    for name in ["a,", "c,", "d,not judged", "e,duplicate"] {
      #expect(lines.contains { $0.hasPrefix(name) }, "\(name)")
    }
  }

  @Test("metrics have each series once")
  func prometheus() {
    let lines = text(.prometheus).split(separator: "\n").filter { !$0.hasPrefix("#") }
    let series = lines.map { $0[..<($0.lastIndex(of: " ") ?? $0.endIndex)] }
    #expect(Set(series).count == series.count)
    #expect(lines.contains("importlint_fleet_clusters{stage=\"one-fix-away\"} 1"))
    #expect(lines.contains("importlint_fleet_exit_code{} 2"))
  }

  @Test(
    "the page escapes what comes from outside, allows nothing else to run, and needs no network")
  func html() {
    let text = text(.html, trend: Self.trend)
    #expect(!text.contains("<script>alert"))
    #expect(text.contains("&lt;script&gt;alert(2)"))
    #expect(text.contains("&lt;script&gt;alert"))
    #expect(text.contains("default-src &#39;none&#39;"))
    #expect(!text.contains("http://") && !text.contains("https://"))
    #expect(text.components(separatedBy: "<script>").count == 2)
    // x fails in two clusters and comes first; a rule that passes everywhere has no column.
    #expect(text.contains("<th scope=\"col\">x</th><th scope=\"col\">y</th>"))
    #expect(!text.contains("<th scope=\"col\">always</th>"))
  }

  @Test("unknown is told from not applicable, and both from not judged")
  func cells() {
    let text = text(.html)
    let b = text.components(separatedBy: "<tr data-stage=\"blocked\"").dropFirst().first ?? ""
    let row = b.components(separatedBy: "</tr>").first ?? ""
    #expect(row.contains("<td class=\"f\">×</td><td class=\"f\">×</td><td class=\"u\">?</td>"))
    let d = text.components(separatedBy: "<tr data-stage=\"not-judged\"").dropFirst().first ?? ""
    let broken = d.components(separatedBy: "</tr>").first ?? ""
    #expect(broken.components(separatedBy: "<td class=\"m\"></td>").count == 4)
  }

  @Test("names lead to the reports that are there, and to no other")
  func links() {
    var look = FleetFormat.Look()
    look.reports = ("reports/", ["a.html", "b%7f%3cb%3e.html", "c.html"])
    let text = text(.html, look: look)
    #expect(text.contains("<a href=\"reports/a.html\">a</a>"))
    #expect(text.contains("href=\"reports/b%257f%253cb%253e.html\""))
    #expect(!text.contains("c.html"), "it was not kept with the row")
  }
}
