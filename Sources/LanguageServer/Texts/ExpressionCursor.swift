/// The name at a position of an expression, and what stands before it: `node.files[0].pa|th`.
///
/// It reads the text backwards, so that it works while the expression is being typed.
struct ExpressionCursor {
  enum Part: Equatable {
    case name(String)
    /// `[…]`.
    case element
    case call(String)
    /// Something in brackets, a literal: no name.
    case other
  }

  /// What stands before the last point, outermost first; empty where there is none.
  private(set) var receiver: [Part] = []
  /// Whether a point stands before the name.
  private(set) var isMember = false
  /// The bytes of the name; empty where it is still to be written.
  let word: Range<Int>
  /// Where the whole begins.
  private(set) var start: Int

  private let bytes: [UInt8]
  private let lowest: Int

  init(_ bytes: [UInt8], from lowest: Int, at offset: Int) {
    self.bytes = bytes
    self.lowest = lowest
    var begin = max(lowest, min(offset, bytes.count))
    var end = begin
    while begin > lowest, Self.isWord(bytes[begin - 1]) { begin -= 1 }
    while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
    word = begin..<end
    start = begin
    readReceiver()
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  private mutating func readReceiver() {
    // It is read from its end.
    defer { receiver.reverse() }
    while let point = point(before: start) {
      isMember = true
      guard let (parts, begin) = parts(before: point) else {
        receiver.append(.other)
        return
      }
      receiver += parts
      start = begin
    }
  }

  /// Where a point, or `.?`, begins that stands before a byte.
  private func point(before end: Int) -> Int? {
    var i = skipSpace(before: end)
    if i > lowest, bytes[i - 1] == UInt8(ascii: "?") { i -= 1 }
    return i > lowest && bytes[i - 1] == UInt8(ascii: ".") ? i - 1 : nil
  }

  private func skipSpace(before end: Int) -> Int {
    var i = end
    while i > lowest, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[i - 1]) { i -= 1 }
    return i
  }

  /// A name, with what is called or indexed of it, that ends before a byte; its last part first.
  private func parts(before end: Int) -> (parts: [Part], start: Int)? {
    var i = skipSpace(before: end)
    var parts: [Part] = []
    while i > lowest, bytes[i - 1] == UInt8(ascii: "]") {
      guard let open = opening(before: i) else { return nil }
      parts.append(.element)
      i = open
    }
    let isCall = i > lowest && bytes[i - 1] == UInt8(ascii: ")")
    if isCall {
      guard let open = opening(before: i) else { return nil }
      i = open
    }
    var begin = i
    while begin > lowest, Self.isWord(bytes[begin - 1]) { begin -= 1 }
    guard begin < i, bytes[begin] &- 0x30 >= 10 else { return nil }
    let name = String(decoding: bytes[begin..<i], as: UTF8.self)
    // `orValue` leaves what it is called of as it is.
    if !(isCall && name == "orValue") { parts.append(isCall ? .call(name) : .name(name)) }
    return (parts, begin)
  }

  /// The bracket that belongs to the one that ends before a byte.
  private func opening(before end: Int) -> Int? {
    var depth = 0
    var i = end
    while i > lowest {
      i -= 1
      switch bytes[i] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        let quote = bytes[i]
        repeat { i -= 1 } while i > lowest && bytes[i] != quote
      default: break
      }
      if depth == 0 { return i }
    }
    return nil
  }

  /// What a macro walks that gives a name to each element, such as `n` in `nodes.all(n, n.|`: a
  /// cursor at the macro's own name. The innermost one counts.
  func binding(of name: String) -> ExpressionCursor? {
    let wanted = Array(name.utf8)
    var i = start
    while i > lowest {
      i -= 1
      guard bytes[i] == UInt8(ascii: "("), i + 1 + wanted.count < bytes.count,
        bytes[(i + 1)...].starts(with: wanted), bytes[i + 1 + wanted.count] == UInt8(ascii: ",")
      else { continue }
      return ExpressionCursor(bytes, from: lowest, at: i)
    }
    return nil
  }

  var name: String { String(decoding: bytes[word], as: UTF8.self) }

  /// Whether the name is called.
  var isCalled: Bool { word.upperBound < bytes.count && bytes[word.upperBound] == 0x28 }
}
