import Documents
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
