// Walking a value that is made of values.
//
// Lists that are made share their elements, so that a text of a few lines can describe a list with
// more elements than any time is enough for, or one that is nested deeper than any stack. So each
// container is charged whenever it is met, however often, and a walk only goes so deep.

import Documents

extension Evaluation {
  /// How deep values that are walked may be nested; documents are nested less deep.
  static let depthLimit: Int32 = 512

  /// Begins to walk a value, at the cost of its elements; false if the walk must end. Whoever gives
  /// up says so with an error, and the cost that is charged then makes the whole expression one.
  func enter(_ value: Value) -> Bool {
    switch value.tag {
    case .list: charge(UInt64(memory.count(list: value) + 9) / 10)
    case .map: charge(UInt64(memory.count(map: value) + 9) / 10)
    default: break
    }
    guard !isOverBudget, state.pointee.depth < Evaluation.depthLimit else {
      // No budget is large enough for what is nested too deep.
      state.pointee.cost = max(state.pointee.cost, state.pointee.costLimit &+ 1)
      return false
    }
    state.pointee.depth &+= 1
    return true
  }

  /// Ends what `enter` began.
  func leave() { state.pointee.depth &-= 1 }

  /// What Kubernetes counts as one, and takes time with the size of a value all the same.
  @inline(__always)
  func bulk(_ value: Value) -> UInt64 {
    value.tag.rawValue < Tag.string.rawValue ? 0 : bulkRest(value)
  }

  @inline(never)
  private func bulkRest(_ value: Value) -> UInt64 {
    switch value.tag {
    case .string, .bytes: return UInt64(value.byteCount) >> 6
    case .list: return UInt64(memory.count(list: value)) >> 6
    case .map: return UInt64(memory.count(map: value)) >> 6
    case .opaque: return Opaque.text(of: value, memory).map { UInt64($0.byteCount) >> 6 } ?? 0
    default: return 0
    }
  }
}
