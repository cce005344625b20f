import Documents
import Testing

@testable import CEL

@Suite("Strings that lie beside the keys")
struct CommonStringTests {
  private static let text = #"[{"k:v": 1}, "k:v", "k:v", " k:v ", " k:v ", " k:v ", "k", "k", "k"]"#

  private func bench(shared: Bool) throws -> (bench: Bench, value: Value) {
    let bench = try Bench()
    var options = ReadingOptions()
    options.sharesStrings = shared
    let source = SourceText(path: "a", text: Self.text)
    let value = try #require(bench.store.read(source, options: options).documents.first)
    bench.evaluator.set(bench.environment.declare("object", .dyn), to: value)
    return (bench, value)
  }

  @Test(
    "are to expressions what other strings are, parts of them and their places included",
    arguments: [
      "object[2]", "object[2].split(':')[1]", "object[2].substring(2)", "object[2].substring(0, 1)",
      "object[5].trim()", "object[2].split('')", "object[5].replace(' ', '')",
      "object[2] == object[5].trim()", "object[2] == object[1]", "object[2] == object[8]",
      "object[0][object[2]]", "object[2] in object[0]", "object[2].split(':')[0] == object[8]",
      "object[0].map(k, k == object[2])", "object[8] in object", "object[2] < object[8]",
    ])
  func same(expression: String) throws {
    let (own, shared) = (try bench(shared: false), try bench(shared: true))
    #expect(own.bench.store.memory.element(2, of: own.value).form == .document)
    #expect(shared.bench.store.memory.element(2, of: shared.value).form == .key)
    #expect(try shared.bench.result(expression) == own.bench.result(expression))
    let values = (try own.bench.evaluate(expression), try shared.bench.evaluate(expression))
    #expect(
      shared.bench.store.place(of: values.1)?.offset == own.bench.store.place(of: values.0)?.offset)
    #expect(values.1.hasPlace == values.0.hasPlace)
  }
}
