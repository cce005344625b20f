import Documents
import Synchronization

/// Common strings that were looked at and hold no credential: a List of thousands of Pods has the
/// same variables and arguments in each. Used by several threads.
final class HarmlessTexts: @unchecked Sendable {
  private let bits: UnsafeMutablePointer<Atomic<UInt64>>
  /// Numbers of keys below this are remembered.
  private let limit: Int

  /// - Parameter bytes: of the source that the texts are of.
  init(forBytes bytes: Int) {
    limit = min(1 << 16, max(64, bytes / 64)) & ~63
    bits = .allocate(capacity: limit / 64)
    for i in 0..<limit / 64 { (bits + i).initialize(to: Atomic(0)) }
  }

  deinit {
    bits.deinitialize(count: limit / 64)
    bits.deallocate()
  }

  /// Whether a string holds what `look` looks for, which is asked once for a common one.
  @inline(__always)
  func holds(_ string: Value, _ memory: Memory, _ look: (UnsafeBufferPointer<UInt8>) -> Bool)
    -> Bool
  {
    let number = string.form == .key ? Int(string.payload >> 32) : limit
    guard number < limit else { return look(memory.bytes(of: string)) }
    let (word, bit) = (number >> 6, UInt64(1) << UInt64(number & 63))
    if bits[word].load(ordering: .relaxed) & bit != 0 { return false }
    if look(memory.bytes(of: string)) { return true }
    bits[word].bitwiseOr(bit, ordering: .relaxed)
    return false
  }
}
