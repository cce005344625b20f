import Basics
import CLibrary
import Synchronization

/// The text of one input, as UTF-8 without a byte order mark: what all offsets are counted in.
///
/// The bytes are private to the run. Only `mask` changes them: what a reader is told to drop (the
/// values of Secrets) is overwritten, so that no frame or snippet can ever show it. Of evidence
/// only those parts may be quoted that a reader has understood: see `quote(only:)`.
public final class SourceText: @unchecked Sendable {
  /// Path of the input as the user may look it up, with `/`.
  public let path: String
  public let bytes: UnsafePointer<UInt8>
  public let count: Int
  /// Whether every byte is ASCII, so that code points and bytes are the same.
  public let isASCII: Bool
  private let storage: TextStorage
  /// nil if the bytes are not mapped.
  private let mapping: ResidentText.Mapping?
  /// As far as positions were asked for.
  private let index = Mutex(LineIndex())
  private let quoting = Mutex(Quoting())
  /// What was found around the places of it that were shown.
  let credentials = CredentialWindows()

  private struct Quoting {
    /// nil: all of it.
    var parts: [Range<Int>]?
    var isMasked = false
    var withheld: [Range<Int>] = []
    /// Offsets of hidden texts of which something was taken out before, in order.
    var redacted: [Int] = []
  }

  /// Bytes after the text that may be read (and are zero), so that scanners can look ahead.
  public static let padding = 16

  init(path: String, taking storage: TextStorage, isASCII: Bool) {
    self.path = path
    self.storage = storage
    self.bytes = UnsafePointer(storage.bytes)
    self.count = storage.count
    self.isASCII = isASCII
    mapping = storage.mappedBytes > 0 ? ResidentText.Mapping(storage) : nil
    if let mapping { ResidentText.add(mapping) }
  }

  deinit {
    if let mapping { ResidentText.remove(mapping) }
    storage.release()
  }

  public var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

  /// Line and column of a byte, both counted from 1; columns count code points, and a line ends
  /// with LF or CRLF. Computed when asked for: only what is printed needs it. The text is read once
  /// up to the last of these, and beside that a small part of it, however long its lines are.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let end = max(0, min(offset, count))
    let block = index.withLock { $0.block(before: end, in: buffer, isASCII: isASCII) }
    var (line, lineStart, column) = (block.line, block.start, block.column)
    while lineStart < end, let found = memchr(bytes + lineStart, 0x0A, end - lineStart) {
      lineStart = UnsafeRawPointer(found) - UnsafeRawPointer(bytes) + 1
      line += 1
      column = 1
    }
    return (line, column + codePoints(in: lineStart..<end))
  }

  /// The bytes of the line that holds `offset`, without its line break.
  public func lineRange(at offset: Int) -> Range<Int> {
    var start = min(offset, count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    var end = min(offset, count)
    while end < count, bytes[end] != 0x0A { end += 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The number of code points that start in `range`.
  func codePoints(in range: Range<Int>) -> Int {
    if isASCII { return range.count }
    var count = 0
    for i in range where bytes[i] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  public func text(in range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: buffer[range]), as: UTF8.self)
  }

  /// Overwrites `range` with asterisks, but for line breaks.
  public func mask(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<count)
    guard !range.isEmpty else { return }
    quoting.withLock { $0.isMasked = true }
    func overwrite() {
      for i in range where bytes[i] != 0x0A && bytes[i] != 0x0D { storage.bytes[i] = 0x2A }
    }
    guard let mapping else { return overwrite() }
    let page = TextStorage.pageBytes
    mapping.change(range.lowerBound / page...(range.upperBound - 1) / page, overwrite)
  }

  /// How many bytes a text takes that is hidden from `offset` on, with its quotes, escapes and
  /// indentation; more where what follows is hidden, too.
  public func hiddenCount(at offset: Int) -> Int {
    guard offset < count else { return 0 }
    if let range = withheld(in: offset..<offset + 1).first { return range.upperBound - offset }
    var end = offset
    while end < count, bytes[end] == 0x2A || bytes[end] == 0x0A || bytes[end] == 0x0D { end += 1 }
    return end - offset
  }

  /// Says of which hidden texts something was taken out before they were read.
  func note(redacted offsets: [Int]) {
    guard !offsets.isEmpty else { return }
    quoting.withLock { $0.redacted = ($0.redacted + offsets).sorted() }
  }

  /// Whether that was said of the text that is hidden from `offset` on: how long it was, its room
  /// does not tell.
  public func isRedacted(at offset: Int) -> Bool {
    quoting.withLock { quoting in
      let index = quoting.redacted.partition { $0 >= offset }
      return index < quoting.redacted.count && quoting.redacted[index] == offset
    }
  }

  /// Whether changed bytes cost memory that unchanged ones do not.
  package var isMapped: Bool { mapping != nil }

  /// Whether something was overwritten in it.
  public var isMasked: Bool { quoting.withLock { $0.isMasked } }

  // MARK: Quoting

  /// Says which parts may be quoted, in order; without it the whole text may.
  public func quote(only parts: [Range<Int>]) { quoting.withLock { $0.parts = parts } }

  /// Whether it was said which parts of it may be quoted.
  public var isEvidence: Bool { quoting.withLock { $0.parts != nil } }

  /// The part around `offset` that may be quoted; nil if nothing there may be.
  func quotablePart(at offset: Int) -> Range<Int>? {
    quoting.withLock { quoting in
      guard let parts = quoting.parts else { return 0..<count }
      // A byte between two parts belongs to the first of them.
      let part = parts.partition { $0.upperBound >= offset }
      return part < parts.count && parts[part].lowerBound <= offset ? parts[part] : nil
    }
  }

  /// Whether some of it may be quoted.
  package var isQuotable: Bool {
    quoting.withLock { $0.parts.map { !$0.isEmpty } ?? true }
  }

  /// What of it nobody looked at, or may show, in order.
  package var withheld: [Range<Int>] { quoting.withLock { $0.withheld } }

  /// Keeps ranges from being quoted, without changing them: what nobody looked at.
  package func withhold(_ ranges: [Range<Int>]) {
    guard !ranges.isEmpty else { return }
    quoting.withLock { quoting in
      // There may be a quarter of a million of them: each copy takes megabytes.
      if quoting.withheld.isEmpty { quoting.withheld = ranges } else { quoting.withheld += ranges }
      SourceText.merge(&quoting.withheld)
    }
  }

  /// What is withheld of a range.
  func withheld(in range: Range<Int>) -> [Range<Int>] {
    quoting.withLock { quoting in
      let first = quoting.withheld.partition { $0.upperBound > range.lowerBound }
      return Array(quoting.withheld[first...].prefix { $0.lowerBound < range.upperBound })
    }
  }

  /// Puts ranges in order, and makes those that touch one.
  private static func merge(_ ranges: inout [Range<Int>]) {
    // Mostly they come in order.
    if zip(ranges, ranges.dropFirst()).contains(where: { $0.lowerBound > $1.lowerBound }) {
      ranges.sort { $0.lowerBound < $1.lowerBound }
    }
    var count = 0
    // By index: a loop over the ranges themselves would hold a copy of them.
    for index in ranges.indices where !ranges[index].isEmpty {
      let range = ranges[index]
      if count > 0, range.lowerBound <= ranges[count - 1].upperBound {
        let last = ranges[count - 1]
        ranges[count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges[count] = range
        count += 1
      }
    }
    ranges.removeLast(ranges.count - count)
  }

  /// Gives back the memory of a mapped text, until somebody looks at it again.
  func forget() { mapping?.forget() }
}
