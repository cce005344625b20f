import Foundation
import Testing

@Suite("mistakes in waiver files are exit code 2, with their place")
struct WaiverMistakeTests {
  /// A file, and what the last line on standard error must say.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let file: String
    let reason: String
    var testDescription: String { reason }
  }

  /// A file with one waiver, of these fields.
  private static func one(_ fields: [String: String?], at reason: String) -> Mistake {
    var all: [(String, String?)] = [
      ("rule", "ownerless"), ("scope", "{namespace: shop}"), ("reason", "the shop moves"),
      ("owner", "platform"), ("expires", "2026-03-31"),
    ]
    for (key, value) in fields {
      if let i = all.firstIndex(where: { $0.0 == key }) {
        all[i].1 = value
      } else {
        all.append((key, value))
      }
    }
    let lines = all.compactMap { key, value in value.map { "\(key): \($0)" } }
    let text = lines.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element + "\n" }
    return Mistake(file: "schema: 1\nwaivers:\n" + text.joined(), reason: reason)
  }

  static let mistakes: [Mistake] = [
    Mistake(file: "", reason: "waivers.yaml:1:1: the waiver file is empty"),
    Mistake(file: "# nothing\n", reason: "waivers.yaml:1:1: the waiver file is empty"),
    Mistake(file: "- rule: x\n", reason: "waivers.yaml:1:1: waiver file must be a map"),
    Mistake(file: "schema: 1\nwaivers: [", reason: "waivers.yaml:2:"),
    Mistake(
      file: "schema: 1\nwaivers: []\n---\nschema: 1\n",
      reason: "the waiver file holds more than one document"),
    Mistake(file: "waivers: []\n", reason: "waiver file lacks the field \"schema\""),
    Mistake(file: "schema: 2\nwaivers: []\n", reason: "waivers.yaml:1:9: \"schema\" must be 1"),
    Mistake(
      file: "schema: 1\nwaiver: []\n",
      reason: "waivers.yaml:2:1: waiver file has no field \"waiver\"; did you mean \"waivers\"?"),
    Mistake(
      file: "schema: 1\nwaivers: none\n", reason: "waivers.yaml:2:10: \"waivers\" must be a list"),
    Mistake(
      file: "schema: 1\nwaivers: [none]\n", reason: "waivers.yaml:2:11: waiver must be a map"),
    Mistake(
      file: "schema: 1\nwaivers: []\nwaivers: []\n", reason: "waivers.yaml:3:"),
    one(
      ["rule": "ownerles"], at: "3:11: no rule is named \"ownerles\"; did you mean \"ownerless\"?"),
    one(["rule": "acme/shoutin"], at: "did you mean \"acme/shouting\"?"),
    one(["rule": "other/*"], at: "3:11: no rule's full id fits \"other/*\""),
    one(["rule": nil], at: "3:5: waiver lacks the field \"rule\""),
    one(["rule": "[a, b]"], at: "3:11: \"rule\" must be a string"),
    one(["scope": nil], at: "waiver lacks the field \"scope\""),
    one(["scope": "{}"], at: "4:12: the scope names nothing in particular"),
    one(["scope": "{namespace: \"*\"}"], at: "4:12: the scope names nothing in particular"),
    one(
      ["scope": "{namespce: shop}"],
      at: "scope has no field \"namespce\"; did you mean \"namespace\"?"),
    one(["scope": "shop"], at: "4:12: scope must be a map"),
    one(["scope": "{namespace: \"\"}"], at: "4:25: \"namespace\" must not be empty"),
    one(["scope": "{namespace: 7}"], at: "4:24: \"namespace\" must be a text or a list of texts"),
    one(["scope": "{subject: w1}"], at: "4:22: \"w1\" is not a subject's name, such as node/w1"),
    one(
      ["scope": "{fingerprint: 3f2a}"],
      at: "4:26: \"3f2a\" is not a fingerprint: 32 digits of 0-9 and a-f"),
    one(["scope": "{labels: {tier: 7}}"], at: "4:28: the label \"tier\" must be a text"),
    one(["scope": "{labels: [tier]}"], at: "4:21: \"labels\" must be a map of texts"),
    one(["scope": "{cluster: eu-1, subject: []}"], at: "\"subject\" must not be empty"),
    one(["scope": "{cluster: eu-1, fingerprint: }"], at: "\"fingerprint\" must not be empty"),
    one(["scope": "{cluster: eu-1, namespace: null}"], at: "\"namespace\" must not be empty"),
    one(["scope": "{cluster: eu-1, labels: {}}"], at: "\"labels\" must not be empty"),
    one(["reason": nil], at: "waiver lacks the field \"reason\""),
    one(["reason": "\" \""], at: "5:14: \"reason\" must not be empty"),
    one(["owner": nil], at: "waiver lacks the field \"owner\""),
    one(["owner": "yes"], at: "6:12: \"owner\" must be a string"),
    one(["expires": nil], at: "waiver lacks the field \"expires\""),
    one(["expires": "31.3.2026"], at: "7:14: \"expires\" must be a day such as 2026-01-31"),
    one(["expires": "2026-02-30"], at: "7:14: \"expires\" must be a day such as 2026-01-31"),
    one(["expires": "2026-03-31T00:00:00Z"], at: "\"expires\" must be a day such as 2026-01-31"),
    one(["expires": "never"], at: "\"expires\" must be a day such as 2026-01-31, not \"never\""),
    one(["ticket": "12"], at: "8:13: \"ticket\" must be a string"),
    one(
      ["expiry": "2026-03-31"], at: "8:5: waiver has no field \"expiry\"; did you mean \"expires\"?"
    ),
  ]

  @Test("each is told", arguments: mistakes)
  func mistake(_ mistake: Mistake) throws {
    let cluster = try SmallCluster()
    try cluster.folder.write(mistake.file, to: "waivers.yaml")
    let run = try cluster.check()
    #expect(run.code == 2)
    #expect(run.lastLine.hasPrefix("could not judge: waivers.yaml:"), "\(run.lastLine)")
    #expect(run.lastLine.contains(mistake.reason), "\(run.lastLine)")
  }

  @Test("several mistakes are told at once, each with its line")
  func several() throws {
    let cluster = try SmallCluster()
    try cluster.writeWaivers(
      SmallCluster.waiver("nothing"), SmallCluster.waiver(expires: "soon"))
    let run = try cluster.check()
    #expect(run.lastLine.hasSuffix("(and 1 more)"), "\(run.lastLine)")
    #expect(run.text.contains("waivers.yaml:3:11: ") && run.text.contains("waivers.yaml:12:14: "))
    #expect(run.text.contains("expires: soon"), "the line is shown")
  }

  @Test("a file that is not there is exit code 2, with the name that was meant")
  func missing() throws {
    let cluster = try SmallCluster()
    try cluster.writeWaivers(SmallCluster.waiver())
    let run = try cluster.check(waivers: "waiver.yaml")
    #expect(run.code == 2)
    #expect(run.lastLine.contains("the waiver file waiver.yaml cannot be opened"))
    #expect(run.plainText.contains("did you mean waivers.yaml?"))
    #expect(try cluster.check(waivers: "snapshot").code == 2)
  }

  @Test("a pack sets the longest time, from the day of judging")
  func longest() throws {
    let cluster = try SmallCluster()
    try cluster.writePack(more: "waivers: {longestDays: 30}\n")
    try cluster.writeWaivers(SmallCluster.waiver(expires: "2026-03-03"))
    #expect(try cluster.check(on: "2026-02-01").code == 1)
    let run = try cluster.check(on: "2026-01-31")
    #expect(run.code == 2)
    #expect(
      run.lastLine.contains(
        "waivers.yaml:7:14: the pack acme lets waivers hold for 30 days: until 2026-03-02 at "
          + "most"), "\(run.lastLine)")
  }

  @Test("a rule that must not be waived is not, by its name or by a pattern")
  func unwaivable() throws {
    let cluster = try SmallCluster()
    try cluster.writePack(
      more: "overrides: [{rule: acme/ownerless, waivable: false}]\n")
    try cluster.writeWaivers(SmallCluster.waiver())
    let run = try cluster.check()
    #expect(run.code == 2)
    #expect(
      run.lastLine.contains("waivers.yaml:3:11: the rule acme/ownerless must not be waived"))
    try cluster.writeWaivers(SmallCluster.waiver("acme/*", scope: "{cluster: eu-1}"))
    #expect(try cluster.check().code == 1)
  }

  @Test("what one pack forbids no other allows, and an id of several packs is a mistake")
  func severalPacks() throws {
    let cluster = try SmallCluster()
    for (first, second) in [("false", "true"), ("true", "false")] {
      for (name, value) in [("one", first), ("two", second)] {
        try cluster.folder.write(
          "schema: 1\nname: \(name)\nversion: 1.0.0\nextends: [{pack: ../acme}]\n"
            + "overrides: [{rule: acme/ownerless, waivable: \(value)}]\n", to: "\(name)/pack.yaml")
      }
      try cluster.writeWaivers(SmallCluster.waiver("acme/ownerless"))
      let run = try cluster.check(more: ["--pack", "one", "--pack", "two"])
      #expect(run.code == 2)
      #expect(
        run.lastLine.contains("the rule acme/ownerless must not be waived"), "\(run.lastLine)")
    }
    try FileManager.default.copyItem(atPath: cluster.path("acme"), toPath: cluster.path("other"))
    try cluster.folder.write("schema: 1\nname: other\nversion: 1.0.0\n", to: "other/pack.yaml")
    try cluster.writeWaivers(SmallCluster.waiver())
    let both = try cluster.check(more: ["--pack", "other"])
    #expect(both.code == 2)
    #expect(
      both.lastLine.contains("3:11: \"ownerless\" may be acme/ownerless or other/ownerless"),
      "\(both.lastLine)")
    try cluster.writeWaivers(SmallCluster.waiver("acme/ownerless"))
    #expect(try cluster.check(more: ["--pack", "other"]).code == 1)
  }

  @Test("what could be a credential is not shown")
  func credentials() throws {
    let cluster = try SmallCluster()
    try cluster.writeWaivers(
      "rule: ownerless\nscope: {namespace: shop}\nreason: \"token: s3cr3tvalue1\"\n"
        + "owner: platform\nexpires: 2026-03-31")
    let run = try cluster.check()
    #expect(!run.text.contains("s3cr3tvalue1"))
    #expect(run.text.contains("(hidden)"))
    try cluster.writeWaivers(
      "rule: ownerless\nscope: {namespace: shop}\nreason: \"token: s3cr3tvalue1\"\nowner: 7")
    let broken = try cluster.check()
    #expect(broken.code == 2)
    #expect(!broken.text.contains("s3cr3tvalue1") && !broken.errors.contains("s3cr3tvalue1"))
  }
}
