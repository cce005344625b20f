import Basics

/// Code points in UTF-8 text: CEL counts strings in them, the libraries' functions in bytes.
///
/// What is not UTF-8 is never read out of bounds: a byte that starts a code point takes the
/// continuation bytes that follow it, whatever their number.
enum CodePoints {
  /// Whether `byte` is the second or a later byte of a code point.
  static func isContinuation(_ byte: UInt8) -> Bool {
    byte & 0xC0 == 0x80
  }

  /// The byte offset of the code point after the one at `index`; past the end, one more than it.
  static func index(after index: Int, in text: UTF8Bytes) -> Int {
    var next = index + 1
    while next < text.count, isContinuation(text[next]) { next += 1 }
    return next
  }

  /// The number of code points in `text`.
  static func count(in text: UTF8Bytes) -> Int {
    var count = 0
    for byte in text where !isContinuation(byte) { count += 1 }
    // A stray continuation byte at the very start belongs to no code point, but is one element.
    if let first = text.first, isContinuation(first) { count += 1 }
    return count
  }

  /// The byte offset of the code point number `position`, the length of the text for the position
  /// after the last one, nil beyond.
  static func offset(of position: Int64, in text: UTF8Bytes) -> Int? {
    guard position >= 0, position <= Int64(text.count) else { return nil }
    var index = 0
    var remaining = position
    while remaining > 0, index < text.count {
      index = self.index(after: index, in: text)
      remaining -= 1
    }
    return remaining == 0 ? index : nil
  }
}
