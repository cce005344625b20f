// Scratch: the memory of values that are made, not read.
//
// An evaluator makes lists, maps and strings that live until the next subject; a compiler makes
// constants that live as long as its rules. Both need memory that never moves while values point
// into it. So a scratch arena reserves address space, not memory: untouched pages cost nothing, an
// address stays what it is, and the reservation is at the same time the limit on what an
// expression can build.

import Basics
import CLibrary

/// Memory for values and texts made outside documents, under one arena number.
///
/// The holder writes through the pointers and counts what it used; nothing here is checked, and
/// one thread at a time may write.
public final class ScratchArena: @unchecked Sendable {
  public let store: DocumentStore
  /// The number that values made here carry.
  public let number: UInt16
  public let values: UnsafeMutablePointer<Value>
  /// Values that fit.
  public let valueLimit: Int
  public let texts: UnsafeMutablePointer<UInt8>
  /// Bytes of text that fit.
  public let textLimit: Int

  /// Reserves room for that many values and bytes; nil if the store has no number left. Where the
  /// system has no room, the process ends: a verdict must not depend on that.
  public init?(store: DocumentStore, valueLimit: Int, textLimit: Int) {
    let stride = MemoryLayout<Value>.stride
    let values = ScratchArena.reserve(valueLimit * stride)
    let texts = ScratchArena.reserve(textLimit)
    self.store = store
    self.values = values.bindMemory(to: Value.self, capacity: valueLimit)
    self.valueLimit = valueLimit
    self.texts = texts.bindMemory(to: UInt8.self, capacity: textLimit)
    self.textLimit = textLimit
    let base = ArenaBase(
      words: values.assumingMemoryBound(to: UInt64.self), source: UnsafePointer(self.texts),
      texts: UnsafePointer(self.texts), values: self.values)
    guard let number = store.claimArena(base) else {
      munmap(values, valueLimit * stride)
      munmap(texts, textLimit)
      return nil
    }
    self.number = number
  }

  deinit {
    store.releaseArena(number)
    munmap(values, valueLimit * MemoryLayout<Value>.stride)
    munmap(texts, textLimit)
  }

  private static func reserve(_ size: Int) -> UnsafeMutableRawPointer {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let address = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0)
    return SystemMemory.obtained(address == MAP_FAILED ? nil : address)
  }

  /// Gives pages back to the system; what lay beyond these counts reads as zero afterwards.
  public func shrink(valuesKept: Int, textsKept: Int) {
    ScratchArena.discard(
      UnsafeMutableRawPointer(values), from: valuesKept * MemoryLayout<Value>.stride,
      to: valueLimit * MemoryLayout<Value>.stride)
    ScratchArena.discard(UnsafeMutableRawPointer(texts), from: textsKept, to: textLimit)
  }

  private static func discard(_ base: UnsafeMutableRawPointer, from: Int, to: Int) {
    let page = 4096 * 4
    let start = (from + page - 1) / page * page
    if start < to { madvise(base + start, to - start, MADV_DONTNEED) }
  }
}
