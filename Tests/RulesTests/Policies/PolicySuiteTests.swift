import Checkout
import Documents
import Findings
import Rules
import Testing

@Suite("Suites of policies with known verdicts")
struct PolicySuiteTests {
  @Test(
    "every triple agrees, and says what the API server says",
    .needsShared,
    arguments: ["gatekeeper-library-cel", "kyverno-cli-vap", "marvin-builtins"])
  func triplesAgree(suite: String) throws {
    let root = "\(Self.folder ?? "")/\(suite)"
    let store = DocumentStore()
    let index = try SourceText.read(file: "\(root)/index.json", path: "index.json").get()
    let lines = DocumentValue(try #require(store.read(index).documents.first), in: store).elements
    #expect(lines.count >= 25)
    for line in lines where line["needs_defaulting"]?.bool != true {
      let id = try #require(line["id"]?.string)
      func source(_ key: String) throws -> SourceText? {
        try line[key]?.string.map { try SourceText.read(file: "\(root)/\($0)", path: $0).get() }
      }
      let policies = try ["policy", "binding", "params"].compactMap(source)
      let object = try #require(try source("resource"))
      let outcome = PolicyTrial(
        policies: policies, object: object, namespace: try source("namespace")
      ).run()
      let expected = line["expected"]?.string == "pass" ? [.pass, .notApplicable] : [Verdict.fail]
      #expect(expected.contains(try #require(outcome.verdict, "\(id)")), "\(id)")
      if outcome.verdict == .fail {
        let messages = line[path: "oracle", "messages"]?.elements.compactMap(\.string)
        #expect(outcome.messages == messages, "\(id)")
      }
    }
  }

  /// `…/shared/vap-suites`, found from this file upwards; nil if there is none.
  static let folder = Checkout.shared.map { "\($0)/vap-suites" }
}
