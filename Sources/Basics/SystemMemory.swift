import CLibrary

/// What is done where the system has no memory left.
public enum SystemMemory {
  /// What `malloc` or `realloc` gave. Where that is nothing, the process ends.
  public static func obtained(_ memory: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
    guard let memory else { exhausted() }
    return memory
  }

  /// Ends the process with exit code 2 and a sentence: to give an error back, or to clean up, would
  /// take memory. Safe to call in a signal handler.
  public static func exhausted() -> Never {
    let sentence: StaticString = "could not judge: there is not enough memory\n"
    write(2, sentence.utf8Start, sentence.utf8CodeUnitCount)
    _exit(2)
  }
}
