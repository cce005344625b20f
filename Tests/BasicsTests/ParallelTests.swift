import CLibrary
import Testing

@testable import Basics

@Suite("work on threads with large stacks")
struct ParallelTests {
  /// A number for the calling thread.
  private static func thread() -> UInt { UInt(bitPattern: pthread_self().hashValue) }

  /// The thread of work that is called for at that depth of the stack, a KiB each.
  private static func inner(_ depth: Int) -> UInt {
    if depth == 0 { return onLargeStack { thread() } }
    return withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 16) { bytes in
      bytes[0] = UInt8(truncatingIfNeeded: depth)
      return inner(depth - 1) &+ UInt(bytes[0]) &- UInt(UInt8(truncatingIfNeeded: depth))
    }
  }

  @Test("work within work for one thread goes on in it")
  func nested() {
    let (outer, inner) = onLargeStack { (Self.thread(), Self.inner(1)) }
    #expect(outer == inner)
  }

  @Test("it gets a thread of its own where little of the stack is left")
  func deep() {
    let (outer, inner) = onLargeStack { (Self.thread(), Self.inner(9 << 10)) }
    #expect(outer != inner)
  }

  @Test("results come in order, on several threads and on one")
  func order() {
    for threads in [1, 3] {
      let all = onLargeStack { inParallel(50, threads: threads) { $0 * 2 } }
      #expect(all == (0..<50).map { $0 * 2 })
    }
  }
}
