import Checkout
import Foundation
import Testing

/// Exports of other people's clusters and tools.
@Suite("Exports of real clusters", .needsShared)
struct SharedSnapshotTests {
  /// Every export by itself: it is judged, and none has evidence for "ready".
  @Test(
    "are judged, never ready",
    arguments: SharedSnapshotTests.exports)
  func judged(export: String) throws {
    let folder = try #require(Checkout.shared) + "/snapshots"
    let run = try EngineRun(["\(folder)/\(export)"], rancher: "2.13.1")
    #expect([1, 2, 3].contains(run.code), "\(run.lastLine)")
    #expect(run.judgement.readiness != .ready)
  }

  static var exports: [String] {
    guard let shared = Checkout.shared else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shared + "/snapshots")) ?? []
    let clouds = ["cloud-nodes", "provider-nodes"].flatMap { folder in
      let path = "\(shared)/snapshots/\(folder)"
      return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
        .map { "\(folder)/\($0)" }
    }
    return names.sorted() + clouds.sorted()
  }
}
