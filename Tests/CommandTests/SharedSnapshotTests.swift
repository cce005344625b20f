import Checkout
import Foundation
import Snapshots
import Testing

/// Exports of other people's clusters and tools, of which many are in formats that are not
/// supported yet.
@Suite("Exports of real clusters", .needsShared)
struct SharedSnapshotTests {
  /// Every export by itself: it is judged, or what it is is said; none has evidence for "ready".
  @Test(
    "are judged or named, never ready",
    arguments: SharedSnapshotTests.exports)
  func judged(export: String) throws {
    let folder = try #require(Checkout.shared) + "/snapshots"
    let run = try EngineRun(["\(folder)/\(export)"], rancher: "2.13.1")
    #expect([1, 2, 3].contains(run.code), "\(run.lastLine)")
    #expect(run.judgement.readiness != .ready)
    let problems = run.judgement.problems.map(\.message)
    if let name = SharedSnapshotTests.unsupported[export] {
      #expect(problems.contains { $0.contains(name) && $0.contains("not supported yet") })
      // Beside the bundles lies a folder, which is read.
      #expect(run.code == (export == "support-bundles" ? 3 : 2))
    }
  }

  /// What is not supported yet, with the name by which it must be called.
  static let unsupported = [
  ]

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
