// Kubernetes bounds expressions by a cost that is counted while they run: one for each name, field
// and operator, more for what takes time with the size of its arguments. The numbers here are those
// of cel-go's and Kubernetes' cost trackers, so a policy that runs in a cluster runs here.

import Documents

/// What a call costs in Kubernetes' cost model, besides its arguments.
public enum Cost: Sendable {
  case constant(UInt64)
  /// A tenth of the size of the first argument (bytes, or elements).
  case traversal
  /// The same, and once more for the result.
  case rewriting
  /// A tenth of the size of the first argument for each tenth of the second.
  case product
  /// As a regular expression (the second argument) run over the first.
  case regex
  /// The number of elements of the first argument; of a string a tenth of its size.
  case elements
  /// The product of the numbers of elements of both arguments.
  case elementsProduct

  /// Whether the second argument does not count.
  fileprivate var ignoresSecondArgument: Bool {
    switch self {
    case .traversal, .rewriting, .elements: true
    case .constant, .product, .regex, .elementsProduct: false
    }
  }
}

extension Evaluation {
  /// Charges a call; false where the budget is used up, so that the call must not be made.
  @inline(__always)
  func pays(_ cost: Cost, _ a: Value, _ b: Value) -> Bool {
    if case .constant(let number) = cost {
      charge(number &+ bulk(a) &+ bulk(b))
    } else {
      chargeRest(cost, a, b)
    }
    return !isOverBudget
  }

  @inline(never)
  private func chargeRest(_ cost: Cost, _ a: Value, _ b: Value) {
    switch cost {
    case .constant(let number): charge(number)
    case .traversal: charge((extent(a) + 9) / 10)
    case .rewriting: charge((2 * extent(a) + 9) / 10)
    case .product: charge(((extent(a) + 9) / 10) * ((extent(b) + 9) / 10))
    case .regex: charge(((extent(a) + 10) / 10) * ((extent(b) + 3) / 4))
    case .elements: charge(a.tag == .list ? extent(a) : (extent(a) + 9) / 10)
    case .elementsProduct: charge(1 &+ extent(a) &* extent(b))
    }
    if cost.ignoresSecondArgument { charge(bulk(b)) }
  }

  /// The size that costs are counted in: bytes of a string, elements of a list or map, else 1.
  private func extent(_ value: Value) -> UInt64 {
    switch value.tag {
    case .string, .bytes: return UInt64(value.byteCount)
    case .list: return UInt64(memory.count(list: value))
    case .map: return UInt64(memory.count(map: value))
    default: return 1
    }
  }
}
