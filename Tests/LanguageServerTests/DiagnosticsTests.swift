import Basics
import Documents
import Foundation
import Testing

@Suite("diagnostics of the language server")
struct DiagnosticsTests {
  private func messages(_ list: [DocumentValue]?) -> [String]? {
    list?.map { $0["message"]?.string ?? "" }
  }

  /// `line:character-line:character`, from 0.
  private func range(_ diagnostic: DocumentValue?) -> String {
    ["start", "end"].map { end in
      let position = diagnostic?[path: "range", end]
      return "\(position?["line"]?.int ?? -1):\(position?["character"]?.int ?? -1)"
    }.joined(separator: "-")
  }

  @Test("a rule that holds has none, and a mistake shows where it is as it is typed")
  func rule() throws {
    let pack = try SmallPack()
    let client = try ScriptedClient.running()
    #expect(client.open(pack.rule, SmallPack.ruleText).diagnostics(of: pack.rule)?.isEmpty == true)
    // The title's "title" becomes "titel".
    let typo = client.change(
      pack.rule,
      #"[{"range": {"start": {"line": 1, "character": 3}, "end": {"line": 1, "character": 5}}, "#
        + #""text": "el"}]"#)
    let found = try #require(typo.diagnostics(of: pack.rule))
    #expect(messages(found)?.first?.contains("did you mean \"title\"?") == true)
    #expect(found.first?["code"]?.string == "unknown-field")
    #expect(found.first?["severity"]?.int == 1)
    #expect(typo.last?[path: "params", "version"]?.int == 2)
    let repaired = client.change(
      pack.rule, version: 3,
      #"[{"range": {"start": {"line": 1, "character": 3}, "end": {"line": 1, "character": 5}}, "#
        + #""text": "le"}]"#)
    #expect(repaired.diagnostics(of: pack.rule)?.isEmpty == true)
  }

  @Test("an expression's mistake has its own range, in the characters of the client")
  func expression() throws {
    let pack = try SmallPack()
    for (encoding, start) in [("utf-16", 30), ("utf-8", 33)] {
      let client = try ScriptedClient.running(encoding)
      let wrong = SmallPack.ruleText.replacing(
        "  - {name: servers, expression: node.resolvConf.nameservers}",
        with: "  - {name: \"é😀\", expression: nod.resolvConf}")
      let found = client.open(pack.rule, wrong).diagnostics(of: pack.rule)
      let mistake = found?.first { $0["message"]?.string?.contains("nod") == true }
      #expect(range(mistake).hasPrefix("7:\(start)-"), "\(encoding)")
    }
  }

  @Test("mistakes of all files of the pack show, and go when they are repaired")
  func otherFiles() throws {
    let pack = try SmallPack()
    let client = try ScriptedClient.running()
    client.open(pack.rule, SmallPack.ruleText)
    let wrong = SmallPack.definitionsText.replacing("hasResolver", with: "hasNone")
    let answers = client.open(pack.definitions, wrong)
    #expect(messages(answers.diagnostics(of: pack.rule))?.count == 1)
    let closed = client.notify(
      "textDocument/didClose", #"{"textDocument": {"uri": "file://\#(pack.definitions)"}}"#)
    #expect(closed.diagnostics(of: pack.rule)?.isEmpty == true)
  }

  @Test("lint shows as warnings, and what cannot be read keeps nothing else from showing")
  func lint() throws {
    let pack = try SmallPack()
    let client = try ScriptedClient.running()
    let unused = SmallPack.definitionsText + "  - {name: idle, expression: \"1\"}\n"
    let found = client.open(pack.definitions, unused).diagnostics(of: pack.definitions)
    #expect(found?.map { $0["severity"]?.int } == [2])
    let broken = client.open(pack.rule, "id: [")
    #expect(broken.diagnostics(of: pack.rule)?.isEmpty == false)
    #expect(broken.diagnostics(of: pack.definitions)?.isEmpty == true)
  }

  @Test("of many changes the last is looked at")
  func coalesced() throws {
    let pack = try SmallPack()
    let client = try ScriptedClient.running()
    #expect(client.open(pack.rule, "", works: false).isEmpty)
    for version in 2..<50 {
      #expect(
        client.change(pack.rule, version: version, #"[{"text": "id: x\n"}]"#, works: false).isEmpty)
    }
    let answers = client.change(pack.rule, version: 50, #"[{"text": "id: 1\n"}]"#)
    #expect(answers.count == 1)
    #expect(answers.first?[path: "params", "version"]?.int == 50)
  }

  @Test("changes that lie outside of the text, or are none, trap nothing")
  func strangeChanges() throws {
    let pack = try SmallPack()
    let client = try ScriptedClient.running()
    client.open(pack.rule, "a\r\nb😀\rc")
    for range in [
      ("99999", "0", "99999", "99999"), ("0", "99", "0", "100"), ("1", "2", "0", "0"),
      ("-1", "-1", "0", "0"), ("9223372036854775807", "9223372036854775807", "0", "1"),
    ] {
      client.change(
        pack.rule,
        #"[{"range": {"start": {"line": \#(range.0), "character": \#(range.1)}, "#
          + #""end": {"line": \#(range.2), "character": \#(range.3)}}, "text": "x"}]"#)
    }
    let wrong = client.change(pack.rule, #"[{"range": 5, "text": "x"}]"#)
    #expect(wrong.first?["method"]?.string == "window/showMessage")
    #expect(client.change(pack.rule, #"[{"text": "id: x\n"}]"#).isEmpty)
    #expect(client.notify("textDocument/didClose", "{}").isEmpty)
    #expect(client.notify("textDocument/didOpen", #"{"textDocument": {"uri": 5}}"#).isEmpty)
    #expect(try client.request("shutdown", "null")["result"]?.isNull == true)
  }

  @Test("documents may be many, but not endless")
  func manyDocuments() throws {
    let client = try ScriptedClient.running()
    for i in 0..<1000 {
      #expect(client.open("/nowhere/\(i).txt", "a", works: false).isEmpty)
    }
    let answers = client.open("/nowhere/more.txt", "a", works: false)
    #expect(answers.first?["method"]?.string == "window/showMessage")
    client.notify("textDocument/didOpen", #"{"textDocument": {"uri": "untitled:1", "text": "a"}}"#)
  }

  @Test("mistakes of a pack that is extended stand at the line that extends it, and in their file")
  func extended() throws {
    let base = try SmallPack()
    try base.write("dns/loopback.yaml", SmallPack.ruleText.replacing("title:", with: "titel:"))
    let pack = try SmallPack.extending(base)
    let client = try ScriptedClient.running()
    let answers = client.open(
      pack.rule, SmallPack.ruleText.replacing("params.maximum", with: "3"))
    #expect(answers.diagnostics(of: pack.rule)?.isEmpty == true)
    let found = try #require(answers.diagnostics(of: pack.head))
    let end = 13 + (base.folder.split(separator: "/").last?.count ?? 0)
    #expect(found.map(range) == Array(repeating: "4:10-4:\(end)", count: 2))
    #expect(
      messages(found)?.first?.hasPrefix("in another pack, \(base.rule):2:1: rule has no field")
        == true)
    let related = found.first?["relatedInformation"]?.elements.first
    #expect(related?[path: "location", "uri"]?.string == "file://\(base.rule)")
    #expect(related?[path: "location", "range", "start", "line"]?.int == 1)
    #expect(answers.diagnostics(of: base.rule) == nil)
    let own = client.open(base.rule, SmallPack.ruleText.replacing("title:", with: "titel:"))
    #expect(own.diagnostics(of: base.rule).map { range($0.first).hasPrefix("1:0-") } == true)
    let repaired = client.change(base.rule, #"[{"text": \#(QuotedText.json(SmallPack.ruleText))}]"#)
    #expect(repaired.diagnostics(of: base.rule)?.isEmpty == true)
    #expect(repaired.diagnostics(of: pack.head)?.isEmpty == true)
  }

  @Test("what changes in a pack shows in packs that extend it and in waivers of its rules")
  func dependents() throws {
    let base = try SmallPack()
    let pack = try SmallPack.extending(base)
    let client = ScriptedClient()
    _ = try client.request(
      "initialize",
      #"{"capabilities": {}, "workspaceFolders": [{"uri": "file://\#(base.folder)", "name": "a"}]}"#
    )
    let waivers = base.folder + ".waivers.yaml"
    client.open(pack.rule, SmallPack.ruleText.replacing("params.maximum", with: "3"))
    let waiver = """
      schema: 1
      waivers:
        - {rule: acme/loopback, scope: {subject: node/w1}, reason: r, owner: o, expires: 2026-02-01}
      """
    #expect(client.open(waivers, waiver).diagnostics(of: waivers)?.isEmpty == true)
    client.open(base.definitions, SmallPack.definitionsText)
    let renamed = SmallPack.definitionsText.replacing("hasResolver", with: "hasNone")
    let lost = client.change(base.definitions, #"[{"text": \#(QuotedText.json(renamed))}]"#)
    #expect(messages(lost.diagnostics(of: pack.rule))?.first?.contains("hasResolver") == true)
    let other = SmallPack.ruleText.replacing("id: loopback", with: "id: other")
    let gone = client.open(base.rule, other)
    #expect(messages(gone.diagnostics(of: waivers))?.first?.contains("acme/loopback") == true)
    #expect(
      client.change(base.rule, #"[{"text": \#(QuotedText.json(SmallPack.ruleText))}]"#)
        .diagnostics(of: waivers)?.isEmpty == true)
  }

  @Test("files belong to a pack while its pack.yaml is there, if only in the editor")
  func unsavedPack() throws {
    let pack = try SmallPack()
    try FileManager.default.removeItem(atPath: pack.head)
    let client = try ScriptedClient.running()
    let wrong = SmallPack.ruleText.replacing("title:", with: "titel:")
    #expect(client.open(pack.rule, wrong).diagnostics(of: pack.rule)?.isEmpty == true)
    let begun = client.open(pack.head, SmallPack.headText)
    #expect(begun.diagnostics(of: pack.rule)?.isEmpty == false)
    let ended = client.notify(
      "textDocument/didClose", #"{"textDocument": {"uri": "file://\#(pack.head)"}}"#)
    #expect(ended.diagnostics(of: pack.rule)?.isEmpty == true)
  }

  @Test("a text that grows too large is no longer looked at, and that is said")
  func tooLarge() throws {
    let client = try ScriptedClient.running()
    let path = "/nowhere/target.yaml"
    #expect(client.open(path, "rancher: {versoin: 2}\n").diagnostics(of: path)?.count == 1)
    let large = "rancher: {versoin: 2}\n" + String(repeating: "# \n", count: 3 << 20)
    let answers = client.open(path, large)
    #expect(answers.first?["method"]?.string == "window/showMessage")
    #expect(
      answers.first?[path: "params", "message"]?.string?.hasSuffix("larger than 8 MiB") == true)
    #expect(answers.diagnostics(of: path)?.isEmpty == true)
    let hover =
      #"{"textDocument": {"uri": "file://\#(path)"}, "position": {"line": 0, "character": 2}}"#
    #expect(
      try client.request("textDocument/hover", hover)[path: "error", "code"]?.int == -32602)
    client.open(path, "")
    let grown = client.change(path, #"[{"text": \#(QuotedText.json(large))}]"#)
    #expect(
      grown.first?[path: "params", "message"]?.string?.hasSuffix("larger than 8 MiB") == true)
  }

  @Test("targets, waivers and configurations are checked as their commands do")
  func otherKinds() throws {
    let client = try ScriptedClient.running()
    func found(_ name: String, _ text: String) -> [String] {
      messages(client.open("/nowhere/\(name)", text).diagnostics(of: "/nowhere/\(name)")) ?? ["?"]
    }
    #expect(found("target.yaml", "rancher: {version: 2.13.1}\n") == [])
    #expect(found("a.yaml", "rancher: {versoin: 2.13.1}\n").first?.contains("version") == true)
    #expect(found("importlint.yaml", "schema: 1\nformats: [text]\n") == [])
    #expect(found("importlint.yaml", "schema: 1\nformats: [pdf]\n").first?.contains("pdf") == true)
    let waiver = """
      schema: 1
      waivers:
        - rule: loopback-resolvr
          scope: {subject: node/w1}
          reason: r
          owner: o
          expires: 2026-02-01
      """
    #expect(found("waivers.yaml", waiver).first?.contains("loopback-resolver") == true)
    #expect(
      found("waivers.yaml", waiver.replacing("resolvr", with: "resolver")) == [])
    #expect(found("values.yaml", "a: [") == [])
  }
}
