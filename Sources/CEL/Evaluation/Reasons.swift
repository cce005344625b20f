// Why something is unknown.
//
// The host gives each reason a number below 2^24 (0 is none). One reason travels as its number;
// several travel as the number of a set in the evaluator's table, marked by the highest bit. The
// same small set always has the same number, so that merging what was merged before is a
// comparison.
//
// A loop over thousands of nodes merges the reasons of each into what it has, and each merge gives
// a set that is a little larger than the last. So a large set is the beginning of a growing list
// that it shares with those that it grew from and into: merging costs what is new, not what is
// there.

import Documents

/// The sets of reasons that one evaluator has met.
struct ReasonSets {
  static let mark: UInt32 = 1 << 31

  /// A set by where its reasons lie.
  private enum Members {
    /// In ascending order.
    case few([UInt32])
    /// The first reasons of a list, by the list's index.
    case first(count: Int, ofList: Int)
  }

  /// Reasons in the order in which they were merged.
  private struct GrowingList {
    var reasons: [UInt32] = []
    var positions: [UInt32: Int] = [:]

    mutating func append(_ reason: UInt32) {
      positions[reason] = reasons.count
      reasons.append(reason)
    }
  }

  /// Sets of more reasons lie in growing lists.
  private static let fewLimit = 32

  private var sets: [Members] = []
  private var numbers: [[UInt32]: UInt32] = [:]
  private var lists: [GrowingList] = []
  private var merged: [UInt64: UInt32] = [:]
  /// The pairs that were paid for in this evaluation. What was merged before, by whichever thread
  /// and for whatever, must not make an evaluation cheaper.
  var paid: Set<UInt64> = []

  /// The reasons, in ascending order.
  func members(_ reasons: UInt32) -> [UInt32] {
    let members = unordered(reasons)
    return isLarge(reasons) ? members.sorted() : Array(members)
  }

  /// The reasons in any order.
  private func unordered(_ reasons: UInt32) -> ArraySlice<UInt32> {
    if reasons == 0 { return [] }
    if reasons & ReasonSets.mark == 0 { return [reasons] }
    switch sets[Int(reasons & ~ReasonSets.mark)] {
    case .few(let members): return members[...]
    case .first(let count, let list): return lists[list].reasons[..<count]
    }
  }

  private func isLarge(_ reasons: UInt32) -> Bool {
    guard reasons & ReasonSets.mark != 0 else { return false }
    if case .first = sets[Int(reasons & ~ReasonSets.mark)] { return true }
    return false
  }

  private func count(_ reasons: UInt32) -> Int { unordered(reasons).count }

  /// - Parameter charge: is told how many reasons both have, once in an evaluation.
  mutating func merge(_ a: UInt32, _ b: UInt32, _ charge: (Int) -> Void) -> UInt32 {
    if a == b || b == 0 { return a }
    if a == 0 { return b }
    let pair = a < b ? UInt64(a) << 32 | UInt64(b) : UInt64(b) << 32 | UInt64(a)
    let result: UInt32
    if let known = merged[pair] {
      result = known
    } else {
      result = union(a, b)
      merged[pair] = result
    }
    if paid.insert(pair).inserted { charge(count(result)) }
    return result
  }

  private mutating func union(_ a: UInt32, _ b: UInt32) -> UInt32 {
    let (large, small) = count(a) < count(b) ? (b, a) : (a, b)
    if isLarge(large) { return grown(large, by: small) }
    return number(of: Set(unordered(a)).union(unordered(b)).sorted())
  }

  /// A large set with the reasons of a smaller one.
  private mutating func grown(_ large: UInt32, by small: UInt32) -> UInt32 {
    guard case .first(let count, var list) = sets[Int(large & ~ReasonSets.mark)] else {
      return large
    }
    let new = unordered(small).filter { reason in
      lists[list].positions[reason].map { $0 >= count } ?? true
    }
    if new.isEmpty { return large }
    if count < lists[list].reasons.count {
      // Another set has grown from this one: that list goes on otherwise.
      lists.append(growing(lists[list].reasons[..<count]))
      list = lists.count - 1
    }
    for reason in new { lists[list].append(reason) }
    return add(.first(count: count + new.count, ofList: list))
  }

  private func growing(_ reasons: some Sequence<UInt32>) -> GrowingList {
    reasons.reduce(into: GrowingList()) { $0.append($1) }
  }

  /// The number of a set of reasons in ascending order.
  mutating func number(of set: [UInt32]) -> UInt32 {
    if set.count < 2 { return set.first ?? 0 }
    if let known = numbers[set] { return known }
    let number: UInt32
    if set.count > ReasonSets.fewLimit {
      lists.append(growing(set))
      number = add(.first(count: set.count, ofList: lists.count - 1))
    } else {
      number = add(.few(set))
    }
    numbers[set] = number
    return number
  }

  private mutating func add(_ members: Members) -> UInt32 {
    sets.append(members)
    return UInt32(sets.count - 1) | ReasonSets.mark
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
