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

  /// The mapping of one text, apart from the text: if this thread held a text, it could be the last
  /// one to let go of it, and the text would ask to be removed while it is being gone through.
  final class Mapping: @unchecked Sendable {
    private let storage: TextStorage
    /// Pages that hold what was masked.
    private let maskedPages = Mutex(PageSet())

    init(_ storage: TextStorage) { self.storage = storage }

    /// Changes bytes in memory: their pages are not given back from now on.
    func change(_ pages: ClosedRange<Int>, _ change: () -> Void) {
      maskedPages.withLock {
        $0.insert(pages)
        change()
      }
    }

    /// Gives back the memory, until somebody looks at it again.
    func forget() { maskedPages.withLock { storage.forget(keeping: $0.sorted()) } }
  }

  private struct Registry: Sendable {
    var mappings: [ObjectIdentifier: Mapping] = [:]
    var isWatched = false
  }

  private static let registry = Mutex(Registry())

  static func add(_ mapping: Mapping) {
    let starts = registry.withLock { registry in
      registry.mappings[ObjectIdentifier(mapping)] = mapping
      return !exchange(&registry.isWatched, with: true)
    }
    if starts, let thread = startThread(watch) { pthread_detach(thread) }
  }

  /// To be called before a mapping ends: afterwards nobody looks at it.
  static func remove(_ mapping: Mapping) {
    _ = registry.withLock { $0.mappings.removeValue(forKey: ObjectIdentifier(mapping)) }
  }

  /// Gives back what is in memory of all mapped texts.
  static func forgetAll() {
    registry.withLock { registry in
      for mapping in registry.mappings.values { mapping.forget() }
    }
  }

  /// Runs until there is no mapped text left.
  @Sendable private static func watch() {
    let status = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    defer { if status >= 0 { close(status) } }
    while true {
      usleep(interval)
      if residentFileBytes(status) > limit { forgetAll() }
      let goesOn = registry.withLock { registry in
        registry.isWatched = !registry.mappings.isEmpty
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

/// Numbers of pages, sorted when they are asked for.
private struct PageSet {
  private var pages: Set<Int> = []
  private var order: [Int] = []

  mutating func insert(_ range: ClosedRange<Int>) { pages.formUnion(range) }

  mutating func sorted() -> [Int] {
    if order.count != pages.count { order = pages.sorted() }
    return order
  }
}
