import Testing

@testable import Rules

@Suite("Definitions that are wrong are named with their place")
struct DefinitionProblemTests {
  private func problems(_ definitions: String, rule: String? = nil) throws -> [String] {
    let pack = try DefinitionPack(definitions: definitions, rule: rule)
    return pack.problems("base")
  }

  @Test("unknown names, types and parameters that nothing uses")
  func expressions() throws {
    let found = try problems(
      """
        - name: isReady
          parameters: [{name: n, type: Nod}]
          expression: "m.status.phase == 'x'"
        - name: isLong
          parameters: [{name: text, type: string}, {name: rest, type: dyn}]
          expression: "text > 3"

      """)
    #expect(
      found == [
        "nodes.yaml:4:34 there is no type \"Nod\"; did you mean \"Node\"?",
        "nodes.yaml:5:18 the expression is wrong: unknown name 'm' (did you mean 'n'?)",
        "nodes.yaml:8:23 the expression is wrong: no such operation: string > int",
      ])
    let unused = try problems(
      """
        - name: isLong
          parameters: [{name: text, type: string}, {name: rest, type: "list(string)"}]
          expression: "text != ''"

      """)
    #expect(unused == ["nodes.yaml:4:53 the parameter \"rest\" is not used"])
  }

  @Test("a wrong argument, a misspelt name and a missing pair of parentheses")
  func calls() throws {
    func message(_ validation: String) throws -> String {
      let found = try problems(
        DefinitionTests.isReady + DefinitionTests.readyNodes,
        rule: DefinitionTests.rule(validation))
      #expect(found.count == 1)
      #expect(found.first?.hasPrefix("sample.yaml:13:") == true)
      return found.first.map { String($0.split(separator: " ", maxSplits: 1)[1]) } ?? ""
    }
    #expect(
      try message("definitions.isRaedy(node.object)")
        == "the expression is wrong: unknown function 'definitions.isRaedy'"
        + " (did you mean 'definitions.isReady'?)")
    #expect(
      try message("definitions.isReady(node.name)")
        == "the expression is wrong: no such overload: definitions.isReady(string)"
        + " (it is called as definitions.isReady(kubernetes.Node) -> bool)")
    #expect(
      try message("definitions.isReady")
        == "the expression is wrong: 'definitions.isReady' is a function"
        + " (it is called as definitions.isReady(…))")
    #expect(
      try message("definitions.readyNodes() == []")
        == "the expression is wrong: unknown function 'definitions.readyNodes'"
        + " (it takes no arguments: definitions.readyNodes)")
    #expect(
      try message("definitions.readyNode == []")
        == "the expression is wrong: 'definitions' has no field 'readyNode'"
        + " (did you mean 'readyNodes'?)")
  }

  @Test("circles, names that are there twice, names that are none")
  func names() throws {
    #expect(
      try problems(
        """
          - name: a
            expression: "definitions.b + 1"
          - name: b
            expression: "definitions.a + 1"

        """) == [
          "nodes.yaml:6:18 definitions.b and definitions.a use each other, "
            + "directly or through others"
        ])
    #expect(
      try problems(
        """
          - name: a
            parameters: [{name: x, type: int}]
            expression: "definitions.a(x)"

        """
      ).first == "nodes.yaml:5:18 definitions.a uses itself")
    let twice = "  - name: a\n    expression: \"1\"\n  - name: a\n    expression: \"2\"\n"
    #expect(try problems(twice) == ["nodes.yaml:5:5 definitions.a is defined twice"])
    #expect(
      try problems("  - name: is-ready\n    expression: \"1\"\n").first?
        .contains("is not a CEL name") == true)
    #expect(
      try problems(
        """
          - name: a
            parameters: [{name: cluster, type: dyn}]
            expression: "cluster == 1"

        """) == ["nodes.yaml:4:25 the parameter has the name of the variable \"cluster\""])
  }

  @Test("`node` and `object` belong to rules, and are given as arguments")
  func subjects() throws {
    #expect(
      try problems("  - name: a\n    expression: \"node.name\"\n").first?
        .hasPrefix("nodes.yaml:4:18 the expression is wrong: unknown name 'node'") == true)
  }

  @Test("a name of a pack that is extended is taken")
  func shadowing() throws {
    let pack = try DefinitionPack(definitions: DefinitionTests.isReady)
    try pack.write(
      "schema: 1\nname: acme\nversion: 1.0.0\nextends: [{pack: ../base}]\n", to: "acme/pack.yaml")
    try pack.write(
      "schema: 1\ndefinitions:\n" + DefinitionTests.isReady, to: "acme/definitions/own.yaml")
    #expect(
      pack.problems("base", "acme") == [
        "own.yaml:3:5 definitions.isReady is defined twice, in the packs base and acme"
      ])
  }

  @Test("definitions that nest without end are refused")
  func depth() throws {
    let chain = (0..<20).map { i in
      "  - name: d\(i)\n    expression: \"\(i == 0 ? "1" : "definitions.d\(i - 1)") + 1\"\n"
    }.joined()
    #expect(try problems(chain).first?.contains("more than 16 deep") == true)
  }
}
