import Basics
import Checkout
import Documents
import Findings
import Foundation
import Snapshots
import Testing

@testable import Rules

/// The exports of real API servers in known states, where they lie beside the checkout.
enum States {
  static let folder = Checkout.shared.map { "\($0)/states" }

  /// How far apart the files are that are taken away. Each is a run of its own: `make test` takes
  /// all of two states that differ in most, and some of the others, `make laws` all of all.
  static func stride(_ state: String) -> Int {
    Laws.areThorough || ["monitoring-v1-leftovers", "rke1"].contains(state) ? 1 : 16
  }

  static func inputs(_ state: String, _ objects: String = "get-yaml") -> [String] {
    guard let folder else { return [] }
    return [objects, "raw", "nodes"].map { "\(folder)/\(state)/\($0)" }
  }
}

/// Judges exports by the built-in pack, which is compiled once for some of them.
private final class StateJudge {
  private var set: RuleSet
  private var judge: Judge
  private var reasons = ReasonTable()
  private var runs = 0

  /// Snapshots after which the store is given up, that it does not grow for ever.
  private static let runLimit = 20

  init() { (set, judge) = Self.compiled() }

  private static func compiled() -> (RuleSet, Judge) {
    onLargeStack {
      let set = RuleSet.load(
        into: DocumentStore(), folders: [Checkout.path("rules/rancher-import")],
        withBuiltIn: false, toolVersion: "0.1.0")
      return (set, Judge(set))
    }
  }

  /// Verdicts on inputs, by rule and subject.
  func verdicts(
    of inputs: [String], rancher: String = "2.9.3", url: String? = "https://rancher.new.example",
    assumption: Assumption = .complete
  ) -> [String: Verdict] {
    runs += 1
    if runs % Self.runLimit == 0 {
      (set, judge) = Self.compiled()
      reasons = ReasonTable()
    }
    return onLargeStack { [store = set.store, judge, reasons] in
      var reading = SnapshotOptions()
      reading.assumption = assumption
      let snapshot = Snapshot.read(inputs, store: store, reasons: reasons, options: reading)
      let target = Target.read(
        file: nil, overrides: TargetOverrides(rancherVersion: rancher, rancherURL: url),
        store: store, reasons: reasons)
      var options = Judge.Options()
      options.now = snapshot.identity.time
      options.listsPasses = true
      return Self.verdicts(judge.judge(snapshot, target: target.value, options: options))
    }
  }

  private static func verdicts(_ outcome: Judge.Outcome) -> [String: Verdict] {
    var verdicts: [String: Verdict] = [:]
    for rule in outcome.rules {
      for subject in rule.passing { verdicts["\(rule.id) \(subject.text)"] = .pass }
      for subject in rule.notApplicable {
        verdicts["\(rule.id) \(subject.text)"] = .notApplicable
      }
    }
    for finding in outcome.findings {
      let key = "\(finding.rule) \(finding.subject.text)"
      verdicts[key] = max(verdicts[key] ?? .pass, finding.verdict)
      if finding.verdict == .fail {
        verdicts["\(finding.rule) fails \(finding.severity.rawValue)"] = .fail
      }
    }
    return verdicts
  }
}

@Suite(
  "Exports of real API servers in known states",
  .needsShared)
struct StateTests {
  private let judge = StateJudge()

  /// What `expected.json` asks of one state.
  struct Expectation: Decodable {
    var must: [String: String]?
    var mustNot: [String]?
    var unknown: [String: [String]?]?
    var args: [String]?
    var other: [Expectation]?
  }

  private struct File: Decodable {
    let states: [String: Expectation]
  }

  private func expectation(_ state: String) throws -> Expectation {
    let file = try #require(States.folder) + "/expected.json"
    let data = try Data(contentsOf: URL(filePath: file))
    return try #require(try JSONDecoder().decode(File.self, from: data).states[state])
  }

  private func check(_ verdicts: [String: Verdict], _ expected: Expectation, _ isWhole: Bool) {
    for (id, severity) in expected.must ?? [:] {
      #expect(verdicts["rancher-import/\(id) fails \(severity)"] == .fail, "\(id) must fail")
    }
    for entry in expected.mustNot ?? [] {
      let parts = entry.split(separator: ":").map(String.init)
      for severity in parts.count > 1 ? [parts[1]] : ["error", "warning", "note"] {
        #expect(verdicts["rancher-import/\(parts[0]) fails \(severity)"] == nil, "\(entry)")
      }
    }
    for (id, subjects) in expected.unknown ?? [:] {
      for subject in subjects ?? ["cluster"] {
        #expect(verdicts["rancher-import/\(id) \(subject)"] == .unknown, "\(id) \(subject)")
      }
    }
    guard isWhole else { return }
    let errors = verdicts.keys.filter { $0.hasSuffix(" fails error") }.sorted()
    let named = (expected.must ?? [:]).filter { $0.value == "error" }
      .map { "rancher-import/\($0.key) fails error" }.sorted()
    #expect(errors == named, "no other rule of severity error fails")
  }

  @Test("get the verdicts that their description asks for", arguments: Checkout.states)
  func expected(state: String) throws {
    let expected = try expectation(state)
    check(judge.verdicts(of: States.inputs(state)), expected, true)
    for other in expected.other ?? [] {
      let args = other.args ?? []
      func value(_ name: String) -> String? {
        args.firstIndex(of: name).map { args[$0 + 1] }
      }
      check(
        judge.verdicts(
          of: States.inputs(state), rancher: value("--rancher") ?? "2.9.3",
          url: value("--rancher-url")), other, false)
    }
  }

  @Test("get the same verdicts from YAML and from JSON", arguments: Checkout.states)
  func formats(state: String) {
    let yaml = judge.verdicts(of: States.inputs(state))
    let json = judge.verdicts(of: States.inputs(state, "get-json"))
    #expect(yaml == json)
  }

  @Test("get from a dump what they get from all objects, or unknown", arguments: Checkout.states)
  func dump(state: String) {
    // A dump says by its folders that it is of all namespaces; of lists somebody has to say it.
    let whole = judge.verdicts(of: States.inputs(state), assumption: .whole)
    let dump = judge.verdicts(of: States.inputs(state, "dump-json"))
    expectOnlyUnknowns(whole, dump, "dump-json")
  }

  @Test("lose verdicts to unknown only when a file is taken away", arguments: Checkout.states)
  func removal(state: String) throws {
    let folder = NSTemporaryDirectory() + "/importlint-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for input in States.inputs(state) {
      let name = input.split(separator: "/").last.map(String.init) ?? ""
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: input, toPath: "\(folder)/\(name)")
    }
    let inputs = ["get-yaml", "raw", "nodes"].map { "\(folder)/\($0)" }
    let whole = judge.verdicts(of: inputs)
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let aside = folder + ".aside"
    let tried = files.filter { file in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(file)", isDirectory: &isFolder)
      return !isFolder.boolValue
    }
    try #require(tried.count > 80)
    // Each state begins with another file, so that not all leave out the same ones.
    let step = States.stride(state)
    let first = (Checkout.states.firstIndex(of: state) ?? 0) * 3 % step
    for file in stride(from: first, to: tried.count, by: step).map({ tried.sorted()[$0] }) {
      try FileManager.default.moveItem(atPath: "\(folder)/\(file)", toPath: aside)
      let left = judge.verdicts(of: inputs)
      try FileManager.default.moveItem(atPath: aside, toPath: "\(folder)/\(file)")
      expectOnlyUnknowns(whole, left, "without \(file)")
    }
  }

  /// Whether `left` differs from `whole` in unknowns only. A subject may be gone where the rule
  /// says on the cluster that there may be more subjects.
  private func expectOnlyUnknowns(
    _ whole: [String: Verdict], _ left: [String: Verdict], _ what: String
  ) {
    var wrong: [String] = []
    for (key, verdict) in whole where !key.contains(" fails ") {
      let rule = String(key.prefix { $0 != " " })
      let now = left[key] ?? left["\(rule) cluster"]
      if now != verdict, now != .unknown {
        wrong.append("\(key): \(verdict) became \(now.map { "\($0)" } ?? "nothing")")
      }
    }
    for (key, verdict) in left where whole[key] == nil && !key.contains(" fails ") {
      if verdict != .unknown, !key.hasSuffix(" cluster") { wrong.append("\(key): new \(verdict)") }
    }
    #expect(wrong.sorted() == [], "\(what)")
  }
}
