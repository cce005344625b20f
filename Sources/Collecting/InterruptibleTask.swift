import Basics
import CLibrary
import Synchronization

/// Where signals are reported to; -1 where nobody waits for any.
private let signalReport = Atomic<Int32>(-1)
private let signalCount = Atomic<Int>(0)

/// Runs asynchronous work for a command that waits for it. Ctrl-C, and what ends a session, cancels
/// the work, which then ends in its own way.
public enum InterruptibleTask {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private static let interrupted: UInt8 = 1
  private static let ended: UInt8 = 2
  /// Who asks this often wants an end whatever it leaves behind.
  private static let patience = 3

  /// Runs it and waits for its end. Of one thread at a time.
  public static func run<Result: Sendable>(
    _ operation: @Sendable @escaping () async -> Result
  ) -> Result? {
    SystemMemory.requireRoomForTasks()
    var pipes: [Int32] = [-1, -1]
    guard pipe(&pipes) == 0 else { return nil }
    let (reports, report) = (pipes[0], pipes[1])
    for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { for end in pipes { close(end) } }
    signalCount.store(0, ordering: .relaxed)
    signalReport.store(report, ordering: .sequentiallyConsistent)
    let replaced = signals.filter(listen)
    defer {
      for number in replaced { signal(number, SIG_DFL) }
      signalReport.store(-1, ordering: .sequentiallyConsistent)
    }
    let result = ResultBox<Result>()
    let task = Task.detached {
      let value = await operation()
      result.value.withLock { $0 = value }
      send(ended, to: report)
    }
    var byte: UInt8 = 0
    while byte != ended {
      let count = read(reports, &byte, 1)
      if count < 0, errno != EINTR { break }
      if count == 1, byte == interrupted { task.cancel() }
    }
    return result.value.withLock { $0 }
  }

  private final class ResultBox<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  /// Listens to a signal, unless it is ignored: as in a run that outlives its terminal.
  private static func listen(_ number: Int32) -> Bool {
    let earlier = signal(number, SIG_IGN)
    guard unsafeBitCast(earlier, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else {
      return false
    }
    signal(number) { _ in
      let count = signalCount.wrappingAdd(1, ordering: .relaxed).newValue
      if count >= InterruptibleTask.patience { _exit(130) }
      InterruptibleTask.send(
        InterruptibleTask.interrupted, to: signalReport.load(ordering: .relaxed))
    }
    return true
  }

  private static func send(_ byte: UInt8, to descriptor: Int32) {
    var byte = byte
    _ = write(descriptor, &byte, 1)
  }
}
