import Documents
import Testing

@testable import CEL

/// When something is taken away from a document, no result may change to anything but unknown.
///
/// Random expressions over random documents, before and after parts of the document became
/// unknown, hidden or missing from partial lists and maps.
@Suite("Evidence that is taken away", .largeStack)
struct EvidenceTests {
  /// A document that parts can be taken from.
  indirect enum Tree {
    case null
    case bool(Bool)
    case int(Int64)
    case string(String)
    case list([Tree], tail: UInt32)
    case map([(String, Tree)], tail: UInt32)
    case unknown(UInt32)
    case hidden(UInt32)

    func build(_ builder: DocumentBuilder) {
      switch self {
      case .null: builder.null(at: 0)
      case .bool(let b): builder.bool(b, at: 0)
      case .int(let i): builder.int(i, at: 0)
      case .string(let s): builder.string(s)
      case .unknown(let reason): builder.unknown(reason: reason)
      case .hidden(let reason): builder.hidden(reason: reason)
      case .list(let elements, let tail):
        builder.beginList()
        for element in elements { element.build(builder) }
        builder.endList(tail: tail)
      case .map(let entries, let tail):
        builder.beginMap()
        for (key, value) in entries {
          builder.key(key)
          value.build(builder)
        }
        builder.endMap(tail: tail)
      }
    }
  }

  typealias Seeded = RobustnessTests.Seeded

  // MARK: Documents

  static let keys = ["a", "b", "c", "d"]

  /// `n` a number, `list` of numbers, `map` from keys to numbers, `objects` with numbers `a` and
  /// `b`, mostly.
  static func document(_ random: inout Seeded) -> Tree {
    .map(
      [
        ("n", number(&random)), ("list", numbers(&random)), ("other", numbers(&random)),
        ("map", map(&random)),
        (
          "objects",
          .list((0..<Int.random(in: 0...3, using: &random)).map { _ in map(&random) }, tail: 0)
        ),
      ], tail: 0)
  }

  static func number(_ random: inout Seeded) -> Tree {
    .int(Int64.random(in: 0...3, using: &random))
  }

  static func numbers(_ random: inout Seeded) -> Tree {
    .list((0..<Int.random(in: 0...3, using: &random)).map { _ in number(&random) }, tail: 0)
  }

  static func map(_ random: inout Seeded) -> Tree {
    let names = keys.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
    return .map(names.map { ($0, number(&random)) }, tail: 0)
  }

  /// The document with something taken away.
  static func degraded(_ tree: Tree, _ random: inout Seeded) -> Tree {
    let reason = UInt32.random(in: 1...5, using: &random)
    if Int.random(in: 0..<12, using: &random) == 0 {
      if case .null = tree { return .unknown(reason) }
      return Bool.random(using: &random) ? .unknown(reason) : .hidden(reason)
    }
    switch tree {
    case .list(let elements, _):
      let kept = elements.filter { _ in Int.random(in: 0..<6, using: &random) > 0 }
      let partial = kept.count < elements.count || Int.random(in: 0..<8, using: &random) == 0
      return .list(kept.map { degraded($0, &random) }, tail: partial ? reason : 0)
    case .map(let entries, _):
      let kept = entries.filter { _ in Int.random(in: 0..<8, using: &random) > 0 }
      let partial = kept.count < entries.count || Int.random(in: 0..<8, using: &random) == 0
      return .map(kept.map { ($0.0, degraded($0.1, &random)) }, tail: partial ? reason : 0)
    default: return tree
    }
  }

  // MARK: Tests

  @Test("never changes a result to anything but unknown", arguments: 0..<12)
  func monotonic(seed: Int) throws {
    let bench = try Bench()
    bench.environment.checksTypes = false
    let object = bench.environment.declare("object", .dyn)
    var random = Seeded(state: UInt64(seed) &* 104_729 &+ 3)
    var decided = 0
    for _ in 0..<3000 {
      var source = RandomExpression(random: random)
      let text = source.condition(3)
      random = source.random
      guard case .success(let program) = bench.environment.compile(text) else {
        Issue.record("\(text) does not compile")
        continue
      }
      let tree = EvidenceTests.document(&random)
      let whole = result(program, tree, object, bench)
      // An error is not a verdict, and what is missing from a list may be what made it.
      if whole.isError { continue }
      for _ in 0..<3 {
        let less = result(program, EvidenceTests.degraded(tree, &random), object, bench)
        if less.isOpen { continue }
        if !less.text.hasPrefix("error") { decided += 1 }
        #expect(less.text == whole.text, "\(text) was \(whole.text), and with less is \(less.text)")
      }
    }
    #expect(decided > 1000)
  }

  private struct Outcome {
    var text: String
    /// Not wholly known.
    var isOpen: Bool
    var isError: Bool
  }

  private func result(
    _ program: Program, _ tree: Tree, _ object: Int, _ bench: Bench
  ) -> Outcome {
    bench.evaluator.reset()
    guard let builder = DocumentBuilder(store: bench.store, source: nil) else {
      return Outcome(text: "", isOpen: true, isError: false)
    }
    tree.build(builder)
    bench.evaluator.set(object, to: builder.finish())
    let value = bench.evaluator.evaluate(program)
    let text = bench.evaluator.text(of: value, limit: 10_000)
    let open = text.contains("…") || text.contains("(unknown)") || text.contains("(hidden)")
    return Outcome(text: text, isOpen: open, isError: value.tag == .error)
  }
}
