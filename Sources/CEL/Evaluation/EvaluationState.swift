// The state of an evaluation, as closures see it.
//
// A compiled expression is a tree of closures from `Evaluation` to `Value`. `Evaluation` is one
// pointer, to a struct of plain pointers and numbers: no reference counting, no exclusivity checks,
// nothing on the heap while it runs. What is rare (error texts, sets of reasons) lies behind
// `Evaluator`, the class that owns all of it.

import Documents

/// One evaluation under way: what compiled expressions and functions are given.
public struct Evaluation: BitwiseCopyable {
  let state: UnsafeMutablePointer<EvaluationState>

  /// The way to read values.
  @inline(__always) public var memory: Memory { state.pointee.memory }
  /// The evaluator that runs; not for hot paths.
  public var evaluator: Evaluator { state.pointee.owner.takeUnretainedValue() }
}

/// What `Evaluation` points to.
struct EvaluationState {
  var memory: Memory
  /// Values of the environment's variables, by index.
  var globals: UnsafeMutablePointer<Value>
  var globalCapacity: Int
  /// Values of the variables that macros bring, of the program that runs.
  var locals: UnsafeMutablePointer<Value>
  /// How many of them that program has.
  var localCount = 0
  /// Where each selection found its field the last time, by site.
  var caches: UnsafeMutablePointer<SelectionCache>
  var cacheCapacity = 0
  var cost: UInt64 = 0
  var costLimit: UInt64 = .max
  /// Whether something did not fit: then the evaluation has no other value than that error.
  var isMemoryExceeded = false
  /// How deep the value that is being walked is nested.
  var depth: Int32 = 0
  /// Lists, maps and texts that are made: see `ScratchArena`.
  var values: UnsafeMutablePointer<Value>
  var valueCount = 1
  var valueLimit: Int
  var texts: UnsafeMutablePointer<UInt8>
  var textCount = 0
  var textLimit: Int
  /// Arguments of calls, and elements of lists that are being made.
  var stack: UnsafeMutablePointer<Value>
  var stackCount = 0
  var stackLimit: Int
  var scratch: UInt16
  /// Whether the owner holds anything that a reset must clear.
  var isOwnerUsed = false
  var program: UInt32 = 0
  /// The evaluator, which owns this state and outlives every use of it.
  var owner: Unmanaged<Evaluator>
}

/// The shape that a selection met last, and the field's position in it (-1: it has none).
struct SelectionCache: BitwiseCopyable {
  var shape: UInt32 = .max
  var slot: Int32 = -1
}

/// A compiled expression.
typealias Code = (Evaluation) -> Value

extension Value {
  /// Whether an operator can use it: not unknown, hidden or an error.
  @inline(__always) var isUsable: Bool { tag.rawValue < Tag.hidden.rawValue }
  @inline(__always) var isUnknown: Bool { tag == .unknown || tag == .hidden }

  /// The reasons of an unknown or hidden value.
  @inline(__always) var reasons: UInt32 { UInt32(truncatingIfNeeded: payload) }

  /// A variable that no value was given to.
  static var unset: Value { Value(.error, arena: .max, node: .max, payload: .max) }
  /// A lazy variable whose value is being found.
  static var pending: Value { Value(.error, arena: .max, node: .max, payload: .max - 1) }

  static var costExceeded: Value { Value(.error, payload: .max - 2) }
  static var memoryExceeded: Value { Value(.error, payload: .max - 3) }

  @inline(__always) var isUnset: Bool { tag == .error && payload >= .max - 1 }
  @inline(__always) var isTrue: Bool { tag == .bool && payload != 0 }
  @inline(__always) var isFalse: Bool { tag == .bool && payload == 0 }

  /// The same list or map with another reason for missing elements.
  func withTail(_ tail: UInt32) -> Value {
    var copy = self
    copy.payload = UInt64(tail) << 32 | (payload & 0xFFFF_FFFF)
    return copy
  }
}
