import Checkout
import Foundation
import Testing

/// Compares output with a file of Tests/Fixtures/reports.
///
/// A missing file is written and fails the test; `UPDATE_GOLDEN=1` records all again.
func expectGolden(
  _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = fixtures.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try Data(bytes).write(to: file)
    return
  }
  guard let recorded = try? Data(contentsOf: file) else {
    try Data(bytes).write(to: file)
    Issue.record(
      "\(name) was missing and is written now: look at it", sourceLocation: sourceLocation)
    return
  }
  guard recorded != Data(bytes) else { return }
  let old = String(decoding: recorded, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let new = String(decoding: bytes, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  let shown = line ?? min(old.count, new.count)
  Issue.record(
    """
    \(name) differs from line \(shown + 1) on; UPDATE_GOLDEN=1 records it anew
    - \(shown < old.count ? old[shown] : "(end)")
    + \(shown < new.count ? new[shown] : "(end)")
    """, sourceLocation: sourceLocation)
}

/// Tests/Fixtures/reports.
let fixtures = URL(filePath: Checkout.fixture("reports"))

/// The repository's top folder.
let repository = URL(filePath: Checkout.root)
