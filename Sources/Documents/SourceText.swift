import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The text of one input, as UTF-8 without a byte order mark: what all offsets are counted in.
///
/// The bytes are private to the run. Only `mask` changes them: what a reader is told to drop (the
/// values of Secrets) is overwritten, so that no frame or snippet can ever show it.
public final class SourceText: @unchecked Sendable {
  /// Path of the input as the user may look it up, with `/`.
  public let path: String
  public let bytes: UnsafePointer<UInt8>
  public let count: Int
  /// Whether every byte is ASCII, so that code points and bytes are the same.
  public let isASCII: Bool
  private let storage: UnsafeMutablePointer<UInt8>
  /// The number of line breaks before each block of `blockBytes`, once a position was asked for.
  private let breaks = Mutex<[Int]>([])
  private static let blockBytes = 1 << 16

  /// Bytes after the text that may be read (and are zero), so that scanners can look ahead.
  public static let padding = 16

  /// Takes over `storage`, which must have been allocated with `malloc` and hold `padding` zero
  /// bytes after `count`.
  init(path: String, taking storage: UnsafeMutablePointer<UInt8>, count: Int, isASCII: Bool) {
    self.path = path
    self.storage = storage
    self.bytes = UnsafePointer(storage)
    self.count = count
    self.isASCII = isASCII
  }

  deinit { free(storage) }

  public var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

  /// Line and column of a byte, both counted from 1; columns count code points, and a line ends
  /// with LF or CRLF. Computed when asked for: only what is printed needs it.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let end = max(0, min(offset, count))
    let block = end / SourceText.blockBytes
    var line = 1 + breaksBefore(block: block)
    var cursor = block * SourceText.blockBytes
    while cursor < end, let found = memchr(bytes + cursor, 0x0A, end - cursor) {
      cursor = UnsafeRawPointer(found) - UnsafeRawPointer(bytes) + 1
      line += 1
    }
    let lineStart = lineRange(at: end).lowerBound
    return (line, codePoints(in: lineStart..<max(lineStart, end)) + 1)
  }

  private func breaksBefore(block: Int) -> Int {
    breaks.withLock { breaks in
      if breaks.isEmpty {
        let bytes = self.bytes
        var total = 0
        var start = 0
        repeat {
          breaks.append(total)
          let size = min(SourceText.blockBytes, count - start)
          var i = 0
          while i < size {
            total += bytes[start + i] == 0x0A ? 1 : 0
            i += 1
          }
          start += SourceText.blockBytes
        } while start <= count
      }
      return breaks[block]
    }
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
  public func codePoints(in range: Range<Int>) -> Int {
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
    for i in range.clamped(to: 0..<count) where storage[i] != 0x0A && storage[i] != 0x0D {
      storage[i] = 0x2A
    }
  }
}
