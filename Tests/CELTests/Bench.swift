import Documents
import Testing

@testable import CEL

/// A store, an environment and an evaluator with the variable `object`, for tests.
final class Bench {
  let store = DocumentStore()
  var environment: Environment
  let evaluator: Evaluator

  init() throws {
    environment = Environment(store: store)
    evaluator = try #require(Evaluator(store: store))
  }

  /// A document of JSON text; `"?n"` stands for an unknown value with reason n, `"#n"` for a hidden
  /// one, and a list or map that ends with `"+n"` (a map: the key) has a tail with reason n.
  func document(_ json: String) throws -> Value {
    let reading = store.read(SourceText(path: "test.json", text: json))
    let plain = try #require(reading.documents.first, "\(reading.flaws)")
    let source = store.place(of: plain)?.source
    let builder = try #require(DocumentBuilder(store: store, source: source))
    build(DocumentValue(plain, in: store), builder)
    return builder.finish()
  }

  private func mark(_ text: String?, _ prefix: String) -> UInt32? {
    guard let text, text.hasPrefix(prefix) else { return nil }
    return UInt32(text.dropFirst())
  }

  private func build(_ value: DocumentValue, _ builder: DocumentBuilder) {
    let offset = value.place?.offset ?? 0
    if let reason = mark(value.string, "?") { return builder.unknown(reason: reason, at: offset) }
    if let reason = mark(value.string, "#") { return builder.hidden(reason: reason, at: offset) }
    switch value.value.tag {
    case .list:
      builder.beginList(at: offset)
      let tail = mark(value.elements.last?.string, "+")
      for element in tail == nil ? value.elements : value.elements.dropLast() {
        build(element, builder)
      }
      builder.endList(tail: tail ?? 0)
    case .map:
      builder.beginMap(at: offset)
      let tail = mark(value.entries.last?.key, "+")
      for (key, content) in tail == nil ? value.entries : value.entries.dropLast() {
        builder.key(key)
        build(content, builder)
      }
      builder.endMap(tail: tail ?? 0)
    case .null: builder.null(at: offset)
    case .bool: builder.bool(value.bool ?? false, at: offset)
    case .int: builder.int(value.int ?? 0, at: offset)
    case .double: builder.double(value.double ?? 0, at: offset)
    default: builder.string(value.string ?? "", at: offset)
    }
  }

  func program(_ text: String) throws -> Program {
    switch environment.compile(text) {
    case .success(let program): return program
    case .failure(let failure):
      Issue.record("\(failure.rendered)")
      throw failure
    }
  }

  /// Declares `object` and gives it a document as value.
  func set(_ json: String) throws {
    evaluator.set(environment.declare("object", .dyn), to: try document(json))
  }

  func evaluate(_ text: String) throws -> Value { evaluator.evaluate(try program(text)) }

  /// A result in words: its text, `unknown 3, 4`, `hidden 5` or `error: …`; a partial list or map
  /// is followed by its reasons.
  func result(_ text: String) throws -> String {
    describe(try evaluate(text))
  }

  func describe(_ value: Value) -> String {
    let reasons = evaluator.reasons(of: value).map(String.init).joined(separator: ", ")
    switch value.tag {
    case .unknown: return "unknown \(reasons)"
    case .hidden: return "hidden \(reasons)"
    case .error: return "error: \(evaluator.error(of: value)?.message ?? "")"
    default: return evaluator.text(of: value) + (reasons.isEmpty ? "" : " partial \(reasons)")
    }
  }
}
