import Documents
import Synchronization

/// What functions make of values of documents, of which they are asked again and again: of each
/// policy for every object, of each object for every policy.
final class DocumentMemo<Made: Sendable>: Sendable {
  /// Where a value lies. Documents stay where they are as long as their store lives.
  private struct Key: Hashable {
    let arena: UInt16
    let payload: UInt64
    let label: String
  }

  /// How many are kept: more than one rule goes back and forth between.
  private static var limit: Int { 256 }

  private let made = Mutex<[Key: Made]>([:])

  /// - Parameter label: tells apart what is made of one value in several ways.
  func value(of document: Value, _ label: String, _ make: () -> Made) -> Made {
    // Only these are told apart by where they lie, and stay there.
    guard document.form == .document, document.tag == .map || document.tag == .list else {
      return make()
    }
    let key = Key(arena: document.arena, payload: document.payload, label: label)
    if let known = made.withLock({ $0[key] }) { return known }
    let new = make()
    made.withLock { made in
      if made.count >= DocumentMemo.limit { made.removeAll(keepingCapacity: true) }
      made[key] = new
    }
    return new
  }
}
