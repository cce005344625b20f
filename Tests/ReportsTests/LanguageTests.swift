import Findings
import Foundation
import Testing

@testable import Reports

@Suite("reports in the run's language")
struct LanguageTests {
  typealias Object = [String: Any]

  private func text(_ format: ReportFormat, _ judgement: Judgement = Sample.chinese) -> String {
    String(decoding: format.render(judgement), as: UTF8.self)
  }

  private func object(_ format: ReportFormat, profile: String? = nil) throws -> Object {
    let bytes = format.render(Sample.chinese, profile: profile)
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? Object)
  }

  @Test(
    "people read Chinese where a rule has it, and not its English title",
    arguments: [ReportFormat.text, .html, .markdown, .junit, .gitlab, .github, .csv])
  func people(format: ReportFormat) throws {
    let english = try #require(
      Sample.chinese.rules.first { $0.translation != nil }?.texts.title)
    let report = text(format)
    #expect(!report.contains(english))
    if text(format, Sample.judgement).contains(english) {
      #expect(report.contains("Pod 通过回环地址解析域名"))
    }
  }

  @Test("metrics are the same in every language")
  func metrics() {
    #expect(text(.prometheus) == text(.prometheus, Sample.judgement))
  }

  @Test("a matrix of versions is in the run's language, too")
  func matrix() {
    let row = ReadinessMatrix.Row("2.13.1", Sample.chinese)
    let matrix = ReadinessMatrix(isAll: false, rows: [row])
    let text = String(decoding: ReportFormat.text.render(matrix), as: UTF8.self)
    #expect(text.contains("Pod 通过回环地址解析域名"))
  }

  @Test("JSON keeps English where it was, with the translation beside it")
  func json() throws {
    let object = try object(.json)
    #expect((object["run"] as? Object)?["language"] as? String == "zh")
    let rules = try #require(object["rules"] as? [Object])
    let translated = rules.compactMap { $0["translation"] as? Object }
    #expect(translated.count == 1)
    #expect(translated.first?["language"] as? String == "zh")
    #expect(translated.first?["title"] as? String == "Pod 通过回环地址解析域名")
    var plain = object
    plain["run"] = (object["run"] as? Object)?.filter { $0.key != "language" }
    plain["rules"] = rules.map { $0.filter { $0.key != "translation" } }
    let english = try JSONSerialization.jsonObject(
      with: Data(ReportFormat.json.render(Sample.judgement)))
    #expect(NSDictionary(dictionary: plain).isEqual(english))
  }

  @Test("SARIF has a translation beside the pack whose rules it translates")
  func sarif() throws {
    let run = try #require((try object(.sarif)["runs"] as? [Object])?.first)
    let translations = try #require(run["translations"] as? [Object])
    #expect(translations.count == 1)
    let translation = try #require(translations.first)
    #expect(translation["language"] as? String == "zh-CN")
    #expect(translation["contents"] as? [String] == ["localizedData"])
    let associated = try #require(translation["associatedComponent"] as? Object)
    let extensions = try #require((run["tool"] as? Object)?["extensions"] as? [Object])
    let pack = extensions[try #require(associated["index"] as? Int)]
    #expect(pack["name"] as? String == translation["name"] as? String)
    let ids = Set((pack["rules"] as? [Object] ?? []).compactMap { $0["id"] as? String })
    let rules = try #require(translation["rules"] as? [Object])
    #expect(rules.compactMap { $0["id"] as? String } == ["rancher-import/loopback-resolver"])
    #expect(ids.contains("rancher-import/loopback-resolver"))
    #expect(run["language"] as? String == "en-US")
  }

  @Test("a Chinese sentence ends with its own stop, whatever its last word")
  func stops() {
    #expect(SARIFText.description("集群访问不到 Rancher", in: "zh") == "集群访问不到 Rancher。")
    #expect(SARIFText.description("O cluster não alcança o Rancher", in: "pt-BR").hasSuffix("r."))
    // A message in English may end with whatever the cluster calls something.
    #expect(SARIFText.sentence("Namespace 生产 has no Rancher") == "Namespace 生产 has no Rancher.")
    #expect(SARIFText.description("第一段。\n\n第二段在 Rancher\n里。", in: "zh") == "第一段。第二段在 Rancher 里。")
    #expect(SARIFText.description("One.\n\n  Two\nthree") == "One. Two three.")
    let long = SARIFText.description(String(repeating: "长", count: 2000), in: "zh")
    #expect(long.hasSuffix("长…。") && long.unicodeScalars.count == 1024)
  }

  @Test("a result is told in another language as far as its rules say what was translated")
  func told() throws {
    let rule = try #require(Sample.chinese.rules.first { $0.translation != nil })
    func told(_ change: (inout RuleTexts) -> Void, in language: String? = "zh") -> Judgement {
      var english = rule.texts
      change(&english)
      return Sample.judgement.told(
        by: RuleTranslations(
          into: language,
          [.init(ids: [rule.id], english: english, translated: rule.translation ?? english)]))
    }
    #expect(told { $0.why = $0.why.replacing(" ", with: "\n  ") } == Sample.chinese)
    let changed: [(inout RuleTexts) -> Void] = [
      { $0.title += "x" }, { $0.why += "x" }, { $0.fix.text += "x" },
    ]
    for change in changed {
      #expect(told(change).rules.allSatisfy { $0.translation == nil })
      #expect(told(change).terms.run.language == "zh")
    }
    #expect(Sample.chinese.told(by: RuleTranslations(into: nil, [])) == Sample.judgement)
    // What the result has of the language stays.
    #expect(Sample.chinese.told(by: RuleTranslations(into: "zh", [])) == Sample.chinese)
  }

  @Test("GitHub, which shows no translations, gets rules that are translated")
  func github() throws {
    let run = try #require((try object(.sarif, profile: "github")["runs"] as? [Object])?.first)
    #expect(run["translations"] == nil)
    let driver = try #require((run["tool"] as? Object)?["driver"] as? Object)
    #expect(driver["language"] as? String == "zh-CN")
    let titles = (driver["rules"] as? [Object] ?? []).compactMap {
      ($0["shortDescription"] as? Object)?["text"] as? String
    }
    #expect(titles.contains("Pod 通过回环地址解析域名。"))
  }

  @Test("a page says which of its words are Chinese")
  func html() {
    let page = text(.html)
    #expect(page.contains("<html lang=\"en\">"))
    #expect(page.contains("<h3 lang=\"zh-CN\">Pod 通过回环地址解析域名</h3>"))
    #expect(!text(.html, Sample.judgement).contains("zh-CN"))
  }

  @Test("Chinese is wrapped between its characters, and no line begins with a stop")
  func wrapping() {
    var out = TextWriter(isColored: false, width: 40)
    let why = Sample.chinese.rules.compactMap(\.translation?.why).first ?? ""
    out.paragraph("why  ", why)
    let lines = String(decoding: out.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 2)
    for line in lines {
      #expect(VisibleText.columns(of: line) <= 40)
      #expect(line.drop { $0 == " " }.first.map { "，。；：、）".contains($0) } == false)
    }
    let chinese = "查询的就是它自己，集群之外的域名都解析不了。"
    var long = TextWriter(isColored: false, width: 40)
    long.paragraph("", String(repeating: chinese, count: 4))
    let joined = String(decoding: long.bytes, as: UTF8.self).split(separator: "\n").joined()
    #expect(joined == String(repeating: chinese, count: 4))
  }

  @Test("a next command keeps the language")
  func arguments() {
    #expect(text(.text).contains("importlint plan SNAPSHOT --lang zh"))
    #expect(!text(.text, Sample.judgement).contains("--lang"))
  }
}
