/// Base64 with the standard alphabet, as Go's `encoding/base64` reads and writes it.
public enum Base64 {
  /// The first byte that does not belong, counted from 0.
  public struct DecodingError: Error {
    public let index: Int
  }

  /// The text of `bytes`, padded.
  public static func encode(_ bytes: UTF8Bytes) -> String {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let taken = min(3, bytes.count - index)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < taken ? UInt32(bytes[index + offset]) : 0)
      }
      for place in 0..<4 {
        let value = Int(group >> UInt32(18 - 6 * place)) & 63
        output.append(place <= taken ? alphabet[value] : UInt8(ascii: "="))
      }
      index += taken
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The bytes that `text` stands for. As cel-go's `base64.decode`: padding may be missing, line
  /// ends are skipped; the error names the first byte that does not belong.
  public static func decode(_ text: UTF8Bytes) throws(DecodingError) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 4 * 3 + 3)
    // Four letters make a group of 24 bits. Bits that are left over at the end are dropped, as Go
    // does by default: `aGVsbG9` and `aGVsbG8` are the same five bytes.
    var group: UInt32 = 0
    var taken = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        index += 1
        continue
      }
      if byte == UInt8(ascii: "=") {
        try checkPadding(text, from: index, taken: taken)
        break
      }
      guard let value = value(byte) else { throw corrupt(index) }
      group = group << 6 | UInt32(value)
      taken += 1
      index += 1
      if taken == 4 {
        output += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
        group = 0
        taken = 0
      }
    }
    switch taken {
    case 1: throw corrupt(index)
    case 2: output.append(UInt8(group >> 4 & 255))
    case 3: output += [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)]
    default: break
    }
    return output
  }

  /// The bytes that `text` stands for; nil if it is not Base64.
  public static func decoded(_ text: String) -> [UInt8]? {
    withUTF8Bytes(text) { bytes in
      do throws(DecodingError) { return try decode(bytes) } catch { return nil }
    }
  }

  /// Padding fills the last group up to four characters, and nothing but line ends follows it.
  private static func checkPadding(
    _ text: UTF8Bytes, from start: Int, taken: Int
  ) throws(DecodingError) {
    guard taken >= 2 else { throw corrupt(start) }
    var missing = 4 - taken
    for index in start..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { continue }
      guard byte == UInt8(ascii: "="), missing > 0 else { throw corrupt(index) }
      missing -= 1
    }
    guard missing == 0 else { throw corrupt(text.count) }
  }

  private static func corrupt(_ index: Int) -> DecodingError { DecodingError(index: index) }

  /// The six bits that a letter of the alphabet stands for.
  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// Kubernetes' format `byte`: groups of four, padded, not empty, no line ends.
  public static func isStrict(_ text: UTF8Bytes) -> Bool {
    guard !text.isEmpty, text.count % 4 == 0 else { return false }
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return padding <= 2 && text.dropLast(padding).allSatisfy { value($0) != nil }
  }
}
