import Basics

/// An address with a prefix length, such as `10.0.0.0/8`. Bits after the prefix are kept, and count
/// for equality: `10.0.0.1/8` is not `10.0.0.0/8`.
struct CIDR: Hashable, Sendable {
  /// The address as written.
  let address: IPAddress
  /// 0 to 32, or 0 to 128.
  let prefixLength: Int

  init(address: IPAddress, prefixLength: Int) {
    precondition((0...address.bitWidth).contains(prefixLength))
    self.address = address
    self.prefixLength = prefixLength
  }

  /// Parses `text`; the error is Kubernetes' `cidr()`'s.
  init(_ text: UTF8Bytes) throws(LibraryError) {
    let slash = text.lastIndex(of: UInt8(ascii: "/"))
    guard let slash else { throw Self.error(in: text, "no '/'") }
    let addressText = UTF8Bytes(rebasing: text[..<slash])
    let address: IPAddress
    do throws(IPAddress.ParseError) {
      address = try IPAddress(parsing: addressText)
    } catch {
      switch error.reason {
      case .zone: throw Self.error(in: text, "IPv6 zones cannot be present in a prefix")
      case .syntax: throw Self.error(in: text, error.message(for: addressText))
      }
    }
    if address.isIPv4Mapped {
      throw LibraryError(
        "\(Self.prefix)IPv4-mapped IPv6 address \(QuotedText.go(text)) is not allowed")
    }
    let lengthText = UTF8Bytes(rebasing: text[(slash + 1)...])
    guard let length = Self.length(lengthText) else {
      throw Self.error(in: text, "bad bits after slash: \(QuotedText.go(lengthText))")
    }
    guard length <= address.bitWidth else {
      throw Self.error(in: text, "prefix length out of range")
    }
    self.init(address: address, prefixLength: length)
  }

  init(_ text: String) throws(LibraryError) {
    self = try withUTF8Bytes(text) { bytes throws(LibraryError) in try CIDR(bytes) }
  }

  /// Only the bits that the prefix covers, the others zero.
  var masked: CIDR {
    CIDR(address: address.masked(to: prefixLength), prefixLength: prefixLength)
  }

  /// Whether `other` lies in this range; never across address families.
  func contains(_ other: IPAddress) -> Bool {
    other.isIPv4 == address.isIPv4
      && other.masked(to: prefixLength) == address.masked(to: prefixLength)
  }

  /// Whether all of `other` lies in this range.
  func contains(_ other: CIDR) -> Bool {
    other.prefixLength >= prefixLength && contains(other.address)
  }

  /// Decimal digits without sign or leading zero; a number too long to be one is a large one.
  private static func length(_ text: UTF8Bytes) -> Int? {
    guard let first = text.first, text.count == 1 || first != UInt8(ascii: "0") else { return nil }
    var length = 0
    for byte in text {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      length = min(length * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
    }
    return length
  }

  private static let prefix = "network address parse error during conversion from string: "

  private static func error(in text: UTF8Bytes, _ message: String) -> LibraryError {
    // Twice, as Kubernetes does: once where it parses, once where it converts.
    LibraryError("\(prefix)\(prefix)netip.ParsePrefix(\(QuotedText.go(text))): \(message)")
  }
}

extension CIDR: CustomStringConvertible {
  var description: String { "\(address)/\(prefixLength)" }
}
