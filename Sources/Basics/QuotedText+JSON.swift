extension QuotedText {
  /// `text` as a JSON string. What would act on a terminal instead of showing is escaped, too, so
  /// that the value survives and printing it is harmless.
  public static func json(_ text: String) -> String {
    var bytes: [UInt8] = []
    appendJSON(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same at the end of a buffer.
  public static func appendJSON(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { utf8 in
      bytes.append(UInt8(ascii: "\""))
      // Nearly all strings are plain, and then copying is all there is to do.
      var start = 0
      while start < utf8.count {
        let end = endOfPlain(utf8, from: start)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<end]))
        guard end < utf8.count else { break }
        start = appendSpecial(utf8, at: end, to: &bytes)
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }

  /// Where the first byte stands that is not printable ASCII, or is a quote or a backslash.
  private static func endOfPlain(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = UnsafeRawPointer(utf8.baseAddress) else { return start }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    var i = start
    // Eight bytes at a time. The lowest mark is exact, and those above it do not matter.
    while i &+ 8 <= utf8.count {
      let word = base.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let delete = word ^ (ones &* 0x7F)
      let stops =
        ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((delete &- ones) & ~delete)
        | ((word &- ones &* 0x20) & ~word) | word
      if stops & high != 0 { return i &+ (stops & high).trailingZeroBitCount >> 3 }
      i &+= 8
    }
    while i < utf8.count, utf8[i] >= 0x20, utf8[i] < 0x7F, utf8[i] != 0x22, utf8[i] != 0x5C {
      i &+= 1
    }
    return i
  }

  /// Appends what stands for the character at an offset. Gives where the next one begins.
  private static func appendSpecial(
    _ utf8: UnsafeBufferPointer<UInt8>, at offset: Int, to bytes: inout [UInt8]
  ) -> Int {
    let byte = utf8[offset]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
    case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
    case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
    case ..<0x80: appendEscape(UInt16(byte), to: &bytes)
    default:
      // A string's UTF-8 is valid.
      let count = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let character = UnsafeBufferPointer(rebasing: utf8[offset..<offset + count])
      let text = String(decoding: character, as: UTF8.self)
      if text.unicodeScalars.first?.isDangerous ?? false {
        for unit in text.utf16 { appendEscape(unit, to: &bytes) }
      } else {
        bytes.append(contentsOf: character)
      }
      return offset + count
    }
    return offset + 1
  }

  private static func appendEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
    bytes += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] {
      bytes.append(hexadecimalDigit(UInt8(truncatingIfNeeded: unit >> shift)))
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal or an editor obeys the scalar instead of showing it, or shows nothing:
  /// control characters, bidirectional overrides, invisible characters.
  public var isDangerous: Bool {
    if value >= 0x20 && value < 0x7F { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return true
    default: return false
    }
  }
}
