/// Reads the content of string, bytes and number tokens.
enum Literals {
  /// The bytes that a string or bytes token stands for.
  static func content(
    of token: Token, in text: [UInt8]
  ) -> Result<[UInt8], Diagnostic> {
    guard case .string(let raw, let bytes, let quotes, let prefix) = token.kind else {
      return .success([])
    }
    let start = token.range.offset + prefix + quotes
    let end = token.range.end - quotes
    if raw { return .success(Array(text[start..<end])) }
    var result: [UInt8] = []
    result.reserveCapacity(end - start)
    var i = start
    while i < end {
      if text[i] != UInt8(ascii: "\\") {
        result.append(text[i])
        i += 1
        continue
      }
      guard let length = escape(text[i..<end], bytes: bytes, into: &result) else {
        let shown = min(2, end - i)
        return .failure(
          Diagnostic(
            range: SourceRange(offset: i, length: shown), message: "this escape is not valid"))
      }
      i += length
    }
    return .success(result)
  }

  /// Appends what the escape at the start of `text` stands for; gives its length.
  private static func escape(
    _ text: ArraySlice<UInt8>, bytes: Bool, into result: inout [UInt8]
  ) -> Int? {
    guard text.count > 1 else { return nil }
    let c = text[text.startIndex + 1]
    if let simple = simpleEscape(c) {
      result.append(simple)
      return 2
    }
    switch c {
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      return numeric(text, digits: 2, radix: 16, skip: 2, raw: bytes, into: &result)
    case UInt8(ascii: "u") where !bytes:
      return numeric(text, digits: 4, radix: 16, skip: 2, raw: false, into: &result)
    case UInt8(ascii: "U") where !bytes:
      return numeric(text, digits: 8, radix: 16, skip: 2, raw: false, into: &result)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      return numeric(text, digits: 3, radix: 8, skip: 1, raw: bytes, into: &result)
    default:
      return nil
    }
  }

  private static func simpleEscape(_ c: UInt8) -> UInt8? {
    switch c {
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "v"): return 0x0B
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "`"):
      return c
    default: return nil
    }
  }

  private static func numeric(
    _ text: ArraySlice<UInt8>, digits: Int, radix: UInt32, skip: Int, raw: Bool,
    into result: inout [UInt8]
  ) -> Int? {
    guard text.count >= skip + digits else { return nil }
    var number: UInt32 = 0
    for c in text[(text.startIndex + skip)..<(text.startIndex + skip + digits)] {
      guard let digit = digit(c), digit < radix else { return nil }
      number = number &* radix &+ digit
    }
    if raw {
      guard number < 256 else { return nil }
      result.append(UInt8(number))
    } else {
      guard let scalar = Unicode.Scalar(number) else { return nil }
      result.append(contentsOf: UTF8.encode(scalar)!)
    }
    return skip + digits
  }

  private static func digit(_ c: UInt8) -> UInt32? {
    switch c {
    case 0x30...0x39: return UInt32(c - 0x30)
    case 0x41...0x46: return UInt32(c - 0x41 + 10)
    case 0x61...0x66: return UInt32(c - 0x61 + 10)
    default: return nil
    }
  }

  /// The magnitude of an int or uint token; nil if it does not fit 64 bits.
  static func magnitude(of bytes: ArraySlice<UInt8>) -> UInt64? {
    var digits = bytes
    if let last = digits.last, last | 0x20 == UInt8(ascii: "u") { digits = digits.dropLast() }
    var radix: UInt64 = 10
    if digits.count > 2, digits[digits.startIndex + 1] | 0x20 == UInt8(ascii: "x") {
      radix = 16
      digits = digits.dropFirst(2)
    }
    var number: UInt64 = 0
    for c in digits {
      guard let digit = digit(c) else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      number = sum
    }
    return number
  }
}
