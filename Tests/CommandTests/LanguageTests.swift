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
  }
}
