/// A growing array without reference counting or bounds checks in the hot path.
struct Stack<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity = 32

  init() { base = .allocate(capacity: 32) }

  /// The last element; there must be one.
  var top: UnsafeMutablePointer<Element> { base + (count &- 1) }

  deinit { base.deallocate() }

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

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
