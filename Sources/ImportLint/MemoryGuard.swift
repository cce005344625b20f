import Basics
import CLibrary

/// The last resort where memory runs out in a place that cannot say so: in the runtime, in a
/// library, in a collection that grows. They end the process by a signal; this makes exit code 2
/// and a sentence of it, if memory really is short, and leaves every other crash as it is.
enum MemoryGuard {
  private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV]

  static func install() {
    for number in signals { signal(number, MemoryGuard.handle) }
  }

  /// Probes for what must still be had if the crash has another reason; system calls only.
  private static let handle: @convention(c) (Int32) -> Void = { number in
    // A collection that doubles asks for as much as it has.
    let size = max(64 << 20, (addressSpaceLimit() ?? 0) / 4)
    let probe = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    if probe == MAP_FAILED { SystemMemory.exhausted() }
    signal(number, SIG_DFL)
    raise(number)
  }
}
