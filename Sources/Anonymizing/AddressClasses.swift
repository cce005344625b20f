import Basics

/// Networks that say what an address is for.
enum AddressClasses {
  /// RFC 6890's: private, shared, benchmarking, unique local, global, documentation, translated.
  static let all = [
    ipv4(10, 0, length: 8), ipv4(172, 16, length: 12), ipv4(192, 168, length: 16),
    ipv4(100, 64, length: 10), ipv4(198, 18, length: 15),
    ipv6(0x2000 << 112, length: 3), ipv6(0xFC00 << 112, length: 7),
    ipv6(0xFD00 << 112, length: 8), ipv6(0x2001_0DB8 << 96, length: 32),
    ipv6(0x0064_FF9B << 96, length: 96),
  ]

  /// Unspecified, loopback, link-local, multicast, broadcast: they name nobody.
  static let nobody = [
    ipv4(0, 0, length: 8), ipv4(127, 0, length: 8), ipv4(169, 254, length: 16),
    ipv4(224, 0, length: 3),
    ipv6(0, length: 127), ipv6(0xFE80 << 112, length: 10), ipv6(0xFF00 << 112, length: 8),
    // IPv4 in IPv6 is mapped as IPv4; nothing else may become it.
    ipv6(0xFFFF << 32, length: 96),
  ]

  private static func ipv4(_ first: UInt32, _ second: UInt32, length: Int) -> CIDR {
    CIDR(address: IPAddress(ipv4: first << 24 | second << 16), prefixLength: length)
  }

  private static func ipv6(_ bits: UInt128, length: Int) -> CIDR {
    CIDR(address: IPAddress(ipv6: bits), prefixLength: length)
  }
}
