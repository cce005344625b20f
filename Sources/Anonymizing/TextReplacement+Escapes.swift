import Basics

extension TextReplacement {
  /// A letter of a word that is written as an escape of JSON, YAML or a URL, in UTF-8, and how many
  /// bytes its escape has; nil for anything else.
  ///
  /// A text of JSON may lie in another, so that any number of backslashes may stand before it.
  func escapedLetter(at index: Int) -> (bytes: [UInt8], length: Int)? {
    switch byte(index) {
    case UInt8(ascii: "%"): return percentLetter(at: index)
    case UInt8(ascii: "\\"): break
    default: return nil
    }
    var end = index
    while byte(end) == UInt8(ascii: "\\") { end += 1 }
    let slashes = end - index
    if byte(end) == UInt8(ascii: "/") { return ([UInt8(ascii: "/")], slashes + 1) }
    guard let (code, count) = code(at: end) else { return nil }
    if (0xD800...0xDBFF).contains(code) {
      let next = end + count
      guard (0..<slashes).allSatisfy({ byte(next + $0) == UInt8(ascii: "\\") }),
        let (low, lowCount) = self.code(at: next + slashes), (0xDC00...0xDFFF).contains(low)
      else { return nil }
      let whole = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      return Self.letter(whole).map { ($0, 2 * slashes + count + lowCount) }
    }
    return Self.letter(code).map { ($0, slashes + count) }
  }

  /// `u` with four digits, `x` with two, `U` with eight.
  private func code(at index: Int) -> (code: UInt32, count: Int)? {
    let digits: Int
    switch byte(index) {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default: return nil
    }
    return hexadecimal(at: index + 1, digits).map { ($0, digits + 1) }
  }

  func hexadecimal(at index: Int, _ count: Int) -> UInt32? {
    var number: UInt32 = 0
    for offset in 0..<count {
      guard let digit = Character(Unicode.Scalar(byte(index + offset))).hexDigitValue else {
        return nil
      }
      number = number << 4 | UInt32(digit)
    }
    return number
  }

  /// Of what an escape may stand for, the letters of words: not `<`, and no punctuation.
  private static func letter(_ code: UInt32) -> [UInt8]? {
    guard let scalar = Unicode.Scalar(code), code > 0xBF || code < 0x80,
      !(0x2000...0x27FF).contains(code)
    else { return nil }
    if let ascii = UInt8(exactly: code), ascii < 0x80, !WordForm.isOfPiece(ascii) { return nil }
    return Array(String(Character(scalar)).utf8)
  }

  /// A character of a URL; all bytes of it are written in hexadecimal.
  private func percentLetter(at index: Int) -> (bytes: [UInt8], length: Int)? {
    guard let first = hexadecimal(at: index + 1, 2) else { return nil }
    let count = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let bytes = (0..<count).compactMap { offset -> UInt8? in
      guard byte(index + 3 * offset) == UInt8(ascii: "%") else { return nil }
      return hexadecimal(at: index + 3 * offset + 1, 2).map { UInt8(truncatingIfNeeded: $0) }
    }
    guard bytes.count == count,
      let scalar = String(validating: bytes, as: UTF8.self)?
        .unicodeScalars.first
    else { return nil }
    return Self.letter(scalar.value).map { ($0, 3 * count) }
  }
}
