import Basics
import RegexShim

/// CEL's string functions, as in cel-go's `ext.Strings`.
///
/// Positions that CEL sees count code points; everything here takes and gives bytes. What is a part
/// of the argument is returned as a byte range of it, so that nothing is copied; what is new is
/// returned as bytes.
enum StringFunctions {
  // MARK: Parts

  /// `charAt`: empty at the position after the last code point.
  static func charAt(_ text: UTF8Bytes, _ position: Int64) throws(LibraryError) -> Range<Int> {
    let start = try offset(of: position, in: text)
    return start == text.count
      ? start..<start : start..<CodePoints.index(after: start, in: text)
  }

  /// `substring(start)`.
  static func substring(_ text: UTF8Bytes, from start: Int64) throws(LibraryError) -> Range<Int> {
    try offset(of: start, in: text)..<text.count
  }

  /// `substring(start, end)`.
  static func substring(
    _ text: UTF8Bytes, from start: Int64, to end: Int64
  ) throws(LibraryError) -> Range<Int> {
    guard start <= end else {
      throw LibraryError("invalid substring range. start: \(start), end: \(end)")
    }
    let first = try offset(of: start, in: text)
    return first..<(try offset(of: end, in: text))
  }

  private static func offset(of position: Int64, in text: UTF8Bytes) throws(LibraryError) -> Int {
    guard let offset = CodePoints.offset(of: position, in: text) else { throw outOfRange(position) }
    return offset
  }

  private static func outOfRange(_ position: Int64) -> LibraryError {
    LibraryError("index out of range: \(position)")
  }

  /// `trim`: without white space, as Unicode defines it, at both ends.
  static func trim(_ text: UTF8Bytes) -> Range<Int> {
    var start = 0
    while start < text.count {
      let next = CodePoints.index(after: start, in: text)
      guard isWhiteSpace(text, start..<next) else { break }
      start = next
    }
    var end = text.count
    while end > start {
      var previous = end - 1
      while previous > start, CodePoints.isContinuation(text[previous]) { previous -= 1 }
      guard isWhiteSpace(text, previous..<end) else { break }
      end = previous
    }
    return start..<end
  }

  /// Whether the code point in `range` has the property White_Space.
  private static func isWhiteSpace(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
    switch range.count {
    case 1:
      let byte = text[range.lowerBound]
      return byte == 0x20 || (0x09...0x0D).contains(byte)
    case 2:
      let last = text[range.lowerBound + 1]
      return text[range.lowerBound] == 0xC2 && (last == 0x85 || last == 0xA0)
    case 3:
      let code =
        UInt32(text[range.lowerBound] & 0x0F) << 12
        | UInt32(text[range.lowerBound + 1] & 0x3F) << 6
        | UInt32(text[range.lowerBound + 2] & 0x3F)
      return code == 0x1680 || (0x2000...0x200A).contains(code) || code == 0x2028
        || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000
    default: return false
    }
  }

  /// `split(separator, limit)`: at most `limit` parts, the last holding the rest; all of them when
  /// it is negative. An empty separator splits into code points.
  static func split(
    _ text: UTF8Bytes, separator: UTF8Bytes, limit: Int64 = -1
  ) throws(LibraryError) -> [Range<Int>] {
    guard limit != 0 else { return [] }
    var parts: [Range<Int>] = []
    var start = 0
    while limit < 0 || Int64(parts.count) + 1 < limit {
      let end: Int
      if separator.isEmpty {
        guard start < text.count else { return parts }
        end = CodePoints.index(after: start, in: text)
        if end == text.count { break }
      } else {
        guard let found = find(separator, in: text, from: start) else { break }
        end = found
      }
      parts.append(start..<end)
      guard parts.count < LibraryError.partLimit else { throw .tooManyParts }
      start = end + separator.count
    }
    if start < text.count || !separator.isEmpty { parts.append(start..<text.count) }
    return parts
  }

  // MARK: Searching

  /// The byte offset of the first `needle` at or after `start`.
  static func find(_ needle: UTF8Bytes, in text: UTF8Bytes, from start: Int = 0) -> Int? {
    guard !needle.isEmpty else { return start }
    guard let base = text.baseAddress, needle.count <= text.count - start else { return nil }
    let found = regex_shim_find(
      base + start, text.count - start, needle.baseAddress, needle.count)
    return found < 0 ? nil : start + found
  }

  /// `contains`.
  static func contains(_ text: UTF8Bytes, _ needle: UTF8Bytes) -> Bool {
    find(needle, in: text) != nil
  }

  /// `indexOf`: the code point where `needle` first starts at or after `position`, or -1, also
  /// where the position is beyond the end. An empty needle is found where the search starts.
  static func indexOf(
    _ text: UTF8Bytes, _ needle: UTF8Bytes, from position: Int64 = 0
  ) throws(LibraryError) -> Int64 {
    if needle.isEmpty { return position }
    guard position >= 0 else { throw outOfRange(position) }
    guard let start = CodePoints.offset(of: position, in: text),
      let found = find(needle, in: text, from: start)
    else { return -1 }
    return position + Int64(CodePoints.count(in: UTF8Bytes(rebasing: text[start..<found])))
  }

  /// `lastIndexOf`: the last code point at or before `position` where `needle` starts, or -1, also
  /// where the position is at or beyond the end.
  static func lastIndexOf(
    _ text: UTF8Bytes, _ needle: UTF8Bytes, from position: Int64
  ) throws(LibraryError) -> Int64 {
    if needle.isEmpty { return position }
    guard position >= 0 else { throw outOfRange(position) }
    guard let offset = CodePoints.offset(of: position, in: text), offset < text.count else {
      return -1
    }
    return lastIndex(of: needle, in: text, atOrBefore: offset)
  }

  /// `lastIndexOf` over the whole text; an empty needle is found at the end.
  static func lastIndexOf(_ text: UTF8Bytes, _ needle: UTF8Bytes) -> Int64 {
    if needle.isEmpty { return Int64(CodePoints.count(in: text)) }
    return lastIndex(of: needle, in: text, atOrBefore: text.count)
  }

  private static func lastIndex(
    of needle: UTF8Bytes, in text: UTF8Bytes, atOrBefore offset: Int
  ) -> Int64 {
    guard needle.count <= text.count else { return -1 }
    let end = min(offset, text.count - needle.count) + needle.count
    // Searched backwards by reversing both, so that the search stays linear.
    let reversedText = Array(text[..<end].reversed())
    let reversedNeedle = Array(needle.reversed())
    let found = reversedText.withUnsafeBufferPointer { text in
      reversedNeedle.withUnsafeBufferPointer { needle in find(needle, in: text) }
    }
    guard let found else { return -1 }
    let start = end - found - needle.count
    return Int64(CodePoints.count(in: UTF8Bytes(rebasing: text[..<start])))
  }

  // MARK: New text

  /// `lowerAscii`: only A to Z change.
  static func lowerASCII(_ text: UTF8Bytes) -> [UInt8] {
    text.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
  }

  /// `upperAscii`: only a to z change.
  static func upperASCII(_ text: UTF8Bytes) -> [UInt8] {
    text.map { $0 &- UInt8(ascii: "a") < 26 ? $0 & 0xDF : $0 }
  }

  /// `reverse`: the code points from last to first.
  static func reverse(_ text: UTF8Bytes) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var end = text.count
    while end > 0 {
      var start = end - 1
      while start > 0, CodePoints.isContinuation(text[start]) { start -= 1 }
      output.append(contentsOf: text[start..<end])
      end = start
    }
    return output
  }

  /// `replace(old, new, limit)`: the first `limit` occurrences, all of them when it is negative. An
  /// empty `old` stands before every code point and at the end.
  static func replace(
    _ text: UTF8Bytes, _ old: UTF8Bytes, with new: UTF8Bytes, limit: Int64 = -1
  ) throws(LibraryError) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var copied = 0
    var replaced: Int64 = 0
    while limit < 0 || replaced < limit {
      let next: Int
      if old.isEmpty {
        guard copied < text.count || replaced == 0 else { break }
        next = replaced == 0 ? 0 : CodePoints.index(after: copied, in: text)
      } else {
        guard let found = find(old, in: text, from: copied) else { break }
        next = found
      }
      output.append(contentsOf: text[copied..<next])
      output.append(contentsOf: new)
      guard output.count <= LibraryError.outputLimit else { throw .outputTooLong }
      copied = next + old.count
      replaced += 1
    }
    output.append(contentsOf: text[copied...])
    return output
  }

  /// `join`: `count` texts, which `append` adds one at a time, with `separator` between them.
  static func join(
    count: Int, separator: UTF8Bytes,
    _ append: (Int, inout [UInt8]) throws(LibraryError) -> Void
  ) throws(LibraryError) -> [UInt8] {
    var output: [UInt8] = []
    for index in 0..<count {
      if index > 0 { output.append(contentsOf: separator) }
      try append(index, &output)
      guard output.count <= LibraryError.outputLimit else { throw .outputTooLong }
    }
    return output
  }
}
