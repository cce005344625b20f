import Synchronization

/// What looks like a credential around many places of one text, searched for once.
///
/// An export may be one line of megabytes with thousands of findings in it. Each shows the few
/// bytes around it, but what they are may be said thousands of bytes before: without this, each
/// would search the same text again.
public final class CredentialWindows: Sendable {
  /// What was found in one part of the text.
  public struct Found: Sendable {
    /// As `CredentialText.ranges` finds them.
    public let ranges: [Range<Int>]
    /// As above, where also what follows the word `value` is hidden.
    public let valueRanges: [Range<Int>]

    public init(in bytes: UnsafeBufferPointer<UInt8>, of range: Range<Int>) {
      ranges = CredentialText.ranges(in: bytes, of: range)
      valueRanges = CredentialText.ranges(in: bytes, of: range, hidesValues: true)
    }
  }

  private struct Key: Hashable {
    let start: Int
    let range: Range<Int>
  }

  /// A search of less than this many bytes is cheaper than remembering it.
  private static let bytesMin = 1024

  private let found = Mutex<[Key: Found]>([:])

  public init() {}

  /// - Parameters:
  ///   - range: Of `bytes`.
  ///   - start: Where in the text `bytes` begins.
  public func found(
    in bytes: UnsafeBufferPointer<UInt8>, of range: Range<Int>, start: Int
  ) -> Found {
    guard range.count >= CredentialWindows.bytesMin else { return Found(in: bytes, of: range) }
    let key = Key(start: start, range: range)
    if let known = found.withLock({ $0[key] }) { return known }
    let made = Found(in: bytes, of: range)
    found.withLock { $0[key] = made }
    return made
  }
}
