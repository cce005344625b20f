import Documents
import Snapshots
import Testing

@testable import Rules

@Suite("a condition that no subject meets")
struct UnmetConditionTests {
  @Test("is the reason for which the rule does not apply, by its name", arguments: [1, 3])
  func reason(count: Int) throws {
    let rule = SmallPack.rule(
      matchConditions: "[{name: any, expression: \"node.name != ''\"}, {name: blue, "
        + "expression: \"node.name.startsWith('b')\"}]",
      validation: "node.name != 'x'",
      examples: SmallPack.example("other", node: "spec: {}", expect: "{notApplicable: [node/w1]}"))
    let judge = try SmallPack(rule: rule).judge()
    var builder = SnapshotBuilder(store: judge.store, reasons: ReasonTable())
    for i in 0..<count {
      let text = SourceText(
        path: "s.yaml", text: "{apiVersion: v1, kind: Node, metadata: {name: w\(i)}}")
      #expect(try builder.add(resource: #require(judge.store.read(text).documents.first)))
    }
    builder.set(evidence: .complete, of: ResourceType(group: "", plural: "nodes"))
    let target = Target.make(from: nil, store: judge.store, reasons: ReasonTable())
    var options = Judge.Options()
    options.listsPasses = true
    let outcome = judge.judge(builder.finish(), target: target.value, options: options)
    let result = try #require(outcome.rules.first?.outcome)
    #expect(result.notApplicableReason == "no subject meets the condition blue")
    #expect(result.notApplicable.map(\.text) == (0..<count).map { "node/w\($0)" })
    #expect(result.passing == [])
  }
}
