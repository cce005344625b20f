import Checkout
import Foundation
import Testing

@Suite("--lang")
struct LanguageTests {
  private let demo = ["check", "demo/snapshot", "--target", "demo/target.yaml"]
  private let title = "Pod 通过回环地址解析域名"

  @Test("check prints titles, whys and fixes in Chinese, and judges the same")
  func check() throws {
    let english = try CommandRun.importlint(demo)
    let chinese = try CommandRun.importlint(demo + ["--lang", "zh"])
    #expect(chinese.code == english.code)
    #expect(chinese.lastLine == english.lastLine)
    #expect(chinese.text.contains(title))
    #expect(!english.text.contains(title))
    let explicit = try CommandRun.importlint(demo + ["--lang", "en"])
    #expect(explicit.output == english.output)
  }

  @Test("a saved result gives the reports that check gives, and verify repeats it")
  func saved() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/result.json"
    let page = folder.path + "/page.html"
    let direct = try CommandRun.importlint(
      demo + ["--lang", "zh", "--format", "text", "--format", "json=\(file)"]
        + ["--format", "html=\(page)"])
    let later = try CommandRun.importlint(
      ["report", file, "--format", "text", "--format", "html=\(page).again"])
    #expect(later.output == direct.output)
    let pages = [page, page + ".again"].map { FileManager.default.contents(atPath: $0) }
    #expect(pages[0] != nil)
    #expect(pages[0] == pages[1])
    let verified = try CommandRun.importlint(["verify", file, "demo/snapshot"])
    #expect(verified.code == 0, "\(verified.lastLine)")
  }

  @Test("a result that was saved in English is told in Chinese, as check would have, and back")
  func retold() throws {
    let folder = try TemporaryFolder()
    func file(_ name: String) -> String { "\(folder.path)/\(name)" }
    let formats = ["text", "html", "json", "sarif", "sarif:github", "markdown", "csv"]
    func outputs(_ prefix: String) -> [String] {
      formats.flatMap { ["--format", "\($0)=\(file("\(prefix).\($0)"))"] }
    }
    _ = try CommandRun.importlint(demo + ["--format", "json=\(file("saved"))"])
    _ = try CommandRun.importlint(demo + ["--lang", "zh"] + outputs("check"))
    let report = try CommandRun.importlint(
      ["report", file("saved"), "--lang", "zh"] + outputs("report"))
    #expect(report.code == 0)
    #expect(report.errorLines.count == 1, "\(report.errors)")
    for format in formats {
      let pair = ["check", "report"].map {
        FileManager.default.contents(atPath: file("\($0).\(format)"))
      }
      #expect(pair[0] != nil && pair[0] == pair[1], "\(format)")
    }
    let back = try CommandRun.importlint(
      ["report", file("check.json"), "--lang", "en", "--format", "json"])
    #expect(back.output == FileManager.default.contents(atPath: file("saved")))
    let wrong = try CommandRun.importlint(["report", file("saved"), "--lang", "zn"])
    #expect(wrong.code == 2)
    #expect(wrong.lastLine.contains("languages are en, zh"))
  }

  @Test("a rule of which a result or a row has another English text is told in English, and named")
  func outdated() throws {
    let folder = try TemporaryFolder()
    let json = try CommandRun.importlint(demo + ["--format", "json"]).text
    let row = try CommandRun.importlint(["fleet", "row"] + demo.dropFirst()).text
    for (name, text) in [("result", json), ("rows.ndjson", row)] {
      let english = "Pods resolve names through a loopback address"
      #expect(text.contains(english))
      try folder.write(text.replacing(english, with: "Pods resolve names"), to: name)
    }
    for command in [["report", "result"], ["fleet", "merge", "rows.ndjson"]] {
      let run = try CommandRun.importlint(command + ["--lang", "zh"], in: folder.path)
      #expect(run.text.contains("Rancher 的准入 Webhook 失去了后端"))
      #expect(run.text.contains("Pods resolve names") && !run.text.contains(title))
      #expect(run.errors.contains("1 rule is told in English"))
      #expect(run.errors.contains("rancher-import/loopback-resolver"))
    }
  }

  @Test("a merged fleet is told in Chinese, by a pack of one's own, too")
  func fleet() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      try CommandRun.importlint(["fleet", "row"] + demo.dropFirst()).text, to: "rows.ndjson")
    let rows = ["fleet", "merge", "rows.ndjson"]
    let chinese = try CommandRun.importlint(rows + ["--lang", "zh"], in: folder.path)
    #expect(chinese.code == 1)
    #expect(chinese.text.contains(title))
    #expect(chinese.errorLines.count == 1, "\(chinese.errors)")
    #expect(try !CommandRun.importlint(rows, in: folder.path).text.contains(title))
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "acme/pack.yaml")
    let pack = ["--lang", "pt", "--pack", "acme"]
    let none = try CommandRun.importlint(rows + pack, in: folder.path)
    #expect(none.code == 2)
    let translation =
      "{rule: loopback-resolver, sourceDigest: '0', title: t, why: w, fix: f}"
    try folder.write(
      "schema: 1\ntranslations: [\(translation)]\n", to: "acme/translations/pt/all.yaml")
    let unknown = try CommandRun.importlint(rows + pack, in: folder.path)
    #expect(unknown.lastLine.contains("no rule \"loopback-resolver\""), "\(unknown.errors)")
  }

  @Test("rules, explain and plan speak Chinese", arguments: ["text", "markdown"])
  func listings(format: String) throws {
    let options = ["--lang", "zh", "--format", format]
    #expect(try CommandRun.importlint(["rules"] + options).text.contains(title))
    let page = try CommandRun.importlint(["explain", "loopback-resolver"] + options).text
    #expect(page.contains(title))
    #expect(page.contains("CoreDNS 查询的域名服务器来自 kubelet"))
    #expect(page.contains("resolv-conf:"))
    let plan = try CommandRun.importlint(
      ["plan", "demo/snapshot", "--target", "demo/target.yaml", "--lang", "zh"])
    #expect(plan.text.contains(title))
  }

  @Test("JSON of rules keeps English and has the translation beside it")
  func json() throws {
    let run = try CommandRun.importlint(
      ["explain", "loopback-resolver", "--lang", "zh", "--format", "json"])
    let value = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let rule = try #require(value?["rule"] as? [String: Any])
    #expect(rule["title"] as? String == "Pods resolve names through a loopback address")
    let translation = try #require(rule["translation"] as? [String: Any])
    #expect(translation["language"] as? String == "zh")
    #expect(translation["title"] as? String == title)
  }

  @Test("a language that nobody has is refused, with those that there are")
  func unknown() throws {
    for arguments in [demo, ["rules"], ["explain", "loopback-resolver"]] {
      let run = try CommandRun.importlint(arguments + ["--lang", "zn"])
      #expect(run.code == 2)
      #expect(
        run.lastLine.hasSuffix(
          "--lang: no rule's texts are in \"zn\"; languages are en, zh"), "\(run.lastLine)")
    }
  }

  @Test("importlint.yaml says the language for those who never give it")
  func configuration() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nlanguage: zh\n", to: "importlint.yaml")
    let own = ["rules", "--config", folder.path + "/importlint.yaml"]
    #expect(try CommandRun.importlint(own).text.contains(title))
    #expect(try !CommandRun.importlint(own + ["--lang", "en"]).text.contains(title))
    let row = try CommandRun.importlint(["fleet", "row"] + demo.dropFirst()).text
    try folder.write(row, to: "rows.ndjson")
    let merge = ["fleet", "merge", "rows.ndjson"]
    #expect(try CommandRun.importlint(merge, in: folder.path).text.contains(title))
    // Packs are nothing to a command that tells what was judged, unless it tells it anew.
    try folder.write("schema: 1\npacks: {folders: [acme]}\n", to: "importlint.yaml")
    try folder.write(
      "schema: 1\nname: acme\nversion: 1.0.0\nextends: [{pack: rancher-import}]\n"
        + "overrides: [{rule: rancher-import/external-datastore, severity: note}]\n",
      to: "acme/pack.yaml")
    let plain = try CommandRun.importlint(merge, in: folder.path)
    #expect(plain.errorLines.count == 1, "\(plain.errors)")
    let told = try CommandRun.importlint(merge + ["--lang", "zh"], in: folder.path)
    #expect(told.errors.contains("configured by") && told.text.contains(title))
  }
}
