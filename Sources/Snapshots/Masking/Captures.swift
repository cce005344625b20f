import Documents
import Synchronization

/// What was taken out of documents before it was hidden in them, for the facts that are derived
/// from it. Credentials in it are dropped when those are built.
final class Captures: Sendable {
  private let texts = Mutex<[UInt64: String]>([:])

  private func number(_ value: Value) -> UInt64 { UInt64(value.arena) << 32 | UInt64(value.node) }

  /// Keeps the text of a value that is going to be hidden.
  func keep(_ text: String, of value: Value) {
    texts.withLock { $0[number(value)] = text }
  }

  /// The text that a hidden value had; nil if it was not kept.
  func text(of value: Value) -> String? {
    texts.withLock { $0[number(value)] }
  }
}
