// How much of large files is in memory.
//
// Whoever reads a mapped text brings it into memory, 64 KiB at a time, and the system takes it out
// again only when memory is short; meanwhile it counts as this process's. Sorting the names of all
// objects is enough to bring in the whole text. So a thread checks every other millisecond how much
// is there, and gives all of it back when it is too much. What is needed comes back from the page
// cache, at memory's speed.

import Basics
import CLibrary
import Synchronization

/// The mapped texts of this process, and the thread that bounds what is in memory of them.
enum ResidentText {
  /// Bytes of files in memory at which they are given back. Each page that is looked at again
  /// costs a fault: a third more bytes save a seventh of a large check's time, and cost memory.
  private static let limit = 72 << 20
  private static let interval: UInt32 = 2000  // microseconds

  private struct Registry: @unchecked Sendable {
    /// Not retained: a text removes itself before it goes.
    var texts: [ObjectIdentifier: Unmanaged<SourceText>] = [:]
    var isWatched = false
  }

  private static let registry = Mutex(Registry())

  static func add(_ text: SourceText) {
    let starts = registry.withLock { registry in
      registry.texts[ObjectIdentifier(text)] = .passUnretained(text)
      return !exchange(&registry.isWatched, with: true)
    }
    if starts, let thread = startThread(watch) { pthread_detach(thread) }
  }

  static func remove(_ text: SourceText) {
    _ = registry.withLock { $0.texts.removeValue(forKey: ObjectIdentifier(text)) }
  }

  /// Runs until there is no mapped text left.
  @Sendable private static func watch() {
    let status = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    defer { if status >= 0 { close(status) } }
    while true {
      usleep(interval)
      let isTooMuch = residentFileBytes(status) > limit
      let goesOn = registry.withLock { registry in
        if isTooMuch {
          for text in registry.texts.values { text._withUnsafeGuaranteedRef { $0.forget() } }
        }
        registry.isWatched = !registry.texts.isEmpty
        return registry.isWatched
      }
      if !goesOn { return }
    }
  }

  /// Bytes of files that are in this process's memory; its own executable is a small part of them.
  private static func residentFileBytes(_ status: Int32) -> Int {
    var line = [UInt8](repeating: 0, count: 128)
    let count = pread(status, &line, line.count, 0)
    guard count > 0 else { return 0 }
    let fields = line[..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 2 else { return 0 }
    let pages = fields[2].reduce(0) { $0 &* 10 &+ Int($1) &- 0x30 }
    return pages &* TextStorage.pageBytes
  }
}
