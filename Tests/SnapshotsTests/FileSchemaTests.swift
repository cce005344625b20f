import Documents
import Testing

@testable import Snapshots

@Suite("schemas of files")
struct FileSchemaTests {
  @Test("the schema of the target is JSON and allows what the reader allows")
  func schemaIsJSON() throws {
    let store = DocumentStore()
    let reading = store.read(SourceText(path: "schema", text: JSONSchema.target))
    #expect(reading.flaws.isEmpty)
    let schema = DocumentValue(try #require(reading.documents.first), in: store)
    let intent = schema["properties"]?["intent"]?["properties"]
    let backups = intent?["etcdBackup"]?["enum"]?.elements.map(\.string)
    #expect(backups == ["rancher", "external", "none"])
    #expect(
      intent?["pods"]?["properties"]?["largest"]?["properties"]?["cpu"]?["type"]?.string
        == "string")
    #expect(schema["properties"]?["rancher"]?["properties"]?["caCertificates"] == nil)
  }
}
