import CEL
import Documents
import Synchronization

/// The values of definitions without parameters, computed once for a snapshot and all threads.
///
/// They are made by an evaluator of their own, which is never reset: its values live as long as
/// this does, and other evaluators read them. What a value costs is noted, and whoever uses it pays
/// it: what a rule costs must not depend on which rule came first.
final class DefinitionValues: @unchecked Sendable {
  // Everything below is used under the lock only.
  private let lock = Mutex(())
  private let store: DocumentStore
  private let prepare: (Evaluator) -> Void
  private let limit: UInt64
  private var evaluator: Evaluator?
  private var known: [Int: Known] = [:]
  private let table: DefinitionTable

  struct Known {
    /// Nil if the value means something to the evaluator only that made it.
    let value: Value?
    let cost: UInt64
  }

  /// - Parameter prepare: gives an evaluator what is the same for all expressions.
  /// - Parameter limit: what one definition may cost.
  init(
    _ table: DefinitionTable, store: DocumentStore, limit: UInt64,
    prepare: @escaping (Evaluator) -> Void
  ) {
    self.table = table
    self.store = store
    self.limit = limit
    self.prepare = prepare
  }

  /// The value of a definition that is the variable `index`.
  func value(at index: Int) -> Known {
    lock.withLock { _ in
      if let known = known[index] { return known }
      guard let definition = table.value(at: index), let evaluator = ownEvaluator() else {
        return Known(value: nil, cost: 0)
      }
      let value = evaluator.evaluate(definition.program, costLimit: limit)
      let found = Known(
        value: evaluator.isShareable(value) ? value : nil, cost: evaluator.cost)
      known[index] = found
      return found
    }
  }

  private func ownEvaluator() -> Evaluator? {
    if let evaluator { return evaluator }
    // It keeps the values of all definitions: those of thousands of nodes are hundreds of
    // thousands.
    guard let new = Evaluator(store: store, room: 2) else { return nil }
    prepare(new)
    // Definitions within definitions are found by the same evaluator, at the cost of the outer one.
    new.provider = { [table] evaluation, index in
      guard let definition = table.value(at: index) else {
        return evaluation.error("has no value")
      }
      return evaluation.evaluate(definition.program)
    }
    evaluator = new
    return new
  }
}
