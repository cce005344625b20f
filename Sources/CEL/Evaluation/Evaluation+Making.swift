// Making values: strings, lists and maps in scratch memory.

import CLibrary
import Documents

extension Evaluation {
  // MARK: Strings

  /// A string with these bytes, which are copied.
  public func string(_ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    text(.string, bytes)
  }

  public func string(_ text: String) -> Value {
    var text = text
    return text.withUTF8 { string($0) }
  }

  public func bytes(_ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    text(.bytes, bytes)
  }

  private func text(_ tag: Tag, _ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    newText(tag, capacity: bytes.count) { target in
      if let base = bytes.baseAddress { memcpy(target, base, bytes.count) }
      return bytes.count
    }
  }

  /// A string or bytes value that `write` fills: it gets room for `capacity` bytes and says how
  /// many it used.
  func newText(
    _ tag: Tag = .string, capacity: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int
  ) -> Value {
    if capacity > Evaluation.shortText { charge(UInt64(capacity) >> 6) }
    let start = state.pointee.textCount
    guard capacity <= state.pointee.textLimit - start else { return memoryExceeded() }
    let count = write(state.pointee.texts + start)
    state.pointee.textCount = start + count
    return Value(
      tag, form: .scratch, arena: state.pointee.scratch,
      payload: UInt64(start) << 32 | UInt64(count))
  }

  /// Part of a string or bytes value, without copying; bytes `from` to `to`.
  @inline(__always)
  func slice(_ value: Value, from: Int, to: Int) -> Value {
    if value.form == .key, value.node != 0 {
      // What is part of it has its place in the document.
      let offset = memory.sourceOffset(ofCommon: value) + from
      return Value(
        .string, arena: value.arena, node: value.node,
        payload: UInt64(offset) << 32 | UInt64(to - from))
    }
    if value.form == .key {
      return string(UnsafeBufferPointer(rebasing: memory.bytes(of: value)[from..<to]))
    }
    var copy = value
    copy.payload = ((value.payload >> 32) + UInt64(from)) << 32 | UInt64(to - from)
    return copy
  }

  // MARK: Lists and maps

  /// The top of the stack, to begin a list at.
  @inline(__always) var mark: Int { state.pointee.stackCount }

  /// Puts a value on the stack; false where it is full.
  @inline(__always)
  func push(_ value: Value) -> Bool {
    let count = state.pointee.stackCount
    guard count < state.pointee.stackLimit else { return false }
    state.pointee.stack[count] = value
    state.pointee.stackCount = count &+ 1
    return true
  }

  /// Takes off the stack what lies above `mark`.
  @inline(__always)
  func drop(to mark: Int) { state.pointee.stackCount = mark }

  /// The values on the stack above `mark`.
  func pushed(since mark: Int) -> UnsafeBufferPointer<Value> {
    UnsafeBufferPointer(
      start: state.pointee.stack + mark, count: state.pointee.stackCount - mark)
  }

  /// Room for `count` values in scratch memory; nil if it is full.
  @inline(__always)
  func reserve(_ count: Int) -> Int? {
    if count > Evaluation.shortText { charge(UInt64(count) >> 6) }
    let start = state.pointee.valueCount
    guard count <= state.pointee.valueLimit - start else { return nil }
    state.pointee.valueCount = start + count
    return start
  }

  /// A list of the values on the stack above `mark`, which are taken off it.
  func list(since mark: Int, tail: UInt32 = 0) -> Value {
    let result = list(pushed(since: mark), tail: tail)
    drop(to: mark)
    return result
  }

  /// A list of these values.
  ///
  /// - Parameter tail: the reason for which it may have more elements; 0 where it has not.
  public func list(_ elements: UnsafeBufferPointer<Value>, tail: UInt32 = 0) -> Value {
    guard let start = reserve(elements.count + 1) else { return memoryExceeded() }
    let target = state.pointee.values + start
    target.pointee = Value(.int, payload: UInt64(elements.count))
    if let base = elements.baseAddress { (target + 1).update(from: base, count: elements.count) }
    return Value(
      .list, form: .scratch, arena: state.pointee.scratch,
      payload: UInt64(tail) << 32 | UInt64(start))
  }

  public func list(_ elements: [Value], tail: UInt32 = 0) -> Value {
    elements.withUnsafeBufferPointer { list($0, tail: tail) }
  }

  /// A map of keys and values in turn; the keys must be distinct.
  ///
  /// - Parameter tail: the reason for which it may have more entries; 0 where it has not.
  public func map(_ entries: UnsafeBufferPointer<Value>, tail: UInt32 = 0) -> Value {
    let count = entries.count / 2
    let indexed = MapIndex.words(for: count)
    guard let start = reserve(entries.count + 1 + indexed) else { return memoryExceeded() }
    let target = state.pointee.values + start
    target.pointee = Value(.int, payload: UInt64(count))
    if let base = entries.baseAddress { (target + 1).update(from: base, count: entries.count) }
    let map = Value(
      .map, form: .scratch, arena: state.pointee.scratch,
      payload: UInt64(tail) << 32 | UInt64(start))
    if indexed > 0 { MapIndex.fill(self, target, count) }
    return map
  }

  func map(since mark: Int, tail: UInt32 = 0) -> Value {
    let result = map(pushed(since: mark), tail: tail)
    drop(to: mark)
    return result
  }

  // MARK: Optionals

  /// A present optional.
  public func optional(_ value: Value) -> Value {
    guard let start = reserve(1) else { return memoryExceeded() }
    state.pointee.values[start] = value
    return Value(.optional, form: .scratch, arena: state.pointee.scratch, payload: UInt64(start))
  }

  /// `optional.none()`.
  public static var none: Value { Value(.optional) }

  /// The content of an optional; nil if it has none.
  @inline(__always)
  public func content(of optional: Value) -> Value? {
    guard optional.payload != 0 else { return nil }
    return memory.arenas[Int(optional.arena)].values[Int(optional.payload)]
  }
}
