import Basics

/// A sequence of bytes to look for. What cannot end where it might is passed over, so that a long
/// one is found without looking at each byte.
struct BytePattern: Sendable {
  private let bytes: [UInt8]
  /// By the byte that stands where the last one should: how far on the next try is.
  private let steps: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var steps = [Int](repeating: bytes.count, count: 256)
    for (index, byte) in bytes.dropLast().enumerated() {
      steps[Int(byte)] = bytes.count - 1 - index
    }
    self.steps = steps
  }

  var count: Int { bytes.count }

  /// Where it stands first in a text, from an index on.
  func first(in text: UTF8Bytes, from start: Int) -> Int? {
    let last = bytes.count - 1
    var end = start + last
    while end < text.count {
      let byte = text[end]
      if byte == bytes[last], text[end - last..<end].elementsEqual(bytes[..<last]) {
        return end - last
      }
      end += steps[Int(byte)]
    }
    return nil
  }
}
