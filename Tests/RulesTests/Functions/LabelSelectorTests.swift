import Basics
import Documents
import Testing

@testable import Rules

@Suite("label selectors")
struct LabelSelectorTests {
  private let store = DocumentStore()

  private func document(_ text: String) throws -> DocumentValue {
    let source = SourceText(path: "test", text: text)
    return DocumentValue(try #require(store.read(source).documents.first), in: store)
  }

  private func answer(_ selector: String, _ labels: DocumentValue) throws -> String {
    switch try #require(LabelSelector(document(selector))).matches(KnownLabels(labels)) {
    case .yes: "yes"
    case .no: "no"
    case .unknown(let reason): "unknown \(reason)"
    }
  }

  @Test("values and keys that only look the same are different")
  func bytes() throws {
    let labels = try document("{\"caf\u{E9}\": \"caf\u{E9}\"}")
    #expect(try answer("matchLabels: {\"caf\u{E9}\": \"caf\u{E9}\"}", labels) == "yes")
    #expect(try answer("matchLabels: {\"caf\u{E9}\": \"cafe\u{301}\"}", labels) == "no")
    #expect(try answer("matchLabels: {\"cafe\u{301}\": \"caf\u{E9}\"}", labels) == "no")
  }

  @Test(
    "a label that may be there leaves open what nothing else decides",
    arguments: [
      ("matchLabels: {a: \"1\"}", "yes"), ("matchLabels: {b: \"1\"}", "unknown 7"),
      ("matchLabels: {b: \"1\", a: \"2\"}", "no"),
      ("matchExpressions: [{key: b, operator: DoesNotExist}]", "unknown 7"),
      ("matchExpressions: [{key: a, operator: NotIn, values: [\"2\"]}]", "yes"), ("{}", "yes"),
    ])
  func partial(selector: String, expected: String) throws {
    let builder = try #require(DocumentBuilder(store: store, source: nil))
    builder.beginMap()
    builder.key("a")
    builder.string("1")
    builder.endMap(tail: 7)
    let labels = DocumentValue(builder.finish(), in: store)
    builder.close()
    #expect(try answer(selector, labels) == expected)
  }

  @Test(
    "what is not a selector is none",
    arguments: [
      "[]", "matchLabels: {a: 1}", "matchExpressions: [{key: a, operator: in, values: [b]}]",
    ])
  func invalid(text: String) throws {
    #expect(LabelSelector(try document(text)) == nil)
  }
}
