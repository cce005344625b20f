import CEL
import Documents

/// What expressions are compiled and evaluated with. One serves many inputs, as an evaluator serves
/// many subjects; what an input leaves behind must not be seen by the next.
final class Bench {
  let store = DocumentStore()
  let environment: Environment
  let evaluator: Evaluator
  /// What objects say they were read from.
  let source = SourceText(path: "object.json", text: String(repeating: "0123456789", count: 4))
  private var uses = 0

  private static let useLimit = 100
  nonisolated(unsafe) private static var current: Bench?

  private init() {
    environment = Environment(store: store)
    guard let evaluator = Evaluator(store: store) else {
      preconditionFailure("a new store has room for an evaluator")
    }
    self.evaluator = evaluator
  }

  /// The bench for the next input.
  static func next() -> Bench {
    if let bench = current, bench.uses < useLimit {
      bench.uses += 1
      return bench
    }
    let bench = Bench()
    current = bench
    return bench
  }
}
