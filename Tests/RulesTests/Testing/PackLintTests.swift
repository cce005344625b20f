import Checkout
import Findings
import Foundation
import Testing

@testable import RuleTesting
@testable import Rules

/// Each mistake that lint is to find, made once in a pack that is otherwise right.
@Suite("Looking packs over")
struct PackLintTests {
  /// A pack whose one rule is right; each part may be given otherwise.
  private struct Parts {
    var header = ""
    var applies = "{}"
    var matchConditions = "[]"
    var variables = "[]"
    var validation = "has(node.object.spec.size) && node.object.spec.size > 0"
    var more = ""
    var examples =
      SmallPack.example("a", node: "spec: {size: 1}", expect: "{pass: [node/w1]}")
      + SmallPack.example("b", node: "spec: {size: 0}", expect: "{fail: [node/w1]}")
        + """
          - name: c
            snapshot: {nodes: {w1: {files: {/etc/hostname: w1}}}}
            expect: {unknown: [node/w1, cluster]}

        """
    var definitions: String?
  }

  private func lint(_ change: (inout Parts) -> Void) throws -> [Problem] {
    var parts = Parts()
    change(&parts)
    let pack = try SmallPack(
      rule: SmallPack.rule(
        variables: parts.variables, matchConditions: parts.matchConditions,
        applies: parts.applies, validation: parts.validation, more: parts.more,
        examples: parts.examples),
      header: parts.header)
    if let definitions = parts.definitions {
      try FileManager.default.createDirectory(
        atPath: pack.folder + "/definitions", withIntermediateDirectories: true)
      try "schema: 1\ndefinitions:\n\(definitions)\n".write(
        toFile: pack.folder + "/definitions/all.yaml", atomically: false, encoding: .utf8)
    }
    return try PackLint(PackTest.Request(packs: [pack.folder], toolVersion: "0.1.0")).run()
  }

  /// The codes and messages, each with line and column.
  private func found(_ change: (inout Parts) -> Void) throws -> [String] {
    try lint(change).map { problem in
      let place = problem.places.first?.text.split(separator: "/").last ?? "nowhere"
      #expect(problem.help != nil)
      return "\(place) \(problem.code): \(problem.message)"
    }
  }

  @Test("a pack in which all is right is passed over in silence")
  func silent() throws {
    #expect(try found { _ in } == [])
  }

  @Test(
    "fields that an object may lack and nothing guards",
    arguments: [
      ("node.object.spec.size > 0", "node.object.spec.size"),
      ("has(node.object.spec.size) || node.object.spec.size > 0", "node.object.spec.size"),
      ("!has(node.object.spec.size) && node.object.spec.size > 0", "node.object.spec.size"),
      ("node.object.spec.a.?b.orValue(1) > 0", "node.object.spec.a"),
      ("node.object.metadata.labels['a'] == 'b'", "node.object.metadata.labels"),
      ("resource.List('v1', 'pods', '').items.all(p, p.spec.nodeName != '')", "p.spec.nodeName"),
    ])
  func unguarded(validation: String, path: String) throws {
    let all = try found { $0.validation = validation }
    let own = all.filter { $0.contains("unguarded-field") }
    #expect(own.contains { $0.contains("reads \(path)") }, "\(all)")
    #expect(own.allSatisfy { $0.hasPrefix("sample.yaml:13:") }, "\(own)")
  }

  @Test(
    "fields that something guards",
    arguments: [
      "has(node.object.spec.size) ? node.object.spec.size > 0 : true",
      "!has(node.object.spec.size) || node.object.spec.size > 0",
      "'size' in node.object.spec && node.object.spec.size > 0",
      "node.object.spec.?size.orValue(1) > 0",
      "resource.List('v1', 'pods', '').items.filter(p, has(p.spec.nodeName))"
        + ".all(q, q.spec.nodeName != '')",
      "node.object.metadata.name != ''", "[{'a': 1}].all(x, x.a == 1)",
    ])
  func guarded(validation: String) throws {
    let all = try found { $0.validation = validation }
    #expect(!all.contains { $0.contains("unguarded-field") }, "\(all)")
  }

  @Test("match conditions guard what comes after them")
  func matchConditions() throws {
    let all = try found {
      $0.matchConditions = "[{name: sized, expression: has(node.object.spec.size)}]"
      $0.validation = "node.object.spec.size > 0"
    }
    #expect(!all.contains { $0.contains("unguarded-field") }, "\(all)")
  }

  @Test("validations and conditions that decide nothing")
  func unreachable() throws {
    func flaws(_ change: (inout Parts) -> Void) throws -> [String] {
      try found(change).filter { $0.contains(" unreachable: ") }
    }
    #expect(
      try flaws { $0.validation = "true" } == [
        "sample.yaml:13:18 unreachable: validations[only] is always true: it finds nothing"
      ])
    #expect(
      try flaws {
        $0.matchConditions = "[{name: a, expression: has(node.object.spec.size)}]"
        $0.validation = "has(node.object.spec.size)"
      } == [
        "sample.yaml:13:18 unreachable: validations[only] says the same as matchConditions[a], "
          + "which holds whenever it is asked: it finds nothing"
      ])
    #expect(
      try flaws {
        $0.matchConditions = "[{name: a, expression: has(node.object.spec.size)}]"
        $0.validation = "!has(node.object.spec.size)"
      } == [
        "sample.yaml:13:18 unreachable: validations[only] is the opposite of matchConditions[a]: "
          + "it always fails"
      ])
    #expect(
      try flaws {
        $0.matchConditions = "[{name: a, expression: has(node.object.spec.a) && N}]"
          .replacing("N", with: "has(node.object.spec.size)")
        $0.validation = "!has(node.object.spec.a) && has(node.object.spec.size)"
      } == [])
    #expect(
      try flaws {
        $0.validation = "has(node.object.spec.size)"
        $0.more =
          "severity: error\n  - {name: b, expression: '!has(node.object.spec.size)', "
          + "message: m}"
      } == [
        "sample.yaml:16:28 unreachable: validations[b] is the opposite of validations[only]: one "
          + "of the two always fails"
      ])
    #expect(
      try flaws { $0.applies = "{kubernetes: '>=1.30 <1.20'}" } == [
        "sample.yaml:1:1 unreachable: no version is in applies.kubernetes, \">=1.30 <1.20\": the "
          + "rule never applies"
      ])
  }

  @Test(
    "expressions whose form alone decides them",
    arguments: [
      ("true || node.object.spec.?size.orValue(1) > 2", true),
      ("!(false && has(node.object.spec.size))", true),
      ("has(node.object.spec.size) || !has(node.object.spec.size)", true),
      ("size(node.object.metadata.name) >= 0", true),
      ("node.object.metadata.name.size() < 0", false),
      ("node.object.metadata.name == node.object.metadata.name", true),
      ("has(node.object.spec.size) && !has(node.object.spec.size)", false),
      ("'a' != 'b' && 1 <= 2 || has(node.object.spec.size)", true),
      ("has(node.object.spec.size) ? 1 > 2 : 'a' == 'b'", false),
      ("has(node.object.spec.size) || size(node.object.metadata.name) > 0", nil),
      ("size(node.object.metadata.name) >= 1", nil), ("dyn(1) == dyn(1.0)", nil),
      // A negation is of its operand alone.
      ("(!has(S.a) && has(S.b)) || (has(S.a) && has(S.b))", nil),
      ("(!has(S.a) || has(S.b)) && (has(S.a) || has(S.b))", nil),
      ("(!has(S.a) ? has(S.b) : has(S.c)) || (has(S.a) ? has(S.b) : has(S.c))", nil),
      ("(!has(S.a) == has(S.b)) || (has(S.a) == has(S.b))", nil),
      ("(!has(S.a) in [true]) || (has(S.a) in [true])", nil),
      ("!(has(S.a) && has(S.b)) || (has(S.a) && (has(S.b)))", true),
      ("!(has(S.a) || has(S.b)) && ( has(S.a) || has(S.b) )", false),
      ("!('a' in S) || 'a' in S", true), ("!!has(S.a) || !has(S.a)", true),
      ("(has(S.a) ? has(S.b) : has(S.c)) || !(has(S.a) ? has(S.b) : has(S.c))", true),
      ("dyn(S).a == 1 || dyn(S).a != 1", true), ("has(S.a) || (has(S.b) || !has(S.a))", true),
      // Blanks in literals count, quotes around them do not.
      ("'a b' == 'ab'", false), ("node.object.metadata.name + ' ' == 'a'", nil),
      ("N == 'a b' || !(N == 'ab')", nil), ("N + 'x' == N + \" x\"", nil),
      ("N == 'a b' || !(N == \"a b\")", true), ("N in ['a b'] && !(N in ['ab'])", nil),
      // Names of fields, and what is asked for in another way.
      ("has(S.a) || !has(S.b)", nil), ("S.?a.hasValue() || !has(S.a)", nil),
      ("S.all(k, has(S.a)) || !S.exists(k, has(S.a))", nil),
    ])
  func constant(validation: String, value: Bool?) throws {
    let expression = validation.replacing("S", with: "node.object.spec")
      .replacing("N", with: "node.object.metadata.name").replacing("\"", with: "\\\"")
    let all = try found { $0.validation = expression }.filter { $0.contains(" unreachable: ") }
    let text = value.map { $0 ? "is always true: it finds nothing" : "is always false" }
    #expect(all == (text.map { ["sample.yaml:13:18 unreachable: validations[only] \($0)"] } ?? []))
  }

  @Test("variables, definitions and parameters that nothing uses")
  func unused() throws {
    #expect(
      try found { $0.variables = "[{name: idle, expression: '1'}]" } == [
        "sample.yaml:10:39 unused-variable: no expression of small/sample uses variables.idle"
      ])
    #expect(
      try found { $0.definitions = "  - {name: idle, expression: '1'}" } == [
        "all.yaml:3:5 unused-definition: no rule uses definitions.idle of the pack small"
      ])
    #expect(
      try found { $0.header = "parameters: {idle: {type: integer, default: 1}}\n" } == [
        "pack.yaml:4:20 unused-parameter: no expression of the pack reads params.idle"
      ])
  }

  @Test("what costs more than its limit")
  func cost() throws {
    let pods = "resource.List('v1', 'pods', '').items"
    let all = try found {
      $0.validation =
        "\(pods).all(p, \(pods).exists(q, q.metadata.name == p.metadata.name && q != p))"
    }
    #expect(all.contains { $0.contains("high-cost: validations[only] may cost ") }, "\(all)")
  }

  @Test("verdicts that no example shows")
  func cases() throws {
    #expect(
      try found {
        $0.examples =
          SmallPack.example("a", node: "spec: {size: 1}", expect: "{pass: [node/w1]}")
          + SmallPack.example("b", node: "spec: {size: 0}", expect: "{fail: [node/w1]}")
      } == [
        "sample.yaml:1:1 missing-case: no example of small/sample is unknown: a rule that says "
          + "pass where nothing was exported is worse than none"
      ])
    let conditional = try found {
      $0.matchConditions = "[{name: a, expression: node.name != 'w2'}]"
    }
    #expect(
      conditional == [
        "sample.yaml:9:41 missing-case: no example of small/sample shows matchConditions[a] false"
      ])
  }

  @Test(
    "groups, versions and plurals that Kubernetes does not have, wherever they stand",
    arguments: [
      ("resource.List('v2', 'pods', '')", "has no version \"v2\""),
      ("resource.List('v1', 'pod', '')", "there is no resource type \"pod\""),
      ("resource.List('core/v1', 'pods', '')", "there is no API group \"core\""),
      ("resource.Find('apps/v1', 'deployment', 'a', 'b')", "did you mean deployments.apps?"),
      ("resource.List(node.name, 'podz', '')", "there is no resource type \"podz\""),
      ("resource.List('aps/v1', node.name, '')", "there is no API group \"aps\""),
    ])
  func types(call: String, message: String) throws {
    func finds(_ change: (inout Parts) -> Void) throws -> Bool {
      try found(change).contains { $0.contains("unknown-type: ") && $0.contains(message) }
    }
    #expect(try finds { $0.validation = "\(call) == null" })
    #expect(try finds { $0.more = "messageExpression: \"string(\(call) == null)\"" })
    #expect(try finds { $0.more = "place: \"\(call)\"" })
    let inDefinition = call.replacing("node.name", with: "cluster.name")
    #expect(
      try finds { $0.definitions = "  - {name: idle, expression: \"\(inDefinition)\"}" })
  }

  @Test("what a pack accepts is not said again, and what is not there is said")
  func accepted() throws {
    let variables = "[{name: idle, expression: '1'}]"
    #expect(
      try found {
        $0.variables = variables
        $0.header = "lint: [{code: unused-variable, of: sample, reason: it will be used}]\n"
      } == [])
    #expect(
      try found {
        $0.header = "lint: [{code: unused-variable, of: sample, reason: it will be used}]\n"
      } == [
        "pack.yaml:4:8 idle-acceptance: the pack accepts unused-variable of sample, and there is "
          + "none"
      ])
  }

  @Test("the built-in pack is passed over in silence")
  func builtIn() throws {
    var request = PackTest.Request(
      packs: [Checkout.path("rules/rancher-import")], toolVersion: "0.1.0")
    request.jobs = 2
    // Its examples are run elsewhere, with coverage.
    let problems = try PackLint(request).run(runsExamples: false)
    #expect(problems.map { "\($0.places.first?.text ?? "") \($0.message)" } == [])
  }
}
