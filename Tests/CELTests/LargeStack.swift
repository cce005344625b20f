import Documents
import Glibc
import Testing

/// Runs the tests of a suite on threads with the stack that the project's own threads have.
///
/// Compiling recurses as deep as an expression is nested: debug builds take up to 3 MiB for that,
/// and the thread of a test's task has 2 MiB where the system sets no limit on stacks.
struct LargeStack: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    try await withTaskExecutorPreference(ThreadExecutor()) { try await function() }
  }
}

extension Trait where Self == LargeStack {
  static var largeStack: LargeStack { LargeStack() }
}

/// Each piece of a task on a thread of its own.
private final class ThreadExecutor: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.start { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

private final class Thread: Sendable {
  private let body: @Sendable () -> Void

  private init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  static func start(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, threadStackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Thread>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, Unmanaged.passRetained(Thread(body)).toOpaque())
    precondition(status == 0, "no thread: \(status)")
    pthread_attr_destroy(&attributes)
  }
}
