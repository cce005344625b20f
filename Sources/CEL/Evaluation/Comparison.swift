import Documents

/// The operators that compare.
enum Comparison: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  @inline(__always)
  func holds(_ order: Order) -> Bool {
    switch self {
    case .equal: return order == .equal
    case .notEqual: return order != .equal
    case .less: return order == .less
    case .lessOrEqual: return order == .less || order == .equal
    case .greater: return order == .greater
    case .greaterOrEqual: return order == .greater || order == .equal
    }
  }

  /// The operator that says the same with its operands exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: return self
    case .less: return .greater
    case .lessOrEqual: return .greaterOrEqual
    case .greater: return .less
    case .greaterOrEqual: return .lessOrEqual
    }
  }
}

extension Evaluation {
  /// `a < b` and its kind.
  @inline(__always)
  func compare(_ a: Value, _ b: Value, _ comparison: Comparison) -> Value {
    if a.tag == .int, b.tag == .int {
      return .bool(comparison.holds(Order(a.asInt, b.asInt)))
    }
    return compareRest(a, b, comparison)
  }

  @inline(never)
  func compareRest(_ a: Value, _ b: Value, _ comparison: Comparison) -> Value {
    if !a.isUsable || !b.isUsable { return sizeComparison(a, b, comparison) ?? unusable(a, b) }
    guard let order = order(a, b) else { return error(.overload, a, b) }
    return .bool(comparison.holds(order))
  }

  /// What can be said of the size of a partial list: that it has passed a number.
  ///
  /// `size(partial)` is an unknown that carries the number of known elements.
  func sizeComparison(_ a: Value, _ b: Value, _ comparison: Comparison) -> Value? {
    if let known = smallestSize(a) {
      return isNumber(b) ? decided(known, comparison, b) : nil
    }
    guard let known = smallestSize(b), isNumber(a) else { return nil }
    return decided(known, comparison.mirrored, a)
  }

  private func smallestSize(_ value: Value) -> Int64? {
    value.tag == .unknown && value.form == .key ? Int64(value.node) : nil
  }

  /// `x <comparison> b`, where of x is known that it is at least `known`.
  private func decided(_ known: Int64, _ comparison: Comparison, _ b: Value) -> Value? {
    guard let order = order(.int(known), b), order != .unordered else { return nil }
    switch comparison {
    case .greater, .notEqual: return order == .greater ? .bool(true) : nil
    case .greaterOrEqual: return order != .less ? .bool(true) : nil
    case .lessOrEqual, .equal: return order == .greater ? .bool(false) : nil
    case .less: return order != .less ? .bool(false) : nil
    }
  }
}
