import Documents

/// Lists as sets. What is known of partial lists may be enough to decide.
enum SetLibrary {
  private static let list = CELType.list(.parameter("T"))

  static let functions: [Function] = [
    Function(
      "sets.contains", .kubernetes(1, 29),
      "Whether the first list holds every element of the second.",
      ("sets.contains([1, 2, 3], [3, 1])", "true"),
      [
        .function(list, list, .bool, demand: .partial, cost: .elementsProduct) { e, a, b in
          e.holdsAll(a, b)
        }
      ]),
    Function(
      "sets.intersects", .kubernetes(1, 29), "Whether two lists have an element in common.",
      ("sets.intersects([1, 2], [2, 3])", "true"),
      [
        .function(list, list, .bool, demand: .partial, cost: .elementsProduct) { e, a, b in
          e.intersects(a, b)
        }
      ]),
    Function(
      "sets.equivalent", .kubernetes(1, 29),
      "Whether each of two lists holds every element of the other.",
      ("sets.equivalent([1, 2], [2, 1, 1])", "true"),
      [
        .function(list, list, .bool, demand: .partial, cost: .elementsProduct) { e, a, b in
          e.absorbed(e.holdsAll(a, b), e.holdsAll(b, a), true)
        }
      ]),
  ]
}

extension Evaluation {
  /// Whether every element of `b` is in `a`.
  fileprivate func holdsAll(_ a: Value, _ b: Value) -> Value {
    var result = b.tail == 0 ? Value.bool(true) : unknown(b.tail)
    for element in elements(b) {
      result = absorbed(result, contains(element, in: a), true)
      if result.isFalse || isOverBudget { return result }
    }
    return result
  }

  fileprivate func intersects(_ a: Value, _ b: Value) -> Value {
    let tail = merge(a.tail, b.tail)
    // What is missing from one list can only meet what the other has or lacks too.
    let open = tail != 0 && !isEmptyAndComplete(a) && !isEmptyAndComplete(b)
    var result = open ? unknown(tail) : Value.bool(false)
    for element in elements(b) {
      result = absorbed(result, contains(element, in: a), false)
      if result.isTrue || isOverBudget { return result }
    }
    return result
  }

  private func isEmptyAndComplete(_ list: Value) -> Bool {
    list.tail == 0 && memory.count(list: list) == 0
  }
}
