import CLibrary
import Synchronization

/// Bytes of stack for threads of the project: recursive readers and evaluators run on them.
public let threadStackBytes = 16 << 20

/// Runs `work` for 0..<count on up to `threads` threads, and gives the results in order.
///
/// Threads of our own rather than tasks: the stack of a task's thread is 512 KiB, too small for
/// recursion over nested input, and the work never waits.
public func inParallel<T: Sendable>(
  _ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> T
) -> [T] {
  if min(threads, count) <= 1, StackBase.leavesRoom { return (0..<count).map(work) }
  let results = Mutex([T?](repeating: nil, count: count))
  let next = Atomic<Int>(0)
  let body: @Sendable () -> Void = {
    while true {
      let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard i < count else { return }
      let result = work(i)
      results.withLock { $0[i] = result }
    }
  }
  var started: [pthread_t] = []
  for _ in 0..<max(1, min(threads, count)) {
    let thread = startThread(stackBytes: threadStackBytes + StackBase.spareBytes) {
      StackBase.mark()
      growThreadHeap()
      body()
    }
    if let thread { started.append(thread) }
  }
  // The calling thread's stack may be small too, so it works only where no thread could start.
  if started.isEmpty { body() }
  for thread in started { pthread_join(thread, nil) }
  return results.withLock { $0.map { $0.unsafelyUnwrapped } }
}

/// Runs two things, beside each other if there are threads for both.
public func bothInParallel<First: Sendable, Second: Sendable>(
  threads: Int, _ first: @escaping @Sendable () -> First,
  _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  let results = inParallel(2, threads: threads) { i -> (First?, Second?) in
    i == 0 ? (first(), nil) : (nil, second())
  }
  return (results[0].0.unsafelyUnwrapped, results[1].1.unsafelyUnwrapped)
}

/// Runs `work` on a thread with a stack of `threadStackBytes`.
public func onLargeStack<T: Sendable>(_ work: @escaping @Sendable () -> T) -> T {
  inParallel(1, threads: 1) { _ in work() }[0]
}

/// Where the stacks of our threads begin.
private enum StackBase {
  /// Bytes that a stack has beside those for work, so that work which work calls for goes on in the
  /// same thread: to start one for each of thousands of small things takes longer than they do.
  static let spareBytes = 8 << 20

  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return pthread_key_create(&key, nil) == 0 ? key : nil
  }()

  /// Marks the stack of a thread that begins.
  static func mark() {
    guard let key else { return }
    var local = 0
    withUnsafeMutableBytes(of: &local) { _ = pthread_setspecific(key, $0.baseAddress) }
  }

  /// Whether the calling thread is one of ours, and has as much left for work as a new one.
  static var leavesRoom: Bool {
    guard let key, let base = pthread_getspecific(key) else { return false }
    var local = 0
    return withUnsafeMutableBytes(of: &local) { here in
      here.baseAddress.map { base - $0 < spareBytes } ?? false
    }
  }
}
