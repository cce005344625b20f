// Sorting takes memory from the heap, unlike other macros: sorted lists are short, and rare.

import Documents

extension Planner {
  /// `sortBy`: the elements in the order of their keys.
  func sorted(_ loop: Loop, _ body: @escaping Code) -> Code {
    { e in
      let range = loop.range(e)
      guard range.tag == .list, let count = e.count(range) else {
        return e.notIterable(range, loop.id)
      }
      var tail = range.tail
      var pairs: [(key: Value, element: Value)] = []
      for i in 0..<count {
        e.bind(loop, range, i)
        let key = body(e)
        guard e.goesOn(loop.turnCost) else { return e.costExceeded() }
        if key.tag == .error { return key }
        if key.isUnknown {
          tail = e.merge(tail, key.reasons)
        } else {
          pairs.append((key, e.state.pointee.locals[loop.first]))
        }
      }
      return e.attributed(e.sorted(pairs, tail: tail), loop.id)
    }
  }
}

extension Evaluation {
  /// The elements in ascending order of their keys, equal ones as they were; an error where keys
  /// cannot be compared.
  func sorted(_ pairs: [(key: Value, element: Value)], tail: UInt32) -> Value {
    if let first = pairs.first {
      for pair in pairs where pair.key.tag != first.key.tag || order(pair.key, pair.key) == nil {
        return error(.overload, first.key, pair.key)
      }
    }
    charge(UInt64(pairs.count))
    var numbers = Array(pairs.indices)
    numbers.sort { i, j in
      switch order(pairs[i].key, pairs[j].key) {
      case .less: return true
      case .greater: return false
      default: return i < j
      }
    }
    return list(numbers.map { pairs[$0].element }, tail: tail)
  }
}
