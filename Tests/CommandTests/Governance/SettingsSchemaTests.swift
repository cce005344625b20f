import Checkout
import Documents
import Foundation
import JSONSchemas
import Testing

@Suite("the pages on waivers and configuration show what is valid")
struct SettingsSchemaTests {
  /// The first block of YAML of a page.
  private func sample(ofPage page: String) throws -> String {
    let text = try String(contentsOfFile: "\(Checkout.root)/docs/\(page).md", encoding: .utf8)
    let block = try #require(text.components(separatedBy: "```yaml\n").dropFirst().first)
    return try #require(block.components(separatedBy: "```").first)
  }

  private func plain(_ value: DocumentValue) -> Any {
    switch value.value.tag {
    case .map:
      return Dictionary(value.entries.map { ($0.key, plain($0.value)) }) { first, _ in first }
    case .list: return value.elements.map(plain)
    default: return value.string ?? value.bool ?? value.int.map { Int($0) } ?? NSNull()
    }
  }

  private func errors(in yaml: String, _ kind: String) throws -> [String] {
    let store = DocumentStore()
    let reading = store.read(SourceText(path: "x.yaml", text: yaml))
    let document = try #require(reading.documents.first)
    let printed = try CommandRun.importlint(["pack", "schema", kind])
    let folder = try TemporaryFolder()
    try folder.write(printed.text, to: "schema.json")
    let schema = try JSONSchema(contentsOf: URL(filePath: folder.path + "/schema.json"))
    return schema.errors(in: plain(DocumentValue(document, in: store)))
  }

  @Test("by the schemas", arguments: ["waivers", "configuration"])
  func schemas(kind: String) throws {
    let yaml = try sample(ofPage: kind)
    #expect(try errors(in: yaml, kind) == [])
    #expect(try errors(in: yaml + "odd: 1\n", kind) == [": has odd"])
    #expect(try errors(in: "schema: 2\n", kind).contains("/schema: is not 1"))
  }

  @Test("the waiver of the page waives what it says, in the demo")
  func demo() throws {
    let folder = try TemporaryFolder()
    try folder.write(try sample(ofPage: "waivers"), to: "waivers.yaml")
    let run = try CommandRun.importlint(
      OutputTests.demo + ["--waivers", "\(folder.path)/waivers.yaml"]
        + ["--now", "2026-01-01T00:00:00Z"])
    #expect(run.lastLine == "not ready, with 1 waived: 1 failing finding of severity error")
    let many = try CommandRun.importlint(
      ["check", "demo/snapshot", "--target", "demo/target.yaml", "--rancher", "2.11.3,2.12.2"]
        + ["--waivers", "\(folder.path)/waivers.yaml", "--now", "2026-01-01T00:00:00Z"]
        + ["--format", "json"])
    let versions = try #require(many.json()["versions"] as? [[String: Any]])
    let waived = versions.map { version in
      ((version["counts"] as? [String: Any])?["findings"] as? [String: Any])?["waived"] as? Int
    }
    #expect(waived == [1, 1])
    let plan = try CommandRun.importlint(
      ["plan", "demo/snapshot", "--target", "demo/target.yaml"]
        + ["--waivers", "\(folder.path)/waivers.yaml", "--now", "2026-01-01T00:00:00Z"])
    #expect(plan.text.contains("## Waived") && plan.text.contains("waiver of platform (OPS-7)"))
    #expect(plan.text.contains("--waivers "))
  }

  @Test("the values of the page count")
  func configuration() throws {
    let folder = try TemporaryFolder()
    try folder.write(try sample(ofPage: "configuration"), to: "importlint.yaml")
    let run = try CommandRun.importlint(
      ["config", "--fail-on", "warning"], in: folder.path)
    #expect(run.code == 0, "\(run.errors)")
    for row in [
      ["target.file", "target.yaml", "importlint.yaml:3:16"],
      ["judging.failOn", "warning", "--fail-on"], ["judging.unknown", "inconclusive", "default"],
      ["baseline.failOnNew", "true", "importlint.yaml:9:"],
    ] {
      let lines = run.text.split(separator: "\n").filter { line in
        row.allSatisfy { line.contains($0) }
      }
      #expect(lines.count == 1, "\(row)")
    }
  }
}
