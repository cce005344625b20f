/// Bytes by what they mean while printed YAML is read.
///
/// - Source: YAML 1.1, 5.3 and 9.1.3, as libyaml understands it.
struct ByteClasses: @unchecked Sendable {
  private let table: UnsafeMutablePointer<UInt8>

  /// Lives as long as the process.
  static let shared = ByteClasses()

  private static let plain: UInt8 = 1
  private static let first: UInt8 = 2
  private static let quoted: UInt8 = 4

  private init() {
    table = .allocate(capacity: 256)
    table.initialize(repeating: ByteClasses.plain | ByteClasses.first, count: 256)
    for byte in "\n\t:#".utf8 { table[Int(byte)] &= ~ByteClasses.plain }
    for byte in "\n\t -?:,[]{}#&*!|>'\"%@`".utf8 { table[Int(byte)] &= ~ByteClasses.first }
    for byte in "\"\\\n".utf8 { table[Int(byte)] |= ByteClasses.quoted }
  }

  /// Whether a plain scalar goes on over a byte, whatever is around it.
  @inline(__always)
  func isPlain(_ byte: UInt8) -> Bool { table[Int(byte)] & ByteClasses.plain != 0 }

  /// Whether a plain scalar may begin with a byte, whatever follows.
  @inline(__always)
  func beginsPlain(_ byte: UInt8) -> Bool { table[Int(byte)] & ByteClasses.first != 0 }

  /// Whether a byte ends what is spelled as it is between double quotes.
  @inline(__always)
  func endsQuoted(_ byte: UInt8) -> Bool { table[Int(byte)] & ByteClasses.quoted != 0 }

  /// The byte that a letter behind a backslash stands for; nil if it stands for none.
  static func escaped(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "0"): 0x00
    case UInt8(ascii: "a"): 0x07
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "t"), .tab: 0x09
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "e"): 0x1B
    case .space, .quote, .backslash, UInt8(ascii: "/"): letter
    default: nil
    }
  }

  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- 0x30)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- 0x57)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- 0x37)
    default: nil
    }
  }
}

extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let hash = UInt8(ascii: "#")
  static let dash = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let colon = UInt8(ascii: ":")
  static let bar = UInt8(ascii: "|")
  static let less = UInt8(ascii: "<")
  static let leftBrace = UInt8(ascii: "{")
  static let rightBrace = UInt8(ascii: "}")
  static let leftBracket = UInt8(ascii: "[")
  static let rightBracket = UInt8(ascii: "]")
}

/// Text that is put together, in memory that is used again.
struct TextBuffer: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var capacity = 4096

  init() { base = .allocate(capacity: 4096) }

  deinit { base.deallocate() }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  mutating func clear() { count = 0 }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(to: count &+ 1) }
    base[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, _ more: Int) {
    if count &+ more > capacity { grow(to: count &+ more) }
    (base + count).update(from: bytes, count: more)
    count &+= more
  }

  private mutating func grow(to needed: Int) {
    capacity = max(needed, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }
}
