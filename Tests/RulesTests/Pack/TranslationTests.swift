import Checkout
import Documents
import Findings
import Foundation
import Testing

@testable import RuleTesting
@testable import Rules

@Suite("texts of rules in other languages")
struct TranslationTests {
  private func builtIn(_ translations: TranslationChoice) -> RuleSet {
    RuleSet.load(
      into: DocumentStore(), folders: [Checkout.path("rules/rancher-import")], withBuiltIn: false,
      toolVersion: "0.1.0", translations: translations)
  }

  /// Names, code spans and quoted messages stay what they are.
  private func words(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: " ")
      .split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: " ")
  }

  @Test("every text of every built-in rule is there in Chinese, of the English as it is now")
  func complete() throws {
    let set = builtIn(.of("zh"))
    #expect(set.problems == [])
    try #require(set.rules.count > 100)
    for rule in set.rules {
      let translation = try #require(rule.translation, "\(rule.id)")
      for (name, text) in translation.fields {
        let prose = words(text)
        let chinese = prose.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
        #expect(chinese >= 4, "\(rule.id) \(name)")
        // Four words of Latin letters one after the other are a sentence that was left over.
        let run = prose.firstMatch(of: #/(?:[a-z]+ ){4,}[a-z]+/#)
        #expect(run == nil, "\(rule.id) \(name): \(run.map { String($0.output) } ?? "")")
      }
    }
  }

  @Test("Chinese punctuation is wide, and spaces part Chinese from other letters")
  func typography() throws {
    for rule in builtIn(.of("zh")).rules {
      for (name, text) in try #require(rule.translation).fields {
        let narrow = text.firstMatch(of: #/[一-鿿][,;:?!(]|[,;:?!)][一-鿿]/#)
        #expect(narrow == nil, "\(rule.id) \(name): \(narrow.map { String($0.output) } ?? "")")
        let tight = text.firstMatch(of: #/[一-鿿][A-Za-z0-9`]|[A-Za-z0-9`][一-鿿]/#)
        #expect(tight == nil, "\(rule.id) \(name): \(tight.map { String($0.output) } ?? "")")
        #expect(!text.contains("。。") && !text.contains("  "), "\(rule.id) \(name)")
      }
      #expect(rule.translation?.title.hasSuffix("。") == false, "\(rule.id)")
    }
  }

  @Test("what is translated is the words alone: the digest of a pack does not change")
  func digest() throws {
    let pack = try #require(builtIn(.all).packs.first)
    var other = pack
    other.files.removeAll { PackFile(path: $0.path, text: "").isTranslation }
    #expect(pack.files.count > other.files.count)
    #expect(pack.digest == other.digest)
    #expect(pack.languages == ["zh"])
  }

  // MARK: A small pack

  private static let rule = SmallPack.rule(
    validation: "node.name == 'w1'",
    examples: SmallPack.example("a", node: "spec: {}", expect: "{pass: [node/w1]}")
      + """
        - name: b
          snapshot: {resources: [{apiVersion: v1, kind: Node, metadata: {name: w2}}]}
          expect: {fail: [node/w2]}
        - name: c
          snapshot: {nodes: {w1: {files: {/etc/hostname: w1}}}}
          expect: {unknown: [cluster]}

      """)

  /// `SmallPack`'s rule says: A sample. It is a sample. Nothing is to be done.
  private func entry(
    rule: String = "sample", digest: String? = nil, title: String = "标题", why: String = "原因",
    fix: String = "处理"
  ) throws -> String {
    let pack = try SmallPack(rule: Self.rule)
    let known = try #require(pack.load().rules.first).textDigest
    return "  - {rule: \(rule), sourceDigest: \"\(digest ?? known)\", title: \(title), "
      + "why: \(why), fix: \(fix)}\n"
  }

  private func pack(_ entries: String, at path: String = "translations/zh/all.yaml") throws
    -> SmallPack
  {
    let pack = try SmallPack(rule: Self.rule)
    let file = URL(filePath: "\(pack.folder)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("schema: 1\ntranslations:\n\(entries)".utf8).write(to: file)
    return pack
  }

  private func load(_ pack: borrowing SmallPack, _ choice: TranslationChoice) -> RuleSet {
    RuleSet.load(
      into: DocumentStore(), folders: [pack.folder], withBuiltIn: false, toolVersion: "0.1.0",
      translations: choice)
  }

  private func messages(_ set: RuleSet) -> [String] { set.problems.map(\.message) }

  @Test("a rule is told in the language that was asked for")
  func told() throws {
    let pack = try pack(try entry())
    let set = load(pack, .of("zh"))
    #expect(messages(set) == [])
    let rule = try #require(set.translated.rules.first)
    #expect([rule.title, rule.why, rule.fix.text] == ["标题", "原因", "处理"])
    #expect(set.rules.first?.title == "A sample")
    #expect(load(pack, .none).translated.rules.first?.title == "A sample")
  }

  @Test("nobody reads a translation that was not asked for")
  func unread() throws {
    let pack = try pack("  - {rule: [}\n")
    #expect(messages(load(pack, .none)) == [])
    #expect(load(pack, .none).packs.first?.languages == ["zh"])
    #expect(messages(load(pack, .of("zh"))) != [])
    let other = messages(load(pack, .of("de")))
    #expect(other == ["--lang: no rule's texts are in \"de\"; languages are en, zh"])
  }

  @Test("mistakes in a translation are said with their places")
  func mistakes() throws {
    func said(_ entries: String, at path: String = "translations/zh/all.yaml") throws -> [String] {
      let set = load(try pack(entries, at: path), .of("zh"))
      return set.problems.filter { $0.stage == .rules }.map { problem in
        let line = problem.places.first?.region.map { "\($0.line): " } ?? ""
        return line + problem.message.split(separator: "/").suffix(1).joined()
      }
    }
    #expect(
      try said(try entry(rule: "sampel")) == [
        "3: the pack has no rule \"sampel\" to translate; did you mean \"sample\"?"
      ])
    #expect(
      try said(try entry() + entry()) == ["4: the rule \"sample\" is translated into zh twice"])
    let lacking = try said("  - {rule: sample, sourceDigest: x, title: a, why: b}\n")
    #expect(lacking.first == "3: translation lacks the field \"fix\"")
    for path in ["translations/all.yaml", "translations/en/all.yaml", "translations/zh/a/b.yaml"] {
      let first = try #require(try said(try entry(), at: path).first)
      #expect(first.hasPrefix("1: "), "\(path)")
    }
  }

  @Test("a text that is older than the English is not shown")
  func outdated() throws {
    let set = load(try pack(try entry(digest: "0123456789abcdef")), .of("zh"))
    #expect(set.translated.rules.first?.title == "A sample")
    let problem = try #require(set.problems.first)
    #expect(problem.code == "outdated-translation")
    #expect(!problem.isFatal)
    #expect(problem.severity == .warning)
  }

  @Test("where lines break does not count, and every word does")
  func freshness() throws {
    let pack = try SmallPack(rule: Self.rule)
    var rule = try #require(pack.load().rules.first)
    let digest = rule.textDigest
    #expect(digest.count == 16)
    rule.why = "It is\n  a sample.\n"
    #expect(rule.textDigest == digest)
    for change in [\Rule.title, \Rule.why, \Rule.fix.text] {
      var other = rule
      other[keyPath: change] += "!"
      #expect(other.textDigest != digest)
    }
  }

  @Test("lint names what a language lacks, what is older, and what was lost")
  func lint() throws {
    func codes(_ entries: String) throws -> [String] {
      let pack = try pack(entries)
      return try PackLint(PackTest.Request(packs: [pack.folder], toolVersion: "0.1.0"))
        .run(runsExamples: false).map(\.code).filter { $0 != "missing-case" }
    }
    #expect(try codes(try entry()) == [])
    #expect(try codes(try entry(digest: "0")) == ["outdated-translation"])
    #expect(try codes(try entry(title: "A sample")) == ["untranslated-text"])
    let rule = try #require(try SmallPack(rule: Self.rule).load().rules.first)
    let none = TranslationCheck(languages: ["small": ["zh"]]).problems([rule])
    #expect(none.map(\.problem.code) == ["missing-translation"])
    #expect(none.first?.problem.help?.contains(rule.textDigest) == true)
  }

  @Test("names, commands, versions and numbers are the same in every language")
  func literals() {
    let text =
      "From 2.7.2 on set `resolv-conf:` in /etc/x (53/UDP, 32-bit; rancher.cattle.io). And so on…"
    #expect(
      TranslationCheck.literals(of: text)
        == ["2.7.2", "resolv-conf:", "/etc/x", "53/UDP", "32", "rancher.cattle.io"])
  }
}
