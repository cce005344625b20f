import CLibrary

/// What is done where the system has no memory left.
public enum SystemMemory {
  /// What `malloc` or `realloc` gave. Where that is nothing, the process ends.
  public static func obtained(_ memory: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
    guard let memory else { exhausted() }
    return memory
  }

  /// Ends the process with exit code 2 and a sentence if the address space is limited to less than
  /// work on the threads of Swift's own pool takes. A thread that it cannot start is waited for,
  /// and no time limit ends that.
  public static func requireRoomForTasks() {
    guard let limit = addressSpaceLimit() else { return }
    // Of a thread the stack is what must be there, and there is one for each processor.
    let least = (320 + max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) * 16) << 20
    guard limit < least else { return }
    let sentence =
      "could not run: the address space is limited to \(limit >> 10) KiB (ulimit -v), and what "
      + "runs other programs takes \(least >> 10) KiB\n"
    let bytes = Array(sentence.utf8)
    write(2, bytes, bytes.count)
    _exit(2)
  }

  /// Ends the process with exit code 2 and a sentence: to give an error back, or to clean up, would
  /// take memory. Safe to call in a signal handler.
  public static func exhausted() -> Never {
    let sentence: StaticString = "could not judge: there is not enough memory\n"
    write(2, sentence.utf8Start, sentence.utf8CodeUnitCount)
    _exit(2)
  }
}
