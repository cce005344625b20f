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
    let end = min(offset, count)
    var line = 1
    var lineStart = 0
    var cursor = 0
    while cursor < end, let found = memchr(bytes + cursor, 0x0A, end - cursor) {
      cursor = UnsafeRawPointer(found) - UnsafeRawPointer(bytes) + 1
      line += 1
      lineStart = cursor
    }
    return (line, codePoints(in: lineStart..<end) + 1)
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
  func mask(_ range: Range<Int>) {
    for i in range.clamped(to: 0..<count) where storage[i] != 0x0A && storage[i] != 0x0D {
      storage[i] = 0x2A
    }
  }
}
