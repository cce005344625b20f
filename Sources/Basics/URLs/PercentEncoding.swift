/// Percent-encoding with Go's rules on what is left as it is in which part of a URL.
enum PercentEncoding {
  enum Part {
    // The parts that Go treats apart. A zone is what follows `%25` in an IPv6 literal.
    case path
    case host
    case zone
    case user
    case query
    case fragment
  }

  /// Whether `byte` is written as `%XX` in `part`.
  static func escapes(_ byte: UInt8, in part: Part) -> Bool {
    if byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 { return false }
    let scalar = Unicode.Scalar(byte)
    if part == .host || part == .zone {
      switch scalar {
      case "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", ":", "[", "]", "<", ">", "\"":
        return false
      default: break
      }
    }
    switch scalar {
    case "-", "_", ".", "~": return false
    case "$", "&", "+", ",", "/", ":", ";", "=", "?", "@":
      switch part {
      case .path: return scalar == "?"
      case .user: return scalar == "@" || scalar == "/" || scalar == "?" || scalar == ":"
      case .query: return true
      case .fragment: return false
      case .host, .zone: return true
      }
    case "!", "(", ")", "*": return part != .fragment
    default: return true
    }
  }

  /// `bytes` with `%XX` decoded, and `+` as a space in a query.
  static func decoded(_ bytes: [UInt8], in part: Part) throws(URLProblem) -> [UInt8] {
    // Most texts hold nothing that is to be decoded, and may be long.
    let hasEscapes = bytes.contains(UInt8(ascii: "%"))
    switch part {
    case .path, .user, .fragment: if !hasEscapes { return bytes }
    case .query: if !hasEscapes, !bytes.contains(UInt8(ascii: "+")) { return bytes }
    case .host, .zone: break
    }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "%") {
        output.append(try decodedEscape(bytes, at: index - 1, in: part))
        index += 2
      } else if byte == UInt8(ascii: "+"), part == .query {
        output.append(UInt8(ascii: " "))
      } else if part == .host || part == .zone, byte < 0x80, escapes(byte, in: part) {
        let quoted = QuotedText.go(String(decoding: [byte], as: UTF8.self))
        throw URLProblem("invalid character \(quoted) in host name")
      } else {
        output.append(byte)
      }
    }
    return output
  }

  /// The byte that the escape at `index` stands for; an error where it is cut short, is none, or
  /// stands for what the part does not let anybody hide.
  private static func decodedEscape(
    _ bytes: [UInt8], at index: Int, in part: Part
  ) throws(URLProblem) -> UInt8 {
    func invalid() -> URLProblem {
      let escape = bytes[index..<min(index + 3, bytes.count)]
      return URLProblem(
        "invalid URL escape \(QuotedText.go(String(decoding: escape, as: UTF8.self)))")
    }
    guard index + 3 <= bytes.count, let high = hexadecimalValue(bytes[index + 1]),
      let low = hexadecimalValue(bytes[index + 2])
    else { throw invalid() }
    let value = high << 4 | low
    let isPercent = value == UInt8(ascii: "%")
    // A host may escape what is not ASCII only, and RFC 6874's `%25` before a zone.
    if part == .host, value < 0x80, !isPercent { throw invalid() }
    if part == .zone, !isPercent, value != UInt8(ascii: " "), escapes(value, in: .host) {
      throw invalid()
    }
    return value
  }

  /// `bytes` with everything that `part` does not allow as `%XX`.
  static func encoded(_ bytes: [UInt8], in part: Part) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for byte in bytes {
      if escapes(byte, in: part) {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        output.append(byte)
      }
    }
    return output
  }
}
