// Where the bytes of a source lie.
//
// Small files are read into memory. Large ones are mapped: what was read once can be forgotten, and
// comes back from the page cache when somebody looks at it again. `ResidentText` forgets what is
// too much, so a run over a List of gigabytes holds its documents, and of its text a part.
//
// A mapping is private: what is masked is changed in memory only. It is not forgotten, or it would
// come back as it lies on disk.

import CLibrary

/// The bytes of a source, with `SourceText.padding` readable bytes after them, all zero.
struct TextStorage {
  let bytes: UnsafeMutablePointer<UInt8>
  var count: Int
  /// Where bytes are that are not ASCII, between some that are; nil where nobody looked.
  private(set) var others: [Range<Int>]?
  /// Bytes of the mapping; 0 where the bytes were allocated with `malloc`.
  let mappedBytes: Int

  /// Files of fewer bytes are read: what they take is not worth forgetting.
  private static let mappingThreshold = 8 << 20

  /// Takes over bytes that were allocated with `malloc`, with their padding.
  init(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    mappedBytes = 0
  }

  /// Maps a regular file; nil if it is small, begins with a byte order mark (its text will not be
  /// what lies on disk), or cannot be mapped.
  init?(mapping descriptor: Int32, count: Int) {
    guard count >= TextStorage.mappingThreshold else { return nil }
    var head: UInt16 = 0
    guard pread(descriptor, &head, 2, 0) == 2, ![0xBBEF, 0xFEFF, 0xFFFE].contains(head) else {
      return nil
    }
    let size = TextStorage.pages(count + SourceText.padding) * TextStorage.pageBytes
    let access = PROT_READ | PROT_WRITE
    let flags = MAP_PRIVATE | MAP_NORESERVE
    // The anonymous mapping beneath gives the padding where the file ends with its last page.
    guard let base = mmap(nil, size, access, flags | MAP_ANONYMOUS, -1, 0), base != MAP_FAILED
    else { return nil }
    guard mmap(base, count, access, flags | MAP_FIXED, descriptor, 0) != MAP_FAILED else {
      munmap(base, size)
      return nil
    }
    bytes = base.bindMemory(to: UInt8.self, capacity: size)
    self.count = count
    mappedBytes = size
  }

  /// Looks at a text without a byte order mark once, on some threads: gives the first byte that is
  /// zero, nil if none is, and notes where they are not ASCII. `descriptor` is the mapped file's.
  mutating func findZero(readingFrom descriptor: Int32, jobs: Int) -> Int? {
    let text = TextBytes(start: bytes, count: count)
    let look = text.firstLook(readingFrom: descriptor, jobs: jobs)
    others = look.others
    return look.zero
  }

  func release() {
    if mappedBytes > 0 { munmap(bytes, mappedBytes) } else { free(bytes) }
  }

  static let pageBytes = sysconf(Int32(_SC_PAGESIZE))

  static func pages(_ bytes: Int) -> Int { (bytes + pageBytes - 1) / pageBytes }

  /// Gives all whole pages back to the system, except those in `kept`, which is sorted.
  func forget(keeping kept: [Int]) {
    let end = count / TextStorage.pageBytes
    var start = 0
    for page in kept + [end] where page <= end {
      if start < page { discard(start..<page) }
      start = page + 1
    }
  }

  private func discard(_ pages: Range<Int>) {
    let page = TextStorage.pageBytes
    madvise(bytes + pages.lowerBound * page, pages.count * page, MADV_DONTNEED)
  }
}
