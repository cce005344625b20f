import Basics
import Documents
import Testing

@testable import Anonymizing

/// Where names may stand that nothing but their place tells.
@Suite struct NameLearningTests {
  private let key = AnonymizationKey(bytes: [UInt8](0..<32))!

  private func replaced(
    _ text: String, learning learn: (inout Anonymizer) -> Void
  ) -> String {
    var made = Anonymizer(map: AnonymizationMap(key: key), vocabulary: Vocabulary())
    learn(&made)
    return TextReplacement.apply(to: text, by: &made)
  }

  @Test(arguments: [
    "node-label: [\"customer=qbank\"]", "node-label+: customer=qbank",
    "node-taint: ['qbank=x:NoSchedule']", "kubelet-arg: [\"node-labels=a=b,tier=qbank\"]",
    "args: [--node-labels, 'customer=qbank']", "args: ['--cluster-name=qbank']",
    "metadata: {annotations: {k3s.io/node-args: '[\"agent\",\"--node-label\",\"a=qbank\"]'}}",
    "metadata: {annotations: {k3s.io/node-args: '[\"--a b\", \"--node-label\", \"a=qbank\"]'}}",
    "spec: {taints: [{key: team, value: QBank, effect: NoSchedule}]}",
    "extraArgs: [{name: node-labels, value: customer=qbank}]",
    "env: [{name: NO_PROXY, value: 'localhost,.qbank'}]", "env: {NO_PROXY: '.qbank,corp'}",
    "clusterDomain: qbank", "dnsConfig: {searches: [qbank]}", "metadata: {name: qbank}",
  ])
  func documentsTeachNames(_ yaml: String) throws {
    let store = DocumentStore()
    let document = try #require(store.read(SourceText(path: "a", text: yaml)).documents.first)
    let text = replaced("the qbank") {
      NameCollector().collect(DocumentValue(document, in: store), into: &$0)
    }
    #expect(text.hasPrefix("the x"), "\(text)")
  }

  /// However much stands before them.
  @Test func longTextsTeachNames() throws {
    let elements = String(repeating: "a, ", count: 1_200)
    try documentsTeachNames("args: [\(elements)--node-labels, 'customer=qbank']")
    let blanks = String(repeating: " a", count: 1 << 20)
    filesOfNodesTeachNames("ARGS=\"\(blanks) --node-labels=a=b,customer=qbank\"")
  }

  @Test(arguments: ["--node-labels=:", "--node-labels :,=,", "--node-labels="])
  func labelsMayBeEmpty(_ arguments: String) {
    let text = replaced("the bank") { NameCollector().collect(nodeFile: arguments, into: &$0) }
    #expect(text == "the bank")
  }

  @Test func argumentsInArgumentsTakeNoStack() {
    let text = String(repeating: "kubelet-arg=", count: 100_000) + "node-labels=a=qbank"
    filesOfNodesTeachNames("--" + text)
  }

  @Test(arguments: [
    "nameserver 10.0.0.1\nsearch corp qbank\n", "domain qbank", "Domains=corp qbank",
    "ExecStart=/usr/bin/kubelet --node-labels=customer=qbank,a=b",
    "KUBELET_ARGS=\"--register-with-taints=team=qbank:NoSchedule\"", "NO_PROXY=localhost,.qbank",
    "        Subject: C = DE, O = QBank AG, CN = w1", "Issuer: CN=ca,O=Qbank",
  ])
  func filesOfNodesTeachNames(_ file: String) {
    let text = replaced("the qbank") { NameCollector().collect(nodeFile: file, into: &$0) }
    #expect(text.hasPrefix("the x"), "\(text)")
  }
}
