/// A text by its lines. They end with LF, CRLF or CR, as in the protocol.
struct TextLines {
  let bytes: [UInt8]
  /// Where each line begins.
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (i, byte) in bytes.enumerated() {
      let isEnd =
        byte == 0x0A || (byte == 0x0D && (i + 1 == bytes.count || bytes[i + 1] != 0x0A))
      if isEnd { starts.append(i + 1) }
    }
    self.starts = starts
  }

  var count: Int { starts.count }

  /// The bytes of a line, without its line end.
  func range(ofLine line: Int) -> Range<Int> {
    let start = starts[line]
    var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  func text(ofLine line: Int) -> String { text(in: range(ofLine: line)) }

  func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The line that holds a byte.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The byte of a position. What lies behind a line's end is its end, and behind the text the
  /// text's end; inside of a character it is the character's beginning.
  func offset(of position: TextPosition, in encoding: PositionEncoding) -> Int {
    guard position.line < starts.count else { return bytes.count }
    let range = range(ofLine: position.line)
    var offset = range.lowerBound
    var rest = position.character
    while offset < range.upperBound {
      let end = endOfCharacter(at: offset, range.upperBound)
      let width = bytes[offset..<end].reduce(0) { $0 + encoding.width(ofByte: $1) }
      guard width <= rest else { break }
      rest -= width
      offset = end
    }
    return offset
  }

  private func endOfCharacter(at offset: Int, _ limit: Int) -> Int {
    var end = offset + 1
    while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  /// The position of a byte.
  func position(of offset: Int, in encoding: PositionEncoding) -> TextPosition {
    let offset = max(0, min(offset, bytes.count))
    let line = line(of: offset)
    let range = range(ofLine: line)
    let before = bytes[range.lowerBound..<min(offset, range.upperBound)]
    return TextPosition(
      line: line, character: before.reduce(0) { $0 + encoding.width(ofByte: $1) })
  }
}
