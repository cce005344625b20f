// What is in a container, and what can be said where it is not all known:
//
//     container            present        absent                     has()
//     map                  the value      error                      true / false
//     map with a tail      the value      unknown, for the tail      true / unknown
//     unknown word         unknown        -                          unknown: perhaps not there
//     hidden word          hidden         -                          true: its content is not known
//     list                 the element    error                      -
//     list with a tail     unknown: what is missing may stand before it
//     optional             an optional of the part, none where there is none
//     anything else        error                                     false, as in Kubernetes

import CLibrary
import Documents

extension Evaluation {
  // MARK: Finding

  /// The value of a usable key in a map of either form; nil if it has no such key.
  func find(_ key: Value, in map: Value) -> Value? {
    if map.form == .document {
      guard key.tag == .string else { return nil }
      return findInDocument(key, map)
    }
    let header = memory.arenas[Int(map.arena)].values + map.index
    let i = MapIndex.find(self, key, header, Int(truncatingIfNeeded: header.pointee.payload))
    return i < 0 ? nil : header[2 + 2 * i]
  }

  private func findInDocument(_ key: Value, _ map: Value) -> Value? {
    let shape = memory.shape(of: map)
    if key.form == .key {
      let slot = memory.slot(of: UInt32(truncatingIfNeeded: key.payload >> 32), in: shape)
      return slot < 0 ? nil : memory.value(slot: slot, of: map)
    }
    let bytes = memory.bytes(of: key)
    let record = memory.shapeRecord(shape)
    let count = Int(record[0])
    if count <= 2 * Memory.linearKeys {
      for i in 0..<count {
        let candidate = memory.key(record[1 + i])
        if candidate.count == bytes.count,
          memcmp(candidate.bytes, bytes.baseAddress.unsafelyUnwrapped, bytes.count) == 0
        {
          return memory.value(slot: i, of: map)
        }
      }
      return nil
    }
    guard let id = evaluator.store.existingKey(bytes) else { return nil }
    let slot = memory.slot(of: id, in: shape)
    return slot < 0 ? nil : memory.value(slot: slot, of: map)
  }

  // MARK: Operators

  /// `container[key]`.
  func index(_ container: Value, _ key: Value) -> Value {
    if !container.isUsable || !key.isUsable { return unusable(container, key) }
    switch container.tag {
    case .map:
      guard isKey(key) else { return error(.badIndex, key) }
      if let found = find(key, in: container) { return found }
      return container.tail != 0 ? unknown(container.tail) : error(.noSuchKey, key)
    case .list:
      guard let i = position(key) else { return error(.badIndex, key) }
      if container.tail != 0 { return unknown(container.tail) }
      guard i >= 0, i < memory.count(list: container) else {
        return error(.indexOutOfBounds, key)
      }
      return memory.element(Int(i), of: container)
    case .optional:
      return chained(container) { index($0, key, presence: true) }
    default:
      return error(.overload, container, key)
    }
  }

  /// `container[?key]`, and `container.?key` where `isField`.
  func optionalIndex(_ container: Value, _ key: Value) -> Value {
    if !container.isUsable || !key.isUsable { return unusable(container, key) }
    if container.tag == .optional { return chained(container) { index($0, key, presence: true) } }
    return index(container, key, presence: true)
  }

  /// `container.field` where the container is not a map: rare.
  @inline(never)
  func selectRest(_ container: Value, _ key: Value) -> Value {
    if !container.isUsable { return unusable(container) }
    switch container.tag {
    case .optional: return chained(container) { index($0, key, presence: true) }
    case .map: return index(container, key)
    default: return error(.notAMap, container, key)
    }
  }

  /// The part of an optional as an optional; none stays none.
  private func chained(_ optional: Value, _ part: (Value) -> Value) -> Value {
    guard let content = content(of: optional) else { return optional }
    if !content.isUsable { return unusable(content) }
    return part(content)
  }

  /// `container[key]` as an optional: none where there is no such part.
  private func index(_ container: Value, _ key: Value, presence: Bool) -> Value {
    switch container.tag {
    case .map:
      guard isKey(key) else { return error(.badIndex, key) }
      guard let found = find(key, in: container) else {
        return container.tail != 0 ? unknown(container.tail) : Evaluation.none
      }
      // A hidden value is there; of an unknown one even that is not known.
      return found.tag == .unknown ? found : optional(found)
    case .list:
      guard let i = position(key) else { return error(.badIndex, key) }
      if container.tail != 0 { return unknown(container.tail) }
      guard i >= 0, i < memory.count(list: container) else { return Evaluation.none }
      return optional(memory.element(Int(i), of: container))
    default:
      return Evaluation.none
    }
  }

  /// `has(container.key)`.
  func has(_ container: Value, _ key: Value) -> Value {
    if !container.isUsable { return unusable(container) }
    switch container.tag {
    case .map:
      guard let found = find(key, in: container) else {
        return container.tail != 0 ? unknown(container.tail) : .bool(false)
      }
      return found.tag == .unknown ? found : .bool(true)
    case .optional:
      guard let content = content(of: container) else { return .bool(false) }
      return has(content, key)
    case .list: return error(.badIndex, key)
    // As in Kubernetes: what has no fields does not have this one.
    default: return .bool(false)
    }
  }

  /// `element in container`.
  func contains(_ element: Value, in container: Value) -> Value {
    if !container.isUsable || !element.isUsable { return unusable(element, container) }
    switch container.tag {
    case .map:
      guard let found = find(element, in: container) else {
        return container.tail != 0 ? unknown(container.tail) : .bool(false)
      }
      return found.tag == .unknown ? found : .bool(true)
    case .list: return contains(element, inList: container)
    default: return error(.overload, element, container)
    }
  }

  private func contains(_ element: Value, inList list: Value) -> Value {
    let count = memory.count(list: list)
    charge(UInt64(count))
    var result = list.tail == 0 ? Value.bool(false) : unknown(list.tail)
    for i in 0..<count {
      if isOverBudget { return costExceeded() }
      let same = equal(memory.element(i, of: list), element)
      if same.isTrue { return same }
      if !same.isFalse { result = result.isFalse ? unusable(same) : unusable(result, same) }
    }
    return result
  }

  /// Whether a value may be looked up in a map. As in cel-go, a null, say, may stand in a map
  /// literal and be asked for with `in`, but not with an index.
  @inline(__always)
  private func isKey(_ key: Value) -> Bool {
    switch key.tag {
    case .string, .int, .uint, .bool, .double: return true
    default: return false
    }
  }

  /// A list index: an int, a uint, or a double without fraction.
  private func position(_ key: Value) -> Int64? {
    switch key.tag {
    case .int: return key.asInt
    case .uint: return Int64(exactly: key.payload) ?? .max
    case .double: return Int64(exactly: key.asDouble)
    default: return nil
    }
  }

  /// `size(value)`; of a partial list or map an unknown that knows its smallest value.
  func size(_ value: Value) -> Value {
    switch value.tag {
    case .list: return size(memory.count(list: value), value)
    case .map: return size(memory.count(map: value), value)
    case .bytes: return .int(Int64(value.byteCount))
    case .string:
      charge(bulk(value))
      var count: Int64 = 0
      for byte in memory.bytes(of: value) where byte & 0xC0 != 0x80 { count &+= 1 }
      return .int(count)
    default:
      return value.isUsable ? error(.overload, value) : unusable(value)
    }
  }

  private func size(_ count: Int, _ container: Value) -> Value {
    if container.tail != 0 { return unknown(container.tail, atLeast: count) }
    // The list's own place: a finding about its size points there.
    if container.form != .document { return .int(Int64(count)) }
    return Value(
      .int, arena: container.arena, node: container.node, payload: UInt64(count))
  }
}
