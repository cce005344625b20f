// Equality and order.
//
// Values of different types are unequal, never an error; numbers compare across their types. Lists
// and maps with unknown parts are unequal as soon as known parts are, and unknown else.

import CLibrary
import Documents

extension Evaluation {
  @inline(__always)
  func sameBytes(_ a: Value, _ b: Value) -> Bool {
    if a.byteCount != b.byteCount { return false }
    if a.byteCount > Evaluation.shortText { charge(UInt64(a.byteCount) / 10) }
    // Keys and common strings are there once.
    if a.form == .key, b.form == .key { return a.payload == b.payload }
    let x = memory.bytes(of: a)
    let y = memory.bytes(of: b)
    return memcmp(x.baseAddress.unsafelyUnwrapped, y.baseAddress.unsafelyUnwrapped, x.count) == 0
  }

  /// Bytes of a text that are compared at no cost of their own.
  static let shortText = 64

  /// `a == b`: a bool, or unknown, or an operand's error.
  @inline(__always)
  func equal(_ a: Value, _ b: Value) -> Value {
    if a.tag == b.tag {
      switch a.tag {
      case .string: return .bool(sameBytes(a, b))
      case .int, .uint, .bool: return .bool(a.payload == b.payload)
      default: break
      }
    }
    return equalRest(a, b)
  }

  @inline(never)
  func equalRest(_ a: Value, _ b: Value) -> Value {
    if !a.isUsable || !b.isUsable { return sizeComparison(a, b, .equal) ?? unusable(a, b) }
    switch (a.tag, b.tag) {
    case (.null, .null): return .bool(true)
    case (.string, .string), (.bytes, .bytes): return .bool(sameBytes(a, b))
    case (.bool, .bool), (.duration, .duration), (.type, .type):
      return .bool(a.payload == b.payload)
    case (.timestamp, .timestamp): return .bool(a.payload == b.payload && a.node == b.node)
    case (.list, .list): return equalLists(a, b)
    case (.map, .map): return equalMaps(a, b)
    case (.optional, .optional): return equalOptionals(a, b)
    case (.opaque, .opaque):
      charge(bulk(a) &+ bulk(b))
      return .bool(equalOpaques(a, b))
    default:
      guard isNumber(a), isNumber(b) else { return .bool(false) }
      return .bool(order(a, b) == .equal)
    }
  }

  @inline(__always)
  func isNumber(_ v: Value) -> Bool { v.tag == .int || v.tag == .uint || v.tag == .double }

  private func equalLists(_ a: Value, _ b: Value) -> Value {
    let n = memory.count(list: a)
    let m = memory.count(list: b)
    if a.tail | b.tail != 0 {
      // What is missing may stand anywhere, so only the numbers can tell them apart.
      if (a.tail == 0 && m > n) || (b.tail == 0 && n > m) { return .bool(false) }
      return unknown(merge(a.tail, b.tail))
    }
    if n != m { return .bool(false) }
    guard enter(a) else { return costExceeded() }
    defer { leave() }
    var result = Value.bool(true)
    for i in 0..<n {
      if isOverBudget { return costExceeded() }
      let same = equal(memory.element(i, of: a), memory.element(i, of: b))
      if same.isFalse { return same }
      if !same.isTrue { result = result.isTrue ? unusable(same) : unusable(result, same) }
    }
    return result
  }

  private func equalMaps(_ a: Value, _ b: Value) -> Value {
    let n = memory.count(map: a)
    let m = memory.count(map: b)
    let partial = merge(a.tail, b.tail)
    if partial == 0, n != m { return .bool(false) }
    if (a.tail == 0 && m > n) || (b.tail == 0 && n > m) { return .bool(false) }
    var result = partial == 0 ? Value.bool(true) : unknown(partial)
    guard enter(a) else { return costExceeded() }
    defer { leave() }
    for i in 0..<n {
      if isOverBudget { return costExceeded() }
      let (key, value) = memory.entry(i, of: a)
      guard let other = find(key, in: b) else {
        if b.tail == 0, value.tag != .unknown { return .bool(false) }
        if b.tail == 0 { result = result.isTrue ? unusable(value) : unusable(result, value) }
        continue
      }
      let same = equal(value, other)
      if same.isFalse { return same }
      if !same.isTrue { result = result.isTrue ? unusable(same) : unusable(result, same) }
    }
    if b.tail != 0, a.tail == 0 {
      for i in 0..<m where find(memory.entry(i, of: b).key, in: a) == nil { return .bool(false) }
    }
    return result
  }

  private func equalOptionals(_ a: Value, _ b: Value) -> Value {
    guard let x = content(of: a), let y = content(of: b) else {
      return .bool(a.payload == 0 && b.payload == 0)
    }
    guard enter(a) else { return costExceeded() }
    defer { leave() }
    return equal(x, y)
  }
}

/// How two values lie to each other.
enum Order {
  case less, equal, greater
  /// One of them is not a number (NaN).
  case unordered

  init(_ comparison: Int32) {
    self = comparison < 0 ? .less : comparison > 0 ? .greater : .equal
  }

  init<T: Comparable>(_ a: T, _ b: T) { self = a < b ? .less : a == b ? .equal : .greater }

  var reversed: Order {
    switch self {
    case .less: return .greater
    case .greater: return .less
    default: return self
    }
  }
}

extension Evaluation {
  /// The order of two values of the same kind, or of two numbers; nil if they have none.
  func order(_ a: Value, _ b: Value) -> Order? {
    switch (a.tag, b.tag) {
    case (.int, .int): return Order(a.asInt, b.asInt)
    case (.uint, .uint): return Order(a.payload, b.payload)
    case (.double, .double): return order(a.asDouble, b.asDouble)
    case (.int, .uint):
      return a.asInt < 0 ? .less : Order(UInt64(bitPattern: a.asInt), b.payload)
    case (.uint, .int): return order(b, a).map(\.reversed)
    case (.double, .int): return order(a.asDouble, int: b.asInt)
    case (.int, .double): return order(b.asDouble, int: a.asInt).reversed
    case (.double, .uint): return order(a.asDouble, uint: b.payload)
    case (.uint, .double): return order(b.asDouble, uint: a.payload).reversed
    case (.string, .string), (.bytes, .bytes): return orderBytes(a, b)
    case (.bool, .bool): return Order(a.payload, b.payload)
    case (.timestamp, .timestamp):
      return a.payload == b.payload ? Order(a.node, b.node) : Order(a.asInt, b.asInt)
    case (.duration, .duration): return Order(a.asInt, b.asInt)
    default: return nil
    }
  }

  private func order(_ a: Double, _ b: Double) -> Order {
    a < b ? .less : a > b ? .greater : a == b ? .equal : .unordered
  }

  /// A double beside an int: as doubles, as in cel-go, so beyond 2^53 neighbours are equal.
  private func order(_ a: Double, int b: Int64) -> Order { order(a, Double(b)) }

  private func order(_ a: Double, uint b: UInt64) -> Order { order(a, Double(b)) }

  private func orderBytes(_ a: Value, _ b: Value) -> Order {
    let x = memory.bytes(of: a)
    let y = memory.bytes(of: b)
    let common = min(x.count, y.count)
    if common > Evaluation.shortText { charge(UInt64(common) / 10) }
    if common > 0 {
      let difference = memcmp(x.baseAddress!, y.baseAddress!, common)
      if difference != 0 { return Order(difference) }
    }
    return Order(x.count, y.count)
  }
}
