import Checkout
import Documents
import Findings
import Foundation
import Rules
import Snapshots
import Testing

/// Wherever a file of a snapshot, or a target, breaks off: no verdict moves towards pass. What
/// failed fails or is unknown, and what was unknown is not decided.
///
/// A few places of each file in every run; `make laws` cuts at every byte, also of the small files
/// of exports of real API servers.
@Suite("The law of files that break off")
struct CutLawTests {
  private static let isThorough = ProcessInfo.processInfo.environment["LAW_SEEDS"] != nil

  @Test("holds for a cluster with which much is wrong")
  func broken() throws {
    let folder = try TemporaryFolder()
    for (path, text) in BrokenCluster.files { try folder.write(text, to: path) }
    let trial = try CutTrial([folder.path + "/snapshot"], target: folder.path + "/target.yaml")
    try #require(trial.count > 20, "much is wrong with the cluster")
    let found = try BrokenCluster.files.keys.sorted().flatMap { path in
      try trial.breaches(cutting: "\(folder.path)/\(path)", Self.places)
    }
    #expect(found == [], "\(found.joined(separator: "\n"))")
  }

  @Test(
    "holds for exports of real API servers", .needsShared,
    .enabled(if: isThorough, "make laws runs it"),
    arguments: ["ready-rke2", "k3s-external-db", "rke1", "already-imported"])
  func exports(state: String) throws {
    let shared = try #require(Checkout.shared)
    let copy = try TemporaryFolder()
    let inputs = try ["get-json", "raw", "nodes"].compactMap { name -> String? in
      let source = "\(shared)/states/\(state)/\(name)"
      guard FileManager.default.fileExists(atPath: source) else { return nil }
      try FileManager.default.copyItem(atPath: source, toPath: "\(copy.path)/\(name)")
      return "\(copy.path)/\(name)"
    }
    let trial = try CutTrial(inputs, target: nil)
    let paths =
      FileManager.default.enumerator(atPath: copy.path)?
      .compactMap { $0 as? String }.sorted() ?? []
    var found: [String] = []
    for path in paths {
      let file = "\(copy.path)/\(path)"
      let values = try URL(filePath: file).resourceValues(forKeys: [
        .isRegularFileKey, .fileSizeKey,
      ])
      guard values.isRegularFile == true, let size = values.fileSize, size < 4096 else { continue }
      found += try trial.breaches(cutting: file, Self.places)
    }
    #expect(found == [], "\(found.joined(separator: "\n"))")
  }

  /// Where a text is cut: bytes that are kept.
  private static func places(_ text: Data) -> [Int] {
    if isThorough { return Array(0..<text.count) }
    let ends = text.indices.filter { text[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    let step = max(1, ends.count / 4)
    let some = stride(from: 0, to: ends.count, by: step).flatMap { [ends[$0] - 2, ends[$0]] }
    return Set(some + [0, text.count / 3, text.count - 2]).filter { $0 >= 0 && $0 < text.count }
      .sorted()
  }
}

/// Judges a cluster again and again, by rules that are compiled once.
private final class CutTrial {
  private let inputs: [String]
  private let target: String?
  private var set: RuleSet
  private var judge: Judge
  private var reasons = ReasonTable()
  /// The rules that do not pass on the whole, with their subjects.
  private let whole: Set<RuleSubject>
  private var runs = 0

  private struct RuleSubject: Hashable {
    let rule: String
    let subject: String
  }

  /// Snapshots that one store has room for.
  private static let runLimit = 400

  init(_ inputs: [String], target: String?) throws {
    self.inputs = inputs
    self.target = target
    set = Self.rules([])
    judge = Judge(set)
    var first: Set<RuleSubject> = []
    for finding in Self.findings(inputs, target, judge, set.store, reasons) ?? [] {
      first.insert(RuleSubject(rule: finding.rule, subject: finding.subject.text))
    }
    whole = first
    renew()
  }

  /// The number of rules that do not pass on the whole.
  var count: Int { Set(whole.map(\.rule)).count }

  /// What moves towards pass where a file is cut.
  func breaches(cutting file: String, _ places: (Data) -> [Int]) throws -> [String] {
    let text = try Data(contentsOf: URL(filePath: file))
    defer { try? text.write(to: URL(filePath: file)) }
    var found: [String: [Int]] = [:]
    for place in places(text) {
      try text.prefix(place).write(to: URL(filePath: file))
      for passed in passed() { found[passed, default: []].append(place) }
    }
    let name = file.split(separator: "/").suffix(4).joined(separator: "/")
    return found.sorted { $0.key < $1.key }.map {
      "\(name) cut at \($0.value.prefix(5)): \($0.key)"
    }
  }

  /// What does not pass on the whole, and passes now.
  private func passed() -> [String] {
    runs += 1
    if runs % Self.runLimit == 0 { renew() }
    // What was refused is said, and is no verdict.
    guard let findings = Self.findings(inputs, target, judge, set.store, reasons) else { return [] }
    let open = Set(findings.filter { $0.verdict == .unknown }.map(\.rule))
    let decided = Set(
      findings.map { RuleSubject(rule: $0.rule, subject: $0.subject.text) })
    return whole.subtracting(decided).filter { !open.contains($0.rule) }
      .map { "\($0.rule) passes on \($0.subject)" }
  }

  private func renew() {
    set = Self.rules(Set(whole.map(\.rule)).sorted())
    judge = Judge(set)
    reasons = ReasonTable()
  }

  private static func rules(_ names: [String]) -> RuleSet {
    RuleSet.load(
      into: DocumentStore(), folders: [], withBuiltIn: true, toolVersion: "0.1.0", data: nil
    ).selecting(names, ignoring: [])
  }

  /// nil where the inputs are refused.
  private static func findings(
    _ inputs: [String], _ target: String?, _ judge: Judge, _ store: DocumentStore,
    _ reasons: ReasonTable
  ) -> [Finding]? {
    let target = Target.read(
      file: target, overrides: TargetOverrides(rancherVersion: target == nil ? "2.9.3" : nil),
      store: store, reasons: reasons)
    let snapshot = Snapshot.read(inputs, store: store, reasons: reasons)
    if (target.problems + snapshot.problems).contains(where: \.isFatal) { return nil }
    var options = Judge.Options()
    options.now = snapshot.identity.time
    return judge.judge(snapshot, target: target.value, options: options).findings
  }
}
