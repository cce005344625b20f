/// Maps libyaml's marks (code points of the text it read) to bytes of the source.
struct MarkPlaces {
  private let text: UnsafePointer<UInt8>
  private let count: Int
  private let isASCII: Bool
  /// Where the text begins in the source.
  private let start: Int
  /// From this byte of the text on, the source is `gap` bytes further: a part was left out.
  private let gapAt: Int
  private let gap: Int
  private var codePoint = 0
  private var cursor = 0

  init(text: UnsafeBufferPointer<UInt8>, start: Int, gapAt: Int = .max, gap: Int = 0) {
    self.text = text.baseAddress ?? UnsafePointer(bitPattern: 8)!
    self.count = text.count
    self.start = start
    self.gapAt = gapAt
    self.gap = gap
    isASCII = asciiOnly(self.text, text.count)
  }

  @inline(__always)
  mutating func byte(at mark: Int) -> Int {
    isASCII ? byte(forByte: mark) : slowByte(at: mark)
  }

  @inline(__always)
  func byte(forByte offset: Int) -> Int {
    start &+ offset &+ (offset >= gapAt ? gap : 0)
  }

  /// Marks come in about ascending order, so the cursor is walked from where it was.
  private mutating func slowByte(at mark: Int) -> Int {
    while codePoint < mark, cursor < count {
      cursor &+= 1
      while cursor < count, text[cursor] & 0xC0 == 0x80 { cursor &+= 1 }
      codePoint &+= 1
    }
    while codePoint > mark, cursor > 0 {
      cursor &-= 1
      while cursor > 0, text[cursor] & 0xC0 == 0x80 { cursor &-= 1 }
      codePoint &-= 1
    }
    return byte(forByte: cursor)
  }
}
