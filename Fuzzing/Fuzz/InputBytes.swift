/// A fuzzer's input, taken byte by byte: each decision of a generator costs one, so that a small
/// change of the input is a small change of what is generated. After the end come zeros.
struct InputBytes {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }

  mutating func next() -> UInt8 {
    guard position < bytes.count else { return 0 }
    defer { position += 1 }
    return bytes[position]
  }

  /// A number below `count`, which is at most 65,536.
  mutating func choice(_ count: Int) -> Int {
    count <= 256 ? Int(next()) % count : (Int(next()) << 8 | Int(next())) % count
  }

  mutating func one<Element>(_ elements: [Element]) -> Element { elements[choice(elements.count)] }

  /// Sixty-four bits; small where the input has only small bytes.
  mutating func word() -> UInt64 {
    var word: UInt64 = 0
    for _ in 0..<8 { word = word << 8 | UInt64(next()) }
    return word
  }

  /// At most `count` of the bytes that are left, taken.
  mutating func take(_ count: Int) -> UnsafeBufferPointer<UInt8> {
    let end = min(bytes.count, position + count)
    defer { position = end }
    return UnsafeBufferPointer(rebasing: bytes[min(position, end)..<end])
  }

  mutating func rest() -> UnsafeBufferPointer<UInt8> { take(bytes.count) }
}
