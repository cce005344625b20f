import Documents
import Findings
import Foundation
import Snapshots
import Testing

@testable import RuleTesting
@testable import Rules

/// Packs with definitions, in a folder of their own for one test: `base`, and others beside it.
struct DefinitionPack: ~Copyable {
  let folder: String

  init(definitions: String, rule: String? = nil, header: String = "") throws {
    folder = NSTemporaryDirectory() + "importlint-\(UInt64.random(in: 0...UInt64.max))"
    try write("schema: 1\nname: base\nversion: 1.0.0\n" + header, to: "base/pack.yaml")
    try write("schema: 1\ndefinitions:\n" + definitions, to: "base/definitions/nodes.yaml")
    if let rule { try write(rule, to: "base/area/sample.yaml") }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to file: String) throws {
    let url = URL(filePath: "\(folder)/\(file)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: false, encoding: .utf8)
  }

  func set(_ packs: String...) -> RuleSet {
    RuleSet.load(
      into: DocumentStore(), folders: packs.map { "\(folder)/\($0)" }, withBuiltIn: false,
      toolVersion: "0.1.0")
  }

  /// What is wrong with the packs, with its place: `nodes.yaml:3:5 message (help)`.
  func problems(_ packs: String...) -> [String] {
    let set = RuleSet.load(
      into: DocumentStore(), folders: packs.map { "\(folder)/\($0)" }, withBuiltIn: false,
      toolVersion: "0.1.0")
    return (set.problems + Judge(set).problems)
      .filter { !$0.message.hasPrefix("the rule has no example that ") }
      .map { problem in
        let place = problem.places.first
        let file = place?.path.split(separator: "/").last ?? ""
        let position = place?.region.map { "\($0.line):\($0.column)" } ?? ""
        return "\(file):\(position) \(problem.message)" + (problem.help.map { " (\($0))" } ?? "")
      }
  }

  /// What judging one Node gives: findings of the one rule.
  func findings(_ node: String, packs: String..., more: String = "") throws -> [Finding] {
    let set = RuleSet.load(
      into: DocumentStore(), folders: packs.map { "\(folder)/\($0)" }, withBuiltIn: false,
      toolVersion: "0.1.0")
    let judge = Judge(set)
    try #require(judge.problems.map(\.message) == [])
    let text = "resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}, \(node)}\(more)]"
    let source = SourceText(path: "export.yaml", text: text)
    let document = try #require(judge.store.read(source).documents.first)
    let reasons = ReasonTable()
    var description = ExampleSnapshot(store: judge.store, reasons: reasons)
    let snapshot = description.snapshot(DocumentValue(document, in: judge.store))
    let target = Target.make(from: nil, store: judge.store, reasons: reasons)
    return judge.judge(snapshot, target: target.value, options: Judge.Options()).findings
  }
}
