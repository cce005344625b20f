import Checkout
import Documents
import Testing

@testable import Snapshots

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files that are generated from declarations and committed.
@Suite("generated files are fresh")
struct GeneratedFilesTests {
  static let files: [(path: String, text: String)] = [
    ("docs/schemas/target-1.schema.json", JSONSchema.target),
    ("docs/schemas/probe-1.schema.json", JSONSchema.probe),
    ("docs/fields.md", FieldDocs.markdown),
  ]

  @Test("a committed file is what its declarations make", arguments: files.indices)
  func fresh(index: Int) throws {
    let (path, text) = GeneratedFilesTests.files[index]
    let file = Checkout.path(path)
    if getenv("UPDATE_GOLDEN") != nil {
      try #require(Checkout.write(text, to: file), "\(path) cannot be written")
    }
    let committed = try SourceText.read(file: file, path: path).get()
    #expect(committed.text == text, "run UPDATE_GOLDEN=1 swift test --filter GeneratedFilesTests")
  }

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

extension Checkout {
  static func write(_ text: String, to file: String) -> Bool {
    guard let stream = fopen(file, "w") else { return false }
    defer { fclose(stream) }
    return fputs(text, stream) >= 0
  }
}
