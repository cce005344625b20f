// Why something is unknown.
//
// The host gives each reason a number below 2^24 (0 is none). One reason travels as its number;
// several travel as the number of a set in the evaluator's table, marked by the highest bit. The
// same set always has the same number, so that merging what was merged before is a comparison.

import Documents

/// The sets of reasons that one evaluator has met.
struct ReasonSets {
  static let mark: UInt32 = 1 << 31
  private var sets: [[UInt32]] = []
  private var numbers: [[UInt32]: UInt32] = [:]
  private var merged: [UInt64: UInt32] = [:]
  /// The pairs that were paid for in this evaluation. What was merged before, by whichever thread
  /// and for whatever, must not make an evaluation cheaper.
  var paid: Set<UInt64> = []

  /// The reasons, in ascending order.
  func members(_ reasons: UInt32) -> [UInt32] {
    if reasons == 0 { return [] }
    if reasons & ReasonSets.mark == 0 { return [reasons] }
    return sets[Int(reasons & ~ReasonSets.mark)]
  }

  /// - Parameter charge: is told how many reasons both have, once in an evaluation.
  mutating func merge(_ a: UInt32, _ b: UInt32, _ charge: (Int) -> Void) -> UInt32 {
    if a == b || b == 0 { return a }
    if a == 0 { return b }
    let pair = a < b ? UInt64(a) << 32 | UInt64(b) : UInt64(b) << 32 | UInt64(a)
    let result: UInt32
    if let known = merged[pair] {
      result = known
    } else {
      result = number(of: Set(members(a)).union(members(b)).sorted())
      merged[pair] = result
    }
    if paid.insert(pair).inserted { charge(members(result).count) }
    return result
  }

  /// The number of a set of reasons in ascending order.
  mutating func number(of set: [UInt32]) -> UInt32 {
    if set.count < 2 { return set.first ?? 0 }
    if let known = numbers[set] { return known }
    let number = UInt32(sets.count) | ReasonSets.mark
    sets.append(set)
    numbers[set] = number
    return number
  }

  /// Begins another evaluation, when no value is in use: everything is forgotten where there is
  /// much.
  mutating func renew() {
    if sets.count + merged.count > 4096 { self = ReasonSets() }
    paid.removeAll(keepingCapacity: true)
  }
}

extension Evaluation {
  /// Both sets of reasons in one.
  @inline(__always)
  func merge(_ a: UInt32, _ b: UInt32) -> UInt32 {
    if a == b || b == 0 { return a }
    if a == 0 { return b }
    state.pointee.isOwnerUsed = true
    return evaluator.reasonSets.merge(a, b) { charge(UInt64($0)) }
  }

  /// An unknown value.
  @inline(__always)
  public func unknown(_ reasons: UInt32) -> Value {
    Value(.unknown, payload: UInt64(reasons))
  }

  /// A number of which only the smallest possible value is known: the size of a partial list.
  func unknown(_ reasons: UInt32, atLeast count: Int) -> Value {
    Value(
      .unknown, form: .key, node: UInt32(truncatingIfNeeded: min(count, 0x7FFF_FFFF)),
      payload: UInt64(reasons))
  }

  /// What an operator that needs the content of a hidden or unknown value gives.
  @inline(__always)
  func asUnknown(_ value: Value) -> Value {
    var copy = value
    copy.tag = .unknown
    if copy.form == .key { copy = Value(.unknown, payload: value.payload) }
    return copy
  }

  /// What a strict operator gives when at least one operand is not usable: unknown beats error.
  @inline(never)
  func unusable(_ a: Value, _ b: Value) -> Value {
    if a.isUnknown {
      if b.isUnknown, a.reasons != b.reasons { return unknown(merge(a.reasons, b.reasons)) }
      return asUnknown(a)
    }
    if b.isUnknown { return asUnknown(b) }
    return a.tag == .error ? a : b
  }

  @inline(never)
  func unusable(_ a: Value) -> Value { a.isUnknown ? asUnknown(a) : a }

  /// The same for any number of operands; nil if all are usable.
  func unusable(_ values: UnsafeBufferPointer<Value>) -> Value? {
    var result: Value?
    for value in values where !value.isUsable {
      result = result.map { unusable($0, value) } ?? unusable(value)
    }
    return result
  }

  /// Whether all of a value is known, as far as functions look.
  @inline(__always)
  func isComplete(_ value: Value) -> Bool {
    if value.tag != .list, value.tag != .map { return true }
    return incomplete(value) == nil
  }

  /// Why not all of a list or map is known; nil if it is.
  @inline(never)
  func incomplete(_ value: Value) -> Value? {
    guard value.tag == .list || value.tag == .map else { return nil }
    var result = value.tail == 0 ? nil : unknown(value.tail)
    let isList = value.tag == .list
    let count = isList ? memory.count(list: value) : memory.count(map: value)
    for i in 0..<count {
      let element = isList ? memory.element(i, of: value) : memory.entry(i, of: value).value
      if !element.isUsable { result = result.map { unusable($0, element) } ?? unusable(element) }
    }
    return result
  }

  /// The same for any number of arguments.
  func incomplete(_ values: UnsafeBufferPointer<Value>) -> Value? {
    var result: Value?
    for value in values {
      if let problem = incomplete(value) {
        result = result.map { unusable($0, problem) } ?? problem
      }
    }
    return result
  }
}

extension Evaluator {
  /// Whether a value means the same to the other evaluators of the store: errors and merged
  /// reasons are numbers of the evaluator that made them.
  public func isShareable(_ value: Value) -> Bool {
    let memory = store.memory
    switch value.tag {
    case .error: return false
    case .unknown, .hidden: return value.reasons & ReasonSets.mark == 0
    case .list:
      guard value.tail & ReasonSets.mark == 0 else { return false }
      if value.form == .document { return true }
      return (0..<memory.count(list: value)).allSatisfy {
        isShareable(memory.element($0, of: value))
      }
    case .map:
      guard value.tail & ReasonSets.mark == 0 else { return false }
      if value.form == .document { return true }
      return (0..<memory.count(map: value)).allSatisfy { i in
        let entry = memory.entry(i, of: value)
        return isShareable(entry.key) && isShareable(entry.value)
      }
    case .optional: return evaluation.content(of: value).map(isShareable) ?? true
    default: return true
    }
  }
}
