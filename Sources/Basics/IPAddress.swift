/// An IPv4 or IPv6 address without a zone.
public struct IPAddress: Hashable, Sendable {
  /// The address as a 128-bit number; an IPv4 address in the lowest 32 bits.
  public let bits: UInt128
  public let isIPv4: Bool

  public init(ipv4 bits: UInt32) {
    self.bits = UInt128(bits)
    isIPv4 = true
  }

  public init(ipv6 bits: UInt128) {
    self.bits = bits
    isIPv4 = false
  }

  /// `::ffff:0:0/96`: an IPv4-mapped IPv6 address.
  public var isIPv4Mapped: Bool { !isIPv4 && bits >> 32 == 0xFFFF }

  /// The IPv4 address that is mapped into this one; any other as it is.
  public var unmapped: IPAddress {
    isIPv4Mapped ? IPAddress(ipv4: UInt32(truncatingIfNeeded: bits)) : self
  }

  /// 4 or 6.
  public var family: Int64 { isIPv4 ? 4 : 6 }

  /// 32 or 128.
  public var bitWidth: Int { isIPv4 ? 32 : 128 }

  /// `0.0.0.0` or `::`.
  public var isUnspecified: Bool { bits == 0 }

  /// 127.0.0.0/8 or `::1`.
  public var isLoopback: Bool { isIPv4 ? bits >> 24 == 127 : bits == 1 }

  /// 224.0.0.0/4 or ff00::/8.
  public var isMulticast: Bool { isIPv4 ? bits >> 28 == 0xE : bits >> 120 == 0xFF }

  /// 224.0.0.0/24, or ff02::/16 with any flags.
  public var isLinkLocalMulticast: Bool {
    isIPv4 ? bits >> 8 == 0xE00000 : (bits >> 112) & 0xFF0F == 0xFF02
  }

  /// 169.254.0.0/16 or fe80::/10.
  public var isLinkLocalUnicast: Bool { isIPv4 ? bits >> 16 == 0xA9FE : bits >> 118 == 0x3FA }

  /// Anything but unspecified, broadcast, loopback, multicast and link-local: private addresses
  /// count.
  public var isGlobalUnicast: Bool {
    if isIPv4, bits == 0 || bits == 0xFFFF_FFFF { return false }
    return !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast
  }

  /// Whether `text` is spelled as `description` spells this address.
  public func isCanonical(_ text: UTF8Bytes) -> Bool {
    description.utf8.elementsEqual(text)
  }

  /// This address with all but its first `length` bits zero.
  public func masked(to length: Int) -> IPAddress {
    let kept = bitWidth - length
    let bits = kept >= 128 ? 0 : (self.bits >> UInt128(kept)) << UInt128(kept)
    return isIPv4 ? IPAddress(ipv4: UInt32(truncatingIfNeeded: bits)) : IPAddress(ipv6: bits)
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or RFC 5952: lower case, the longest run of zero fields (two at least, the
  /// first of equals) as `::`.
  public var description: String {
    isIPv4 ? ipv4Text : ipv6Text
  }

  private var ipv4Text: String {
    stride(from: 24, through: 0, by: -8)
      .map { String((bits >> UInt128($0)) & 0xFF) }
      .joined(separator: ".")
  }

  private var ipv6Text: String {
    let fields = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - $0 * 16)) }
    let run = Self.longestZeroRun(fields)
    let head = fields[..<run.lowerBound].map { String($0, radix: 16) }.joined(separator: ":")
    if run.isEmpty { return head }
    let tail = fields[run.upperBound...].map { String($0, radix: 16) }.joined(separator: ":")
    return "\(head)::\(tail)"
  }

  /// An empty range at the end where no run is worth shortening.
  private static func longestZeroRun(_ fields: [UInt16]) -> Range<Int> {
    var longest = fields.count..<fields.count
    var start = 0
    while start < fields.count {
      var end = start
      while end < fields.count, fields[end] == 0 { end += 1 }
      if end - start >= 2, end - start > longest.count { longest = start..<end }
      start = end + 1
    }
    return longest
  }
}
