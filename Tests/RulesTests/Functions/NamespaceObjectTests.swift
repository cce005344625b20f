import Documents
import Snapshots
import Testing

@testable import Rules

@Suite("namespaceObject: the Namespace of the object that is judged")
struct NamespaceObjectTests {
  private static let rule = """
    id: sample
    title: A sample
    severity: error
    area: area
    why: It is a sample.
    fix: {text: Nothing is to be done.}
    subject: resource
    matchConstraints:
      resourceRules:
        - {apiGroups: [""], apiVersions: ["*"], resources: [pods, nodes]}
    validations:
      - name: red
        expression: >-
          namespaceObject == null || namespaceObject.metadata.?labels[?'team'] == optional.of('red')
        messageExpression: "'in ' + namespaceObject.metadata.name"
        message: It fails.
    examples: [{name: any, expect: {pass: [cluster]}}]
    """

  @Test("is that of each object, and null for one of the whole cluster")
  func each() throws {
    let judge = try SmallPack(rule: Self.rule).judge()
    var builder = SnapshotBuilder(store: judge.store, reasons: ReasonTable())
    for object in [
      "kind: Namespace, metadata: {name: red, labels: {team: red}}",
      "kind: Namespace, metadata: {name: blue, labels: {team: blue}}",
      "kind: Node, metadata: {name: w1}",
      "kind: Pod, metadata: {name: a, namespace: blue}",
      "kind: Pod, metadata: {name: b, namespace: red}",
      "kind: Pod, metadata: {name: c, namespace: blue}",
    ] {
      let text = SourceText(path: "s.yaml", text: "{apiVersion: v1, \(object)}")
      #expect(try builder.add(resource: #require(judge.store.read(text).documents.first)))
    }
    let target = Target.make(from: nil, store: judge.store, reasons: ReasonTable())
    let outcome = judge.judge(builder.finish(), target: target.value, options: .init())
    let said = outcome.findings.map { "\($0.subject.text) \($0.verdict)" }.sorted()
    #expect(said == ["Pod/blue/a fail", "Pod/blue/c fail"])
    #expect(outcome.findings.filter { $0.verdict == .fail }.allSatisfy { $0.message == "in blue" })
  }
}
