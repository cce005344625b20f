import RuleTesting
import Testing

@testable import Rules

@Suite("Coverage, mutants and pages know definitions by their names")
struct DefinitionTestingTests {
  private func pack() throws -> DefinitionPack {
    try DefinitionPack(
      definitions: DefinitionTests.isReady + """
          - name: never
            parameters: [{name: n, type: int}]
            expression: "n > 5 || n < 3"

        """,
      rule: DefinitionTests.rule("definitions.isReady(node.object) && definitions.never(1)"))
  }

  private func mutations(
    _ pack: borrowing DefinitionPack, selection: [String] = []
  ) -> [RuleMutations] {
    let folder = pack.folder
    return MutationRunner(selection: selection) {
      RuleSet.load(
        into: .init(), folders: ["\(folder)/base"], withBuiltIn: false, toolVersion: "0.1.0")
    }.run(jobs: 2)
  }

  @Test("coverage of a definition is what the examples of all rules showed")
  func coverage() throws {
    let pack = try pack()
    let reports = CoverageRunner(Judge(pack.set("base"))).run(jobs: 2)
    #expect(reports.map(\.rule) == ["base/sample", "base/definitions"])
    let expressions = try #require(reports.last?.expressions)
    try #require(
      expressions.map(\.expression.title) == ["definitions[isReady]", "definitions[never]"])
    #expect(expressions[0].seen == [.true, .false])
    #expect(expressions[1].seen == [.true])
    #expect(expressions[0].place?.source.path.hasSuffix("definitions/nodes.yaml") == true)
  }

  @Test("mutants of a definition are tried on all rules that use it")
  func mutants() throws {
    let pack = try pack()
    let reports = mutations(pack)
    #expect(
      reports.map(\.rule) == ["base/sample", "base/definitions.isReady", "base/definitions.never"])
    let ready = reports[1]
    #expect(ready.count > 3)
    let never = reports[2]
    #expect(never.survivors.contains { $0.title == "definitions[never]" })
    #expect(never.survivors.count < never.count)
  }

  @Test("a mutant of a definition that cannot be evaluated is noticed by what it breaks")
  func failingMutant() throws {
    let pack = try DefinitionPack(
      definitions: """
          - name: first
            parameters: [{name: words, type: list(string)}]
            expression: "words.filter(w, w.startsWith('r')).map(w, w + '')[0] == 'ready'"

        """,
      rule: DefinitionTests.rule("definitions.first(['ready'])"))
    let reports = mutations(pack)
    let first = try #require(reports.last)
    #expect(first.rule == "base/definitions.first")
    #expect(!first.survivors.contains { $0.source == "0" })
  }

  @Test("what only makes texts is left alone, and what nobody uses survives")
  func texts() throws {
    let pack = try DefinitionPack(
      definitions: DefinitionTests.isReady + """
          - name: words
            parameters: [{name: n, type: Node}]
            expression: "n.metadata.name + ' is not Ready'"
          - name: unused
            parameters: [{name: n, type: Node}]
            expression: "n.metadata.name == 'w1'"

        """,
      rule: DefinitionTests.rule(
        "definitions.isReady(node.object)",
        message: "    messageExpression: definitions.words(node.object)"))
    let reports = mutations(pack)
    try #require(
      reports.map(\.rule).dropFirst()
        == ["base/definitions.isReady", "base/definitions.words", "base/definitions.unused"])
    #expect(reports[1].count > 3)
    #expect(reports[2].count == 0)
    #expect(reports[3].count > 0)
    #expect(reports[3].survivors.count == reports[3].count)
    let selected = mutations(pack, selection: ["base/sample"])
    #expect(selected.map(\.rule) == ["base/sample", "base/definitions.isReady"])
    #expect(selected[1].survivors.count == reports[1].survivors.count)
  }

  @Test("places are mutated, through definitions too, and a hint says what would notice it")
  func places() throws {
    let pack = try DefinitionPack(
      definitions: DefinitionTests.isReady + """
          - name: part
            parameters: [{name: n, type: Node}]
            expression: "true ? n.metadata : n.status"

        """,
      rule: DefinitionTests.rule(
        "definitions.isReady(node.object)",
        message: "    place: \"1 > 0 ? definitions.part(node.object) : node.object.status\"\n"))
    try #require(pack.problems("base") == [])
    let reports = mutations(pack)
    let place = reports[0].survivors.filter { $0.title == "validations[only].place" }
    #expect(!place.isEmpty)
    #expect(place.contains { $0.hint?.hasSuffix("if it stated the place (at)") == true })
    let part = try #require(reports.first { $0.rule == "base/definitions.part" })
    let survivor = try #require(part.survivors.first { $0.change == "true becomes false" })
    #expect(
      survivor.hint
        == "example \"not ready\" of sample would notice it if it stated the place (at)")
  }

  @Test("the page of a rule shows the definitions that it uses")
  func page() throws {
    let pack = try pack()
    let set = pack.set("base")
    let rule = try #require(set.rule(named: "sample"))
    #expect(set.definitions(usedBy: rule).map(\.name) == ["isReady", "never"])
    let page = RulePage(rule, in: set).markdown
    #expect(page.contains("`definitions.isReady(n: Node)` is: Whether the Node reports"))
  }
}
