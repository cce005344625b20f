import Documents
import Foundation
import Testing

@testable import Rules

/// A pack of one rule, written to a folder of its own for one test.
struct SmallPack: ~Copyable {
  let folder: String

  init(rule: String, header: String = "") throws {
    folder = NSTemporaryDirectory() + "importlint-\(UInt64.random(in: 0...UInt64.max))"
    try write("schema: 1\nname: small\nversion: 1.0.0\n" + header, to: "pack.yaml")
    try write(rule, to: "area/sample.yaml")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, to file: String) throws {
    let path = "\(folder)/\(file)"
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(
      atPath: "/" + parent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Its rules, in a new store.
  func load() -> RuleSet { SmallPack.load(folder) }

  static func load(_ folder: String) -> RuleSet {
    RuleSet.load(
      into: DocumentStore(), folders: [folder], withBuiltIn: false, toolVersion: "0.1.0")
  }

  /// A judge of its rules, which must be valid, but need not have examples of each kind.
  func judge() throws -> Judge {
    let set = load()
    let judge = Judge(set)
    let messages = (set.problems + judge.problems).map(\.message)
    try #require(messages.filter { !$0.hasPrefix("the rule has no example that ") } == [])
    return judge
  }

  /// A rule on nodes with these parts; `more` are further fields of its validation.
  static func rule(
    variables: String = "[]", matchConditions: String = "[]", applies: String = "{}",
    validation: String, more: String = "", examples: String
  ) -> String {
    """
    id: sample
    title: A sample
    severity: error
    area: area
    why: It is a sample.
    fix: {text: Nothing is to be done.}
    subject: node
    applies: \(applies)
    matchConditions: \(matchConditions)
    variables: \(variables)
    validations:
      - name: only
        expression: "\(validation)"
        message: It fails.
        \(more)
    examples:
    \(examples)
    """
  }

  /// An example with one node, w1, and these fields of it.
  static func example(_ name: String, node: String, expect: String, more: String = "") -> String {
    """
      - name: \(name)
        snapshot:
          resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}, \(node)}]
          \(more)
        expect: \(expect)

    """
  }
}
