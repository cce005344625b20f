import Basics

/// Reads JSON that holds nothing but strings, as programs write it into annotations. A text that is
/// truncated, or holds anything else, does not count.
struct JSONStrings {
  private let bytes: [UInt8]
  private var i = 0

  /// nil for what no annotation can be: an API server takes 256 KiB for all of an object's.
  private init?(_ text: String) {
    guard text.utf8.count <= 1 << 18 else { return nil }
    bytes = Array(text.utf8)
  }

  /// The strings of an array; nil for anything else.
  static func list(_ text: String) -> [String]? {
    guard var reader = JSONStrings(text) else { return nil }
    var strings: [String] = []
    let isWhole = reader.items(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { reader in
      guard let string = reader.string() else { return false }
      strings.append(string)
      return true
    }
    return isWhole ? strings : nil
  }

  /// The names and strings of an object, in order; nil for anything else.
  static func map(_ text: String) -> [(name: String, text: String)]? {
    guard var reader = JSONStrings(text) else { return nil }
    var entries: [(name: String, text: String)] = []
    let isWhole = reader.items(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { reader in
      guard let name = reader.string(), reader.take(UInt8(ascii: ":")),
        let text = reader.string()
      else { return false }
      entries.append((name, text))
      return true
    }
    return isWhole ? entries : nil
  }

  /// Reads all of the text: items between brackets, set apart by commas.
  private mutating func items(
    from open: UInt8, to close: UInt8, _ item: (inout JSONStrings) -> Bool
  ) -> Bool {
    guard take(open) else { return false }
    if !take(close) {
      repeat { guard item(&self) else { return false } } while take(UInt8(ascii: ","))
      guard take(close) else { return false }
    }
    skipBlanks()
    return i == bytes.count
  }

  private mutating func skipBlanks() {
    while i < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[i]) { i += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard i < bytes.count, bytes[i] == byte else { return false }
    i += 1
    return true
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var text: [UInt8] = []
    while i < bytes.count {
      let byte = bytes[i]
      i += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = escape() else { return nil }
        text += escaped
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What follows a backslash.
  private mutating func escape() -> [UInt8]? {
    guard i < bytes.count else { return nil }
    let escaped = bytes[i]
    i += 1
    switch escaped {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [escaped]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      // Go escapes `<`, `>` and `&` so; halves of a pair are not to be expected here.
      let digits = bytes[i...].prefix(4).compactMap(hexadecimalValue)
      guard digits.count == 4 else { return nil }
      i += 4
      let code = digits.reduce(0) { $0 << 4 | UInt32($1) }
      return Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    default: return nil
    }
  }
}
