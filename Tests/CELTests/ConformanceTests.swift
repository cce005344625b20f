import Checkout
import Documents
import FoundationEssentials
import Testing

@testable import CELConformance

/// Where the case files lie: beside the checkout, or beside a folder above it.
private let cases = Checkout.shared.map { "\($0)/cel-conformance" }

/// Cases that Kubernetes does not pass either, by id.
private let exceptions: Set<String> = {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let data = try? Data(contentsOf: URL(filePath: "/\(folder)/conformance-exceptions.txt"))
  let lines = String(decoding: data ?? Data(), as: UTF8.self).split(separator: "\n")
  let ids = lines.filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: " ").first }
  return Set(ids.map(String.init))
}()

@Suite("Conformance cases of cel-spec and Kubernetes", .largeStack)
struct ConformanceTests {
  @Test(
    "all pass, but for the listed exceptions, and none of these does",
    .needsShared,
    arguments: ["k8s", "cel-spec"])
  func folder(_ name: String) throws {
    let runner = try #require(CaseRunner())
    var count = 0
    for path in CaseFolder.files(in: "\(try #require(cases))/\(name)") {
      let file = try #require(CaseFolder.document(path, in: runner.store))
      for test in CaseRunner.cases(of: file) {
        count += 1
        let outcome = runner.run(test)
        let expected = !exceptions.contains(outcome.id)
        #expect(CaseJudge.passes(outcome, test) == expected, "\(outcome.json)")
      }
    }
    #expect(count > 1000)
  }

  @Test("a wrong value, type or stage does not pass")
  func judge() throws {
    let store = DocumentStore()
    let text = #"{"expected": {"typed_result": {"type": "int", "value": {"int": "1"}}}}"#
    let document = store.read(SourceText(path: "case", text: text)).documents[0]
    let test = DocumentValue(document, in: store)
    func passes(_ stage: CaseRunner.Outcome.Stage, _ value: String, _ type: String) -> Bool {
      CaseJudge.passes(.init(id: "x", stage: stage, value: value, type: type), test)
    }
    #expect(passes(.ok, #"{"int":"1"}"#, #""int""#))
    #expect(!passes(.ok, #"{"int":"2"}"#, #""int""#))
    #expect(!passes(.ok, #"{"uint":"1"}"#, #""int""#))
    #expect(!passes(.ok, #"{"int":"1"}"#, #""dyn""#))
    #expect(!passes(.eval, #"{"int":"1"}"#, #""int""#))
  }
}
