import Basics
import CLibrary
import Documents
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
    let thread = startThread(stackBytes: threadStackBytes) {
      job.runSynchronously(on: self.asUnownedTaskExecutor())
    }
    guard let thread else { preconditionFailure("the system has no thread") }
    pthread_detach(thread)
  }
}
