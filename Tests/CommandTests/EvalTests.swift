import Foundation
import Testing

@Suite("eval evaluates an expression on a snapshot")
struct EvalTests {
  private static let snapshot = "Tests/Fixtures/ready-cluster"

  private func eval(_ expression: String, _ arguments: String...) throws -> CommandRun {
    try CommandRun.importlint(["eval", expression, Self.snapshot] + arguments)
  }

  @Test(
    "values are printed as JSON",
    arguments: [
      ("cluster.version", "\"v1.33.1+rke2r1\"\n"),
      ("1 + 1", "2\n"),
      ("resource.List('v1', 'nodes', '').items.size() == 5", "true\n"),
      ("[1, 2].exists(x, x > 2)", "false\n"),
      ("{'a': [1, null, 1.5], 'b': {}}", "{\n  \"a\": [1, null, 1.5],\n  \"b\": {}\n}\n"),
      ("'a\\u001b[31m\\n\"'", "\"a\\u001b[31m\\n\\\"\"\n"),
      ("optional.none()", "optional.none()\n"),
      ("now", "timestamp(\"2025-06-02T06:00:00Z\")\n"),
      ("params.certificateWarningDays", "30\n"),
      (
        "nodes.map(n, resource.ListBy('v1', 'pods', '/spec/nodeName', n.name).items) == nodes.map("
          + "n, resource.List('v1', 'pods', '').items.filter(p, p.spec.nodeName == n.name))",
        "true\n"
      ), ("resource.ListBy('v1', 'pods', '/spec/nodeName', 'rdy-cp-1').items.size() > 1", "true\n"),
    ])
  func values(_ expression: String, _ text: String) throws {
    let run = try eval(expression)
    #expect(run.text == text)
    #expect(run.code == 0)
    #expect(run.errors == "")
  }

  @Test("a node and an object are what they were named to be")
  func subjects() throws {
    #expect(
      try eval("node.effectiveResolvConf.nameservers", "--node", "rdy-wk-1").text
        == "[\"10.20.0.2\", \"10.20.0.3\"]\n")
    for name in ["nodes/rdy-cp-1", "node/rdy-cp-1", "no/rdy-cp-1"] {
      #expect(try eval("object.metadata.name", "--object", name).text == "\"rdy-cp-1\"\n")
    }
    #expect(
      try eval("object.kind", "--object", "namespaces/kube-system").text == "\"Namespace\"\n")
    let both = try eval("1", "--node", "rdy-wk-1", "--object", "nodes/rdy-wk-1")
    #expect(both.code == 2)
    #expect(try eval("1", "--rancher", "all").code == 2)
  }

  @Test("an expression with a mistake is exit code 2, with a caret and what to do")
  func mistakes() throws {
    let field = try eval("node.resolvCof", "--node", "rdy-wk-1")
    #expect(field.code == 2)
    #expect(field.text.isEmpty)
    #expect(field.errors.contains("has no field 'resolvCof' (did you mean 'resolvConf'?)"))
    #expect(field.errors.contains(" |      ^^^^^^^^^\n"))
    let node = try eval("node.name")
    #expect(node.code == 2)
    #expect(node.errors.contains("`node` is the node that --node names"))
    let object = try eval("object.metadata.name")
    #expect(object.errors.contains("--object TYPE/NAMESPACE/NAME"))
  }

  @Test("a node or object that is not there is exit code 2 and never a value")
  func absentSubjects() throws {
    let node = try eval("true", "--node", "w9")
    #expect(node.code == 2)
    #expect(node.lastLine.contains("(it has rdy-cp-1, rdy-cp-2"))
    let object = try eval("true", "--object", "nodes/w9")
    #expect(object.code == 2)
    #expect(object.lastLine == "could not evaluate: the cluster has no nodes/w9")
    #expect(try eval("true", "--object", "w9").code == 2)
    #expect(try eval("true", "--object", "nodes/").code == 2)
  }

  @Test("what is not known is exit code 3, with the reason and what would decide it")
  func unknown() throws {
    let whole = try eval("target.rancher.version")
    #expect(whole.code == 3)
    #expect(whole.text == "(unknown)\n")
    #expect(whole.errors.contains("the target does not declare rancher.version"))
    #expect(whole.errors.contains("declare in the target file  rancher.version"))
    #expect(whole.lastLine == "inconclusive: the value is not known")
    #expect(try eval("target.rancher.version", "--rancher", "2.13.1").text == "\"2.13.1\"\n")
    let decided = try eval("false && target.rancher.version == ''")
    #expect(decided.code == 0)
  }

  @Test("a value that is known in part is printed, and is not a success")
  func partlyKnown() throws {
    let run = try CommandRun.importlint(
      ["eval", "[1] + nodes.map(n, n.sysctl).map(s, 2)", "demo/snapshot"])
    #expect(run.code == 0, "\(run.errors)")
    let part = try CommandRun.importlint(["eval", "nodes.map(n, n.sysctl)", "demo/snapshot"])
    #expect(part.code == 3)
    #expect(part.text.contains("{…}"))
    #expect(part.lastLine == "inconclusive: not all of the value is known")
  }

  @Test("an evaluation error is exit code 3 and names the sub-expression")
  func errors() throws {
    let run = try eval("[1, 2].map(x, 1 / (x - 1))")
    #expect(run.code == 3)
    #expect(run.text == "(error)\n")
    #expect(run.lastLine == "inconclusive: `1 / (x - 1)` has no value: division by zero")
  }

  @Test("a trace goes to standard error, so that the value stays alone")
  func trace() throws {
    let run = try eval("[1, 2].exists(x, x == 2)", "--trace")
    #expect(run.text == "true\n")
    #expect(
      run.errors == """
        true  [1, 2].exists(x, x == 2)
          with x = 1
            false  x == 2
          with x = 2
            true  x == 2

        """)
  }

  @Test("a trace of many turns is short: the first ones, and the last, which decided")
  func longTrace() throws {
    let run = try eval("lists.range(10000).exists(x, x == 9999)", "--trace")
    #expect(run.text == "true\n")
    #expect(run.errors.contains("  with x = 9999\n    true  x == 9999\n"))
    #expect(run.errors.contains("  … 9995 more\n"))
    #expect(run.errors.contains("[0, 1, 2, 3, 4, 5, … 9994 more]"))
    #expect(run.errorLines.count < 20)
    let endless = try eval("lists.range(200000).exists(x, x == 199999)", "--trace")
    #expect(endless.text == "true\n")
    #expect(endless.errors.contains("it is too long: not all of it was recorded"))
  }

  @Test("a snapshot that cannot be read is exit code 2")
  func unreadable() throws {
    let run = try CommandRun.importlint(["eval", "1", "no-such-folder"])
    #expect(run.code == 2)
    #expect(run.text.isEmpty)
  }
}
