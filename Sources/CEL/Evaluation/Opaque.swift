// Opaque values: what Kubernetes' libraries make of strings.
//
// Two values in scratch memory hold an address, a network or a quantity as plain numbers; what does
// not fit (a version, a URL, a quantity of more than 64 bits) is its canonical text, and is parsed
// again when it is used. So opaque values cost no heap and need no tables.

import Basics
import Documents

enum Opaque {
  enum Kind: UInt64 {
    case ip = 1
    case cidr, quantity, wideQuantity, semver, url, format
  }

  /// Values that an opaque value takes.
  static let slots = 2

  static func payload(_ kind: Kind, _ index: Int) -> UInt64 { kind.rawValue << 56 | UInt64(index) }
  @inline(__always) static func kind(_ value: Value) -> Kind {
    Kind(rawValue: value.payload >> 56) ?? .format
  }
  @inline(__always) static func index(_ value: Value) -> Int {
    Int(truncatingIfNeeded: value.payload & 0xFF_FFFF_FFFF_FFFF)
  }

  /// The text that a value is kept as; nil if it is kept as numbers.
  static func text(of value: Value, _ memory: Memory) -> Value? {
    switch kind(value) {
    case .wideQuantity, .semver, .url: return memory.arenas[Int(value.arena)].values[index(value)]
    default: return nil
    }
  }

  /// The kinds of a type of the checker, as a set of bits.
  static func kinds(named name: String) -> UInt8 {
    func bits(_ kinds: Kind...) -> UInt8 { kinds.reduce(0) { $0 | 1 << UInt8($1.rawValue) } }
    switch CELType.opaque(name, []) {
    case .ip: return bits(.ip)
    case .cidr: return bits(.cidr)
    case .quantity: return bits(.quantity, .wideQuantity)
    case .semver: return bits(.semver)
    case .url: return bits(.url)
    case .format: return bits(.format)
    default: return 0
    }
  }

  /// The name of the type, as the checker knows it.
  static func typeName(_ value: Value) -> String {
    switch kind(value) {
    case .ip: return "net.IP"
    case .cidr: return "net.CIDR"
    case .quantity, .wideQuantity: return "kubernetes.Quantity"
    case .semver: return "kubernetes.Semver"
    case .url: return "kubernetes.URL"
    case .format: return "kubernetes.NamedFormat"
    }
  }
}

extension Evaluation {
  @inline(__always)
  private func slots(_ value: Value) -> UnsafeMutablePointer<Value> {
    memory.arenas[Int(value.arena)].values + Opaque.index(value)
  }

  private func opaque(_ kind: Opaque.Kind, _ first: Value, _ second: Value = .null) -> Value {
    guard let start = reserve(Opaque.slots) else { return memoryExceeded() }
    state.pointee.values[start] = first
    state.pointee.values[start + 1] = second
    return Value(
      .opaque, form: .scratch, arena: state.pointee.scratch, payload: Opaque.payload(kind, start))
  }

  // MARK: Making

  func opaque(_ address: IPAddress) -> Value {
    opaque(.ip, high(address.bits), low(address, 0))
  }

  func opaque(_ network: CIDR) -> Value {
    opaque(.cidr, high(network.address.bits), low(network.address, network.prefixLength))
  }

  private func high(_ bits: UInt128) -> Value { .uint(UInt64(truncatingIfNeeded: bits >> 64)) }
  private func low(_ address: IPAddress, _ length: Int) -> Value {
    Value(
      .uint, arena: address.isIPv4 ? 4 : 6, node: UInt32(length),
      payload: UInt64(truncatingIfNeeded: address.bits))
  }

  func opaque(_ quantity: Quantity) -> Value {
    guard quantity.digits.isEmpty else {
      return opaque(.wideQuantity, string(quantity.description))
    }
    return opaque(
      .quantity, .int(quantity.mantissa),
      Value(
        .int, arena: UInt16(quantity.notation.rawValue), node: quantity.isDecimal ? 1 : 0,
        payload: UInt64(bitPattern: Int64(quantity.scale))))
  }

  func opaque(_ version: SemanticVersion) -> Value {
    opaque(.semver, string(version.description))
  }

  /// The URL that a text is.
  func opaqueURL(_ text: Value) -> Value { opaque(.url, text) }

  func opaque(_ format: NamedFormat) -> Value {
    let number = NamedFormat.allCases.firstIndex(of: format) ?? 0
    return opaque(.format, .int(Int64(number)))
  }

  // MARK: Reading

  private func address(_ slots: UnsafeMutablePointer<Value>) -> IPAddress {
    if slots[1].arena == 4 {
      return IPAddress(ipv4: UInt32(truncatingIfNeeded: slots[1].payload))
    }
    return IPAddress(ipv6: UInt128(slots[0].payload) << 64 | UInt128(slots[1].payload))
  }

  func ip(_ value: Value) -> IPAddress { address(slots(value)) }

  func cidr(_ value: Value) -> CIDR {
    let slots = slots(value)
    return CIDR(address: address(slots), prefixLength: Int(slots[1].node))
  }

  @inline(__always)
  func quantity(_ value: Value) -> Quantity {
    let slots = slots(value)
    if Opaque.kind(value) == .wideQuantity {
      let text = memory.bytes(of: slots[0])
      return (try? Quantity(parsing: text)) ?? Quantity(mantissa: 0, notation: .decimalSI)
    }
    return Quantity(
      mantissa: slots[0].asInt, scale: Int32(truncatingIfNeeded: slots[1].asInt),
      notation: Quantity.Notation(rawValue: UInt8(truncatingIfNeeded: slots[1].arena))
        ?? .decimalSI,
      isDecimal: slots[1].node == 1)
  }

  func semver(_ value: Value) -> SemanticVersion? {
    try? SemanticVersion(memory.bytes(of: slots(value)[0]))
  }

  func url(_ value: Value) -> ParsedURL? { try? parsedURL(slots(value)[0]).get() }

  func format(_ value: Value) -> NamedFormat {
    NamedFormat.allCases[Int(slots(value)[0].asInt)]
  }

  func equalOpaques(_ a: Value, _ b: Value) -> Bool {
    switch (Opaque.kind(a), Opaque.kind(b)) {
    case (.ip, .ip): return ip(a) == ip(b)
    case (.cidr, .cidr): return cidr(a) == cidr(b)
    case (.quantity, .quantity), (.wideQuantity, .wideQuantity), (.quantity, .wideQuantity),
      (.wideQuantity, .quantity):
      return quantity(a) == quantity(b)
    case (.semver, .semver):
      guard let x = semver(a), let y = semver(b) else { return false }
      return x == y
    case (.url, .url): return sameBytes(slots(a)[0], slots(b)[0])
    case (.format, .format): return slots(a)[0].payload == slots(b)[0].payload
    default: return false
    }
  }
}
