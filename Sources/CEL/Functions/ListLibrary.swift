import Documents

/// The list libraries of Kubernetes and of cel-go.
enum ListLibrary {
  private static let t = CELType.parameter("T")
  private static let comparable: [CELType] = [
    .int, .uint, .double, .bool, .duration, .timestamp, .string, .bytes,
  ]

  static let functions: [Function] = kubernetes + common + [flatten]

  private static let kubernetes: [Function] = [
    Function(
      "isSorted", .kubernetes(1, 23),
      "Whether each element is at least as great as the one before it.",
      ("[1, 2, 2].isSorted()", "true"),
      comparable.map { type in
        .member(.list(type), .bool, cost: .elements) { e, list in e.isSorted(list) }
      }),
    Function(
      "sum", .kubernetes(1, 23), "The sum of the numbers or durations of a list.",
      ("[1, 2, 3].sum()", "6"),
      [
        (CELType.int, Value.int(0)), (.uint, .uint(0)), (.double, .double(0)),
        (.duration, .duration(nanoseconds: 0)),
      ].map { type, zero in
        .member(.list(type), type, cost: .elements) { e, list in e.sum(list, zero) }
      }),
    Function(
      "min", .kubernetes(1, 23), "The least element; an error where there is none.",
      ("['b', 'a'].min()", #""a""#),
      comparable.map { type in
        .member(.list(type), type, cost: .elements) { e, list in
          e.extreme(list, .less, "min called on empty list")
        }
      }),
    Function(
      "max", .kubernetes(1, 23), "The greatest element; an error where there is none.",
      ("['b', 'a'].max()", #""b""#),
      comparable.map { type in
        .member(.list(type), type, cost: .elements) { e, list in
          e.extreme(list, .greater, "max called on empty list")
        }
      }),
    Function(
      "indexOf", .kubernetes(1, 23),
      """
      The position of the first element that is equal to a value, from 0; -1 where none \
      is.
      """, ("['a', 'b'].indexOf('b')", "1"),
      [
        .member(.list(t), t, .int, cost: .elements) { e, list, element in
          .int(Int64(e.elements(list).firstIndex { e.equal($0, element).isTrue } ?? -1))
        }
      ]),
    Function(
      "lastIndexOf", .kubernetes(1, 23),
      "The position of the last element that is equal to a value; -1 where none is.",
      ("['a', 'b', 'a'].lastIndexOf('a')", "2"),
      [
        .member(.list(t), t, .int, cost: .elements) { e, list, element in
          .int(Int64(e.elements(list).lastIndex { e.equal($0, element).isTrue } ?? -1))
        }
      ]),
  ]

  private static let common: [Function] = [
    Function(
      "slice", .kubernetes(1, 34), "The elements from one position up to, and without, another.",
      ("[1, 2, 3, 4].slice(1, 3)", "[2, 3]"),
      [
        .member(all: [.list(t), .int, .int], .list(t), cost: .elements) { e, v in
          e.slice(list: v[0], v[1].asInt, v[2].asInt)
        }
      ]),
    Function(
      "distinct", .kubernetes(1, 34),
      "The elements without those that are equal to an earlier one.",
      ("[1, 2, 1].distinct()", "[1, 2]"),
      [
        .member(.list(t), .list(t), demand: .partial, cost: .elements) { e, list in
          e.distinct(list)
        }
      ]),
    Function(
      "lists.range", .kubernetes(1, 34), "The numbers from 0 up to, and without, a number.",
      ("lists.range(3)", "[0, 1, 2]"),
      [.function(.int, .list(.int)) { e, count in e.range(count.asInt) }]),
    Function(
      "reverse", .kubernetes(1, 34), "The elements from the last to the first.",
      ("[1, 2, 3].reverse()", "[3, 2, 1]"),
      [
        .member(.list(t), .list(t), demand: .partial, cost: .elements) { e, list in
          e.list(e.elements(list).reversed(), tail: list.tail)
        }
      ]),
    Function(
      "sort", .kubernetes(1, 34), "The elements from the least to the greatest.",
      ("['b', 'c', 'a'].sort()", #"["a", "b", "c"]"#),
      comparable.map { type in
        .member(.list(type), .list(type), demand: .partial, cost: .elements) { e, list in
          e.sort(list)
        }
      }),
    Function(
      "first", .kubernetes(1, 33), "The first element, if there is one.",
      ("[1, 2].first()", "optional.of(1)"),
      [
        .member(.list(t), .optional(t)) { e, list in
          e.elements(list).first.map { e.optional($0) } ?? Evaluation.none
        }
      ]),
    Function(
      "last", .kubernetes(1, 33), "The last element, if there is one.",
      ("[].last()", "optional.none()"),
      [
        .member(.list(t), .optional(t)) { e, list in
          e.elements(list).last.map { e.optional($0) } ?? Evaluation.none
        }
      ]),
  ]

  private static let flatten = Function(
    "flatten", .kubernetes(1, 34),
    "The elements, and instead of each list among them its own; to a given depth, or once.",
    ("[[1, 2], [3]].flatten()", "[1, 2, 3]"),
    [
      .member(.list(.list(t)), .list(t), demand: .partial, cost: .elements) { e, list in
        e.flatten(list, 1)
      },
      .member(.list(t), .list(t), demand: .partial, cost: .elements) { e, list in
        e.flatten(list, 1)
      },
      .member(.list(.dyn), .int, .list(.dyn), demand: .partial, cost: .elements) { e, list, n in
        n.asInt < 0 ? e.error("level must be non-negative") : e.flatten(list, n.asInt)
      },
    ])
}

extension Evaluation {
  fileprivate func isSorted(_ list: Value) -> Value {
    var previous: Value?
    for element in elements(list) {
      if let previous {
        guard let order = order(previous, element) else {
          return error(.overload, previous, element)
        }
        if order == .greater { return .bool(false) }
      }
      previous = element
    }
    return .bool(true)
  }

  fileprivate func sum(_ list: Value, _ zero: Value) -> Value {
    var total: Value?
    for element in elements(list) {
      guard isNumber(element) || element.tag == .duration else {
        return error(.overload, list, element)
      }
      total = total.map { compute($0, element, .add) } ?? element
      if let total, total.tag == .error { return total }
    }
    return total ?? zero
  }

  fileprivate func extreme(_ list: Value, _ wanted: Order, _ empty: String) -> Value {
    guard var best = elements(list).first else { return error(empty) }
    for element in elements(list) {
      guard let order = order(element, best) else { return error(.overload, best, element) }
      if order == wanted { best = element }
    }
    return best
  }

  fileprivate func slice(list: Value, _ start: Int64, _ end: Int64) -> Value {
    let count = memory.count(list: list)
    if start < 0 || end < 0 {
      return error("cannot slice(\(start), \(end)), negative indexes not supported")
    }
    if start > end {
      return error(
        "cannot slice(\(start), \(end)), start index must be less than or equal to end index")
    }
    if end > Int64(count) {
      return error("cannot slice(\(start), \(end)), list is length \(count)")
    }
    return self.list((Int(start)..<Int(end)).map { memory.element($0, of: list) })
  }

  /// The elements without those that are equal to an earlier one. An unknown element may be equal
  /// to one or not, so it only says that there may be more.
  fileprivate func distinct(_ list: Value) -> Value {
    let mark = self.mark
    var tail = list.tail
    var seen: [UInt64: [Int]] = [:]
    for element in elements(list) {
      if !element.isUsable {
        tail = merge(tail, element.reasons)
        continue
      }
      let hash = hash(element)
      let known = seen[hash, default: []]
      charge(UInt64(known.count))
      if isOverBudget { return costExceeded() }
      let same = known.map { equal(state.pointee.stack[mark + $0], element) }
      if same.contains(where: \.isTrue) { continue }
      for value in same where value.isUnknown { tail = merge(tail, value.reasons) }
      if same.contains(where: \.isUnknown) { continue }
      seen[hash, default: []].append(self.mark - mark)
      guard push(element) else { return memoryExceeded() }
    }
    return self.list(since: mark, tail: tail)
  }

  fileprivate func range(_ count: Int64) -> Value {
    guard count >= 0 else { return error("lists.range() needs a number that is not negative") }
    guard count < Evaluator.valueLimit else { return memoryExceeded() }
    charge(UInt64(count))
    if isOverBudget { return costExceeded() }
    return list((0..<count).map { .int($0) })
  }

  fileprivate func sort(_ list: Value) -> Value {
    var tail = list.tail
    var pairs: [(key: Value, element: Value)] = []
    for element in elements(list) {
      if element.isUsable {
        pairs.append((element, element))
      } else {
        tail = merge(tail, element.reasons)
      }
    }
    return sorted(pairs, tail: tail)
  }

  fileprivate func flatten(_ list: Value, _ depth: Int64) -> Value {
    let mark = self.mark
    var tail = list.tail
    guard push(list, depth, &tail) else {
      drop(to: mark)
      return isOverBudget ? costExceeded() : memoryExceeded()
    }
    return self.list(since: mark, tail: tail)
  }

  /// Puts the elements of a list on the stack, and of lists among them their elements instead.
  private func push(_ list: Value, _ depth: Int64, _ tail: inout UInt32) -> Bool {
    guard enter(list) else { return false }
    defer { leave() }
    for element in elements(list) {
      if element.isUnknown {
        // It may be a list of any length.
        tail = merge(tail, element.reasons)
      } else if element.tag == .list, depth > 0 {
        tail = merge(tail, element.tail)
        guard push(element, depth - 1, &tail) else { return false }
      } else {
        guard push(element) else { return false }
      }
    }
    return true
  }
}
