import Documents
import Findings
import Snapshots
import Testing

@testable import Rules

@Suite("certificates in objects")
struct CertificateListsTests {
  private static func snapshot(_ bundles: [String], _ store: DocumentStore) throws -> Snapshot {
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
    return builder.finish()
  }

  private static func isRead(_ bundles: [String]) throws -> Bool {
    try CertificateLists(snapshot(bundles, DocumentStore())).reason == nil
  }

  @Test("are read up to a limit, each bundle counted once")
  func limit() throws {
    let half = String(repeating: "A", count: CertificateLists.limit / 2)
    #expect(try Self.isRead([half, half, half]))
    #expect(try Self.isRead([half, String(repeating: "B", count: CertificateLists.limit / 2)]))
    #expect(try !Self.isRead([half, half + "C"]))
  }

  @Test("are unknown beyond it, and not none")
  func unknown() throws {
    let example = SmallPack.example("any", node: "spec: {}", expect: "{pass: [node/w1]}")
    let judge = try SmallPack(rule: SmallPack.rule(validation: "true", examples: example)).judge()
    let target = Target.make(from: nil, store: judge.store, reasons: ReasonTable())
    func answer(_ bundles: [String]) throws -> ExpressionAnswer {
      judge.answer(
        ExpressionQuery(text: "certificates('none') == []"),
        in: try Self.snapshot(bundles, judge.store), target: target.value, options: .init()
      ).answer
    }
    guard case .value("true", _) = try answer(["A"]) else { return #expect(Bool(false)) }
    let bundle = String(repeating: "A", count: CertificateLists.limit + 1)
    guard case .unknown(let missing) = try answer([bundle]) else { return #expect(Bool(false)) }
    #expect(missing.first?.text.hasPrefix("caBundles hold") == true)
  }
}
