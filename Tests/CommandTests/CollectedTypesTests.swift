import Checkout
import Documents
import Engine
import Findings
import Foundation
import Rules
import Snapshots
import Testing

@Suite("what collect leaves out is read by no rule", .needsShared)
struct CollectedTypesTests {
  /// A whole export against the part of it that `collect` would take.
  @Test("the same verdicts without the types that no rule needs", arguments: Checkout.states)
  func types(state: String) throws {
    let shared = try #require(Checkout.shared) + "/states/\(state)"
    let set = PackRequest().load(into: DocumentStore())
    let needs = set.collectionNeeds
    let part = try TemporaryFolder()
    let names = try FileManager.default.contentsOfDirectory(atPath: shared + "/get-json")
    var left = 0
    for name in names where name.hasSuffix(".json") {
      let parts = name.dropLast(5).split(separator: ".", maxSplits: 1).map(String.init)
      guard needs.covers(group: parts.count > 1 ? parts[1] : "", plural: parts[0]) else {
        left += 1
        continue
      }
      try FileManager.default.copyItem(
        atPath: "\(shared)/get-json/\(name)", toPath: "\(part.path)/\(name)")
    }
    #expect(left > 5)
    let whole = try Self.counts([shared + "/get-json", shared + "/raw"])
    let collected = try Self.counts([part.path, shared + "/raw"])
    #expect(whole.count > 50)
    for (rule, counts) in whole.sorted(by: { $0.key < $1.key }) {
      #expect(collected[rule] == counts, "\(rule)")
    }
  }

  private static func counts(_ inputs: [String]) throws -> [String: VerdictCounts] {
    var request = CheckRequest(
      inputs: inputs, target: TargetRequest(versions: .one("2.13.1")))
    request.assumption = .whole
    let run = EngineRun(request)
    return Dictionary(
      run.judgement.rules.map { ($0.identity.id, $0.outcome.counts) }, uniquingKeysWith: { $1 })
  }
}
