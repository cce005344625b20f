import Basics
import CLibrary

/// A growing array without reference counting or bounds checks in the hot path.
struct Stack<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity = 32

  init() {
    base = SystemMemory.obtained(malloc(32 * MemoryLayout<Element>.stride))
      .assumingMemoryBound(to: Element.self)
  }

  /// The last element; there must be one.
  var top: UnsafeMutablePointer<Element> { base + (count &- 1) }

  deinit { free(base) }

  @inline(__always)
  mutating func push(_ element: Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func pop() -> Element {
    precondition(count > 0)
    count &-= 1
    return base[count]
  }

  mutating func truncate(to newCount: Int) { count = newCount }

  /// A large array moves its pages instead of standing in memory twice.
  private mutating func grow() {
    capacity *= 2
    let bytes = capacity * MemoryLayout<Element>.stride
    base = SystemMemory.obtained(realloc(base, bytes)).assumingMemoryBound(to: Element.self)
  }
}
