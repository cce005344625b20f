import CLibrary

/// Where blocks of a text lie among its lines, so that no place needs more than one block.
///
/// It goes as far as somebody asked for: most findings of a large List are about its first objects,
/// and looking at the rest would bring a file of gigabytes into memory once more.
struct LineIndex {
  /// A position from which places are counted.
  struct Block {
    let start: Int
    /// Counted from 1; columns in code points.
    let line: Int
    let column: Int
  }

  private static let blockBytes = 1 << 12
  private var blocks = [Block(start: 0, line: 1, column: 1)]

  /// The last block that begins at `offset` or before. What lies between the last one that was
  /// asked for and this one is read once.
  ///
  /// - Parameter text: The whole text, the same in all calls.
  mutating func block(
    before offset: Int, in text: UnsafeBufferPointer<UInt8>, isASCII: Bool
  ) -> Block {
    let wanted = offset / LineIndex.blockBytes
    while blocks.count <= wanted {
      blocks.append(LineIndex.block(after: blocks[blocks.count - 1], in: text, isASCII: isASCII))
    }
    return blocks[wanted]
  }

  private static func block(
    after last: Block, in text: UnsafeBufferPointer<UInt8>, isASCII: Bool
  ) -> Block {
    let end = last.start + blockBytes
    let block = UnsafeBufferPointer(rebasing: text[last.start..<end])
    let breaks = count(of: 0x0A, in: block)
    var column = last.column
    // Columns count from the last line break of the block, and few have to be looked at again.
    var rest = block[...]
    if breaks > 0, let last = block.lastIndex(of: 0x0A) {
      rest = block[(last + 1)...]
      column = 1
    }
    column += rest.count
    if !isASCII { column -= continuations(in: UnsafeBufferPointer(rebasing: rest)) }
    return Block(start: end, line: last.line + breaks, column: column)
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
