import Findings
import Testing

@testable import RuleTesting
@testable import Rules

@Suite("Definitions of a pack")
struct DefinitionTests {
  static let isReady = """
      - name: isReady
        description: Whether the Node reports the condition Ready as True.
        parameters: [{name: n, type: Node}]
        expression: >-
          n.status.?conditions.orValue([]).exists(c, c.type == 'Ready' && c.status == 'True')

    """
  static let readyNodes = """
      - name: readyNodes
        expression: "resource.List('v1', 'nodes', '').items.filter(n, definitions.isReady(n))"

    """
  static let ready = "status: {conditions: [{type: Ready, status: 'True'}]}"
  static let notReady = "status: {conditions: [{type: Ready, status: 'False'}]}"

  static func rule(_ validation: String, more: String = "", message: String = "") -> String {
    SmallPack.rule(
      validation: validation,
      examples: SmallPack.example("ready", node: ready, expect: "{pass: [node/w1]}")
        + SmallPack.example("not ready", node: notReady, expect: "{fail: [{subject: node/w1}]}")
    )
    .replacing(
      "    message: It fails.", with: "    message: It fails.\n\(message)")
      + more
  }

  @Test("functions and values are used by rules, also in each other")
  func used() throws {
    let pack = try DefinitionPack(
      definitions: Self.isReady + Self.readyNodes,
      rule: Self.rule("definitions.isReady(node.object) && size(definitions.readyNodes) == 1"))
    #expect(pack.problems("base") == [])
    #expect(try pack.findings(Self.ready, packs: "base").isEmpty)
    #expect(try pack.findings(Self.notReady, packs: "base").map(\.verdict) == [.fail])
    let reports = ExampleRunner(Judge(pack.set("base"))).run(jobs: 2)
    #expect(reports.map(\.failures) == [[], []])
  }

  @Test("a finding points at what decided within a definition, or at the argument")
  func places() throws {
    let pack = try DefinitionPack(
      definitions: Self.isReady, rule: Self.rule("definitions.isReady(node.object)"))
    let finding = try #require(try pack.findings(Self.notReady, packs: "base").first)
    #expect(finding.places.first?.pointer == "/status/conditions")
    let named = try DefinitionPack(
      definitions: """
          - name: isLinux
            parameters: [{name: os, type: string}]
            expression: "os == 'linux'"

        """,
      rule: Self.rule("definitions.isLinux(node.object.status.os)"))
    let other = try #require(try named.findings("status: {os: plan9}", packs: "base").first)
    #expect(other.places.first?.pointer == "/status/os")
    #expect(other.decidingValues.first?.expression == "node.object.status.os")
  }

  @Test("a finding points through a value of the pack")
  func placeOfValue() throws {
    let pack = try DefinitionPack(
      definitions: Self.isReady + """
          - name: allReady
            expression: "resource.List('v1', 'nodes', '').items.all(n, definitions.isReady(n))"

        """,
      rule: Self.rule("definitions.allReady"))
    let finding = try #require(try pack.findings(Self.notReady, packs: "base").first)
    #expect(finding.places.first?.pointer == "/status/conditions")
  }

  @Test("an unknown argument, and an unknown within, stay unknown with their reasons")
  func unknowns() throws {
    let pack = try DefinitionPack(
      definitions: """
          - name: hasAgents
            expression: "size(resource.List('apps/v1', 'deployments', '').items) > 0"
          - name: isBig
            parameters: [{name: n, type: int}]
            expression: "n > 2"

        """,
      rule: Self.rule("definitions.hasAgents"))
    let finding = try #require(try pack.findings(Self.ready, packs: "base").first)
    #expect(finding.verdict == .unknown)
    #expect(finding.missing.contains { $0.text.contains("deployments") })
    try pack.write(
      Self.rule("definitions.isBig(size(resource.List('v1', 'pods', '').items))"),
      to: "base/area/sample.yaml")
    let other = try #require(try pack.findings(Self.ready, packs: "base").first)
    #expect(other.verdict == .unknown)
    #expect(other.missing.contains { $0.text.contains("pods") })
  }

  @Test("they work in conditions, variables, messages and commands")
  func everywhere() throws {
    let rule = """
      id: sample
      title: A sample
      severity: error
      area: area
      why: It is a sample.
      fix: {text: Nothing., commandExpression: "[definitions.label(node.name)]"}
      subject: node
      applies: {condition: "size(definitions.readyNodes) >= 0"}
      matchConditions: [{name: named, expression: "definitions.label(node.name) == 'node w1'"}]
      variables: [{name: ready, expression: "definitions.isReady(node.object)"}]
      validations:
        - name: only
          expression: "variables.ready"
          message: It fails.
          messageExpression: "definitions.label(node.name) + ' is not ready'"
      examples: []
      """
    let pack = try DefinitionPack(
      definitions: Self.isReady + Self.readyNodes + """
          - name: label
            parameters: [{name: name, type: string}]
            expression: "'node ' + name"

        """, rule: rule)
    let finding = try #require(try pack.findings(Self.notReady, packs: "base").first)
    #expect(finding.message == "node w1 is not ready")
    #expect(finding.fix.commands == ["node w1"])
  }

  @Test("what an expression costs, it costs within a definition too")
  func cost() throws {
    let nested = (0..<7).reduce("n > 0") { inner, i in
      "[1,2,3,4,5,6,7,8,9,10].all(x\(i), \(inner))"
    }
    let pack = try DefinitionPack(
      definitions: """
          - name: dear
            parameters: [{name: n, type: int}]
            expression: "\(nested)"

        """, rule: Self.rule("definitions.dear(1)"))
    let finding = try #require(try pack.findings(Self.ready, packs: "base").first)
    #expect(finding.verdict == .unknown)
    #expect(finding.message.contains("cost"))
  }

  @Test("a definition sees its own pack's parameters and data, whoever uses it")
  func ownParameters() throws {
    let pack = try DefinitionPack(
      definitions: """
          - name: limit
            expression: "params.limit"
          - name: isFew
            parameters: [{name: n, type: int}]
            expression: "n <= params.limit"

        """, header: "parameters: {limit: {default: 3, type: integer}}\n")
    try pack.write(
      "schema: 1\nname: acme\nversion: 1.0.0\nextends: [{pack: ../base}]\n"
        + "parameters: {top: {default: 9, type: integer}}\n", to: "acme/pack.yaml")
    try pack.write(
      Self.rule("definitions.isFew(3) && !definitions.isFew(params.top) && definitions.limit == 4"),
      to: "acme/area/sample.yaml")
    #expect(pack.problems("base", "acme") == [])
    #expect(try pack.findings(Self.ready, packs: "base", "acme").map(\.verdict) == [.fail])
  }

  @Test("a pack uses the definitions of those that it extends, and only of those")
  func extending() throws {
    let pack = try DefinitionPack(definitions: Self.isReady)
    try pack.write(
      "schema: 1\nname: acme\nversion: 1.0.0\nextends: [{pack: ../base}]\n", to: "acme/pack.yaml")
    try pack.write(Self.rule("definitions.isReady(node.object)"), to: "acme/area/sample.yaml")
    #expect(pack.problems("base", "acme") == [])
    #expect(try pack.findings(Self.notReady, packs: "base", "acme").map(\.rule) == ["acme/sample"])
    try pack.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "acme/pack.yaml")
    let problems = pack.problems("base", "acme")
    #expect(problems.contains { $0.hasPrefix("sample.yaml:13:") && $0.contains("definitions") })
  }
}
