import Documents
import Foundation
import Testing

@Suite("what editors ask of rules")
struct FeatureTests {
  private let pack: SmallPack
  private let client: ScriptedClient

  init() throws {
    pack = try SmallPack()
    client = try ScriptedClient.running()
    client.open(pack.rule, SmallPack.ruleText)
  }

  /// Parameters of a request at the place of `^` in a text, which is what the file becomes.
  private func parameters(_ path: String, _ text: String) -> String {
    let before = text.prefix { $0 != "^" }
    let line = before.count { $0 == "\n" }
    let character = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    client.open(path, text.replacing("^", with: ""))
    return #"{"textDocument": {"uri": "file://\#(path)"}, "position": "#
      + #"{"line": \#(line), "character": \#(character.utf16.count)}}"#
  }

  private func labels(_ path: String, _ text: String) throws -> [String] {
    let answer = try client.request("textDocument/completion", parameters(path, text))
    return try #require(answer[path: "result", "items"]).elements.compactMap { $0["label"]?.string }
  }

  private func hover(_ path: String, _ text: String) throws -> String? {
    let answer = try client.request("textDocument/hover", parameters(path, text))
    return answer[path: "result", "contents", "value"]?.string
  }

  /// The rule with something at a place.
  private func rule(_ old: String, _ new: String) -> String {
    SmallPack.ruleText.replacing(old, with: new)
  }

  @Test("fields of files are offered and explained")
  func fields() throws {
    let text = SmallPack.ruleText
    #expect(try labels(pack.rule, text + "on^").contains("onError"))
    #expect(
      try labels(pack.rule, rule("{text: Change it.}", "{text: a, ^}")) == [
        "text", "commands", "commandExpression",
      ])
    #expect(
      try labels(pack.rule, rule("severity: error", "severity: ^")) == [
        "error", "warning", "note",
      ])
    #expect(
      try labels(pack.rule, rule("        message: too many", "        ^")).contains("severity"))
    #expect(try labels(pack.head, SmallPack.headText + "ext^").contains("extends"))
    #expect(
      try hover(pack.rule, rule("severity", "sever^ity"))?.contains("Severity of its") == true)
    #expect(try hover(pack.rule, rule("  expect: {pass", "  expect: {pa^ss")) != nil)
    #expect(try hover(pack.rule, rule("Pods cannot.", "Pods ^cannot.")) == nil)
  }

  @Test("variables, fields, functions, definitions and parameters are offered and explained")
  func expressions() throws {
    let old = "definitions.hasResolver(node)"
    #expect(try labels(pack.rule, rule(old, "def^")).contains("definitions"))
    #expect(try labels(pack.rule, rule(old, "definitions.^")) == ["hasResolver"])
    #expect(try labels(pack.rule, rule(old, "params.^")) == ["maximum"])
    #expect(try labels(pack.rule, rule(old, "variables.^")) == ["servers"])
    #expect(try labels(pack.rule, rule(old, "node.resolvConf.na^")).contains("nameservers"))
    #expect(try labels(pack.rule, rule(old, "nodes.exists(n, n.resolv^")).contains("resolvConf"))
    #expect(try labels(pack.rule, rule(old, "cluster.^")).contains("distribution"))
    #expect(try labels(pack.rule, rule(old, "resource.^")).contains("List"))
    let members = try labels(pack.rule, rule(old, "variables.servers.^"))
    #expect(members.contains("exists") && members.contains("size") && !members.contains("has"))
    let free = try labels(pack.rule, rule(old, "^"))
    #expect(free.contains("has") && free.contains("size") && free.contains("resource.List"))
    #expect(!free.contains("exists"))
    #expect(
      try labels(
        pack.definitions, SmallPack.definitionsText.replacing("n.resolvConf.", with: "n.^")
      )
      .contains("resolvConf"))
    #expect(
      try hover(pack.rule, rule(old, "definitions.hasRe^solver(node)"))?
        .contains("Whether a node has a resolver.") == true)
    #expect(try hover(pack.rule, rule("size(v", "si^ze(v"))?.contains("size") == true)
    #expect(
      try hover(pack.rule, rule(old, "node.resolv^Conf == null"))?.contains("resolv.conf") == true)
    #expect(try hover(pack.rule, rule(old, "nothing.at^all")) == nil)
  }

  @Test("rules are offered, explained and found where waivers and packs name them")
  func ruleNames() throws {
    let waivers = pack.folder + ".waivers.yaml"
    let text = "schema: 1\nwaivers:\n  - rule: loop^back-resolver\n"
    #expect(try labels(waivers, text).contains("rancher-import/loopback-resolver"))
    #expect(try hover(waivers, text)?.contains("rancher-import/loopback-resolver") == true)
    #expect(try labels(pack.head, SmallPack.headText + "overrides:\n  - rule: ^").count > 50)
    // It lies in the executable.
    let answer = try client.request("textDocument/definition", parameters(waivers, text))
    #expect(answer["result"]?.isNull == true)
  }

  @Test("files of translations have fields of their own, and name rules of their pack by ids")
  func translations() throws {
    let path = pack.folder + "/translations/zh/dns.yaml"
    let text = "schema: 1\ntranslations:\n  - rule: loopback\n    "
    #expect(
      try labels(path, text + "^") == ["rule", "sourceDigest", "title", "why", "fix"])
    #expect(try labels(path, text.replacing("loopback", with: "loop^")) == ["loopback"])
    #expect(try hover(path, text.replacing("loop", with: "lo^op"))?.contains("acme/") == true)
    #expect(try hover(path, text + "source^Digest: x")?.contains("pack lint") == true)
    let found = try client.request(
      "textDocument/definition", parameters(path, text.replacing("loop", with: "lo^op")))
    #expect(found[path: "result", "uri"]?.string == "file://\(pack.rule)")
  }

  @Test("policies and their bindings have Kubernetes' fields, and policies its names")
  func policies() throws {
    let path = pack.folder + "/policies/owner.yaml"
    let text = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: owner}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [@3], resources: [pods]}
        variables:
          - {name: labels, expression: "object.metadata.?labels.orValue({})"}
        validations:
          - expression: "'owner' in variables.@2"
            @1
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: owner}
      spec:
        @4
      """
    func at(_ number: Int, in path: String? = nil) throws -> [String] {
      let marked = (1...4).reduce(text) {
        $0.replacing("@\($1)", with: $1 == number ? "^" : $1 == 2 ? "labels" : "")
      }
      return try labels(path ?? self.pack.folder + "/policies/owner.yaml", marked)
    }
    #expect(try at(1) == ["expression", "message", "messageExpression", "reason"])
    #expect(try at(2) == ["labels"])
    #expect(try at(3).contains("CREATE"))
    #expect(
      try at(4) == ["policyName", "paramRef", "matchResources", "validationActions"])
    let free = try labels(path, text.replacing("'owner' in variables.@2", with: "^"))
    #expect(free.contains("oldObject") && free.contains("has") && free.contains("quantity"))
    // What is ImportLint's own, no cluster knows.
    #expect(!free.contains("node") && !free.contains("resource.List"))
    let outside = pack.folder + ".policies.yaml"
    #expect(try at(1, in: outside).first == "expression")
    #expect(
      try labels(outside, text.replacing("'owner' in variables.@2", with: "obj^"))
        .contains("object"))
  }

  @Test("a rule that a waiver names is found in its pack")
  func ruleDefinition() throws {
    let client = ScriptedClient()
    _ = try client.request(
      "initialize",
      #"{"capabilities": {}, "workspaceFolders": [{"uri": "file://\#(pack.folder)", "name": "a"}]}"#
    )
    let waivers = pack.folder + ".waivers.yaml"
    client.open(waivers, "waivers:\n  - rule: acme/loopback\n")
    let answer = try client.request(
      "textDocument/definition",
      #"{"textDocument": {"uri": "file://\#(waivers)"}, "position": {"line": 1, "character": 18}}"#)
    #expect(answer[path: "result", "uri"]?.string == "file://\(pack.rule)")
  }

  @Test("a definition, a variable and a parameter are found")
  func definitions() throws {
    func found(_ old: String, _ new: String) throws -> String {
      let answer = try client.request(
        "textDocument/definition", parameters(pack.rule, rule(old, new)))
      let uri = answer[path: "result", "uri"]?.string ?? ""
      let line = answer[path: "result", "range", "start", "line"]?.int ?? -1
      return "\(uri.dropFirst("file://".count + pack.folder.count)):\(line)"
    }
    #expect(try found("definitions.has", "definitions.^has") == "/definitions/nodes.yaml:2")
    #expect(try found("size(variables.s", "size(variables.^s") == "/dns/loopback.yaml:7")
    #expect(try found("params.m", "params.^m") == "/pack.yaml:4")
    #expect(try found("size(v", "^size(v") == ":-1")
  }

  @Test("each example says what it comes to, and the rule what all of them do")
  func lenses() throws {
    func titles() throws -> [String] {
      let answer = try client.request(
        "textDocument/codeLens", #"{"textDocument": {"uri": "file://\#(pack.rule)"}}"#)
      return try #require(answer["result"]).elements.compactMap {
        $0[path: "command", "title"]?.string
      }
    }
    #expect(
      try titles() == [
        "3 examples, as expected", "✓ pass: node/w1", "✓ fail: node/w1", "✓ unknown: node/w1",
      ])
    client.open(pack.rule, rule("<= params.maximum", "<= params.maximum + 1"))
    let wrong = try titles()
    #expect(wrong.first == "1 of 3 examples not as expected")
    #expect(wrong[2] == "✗ node/w1 must fail, and does not")
    client.open(pack.rule, rule("params.maximum", "params.nothing"))
    #expect(try titles() == ["not judged: see what is wrong with it"])
    client.open(pack.rule, "id: [")
    #expect(try titles() == [])
  }

  @Test("of a rule that is saved a lens says which mistakes its examples do not notice")
  func mutants() throws {
    let parameters = #"{"textDocument": {"uri": "file://\#(pack.rule)"}}"#
    func open() throws -> [DocumentValue] {
      try #require(try client.request("textDocument/codeLens", parameters)["result"])
        .elements.filter { $0["command"] == nil }
    }
    let lens = try #require(try open().first)
    let rule = try #require(lens[path: "data", "rule"]?.string)
    let answer = try client.request(
      "codeLens/resolve",
      #"{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "#
        + #""data": {"path": "\#(pack.rule)", "rule": "\#(rule)"}}"#)
    let title = try #require(answer[path: "result", "command", "title"]?.string)
    #expect(title.contains("mutants survive"))
    #expect(!title.hasPrefix("0 of 0"))
    client.change(pack.rule, #"[{"text": \#("\"\"")}]"#)
    #expect(try open().isEmpty)
    let wrong = try client.request("codeLens/resolve", #"{"data": {"path": 5}}"#)
    #expect(wrong[path: "error", "code"]?.int == -32602)
  }

  @Test("what was probably meant is a quick fix")
  func quickFixes() throws {
    func fix(_ old: String, _ new: String) throws -> String? {
      let text = rule(old, new)
      let found = try #require(client.open(pack.rule, text).diagnostics(of: pack.rule)?.first)
      let range = found["range"]
      func position(_ end: String) -> String {
        let at = range?[end]
        return #"{"line": \#(at?["line"]?.int ?? 0), "character": \#(at?["character"]?.int ?? 0)}"#
      }
      let message = [found["message"]?.string ?? ""]
      let list = try JSONEncoder().encode(message)
      let quoted = String(decoding: list, as: UTF8.self).dropFirst().dropLast()
      let answer = try client.request(
        "textDocument/codeAction",
        #"{"textDocument": {"uri": "file://\#(pack.rule)"}, "context": {"diagnostics": [{"#
          + #""range": {"start": \#(position("start")), "end": \#(position("end"))}, "#
          + #""source": "importlint", "message": \#(quoted)}]}}"#)
      let action = answer["result"]?.elements.first
      let edit = action?[path: "edit", "changes", "file://\(pack.rule)"]?.elements.first
      #expect(edit?["newText"] != nil)
      return action?["title"]?.string
    }
    #expect(try fix("title:", "titel:") == #"Replace "titel" by "title""#)
    #expect(try fix("severity: error", "severity: eror") == #"Replace "eror" by "error""#)
    #expect(try fix("node.resolvConf", "node.reslvConf") == #"Replace "reslvConf" by "resolvConf""#)
  }

  @Test("requests about nothing are errors, and end nothing")
  func wrongRequests() throws {
    for method in ["completion", "hover", "definition", "codeLens", "codeAction"] {
      for parameters in ["null", "[]", "{}", #"{"textDocument": {"uri": "file:///nowhere"}}"#] {
        let answer = try client.request("textDocument/\(method)", parameters)
        #expect(answer[path: "error", "code"]?.int == -32602)
      }
    }
    let far =
      #"{"textDocument": {"uri": "file://\#(pack.rule)"}, "#
      + #""position": {"line": 999999, "character": 99}}"#
    #expect(try client.request("textDocument/hover", far)["result"]?.isNull == true)
  }
}
