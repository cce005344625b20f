import Checkout
import Documents
import Findings
import Foundation
import JSONSchemas
import Snapshots
import Testing

@testable import Rules

@Suite("JSON Schemas of rule, pack and target files")
struct SchemaTests {
  /// Files of the built-in pack, without its data.
  static let files: [String] = {
    let folder = Checkout.path("rules/rancher-import")
    let found = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return found.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("data/") }.sorted()
  }()

  private func schema(_ name: String) throws -> JSONSchemas.JSONSchema {
    try JSONSchema(
      contentsOf: URL(filePath: Checkout.path("docs/schemas/\(name)-1.schema.json")))
  }

  private func value(inFile path: String) throws -> Any {
    try value(String(contentsOfFile: Checkout.path(path), encoding: .utf8))
  }

  /// A YAML document in Foundation's types.
  private func value(_ yaml: String) throws -> Any {
    let store = DocumentStore()
    let reading = store.read(SourceText(path: "file.yaml", text: yaml))
    try #require(reading.flaws.isEmpty)
    return plain(DocumentValue(try #require(reading.documents.first), in: store))
  }

  private func plain(_ value: DocumentValue) -> Any {
    switch value.value.tag {
    case .map:
      return Dictionary(value.entries.map { ($0.key, plain($0.value)) }) { first, _ in first }
    case .list: return value.elements.map(plain)
    default: break
    }
    if let text = value.string { return text }
    if let bool = value.bool { return bool }
    if let int = value.int { return Int(int) }
    if let double = value.double { return double }
    return NSNull()
  }

  @Test("every file of the built-in pack is valid", arguments: files)
  func builtIn(path: String) throws {
    let kinds = [
      ("definitions/", "definitions"), ("fixtures/", "fixtures"), ("translations/", "translations"),
    ]
    let kind = path == "pack.yaml" ? "pack" : path.hasSuffix(".cases.yaml") ? "cases" : "rule"
    let schema = try schema(kinds.first { path.hasPrefix($0.0) }?.1 ?? kind)
    #expect(schema.errors(in: try value(inFile: "rules/rancher-import/\(path)")) == [])
  }

  @Test("the demo's target is valid, and a target with a misspelt field is not")
  func target() throws {
    let schema = try schema("target")
    #expect(schema.errors(in: try value(inFile: "demo/target.yaml")) == [])
    let errors = schema.errors(in: try value("{schema: 1, rancher: {versoin: 2.13.1}}"))
    #expect(errors == ["/rancher: has versoin"])
    #expect(schema.errors(in: try value("{rancher: {}}")) == [": lacks schema"])
  }

  @Test(
    "what the loader refuses in a rule, the schema refuses too",
    arguments: [
      ("severity: error", "severty: error", "has severty"),
      ("severity: error", "severity: fatal", "/severity: not in"),
      ("\nid: loopback-resolver", "\nid: Loopback", "/id: does not match"),
      ("\nwhy: |", "\nwhy: ''\nneeds: |", "/why: does not match"),
      ("subject: node\n", "subject: resource\n", "lacks matchConstraints"),
      ("    expression: node.os == 'linux'", "    expresion: node.os == 'linux'", "has expresion"),
      ("units: {", "unit: {", "has unit"),
      ("        - subject: node/w1\n", "        - subjet: node/w1\n", "has subjet"),
    ])
  func rule(right: String, wrong: String, error: String) throws {
    let path = Checkout.path("rules/rancher-import/nodes/loopback-resolver.yaml")
    var text = try "\n" + String(contentsOfFile: path, encoding: .utf8)
    text += "  - name: more\n    snapshot: {nodes: {w1: {units: {a.service: {load: loaded}}}}}\n"
    text += "    expect: {}\n"
    try #require(text.contains(right))
    let schema = try schema("rule")
    #expect(schema.errors(in: try value(text)) == [])
    #expect(problems(text) == [])
    let changed = text.replacing(right, with: wrong, maxReplacements: 1)
    let errors = schema.errors(in: try value(changed))
    #expect(errors.contains { $0.contains(error) }, "\(errors)")
    #expect(problems(changed) != [])
  }

  /// What the loader says of a rule.
  private func problems(_ text: String) -> [String] {
    let store = DocumentStore()
    let list = ProblemList()
    let reading = store.read(SourceText(path: "loopback-resolver.yaml", text: text))
    for document in reading.documents {
      let fixtures = FixtureTable(PackFileReader(store: store, problems: list))
      _ = RuleLoader(pack: "acme", problems: list, fixtures: fixtures)
        .rule(DocumentValue(document, in: store), area: "nodes", fileName: nil)
    }
    return list.problems.map(\.message)
  }

  @Test("overrides: a rule that is switched off needs a reason; a pack needs schema 1")
  func pack() throws {
    let schema = try schema("pack")
    func errors(_ overrides: String, version: Int = 1) throws -> [String] {
      schema.errors(
        in: try value(
          "{schema: \(version), name: acme, version: 1.0.0, overrides: [{\(overrides)}]}"))
    }
    #expect(try errors("rule: a/b, enabled: true") == [])
    #expect(try errors("rule: a/b, enabled: false, reason: we know") == [])
    #expect(try errors("rule: a/b, enabled: false") == ["/overrides/0: lacks reason"])
    #expect(try errors("severity: note") == ["/overrides/0: lacks rule"])
    #expect(try errors("rule: a/b, severity: none").count == 1)
    #expect(try errors("rule: a/b", version: 2) == ["/schema: is not 1"])
  }

  @Test("the values that the declarations name are those that the loader knows")
  func values() throws {
    func values(_ type: Snapshots.ObjectDeclaration, _ field: String) throws -> [String] {
      try #require(type.field(field)).values
    }
    let severities = Set(Severity.allCases.map(\.rawValue))
    for type in [
      RuleDeclarations.rule, RuleDeclarations.validation, RuleDeclarations.outcome,
      RuleDeclarations.override,
    ] {
      #expect(try Set(values(type, "severity")) == severities)
    }
    let kinds = Set(Subject.Kind.allCases.map(\.rawValue))
    #expect(try Set(values(RuleDeclarations.rule, "subject")) == kinds)
  }
}
