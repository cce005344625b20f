import Checkout
import Documents
import Findings
import Foundation
import Rules
import Snapshots
import Testing

/// Wherever a file of a snapshot, or a target, is truncated: what failed fails or is unknown, what
/// was unknown is not decided, and what passed does not fail; but where a target declares less,
/// something may be undeclared.
///
/// A few places of each file in every run; `make laws` cuts at every byte, also of the small files
/// of exports of real API servers.
@Suite("The law of files that are truncated")
struct CutLawTests {
  @Test("holds for a cluster with which much is wrong")
  func broken() throws {
    let folder = try TemporaryFolder()
    for (path, text) in BrokenCluster.files { try folder.write(text, to: path) }
    let trial = try CutTrial([folder.path + "/snapshot"], target: folder.path + "/target.yaml")
    try #require(trial.failing > 20, "much is wrong with the cluster")
    let found = try BrokenCluster.files.keys.sorted().flatMap { path in
      try trial.breaches(cutting: "\(folder.path)/\(path)", Self.places)
    }
    #expect(found == [], "\(found.joined(separator: "\n"))")
    #expect(trial.judged > 100, "a cut that is refused shows nothing")
  }

  @Test(
    "holds for exports of real API servers", .needsShared,
    .enabled(if: Laws.areThorough, "make laws runs it"),
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
    try #require(inputs.count == 3)
    let trial = try CutTrial(inputs, target: nil)
    try #require(trial.decided > 20, "much can be judged of the cluster")
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
    #expect(trial.judged > 1000, "a cut that is refused shows nothing")
  }

  /// Where a text is cut: bytes that are kept.
  private static func places(_ text: Data) -> [Int] {
    if Laws.areThorough { return Array(0..<text.count) }
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
  /// What the rules say of the whole.
  private let whole: Verdicts
  private var runs = 0
  /// Cuts that were judged; others were refused.
  private(set) var judged = 0

  /// What a run says, as far as the law is about it.
  private struct Verdicts {
    /// Rules that pass on something.
    var passing: Set<String> = []
    /// Rules that fail, by rule and subject, with the validations that do.
    var failing: [RuleSubject: Set<String>] = [:]
    var unknown: Set<RuleSubject> = []

    /// What is said of a part, and contradicts this.
    ///
    /// - Parameter declaresLess: what passed may fail.
    func contradictions(_ part: Verdicts, declaresLess: Bool) -> [String] {
      let open = Set(part.unknown.map(\.rule))
      let passes = Set(failing.keys).union(unknown).filter {
        part.failing[$0] == nil && !part.unknown.contains($0) && !open.contains($0.rule)
      }
      let fails = part.failing.filter { !declaresLess || unknown.contains($0.key) }
        .flatMap { key, validations in
          validations.subtracting(failing[key] ?? []).map { "\(key.text) fails by \($0)" }
        }
      return passes.map { "\($0.text) passes" } + fails
    }
  }

  private struct RuleSubject: Hashable {
    let rule: String
    let subject: String

    var text: String { "\(rule) on \(subject)" }
  }

  /// Snapshots that one store has room for.
  private static let runLimit = 400

  init(_ inputs: [String], target: String?) throws {
    self.inputs = inputs
    self.target = target
    set = Self.rules()
    judge = Judge(set)
    whole = try #require(Self.verdicts(inputs, target, judge, set.store, reasons))
  }

  /// The number of rules that fail on the whole.
  var failing: Int { Set(whole.failing.keys.map(\.rule)).count }

  /// The number of rules that pass or fail on the whole.
  var decided: Int { whole.passing.union(whole.failing.keys.map(\.rule)).count }

  /// What contradicts the whole where a file is cut.
  func breaches(cutting file: String, _ places: (Data) -> [Int]) throws -> [String] {
    let text = try Data(contentsOf: URL(filePath: file))
    defer { try? text.write(to: URL(filePath: file)) }
    var found: [String: [Int]] = [:]
    for place in places(text) {
      try text.prefix(place).write(to: URL(filePath: file))
      for breach in contradictions(declaresLess: file == target) {
        found[breach, default: []].append(place)
      }
    }
    let name = file.split(separator: "/").suffix(4).joined(separator: "/")
    return found.sorted { $0.key < $1.key }.map {
      "\(name) cut at \($0.value.prefix(5)): \($0.key)"
    }
  }

  private func contradictions(declaresLess: Bool) -> [String] {
    runs += 1
    if runs % Self.runLimit == 0 {
      set = Self.rules()
      judge = Judge(set)
      reasons = ReasonTable()
    }
    // What was refused is said, and is not a verdict.
    guard let part = Self.verdicts(inputs, target, judge, set.store, reasons) else { return [] }
    judged += 1
    return whole.contradictions(part, declaresLess: declaresLess)
  }

  private static func rules() -> RuleSet {
    RuleSet.load(
      into: DocumentStore(), folders: [], withBuiltIn: true, toolVersion: "0.1.0", data: nil)
  }

  /// nil if the inputs are refused.
  private static func verdicts(
    _ inputs: [String], _ target: String?, _ judge: Judge, _ store: DocumentStore,
    _ reasons: ReasonTable
  ) -> Verdicts? {
    let target = Target.read(
      file: target, overrides: TargetOverrides(rancherVersion: target == nil ? "2.9.3" : nil),
      store: store, reasons: reasons)
    let snapshot = Snapshot.read(inputs, store: store, reasons: reasons)
    if (target.problems + snapshot.problems).contains(where: \.isFatal) { return nil }
    var options = Judge.Options()
    options.now = snapshot.identity.time
    options.listsPasses = true
    let outcome = judge.judge(snapshot, target: target.value, options: options)
    var verdicts = Verdicts()
    verdicts.passing = Set(outcome.rules.filter { !$0.passing.isEmpty }.map(\.id))
    for finding in outcome.findings {
      let key = RuleSubject(rule: finding.rule, subject: finding.subject.text)
      switch finding.verdict {
      case .fail: verdicts.failing[key, default: []].insert(finding.validation)
      case .unknown: verdicts.unknown.insert(key)
      case .pass, .notApplicable: break
      }
    }
    return verdicts
  }
}
