import Checkout
import Engine
import Findings
import Foundation
import Testing

/// Whatever part of a cluster is exported, and however it is laid out, no verdict contradicts that
/// of the whole export.
///
/// A few part exports of each kind in every run, many in `make laws`.
@Suite("The subset law")
struct SubsetLawTests {
  /// Clusters by name: the project's own, and beside the checkout exports of real API servers.
  private static let clusters: [String: (lists: String, others: [String])] = {
    let demo = "\(Checkout.root)/demo/snapshot"
    var found = ["demo": ("\(demo)/resources", ["\(demo)/version.json", "\(demo)/nodes"])]
    guard let shared = Checkout.shared else { return found }
    for state in Laws.areThorough ? Checkout.states : ["gatekeeper-strict"] {
      let folder = "\(shared)/states/\(state)"
      found[state] = ("\(folder)/get-json", ["\(folder)/raw", "\(folder)/nodes"])
    }
    return found
  }()

  @Test("holds for parts as tools and scripts make them", arguments: clusters.keys.sorted())
  func parts(cluster: String) throws {
    let (lists, others) = try #require(Self.clusters[cluster])
    let objects = try ClusterObjects(folder: lists, others: others)
    let whole = try Verdicts([lists] + others)
    for kind in PartExport.allCases {
      for seed in 0..<(Laws.seeds ?? 1) {
        var random = Chance("\(cluster)/\(kind)/\(seed)")
        let folder = NSTemporaryDirectory() + "/law-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        try kind.write(objects, to: folder, &random)
        let part = try Verdicts([folder] + others.filter { _ in random.happens(0.7) })
        #expect(part.contradictions(of: whole) == [], "\(cluster), \(kind), seed \(seed)")
      }
    }
  }
}

/// What a run says of each rule, as far as the law is about it.
private struct Verdicts {
  private var failing: [String: Set<String>] = [:]
  private var open: Set<String> = []
  private let code: Int32

  init(_ inputs: [String]) throws {
    let run = try EngineRun(inputs, rancher: "2.9.3")
    code = run.code
    for finding in run.judgement.findings {
      if finding.verdict == .fail {
        failing[finding.rule, default: []].insert(
          "\(finding.validation) \(finding.subject.text) \(finding.severity)")
      } else {
        open.insert(finding.rule)
      }
    }
  }

  func contradictions(of whole: Verdicts) -> [String] {
    // A part of which nothing could be read was refused, which is said and is not a verdict.
    if code == 2 { return [] }
    var found: [String] = []
    let decided = Set(failing.keys).union(open)
    for rule in Set(whole.failing.keys).union(whole.open) where !decided.contains(rule) {
      found.append("\(rule) passes")
    }
    for (rule, findings) in failing {
      for finding in findings.subtracting(whole.failing[rule] ?? []) {
        found.append("\(rule) fails: \(finding)")
      }
    }
    if code == 0, whole.code != 0 { found.append("exit code 0") }
    return found.sorted()
  }
}
