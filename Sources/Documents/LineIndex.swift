import CLibrary

/// Where blocks of a text lie among its lines, so that no place needs more than one block.
struct LineIndex {
  /// A position from which places are counted.
  struct Block {
    let start: Int
    /// Counted from 1; columns in code points.
    let line: Int
    let column: Int
  }

  private static let blockBytes = 1 << 12
  private var blocks: [Block] = []

  /// Reads the whole text once.
  init(of text: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    var (line, column) = (1, 1)
    blocks.reserveCapacity(text.count / LineIndex.blockBytes + 1)
    var start = 0
    while true {
      blocks.append(Block(start: start, line: line, column: column))
      let end = start + LineIndex.blockBytes
      guard end <= text.count else { return }
      let block = UnsafeBufferPointer(rebasing: text[start..<end])
      let breaks = LineIndex.count(of: 0x0A, in: block)
      line += breaks
      // Columns count from the last line break of the block, and few have to be looked at again.
      var rest = block[...]
      if breaks > 0, let last = block.lastIndex(of: 0x0A) {
        rest = block[(last + 1)...]
        column = 1
      }
      column += rest.count
      if !isASCII { column -= LineIndex.continuations(in: UnsafeBufferPointer(rebasing: rest)) }
      start = end
    }
  }

  /// How often a byte is there.
  private static func count(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    sum(of: bytes) { $0 == byte }
  }

  /// How many bytes go on with a code point.
  private static func continuations(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    sum(of: bytes) { $0 & 0xC0 == 0x80 }
  }

  /// How many bytes meet a condition. The inner loop is one that compilers make wide: the text may
  /// have gigabytes.
  @inline(__always)
  private static func sum(
    of bytes: UnsafeBufferPointer<UInt8>, _ condition: (UInt8) -> Bool
  ) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var sum = 0
    var offset = 0
    while offset &+ 128 <= bytes.count {
      let part = base + offset
      // 128 of them do not overflow a byte.
      var count: UInt8 = 0
      for i in 0..<128 { count &+= condition(part[i]) ? 1 : 0 }
      sum &+= Int(count)
      offset &+= 128
    }
    while offset < bytes.count {
      sum &+= condition(base[offset]) ? 1 : 0
      offset &+= 1
    }
    return sum
  }

  /// The last block that begins at `offset` or before.
  func block(before offset: Int) -> Block { blocks[offset / LineIndex.blockBytes] }
}

extension Array {
  /// The first index for which `condition` holds; it must hold for all after it.
  package func partition(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
