import Basics

/// Addresses → addresses, one to one, so that two share exactly as many leading bits afterwards as
/// they did before: what lies in a network still does, and networks overlap as they did.
///
/// A bit is turned where a keyed function of the bits before it says so. It stays where the
/// addresses that begin with those bits differ in class: nothing leaves its class, and nothing
/// enters another. The price is that an address beside a class keeps the bits that they have in
/// common.
public struct AddressMapping: Sendable {
  private let key: AnonymizationKey
  private let classes: [CIDR]

  /// - Parameter known: Networks that rules compare with. Each is a class of its own.
  public init(key: AnonymizationKey, known: [CIDR] = []) {
    self.key = key
    classes = AddressClasses.all + known + AddressClasses.nobody
  }

  public func callAsFunction(_ address: IPAddress) -> IPAddress {
    if address.isIPv4Mapped {
      return IPAddress(ipv6: 0xFFFF << 32 | self(address.unmapped).bits)
    }
    return turned(address, count: address.bitWidth)
  }

  /// The network that holds what the addresses of this one become. Where bits after the prefix are
  /// set, its address is what the address becomes.
  public func callAsFunction(_ range: CIDR) -> CIDR {
    let length = range.prefixLength
    let isPlain = range.masked == range
    let address = isPlain ? turned(range.address, count: length) : self(range.address)
    return CIDR(address: address, prefixLength: length)
  }

  // MARK: Bits, from the first, which is the highest

  private func turned(_ address: IPAddress, count: Int) -> IPAddress {
    if AddressClasses.nobody.contains(where: { $0.contains(address) }) { return address }
    var made = Self.empty(like: address)
    for index in 0..<count where Self.bit(index, of: address) != turns(index, of: address) {
      made = Self.with(bit: index, of: made)
    }
    return made
  }

  /// Whether the bit after the first `length` of an address is turned; only those matter.
  private func turns(_ length: Int, of address: IPAddress) -> Bool {
    let start = CIDR(address: address.masked(to: length), prefixLength: length)
    if classes.contains(where: { $0.prefixLength > length && start.contains($0) }) { return false }
    let bits = (0..<16).map { UInt8(truncatingIfNeeded: start.address.bits >> UInt128(8 * $0)) }
    let message = bits + [UInt8(truncatingIfNeeded: length), address.isIPv4 ? 4 : 6]
    return key.code(of: message, for: "address")[0] & 1 == 1
  }

  private static func empty(like address: IPAddress) -> IPAddress {
    address.isIPv4 ? IPAddress(ipv4: 0) : IPAddress(ipv6: 0)
  }

  private static func bit(_ index: Int, of address: IPAddress) -> Bool {
    address.bits >> UInt128(address.bitWidth - 1 - index) & 1 == 1
  }

  private static func with(bit index: Int, of address: IPAddress) -> IPAddress {
    let bits = address.bits | 1 << UInt128(address.bitWidth - 1 - index)
    return address.isIPv4
      ? IPAddress(ipv4: UInt32(truncatingIfNeeded: bits)) : IPAddress(ipv6: bits)
  }
}
