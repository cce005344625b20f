// What is asked of all bytes of a text before it is read, piece by piece on some threads: the text
// of a large List is longer than anything else that is done in one go.

import Basics
import CLibrary

/// The bytes of a text that nobody changes while threads look at it.
struct TextBytes: @unchecked Sendable {
  let start: UnsafePointer<UInt8>
  let count: Int
  /// Bytes that one thread looks at at a time; no less than the longest sequence of UTF-8.
  var pieceSize = 16 << 20

  private func inPieces<T: Sendable>(
    jobs: Int, _ look: @escaping @Sendable (Range<Int>) -> T
  ) -> [T] {
    let size = pieceSize
    return inParallel((count + size - 1) / size, threads: jobs) { i in
      look(i * size..<min((i + 1) * size, count))
    }
  }

  /// What a text without a byte order mark is asked first.
  struct FirstLook: Sendable {
    /// The first byte that is zero; nil if none is. The rest is known only then.
    var zero: Int?
    /// Where bytes are that are not ASCII; before and behind each range they are.
    var others: [Range<Int>] = []
  }

  /// - Parameter descriptor: the file that the text is mapped from. It is read, since all of a text
  ///   that is looked at where it is mapped comes into memory at once, before it is needed.
  func firstLook(readingFrom descriptor: Int32, jobs: Int) -> FirstLook {
    let pieces = inPieces(jobs: jobs) { firstLook(at: $0, readingFrom: descriptor) }
    var look = FirstLook(zero: pieces.lazy.compactMap(\.zero).first)
    for range in pieces.lazy.flatMap(\.others) {
      if let last = look.others.last, last.upperBound == range.lowerBound {
        look.others[look.others.count - 1] = last.lowerBound..<range.upperBound
      } else {
        look.others.append(range)
      }
    }
    return look
  }

  /// Both are asked of a window while it is in the processor's cache.
  private func firstLook(at range: Range<Int>, readingFrom descriptor: Int32) -> FirstLook {
    let size = 1 << 16
    let window = SystemMemory.obtained(malloc(size)).bindMemory(to: UInt8.self, capacity: size)
    defer { free(window) }
    var look = FirstLook()
    var at = range.lowerBound
    while at < range.upperBound {
      let got = pread(descriptor, window, min(size, range.upperBound - at), off_t(at))
      if got < 0, errno == EINTR { continue }
      // What is gone meanwhile is nothing but zeros where it was mapped.
      guard got > 0 else { return FirstLook(zero: at) }
      if let found = memchr(window, 0, got) {
        return FirstLook(zero: at + (UnsafeRawPointer(found) - UnsafeRawPointer(window)))
      }
      if !asciiOnly(window, got) { look.others.append(at..<at + got) }
      at += got
    }
    return look
  }

  /// The first byte that does not belong to a well-formed UTF-8 sequence; nil if all do.
  func firstInvalidUTF8(jobs: Int) -> Int? {
    // A sequence belongs to the piece that it begins in.
    let pieces = inPieces(jobs: jobs) { range -> (start: Int, end: Int, isValid: Bool) in
      var first = range.lowerBound
      while first > 0, first < min(range.upperBound, range.lowerBound + 3),
        start[first] & 0xC0 == 0x80
      {
        first += 1
      }
      let (end, isValid) = wellFormed(from: first, to: range.upperBound)
      return (first, end, isValid)
    }
    var end = 0
    for piece in pieces {
      guard piece.isValid, piece.start == end else { return wellFormed(from: end, to: count).end }
      end = piece.end
    }
    return nil
  }

  /// Where the sequences that begin in a range end, or the first that is not well-formed begins.
  private func wellFormed(from first: Int, to stop: Int) -> (end: Int, isValid: Bool) {
    var i = first
    while i < stop {
      i &+= asciiPrefix(start + i, stop &- i)
      if i >= stop { break }
      let length = sequenceLength(start + i, count &- i)
      if length == 0 { return (i, false) }
      i &+= length
    }
    return (i, true)
  }
}

/// Whether all bytes are ASCII; eight at a time.
func asciiOnly(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  asciiPrefix(bytes, count) == count
}

/// The number of leading ASCII bytes.
func asciiPrefix(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
  let raw = UnsafeRawPointer(bytes)
  var i = 0
  while i &+ 32 <= count {
    let a = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    let b = raw.loadUnaligned(fromByteOffset: i &+ 8, as: UInt64.self)
    let c = raw.loadUnaligned(fromByteOffset: i &+ 16, as: UInt64.self)
    let d = raw.loadUnaligned(fromByteOffset: i &+ 24, as: UInt64.self)
    if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { break }
    i &+= 32
  }
  while i < count, bytes[i] < 0x80 { i &+= 1 }
  return i
}

/// The length of the multi-byte sequence at `p`; 0 where it is not well-formed.
private func sequenceLength(_ p: UnsafePointer<UInt8>, _ available: Int) -> Int {
  let first = p[0]
  func continues(_ i: Int) -> Bool { i < available && p[i] & 0xC0 == 0x80 }
  switch first {
  case 0xC2...0xDF:
    return continues(1) ? 2 : 0
  case 0xE0...0xEF:
    guard continues(1), continues(2) else { return 0 }
    if first == 0xE0, p[1] < 0xA0 { return 0 }  // overlong
    if first == 0xED, p[1] > 0x9F { return 0 }  // surrogate
    return 3
  case 0xF0...0xF4:
    guard continues(1), continues(2), continues(3) else { return 0 }
    if first == 0xF0, p[1] < 0x90 { return 0 }  // overlong
    if first == 0xF4, p[1] > 0x8F { return 0 }  // beyond U+10FFFF
    return 4
  default: return 0
  }
}
