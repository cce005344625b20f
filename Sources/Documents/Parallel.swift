import Basics
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
    if let thread = startThread(stackBytes: threadStackBytes, body) { started.append(thread) }
  }
  // The calling thread's stack may be small too, so it works only where no thread could start.
  if started.isEmpty { body() }
  for thread in started { pthread_join(thread, nil) }
  return results.withLock { $0.map { $0.unsafelyUnwrapped } }
}

/// Runs `work` on a thread with a stack of `threadStackBytes`.
public func onLargeStack<T: Sendable>(_ work: @escaping @Sendable () -> T) -> T {
  inParallel(1, threads: 1) { _ in work() }[0]
}
