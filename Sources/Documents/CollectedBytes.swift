import Basics
import CLibrary

/// Bytes that are gathered piece by piece, and become a source without being copied. Used by one
/// thread at a time.
public final class CollectedBytes: @unchecked Sendable {
  public private(set) var count = 0
  private var memory: UnsafeMutableRawPointer?
  /// Bytes that fit, not counting the padding of sources.
  private var capacity = 0

  public init() {}

  deinit { free(memory) }

  /// Valid until the next change.
  public var buffer: UnsafeRawBufferPointer { .init(start: memory, count: count) }

  public func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    if count + bytes.count > capacity {
      capacity = max(count + bytes.count, capacity * 2)
      memory = SystemMemory.obtained(realloc(memory, capacity + SourceText.padding))
    }
    memory.map { _ = memcpy($0 + count, base, bytes.count) }
    count += bytes.count
  }

  public func removeAll() {
    free(memory)
    (memory, count, capacity) = (nil, 0, 0)
  }

  /// The same bytes once more.
  public func copy() -> CollectedBytes {
    let copy = CollectedBytes()
    copy.append(buffer)
    return copy
  }

  /// Gives the bytes away; none are left.
  func takeStorage() -> TextStorage {
    let size = count + SourceText.padding
    // What was gathered doubled, and half of it may be unused.
    let storage = SystemMemory.obtained(realloc(memory, size))
    memset(storage + count, 0, SourceText.padding)
    let taken = TextStorage(storage.bindMemory(to: UInt8.self, capacity: size), count: count)
    (memory, count, capacity) = (nil, 0, 0)
    return taken
  }
}
