// Addresses are read as Go's `net/netip` reads them: no leading zeros in IPv4, at most four digits
// in a field of IPv6, `::` for at least one field, IPv4 only as the last two fields.

extension IPAddress {
  /// Why a text is not an address. Its parts allocate nothing: `isIP()` asks often and never
  /// prints.
  public struct ParseError: Error, Sendable {
    public enum Reason: Sendable {
      case syntax(StaticString)
      case zone
    }

    public let reason: Reason
    /// Byte offset of the part that the message quotes; nil if it quotes none.
    public private(set) var offset: Int?

    init(_ message: StaticString, at offset: Int? = nil) {
      reason = .syntax(message)
      self.offset = offset
    }

    init(_ reason: Reason) {
      self.reason = reason
    }

    /// What Go says of `text`: `ParseAddr("1.2.3"): IPv4 address too short`.
    public func message(for text: UTF8Bytes) -> String {
      guard case .syntax(let message) = reason else {
        return "ParseAddr(\(QuotedText.go(text))): IPv6 zones are not allowed"
      }
      let start = "ParseAddr(\(QuotedText.go(text))): \(message)"
      guard let offset, offset < text.count else { return start }
      return "\(start) (at \(QuotedText.go(UTF8Bytes(rebasing: text[offset...]))))"
    }
  }

  /// Parses `text`; allocates nothing.
  public init(parsing text: UTF8Bytes) throws(ParseError) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "."):
        self.init(ipv4: try Self.ipv4(text, from: 0))
        return
      case UInt8(ascii: ":"):
        try self.init(ipv6Text: text)
        return
      case UInt8(ascii: "%"): throw ParseError("missing IPv6 address")
      default: continue
      }
    }
    throw ParseError("unable to parse IP")
  }

  /// nil if `text` is not an address.
  public init?(_ text: String) {
    let parsed =
      withUTF8Bytes(text) { bytes in
        do throws(ParseError) { return try IPAddress(parsing: bytes) } catch { return nil }
      } as IPAddress?
    guard let parsed else { return nil }
    self = parsed
  }

  // MARK: IPv4

  /// Reads to the end of `text`, so that it serves the tail of an IPv6 address too.
  private static func ipv4(_ text: UTF8Bytes, from start: Int) throws(ParseError) -> UInt32 {
    var address: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var octets = 0
    for index in start..<text.count {
      let byte = text[index]
      if byte &- UInt8(ascii: "0") < 10 {
        if digits == 1, octet == 0 {
          throw ParseError("IPv4 field has octet with leading zero")
        }
        octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
        digits += 1
        if octet > 255 { throw ParseError("IPv4 field has value >255") }
      } else if byte == UInt8(ascii: ".") {
        if digits == 0 || index == text.count - 1 {
          throw ParseError("IPv4 field must have at least one digit", at: index)
        }
        if octets == 3 { throw ParseError("IPv4 address too long") }
        address = address << 8 | octet
        octets += 1
        octet = 0
        digits = 0
      } else {
        throw ParseError("unexpected character", at: index)
      }
    }
    if octets < 3 { throw ParseError("IPv4 address too short") }
    return address << 8 | octet
  }

  // MARK: IPv6

  /// The zone is split off first and the address read all the same: a broken address with a zone is
  /// broken, not merely zoned.
  private init(ipv6Text text: UTF8Bytes) throws(ParseError) {
    var end = text.count
    if let percent = text.firstIndex(of: UInt8(ascii: "%")) {
      if percent == end - 1 { throw ParseError("zone must be a non-empty string") }
      end = percent
    }
    let bits = try Self.ipv6(UTF8Bytes(rebasing: text[..<end]))
    if end < text.count { throw ParseError(.zone) }
    self.init(ipv6: bits)
  }

  /// The 128 bits of an address without a zone.
  private static func ipv6(_ text: UTF8Bytes) throws(ParseError) -> UInt128 {
    var reader = FieldReader(text: text)
    if text.count >= 2, text[0] == UInt8(ascii: ":"), text[1] == UInt8(ascii: ":") {
      reader.ellipsis = 0
      reader.index = 2
      if text.count == 2 { return 0 }
    }
    while reader.count < 8 {
      if try reader.readField() { break }
    }
    if reader.index < text.count {
      throw ParseError("trailing garbage after address", at: reader.index)
    }
    return try reader.address()
  }

  /// The fields of an IPv6 address on the way.
  private struct FieldReader {
    let text: UTF8Bytes
    var index = 0
    /// The fields so far, the latest in the lowest 16 bits.
    var bits: UInt128 = 0
    var count = 0
    /// How many fields stood before `::`.
    var ellipsis: Int?

    /// Reads a field and the colons after it; true at the end of the text.
    mutating func readField() throws(ParseError) -> Bool {
      let start = index
      var field: UInt128 = 0
      while index < text.count, let digit = hexadecimalValue(text[index]) {
        if index - start > 3 {
          throw ParseError("each group must have 4 or less digits", at: start)
        }
        field = field << 4 | UInt128(digit)
        index += 1
      }
      if index == start {
        throw ParseError(
          "each colon-separated field must have at least one digit", at: start)
      }
      if index < text.count, text[index] == UInt8(ascii: ".") {
        try readIPv4(from: start)
        return true
      }
      bits = bits << 16 | field
      count += 1
      if index == text.count { return true }
      return try readColons()
    }

    /// The last two fields in dotted decimal.
    private mutating func readIPv4(from start: Int) throws(ParseError) {
      if ellipsis == nil, count != 6 {
        throw ParseError(
          "embedded IPv4 address must replace the final 2 fields of the address", at: start)
      }
      if count > 6 {
        throw ParseError(
          "too many hex fields to fit an embedded IPv4 at the end of the address", at: start)
      }
      bits = bits << 32 | UInt128(try IPAddress.ipv4(text, from: start))
      count += 2
      index = text.count
    }

    /// One colon between fields, or the two that stand for zeros; true at the end of the text.
    private mutating func readColons() throws(ParseError) -> Bool {
      if text[index] != UInt8(ascii: ":") {
        throw ParseError("unexpected character, want colon", at: index)
      }
      if index + 1 == text.count {
        throw ParseError("colon must be followed by more characters", at: index)
      }
      index += 1
      guard text[index] == UInt8(ascii: ":") else { return false }
      if ellipsis != nil { throw ParseError("multiple :: in address", at: index) }
      ellipsis = count
      index += 1
      return index == text.count
    }

    /// The address, with zero fields where `::` stood.
    func address() throws(ParseError) -> UInt128 {
      guard let ellipsis else {
        if count < 8 { throw ParseError("address string too short") }
        return bits
      }
      if count == 8 {
        throw ParseError("the :: must expand to at least one field of zeros")
      }
      let tailWidth = UInt128(16 * (count - ellipsis))
      let tail = bits & ((1 << tailWidth) - 1)
      return ((bits >> tailWidth) << UInt128(16 * (8 - ellipsis))) | tail
    }
  }
}
