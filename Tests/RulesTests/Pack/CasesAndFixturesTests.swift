import Documents
import Testing

@testable import RuleTesting
@testable import Rules

@Suite("Case files, fixtures, and places that rules point at")
struct CasesAndFixturesTests {
  private static let definitions = DefinitionTests.isReady

  /// The pack `base` with these files beside its one rule.
  private func pack(
    _ files: [String: String],
    rule: String = DefinitionTests.rule("definitions.isReady(node.object)")
  ) throws -> DefinitionPack {
    let pack = try DefinitionPack(definitions: Self.definitions, rule: rule)
    for (path, text) in files { try pack.write(text, to: "base/\(path)") }
    return pack
  }

  private func cases(_ text: String) -> String { "schema: 1\ncases:\n" + text }

  // MARK: Cases

  @Test("cases are run like examples, and are not part of the page")
  func run() throws {
    let pack = try pack([
      "area/sample.cases.yaml": cases(
        SmallPack.example("a case", node: DefinitionTests.ready, expect: "{pass: [node/w1]}")
          + SmallPack.example(
            "a wrong case", node: DefinitionTests.ready, expect: "{fail: [node/w1]}"))
    ])
    #expect(pack.problems("base") == [])
    let set = pack.set("base")
    let reports = ExampleRunner(Judge(set)).run(jobs: 1)
    #expect(reports.map(\.example) == ["ready", "not ready", "a case", "a wrong case"])
    #expect(reports.map(\.passed) == [true, true, true, false])
    #expect(reports.last?.place?.source.path.hasSuffix("area/sample.cases.yaml") == true)
    #expect(!RulePage(try #require(set.rules.first), in: set).markdown.contains("a case"))
  }

  @Test("a file of cases without its rule, and mistakes in one, have their places")
  func problems() throws {
    let pack = try pack([
      "area/sampel.cases.yaml": cases(
        SmallPack.example("a case", node: DefinitionTests.ready, expect: "{pass: [node/w1]}"))
    ])
    #expect(
      pack.problems("base") == [
        "sampel.cases.yaml:1:1 cases lie beside the rule that they test, and there is no "
          + "sampel.yaml, and no policy sampel; did you mean \"area/sample\"?"
      ])
    let misspelt = try self.pack([
      "area/sample.cases.yaml": cases("  - name: x\n    snapshto: {}\n    expect: {}\n")
    ])
    #expect(
      misspelt.problems("base") == [
        "sample.cases.yaml:4:5 example has no field \"snapshto\"; did you mean \"snapshot\"?"
      ])
  }

  @Test("neither cases nor fixtures that only they need are embedded")
  func embedded() {
    func file(_ path: String, _ text: String = "") -> PackFile { PackFile(path: path, text: text) }
    let files = [
      file("pack.yaml"), file("area/a.yaml", "resources: [{fixture: agent}]"),
      file("area/a.cases.yaml", "resources: [{fixture: worker}]"),
      file("fixtures/agents.yaml", "fixtures:\n  - name: agent\n    object: {}\n"),
      file("fixtures/nodes.yaml", "fixtures:\n  - name: worker\n    object: {}\n"),
      file("definitions/nodes.yaml"),
    ]
    #expect(
      PackFile.embedded(of: files).map(\.path) == [
        "pack.yaml", "area/a.yaml", "definitions/nodes.yaml", "fixtures/agents.yaml",
      ])
  }

  // MARK: Fixtures

  @Test("a pack uses the fixtures of the packs that it extends; its own stand before them")
  func extended() throws {
    let pack = try pack(["fixtures/nodes.yaml": Self.nodes])
    let example = """
        - name: a worker
          snapshot: {resources: [{fixture: worker}]}
          expect: {pass: [node/w1]}

      """
    try pack.write(
      "schema: 1\nname: acme\nversion: 1.0.0\nextends: [{pack: ../base}]\n",
      to: "acme/pack.yaml")
    let rule = DefinitionTests.rule("definitions.isReady(node.object)")
    try pack.write(rule, to: "acme/area/sample.yaml")
    try pack.write(cases(example), to: "acme/area/sample.cases.yaml")
    #expect(pack.problems("base", "acme") == [])
    let reports = ExampleRunner(Judge(pack.set("base", "acme"))).run(jobs: 1)
    #expect(reports.filter { $0.example == "a worker" }.map(\.passed) == [true])
    try pack.write(
      Self.nodes.replacing("'True'", with: "'False'"), to: "acme/fixtures/nodes.yaml")
    let changed = ExampleRunner(Judge(pack.set("base", "acme"))).run(jobs: 1)
    #expect(changed.filter { $0.example == "a worker" }.map(\.passed) == [false])
  }

  private static let nodes = """
    schema: 1
    fixtures:
      - name: worker
        object:
          apiVersion: v1
          kind: Node
          metadata: {name: w1, labels: {a: "1", b: "2"}}
          status:
            conditions: [{type: Ready, status: 'True'}]
      - name: cluster
        snapshot:
          resources: [{fixture: worker}, {fixture: worker, patch: {metadata: {name: w2}}}]
          version: v1.30.4

    """

  @Test("objects and snapshots are taken by name and changed by merge patches")
  func fixtures() throws {
    let pack = try pack([
      "fixtures/nodes.yaml": Self.nodes,
      "area/sample.cases.yaml": cases(
        """
          - name: as it is
            snapshot: {resources: [{fixture: worker}]}
            expect: {pass: [node/w1]}
          - name: patched
            snapshot:
              resources: [{fixture: worker, patch: {status: {conditions: null}}}]
            expect: {fail: [{subject: node/w1, at: "#/status"}]}
          - name: a list is replaced as a whole
            snapshot:
              resources:
                - fixture: worker
                  patch: {status: {conditions: [{type: Ready, status: Unknown}]}}
            expect: {fail: [{subject: node/w1, at: "#/status/conditions"}]}
          - name: a snapshot, and one more
            snapshot:
              fixture: cluster
              resources:
                - {fixture: worker, patch: {metadata: {name: w3}, status: {conditions: null}}}
            expect:
              pass: [node/w1, node/w2]
              fail: [node/w3]
          - name: a snapshot that is changed
            snapshot: {fixture: cluster, patch: {resources: null}}
            expect: {unknown: [cluster]}

        """),
    ])
    #expect(pack.problems("base") == [])
    let reports = ExampleRunner(Judge(pack.set("base"))).run(jobs: 1)
    #expect(reports.flatMap(\.failures) == [])
    #expect(reports.count == 7)
  }

  @Test(
    "a merge patch does what RFC 7386 says",
    arguments: [
      ("{a: b}", "{a: c}", "a: c"), ("{a: b}", "{b: c}", "a: b\nb: c"),
      ("{a: b}", "{a: null}", "{}"),
      ("{a: b, b: c}", "{a: null}", "b: c"), ("{a: [b]}", "{a: c}", "a: c"),
      ("{a: c}", "{a: [b]}", "a:\n  - b"), ("{a: {b: c}}", "{a: {b: d, c: null}}", "a:\n  b: d"),
      ("{a: [{b: c}]}", "{a: [1]}", "a:\n  - 1"), ("{e: null}", "{a: 1}", "e: null\na: 1"),
      ("{}", "{a: {bb: {ccc: null}}}", "a:\n  bb: {}"), ("{a: foo}", "{a: {b: 1}}", "a:\n  b: 1"),
    ])
  func mergePatch(old: String, patch: String, expected: String) throws {
    let store = DocumentStore()
    func document(_ text: String) throws -> DocumentValue {
      let reading = store.read(SourceText(path: "x.yaml", text: text))
      return DocumentValue(try #require(reading.documents.first), in: store)
    }
    let result = try #require(MergePatch(document(patch)).applied(to: document(old)))
    #expect(YAMLText.block(result, indent: 0) == expected)
  }

  @Test("fixtures that are not there, or are there twice")
  func fixtureProblems() throws {
    let pack = try pack([
      "fixtures/nodes.yaml": Self.nodes + "  - name: worker\n    object: {}\n",
      "area/sample.cases.yaml": cases(
        "  - name: x\n    snapshot: {resources: [{fixture: wroker}]}\n    expect: {}\n"),
    ])
    #expect(
      pack.problems("base") == [
        "nodes.yaml:14:5 the fixture \"worker\" is there twice",
        "sample.cases.yaml:4:38 the pack has no object \"wroker\" in its fixtures; "
          + "did you mean \"worker\"?",
      ])
  }

  // MARK: Places

  private func pointer(_ place: String) throws -> String? {
    let pack = try DefinitionPack(
      definitions: Self.definitions,
      rule: DefinitionTests.rule(
        "definitions.isReady(node.object)", message: "    place: \"\(place)\""))
    let node = "spec: {podCIDR: 10.0.0.0/24}, " + DefinitionTests.notReady
    let finding = try #require(try pack.findings(node, packs: "base").first)
    return finding.places.first?.pointer
  }

  @Test("a finding points at what `place` gives, else at what decided")
  func place() throws {
    #expect(try pointer("node.object.spec.podCIDR") == "/spec/podCIDR")
    #expect(try pointer("node.object.spec") == "/spec")
    #expect(try pointer("node.object.?spec.?podCIDR") == "/spec/podCIDR")
    #expect(try pointer("node.object.spec.podCIDR + '!'") == "/spec/podCIDR")
    for nothing in ["null", "node.object.spec.missing", "node.object.?spec.?missing", "1 + 1"] {
      #expect(try pointer(nothing) == "/status/conditions", "\(nothing)")
    }
  }

  @Test("a place that is no expression is named with its place")
  func wrongPlace() throws {
    let pack = try DefinitionPack(
      definitions: Self.definitions,
      rule: DefinitionTests.rule(
        "definitions.isReady(node.object)", message: "    place: \"nod.object\""))
    #expect(
      pack.problems("base") == [
        "sample.yaml:15:13 the expression is wrong: unknown name 'nod' (did you mean 'node'?)"
      ])
  }
}
