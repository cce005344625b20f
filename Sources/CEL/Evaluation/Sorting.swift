import Documents

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
      // Any order will do for what is an error.
      if isOverBudget { return i < j }
      switch order(pairs[i].key, pairs[j].key) {
      case .less: return true
      case .greater: return false
      default: return i < j
      }
    }
    if isOverBudget { return costExceeded() }
    return list(numbers.map { pairs[$0].element }, tail: tail)
  }
}
