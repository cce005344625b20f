import Documents
import Findings
import Snapshots
import Testing

@testable import Rules

@Suite("certificates in objects")
struct CertificateListsTests {
  private static func isRead(_ bundles: [String]) throws -> Bool {
    let store = DocumentStore()
    var builder = SnapshotBuilder(store: store, reasons: ReasonTable())
    for (i, bundle) in bundles.enumerated() {
      let read = store.read(
        SourceText(
          path: "s.json",
          text: """
            {"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService",
             "metadata": {"name": "v1.g\(i)"}, "spec": {"caBundle": "\(bundle)"}}
            """))
      #expect(try builder.add(resource: #require(read.documents.first)))
    }
    return CertificateLists(builder.finish()).reason == nil
  }

  @Test("are read up to a limit, each bundle counted once")
  func limit() throws {
    let half = String(repeating: "A", count: CertificateLists.limit / 2)
    #expect(try Self.isRead([half, half, half]))
    #expect(try Self.isRead([half, String(repeating: "B", count: CertificateLists.limit / 2)]))
    #expect(try !Self.isRead([half, half + "C"]))
  }
}
