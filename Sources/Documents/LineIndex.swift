#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
      for i in start..<end {
        let byte = text[i]
        if byte == 0x0A {
          line &+= 1
          column = 1
        } else if isASCII || byte & 0xC0 != 0x80 {
          column &+= 1
        }
      }
      start = end
    }
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
