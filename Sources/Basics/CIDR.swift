/// An address with a prefix length, such as `10.0.0.0/8`. Bits after the prefix are kept, and count
/// for equality: `10.0.0.1/8` is not `10.0.0.0/8`.
public struct CIDR: Hashable, Sendable {
  /// The address as written.
  public let address: IPAddress
  /// 0 to 32, or 0 to 128.
  public let prefixLength: Int

  /// Why a text is not a network.
  public enum ParseError: Error, Sendable {
    case noSlash
    case address(IPAddress.ParseError)
    /// An IPv4-mapped IPv6 address.
    case isMapped
    case length
    case lengthOutOfRange
  }

  public init(address: IPAddress, prefixLength: Int) {
    precondition((0...address.bitWidth).contains(prefixLength))
    self.address = address
    self.prefixLength = prefixLength
  }

  /// Parses `text` as Go's `net/netip` does; allocates nothing.
  public init(parsing text: UTF8Bytes) throws(ParseError) {
    let slash = text.lastIndex(of: UInt8(ascii: "/"))
    guard let slash else { throw .noSlash }
    let address: IPAddress
    do throws(IPAddress.ParseError) {
      address = try IPAddress(parsing: UTF8Bytes(rebasing: text[..<slash]))
    } catch { throw .address(error) }
    if address.isIPv4Mapped { throw .isMapped }
    guard let length = Self.length(UTF8Bytes(rebasing: text[(slash + 1)...])) else { throw .length }
    guard length <= address.bitWidth else { throw .lengthOutOfRange }
    self.init(address: address, prefixLength: length)
  }

  /// nil if `text` is not a network.
  public init?(_ text: String) {
    let parsed =
      withUTF8Bytes(text) { bytes in
        do throws(ParseError) { return try CIDR(parsing: bytes) } catch { return nil }
      } as CIDR?
    guard let parsed else { return nil }
    self = parsed
  }

  /// Only the bits that the prefix covers, the others zero.
  public var masked: CIDR {
    CIDR(address: address.masked(to: prefixLength), prefixLength: prefixLength)
  }

  /// Whether `other` lies in this range; never across address families.
  public func contains(_ other: IPAddress) -> Bool {
    other.isIPv4 == address.isIPv4
      && other.masked(to: prefixLength) == address.masked(to: prefixLength)
  }

  /// Whether all of `other` lies in this range.
  public func contains(_ other: CIDR) -> Bool {
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
}

extension CIDR: CustomStringConvertible {
  public var description: String { "\(address)/\(prefixLength)" }
}
