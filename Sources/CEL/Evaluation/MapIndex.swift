// Large maps that are made (not read) carry a hash index after their entries.
//
// An open-addressing table of 32-bit entry numbers (from 1; 0 is free), four to a value.

import Documents

enum MapIndex {
  /// Maps of at most this many entries are searched one by one.
  static let linearEntries = 8

  /// Values that the index of a map of `count` entries takes.
  static func words(for count: Int) -> Int {
    count <= linearEntries ? 0 : slots(for: count) / 4
  }

  private static func slots(for count: Int) -> Int {
    var slots = 32
    while slots < 2 * count { slots *= 2 }
    return slots
  }

  private static func table(
    _ header: UnsafeMutablePointer<Value>, _ count: Int
  ) -> UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(header + 1 + 2 * count).assumingMemoryBound(to: UInt32.self)
  }

  static func fill(_ e: Evaluation, _ header: UnsafeMutablePointer<Value>, _ count: Int) {
    let slots = slots(for: count)
    let table = table(header, count)
    table.update(repeating: 0, count: slots)
    for i in 0..<count where !e.isOverBudget {
      var slot = Int(truncatingIfNeeded: e.hash(header[1 + 2 * i])) & (slots - 1)
      while table[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      table[slot] = UInt32(i + 1)
    }
  }

  /// The entry number of a key, from 0; -1 where there is none.
  static func find(
    _ e: Evaluation, _ key: Value, _ header: UnsafeMutablePointer<Value>, _ count: Int
  ) -> Int {
    if count <= linearEntries {
      var near = Near()
      for i in 0..<count where e.sameKey(header[1 + 2 * i], key) {
        if near.settles(i, header[1 + 2 * i], key) { return i }
      }
      return near.entry
    }
    let slots = slots(for: count)
    let table = table(header, count)
    var near = Near()
    var slot = Int(truncatingIfNeeded: e.hash(key)) & (slots - 1)
    while table[slot] != 0 {
      let i = Int(table[slot]) - 1
      if e.sameKey(header[1 + 2 * i], key), near.settles(i, header[1 + 2 * i], key) { return i }
      slot = (slot + 1) & (slots - 1)
    }
    return near.entry
  }

  /// The best key so far. As in cel-go, `0`, `0u` and `0.0` are keys of their own; a number finds
  /// the key of its own type first, then an int, then a uint, and never a double.
  private struct Near {
    var entry = -1
    var isInt = false

    /// Whether no other key can be better than this one, which is equal to the one that is sought.
    mutating func settles(_ i: Int, _ candidate: Value, _ key: Value) -> Bool {
      if candidate.tag == key.tag { return true }
      if candidate.tag == .int || (candidate.tag == .uint && !isInt) {
        entry = i
        isInt = candidate.tag == .int
      }
      return false
    }
  }
}

extension Evaluation {
  /// A hash under which equal keys are equal: numbers by value, strings by bytes.
  func hash(_ key: Value) -> UInt64 {
    switch key.tag {
    case .string, .bytes:
      if key.byteCount > Evaluation.shortText { charge(UInt64(key.byteCount) / 10) }
      var h: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in memory.bytes(of: key) { h = (h ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return h ^ (h >> 29)
    case .double:
      return mix(Int64(exactly: key.asDouble).map { UInt64(bitPattern: $0) } ?? key.payload)
    case .list, .map, .optional, .opaque:
      return UInt64(key.tag.rawValue)
    default:
      return mix(key.payload)
    }
  }

  private func mix(_ x: UInt64) -> UInt64 {
    let product = x.multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return product.high ^ product.low
  }

  /// Whether two usable scalars are the same key.
  @inline(__always)
  func sameKey(_ a: Value, _ b: Value) -> Bool {
    if a.tag == .string, b.tag == .string { return sameBytes(a, b) }
    return equal(a, b).isTrue
  }
}
