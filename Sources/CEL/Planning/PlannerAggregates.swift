// Literals of lists and maps, and the macros that bind a value to a name.
//
// An unknown element makes a list that is made partial: what it is, and whether there is such an
// element or an error instead, is not known. So no list or map that is made holds unknown values,
// and `[a, b].exists(…)` can be true although `a` is unknown. A hidden element is there and stays.

import Documents

extension Planner {
  func list(_ elements: [Expression.ListElement]) -> Planned {
    let planned = elements.map { plan($0.expression) }
    let codes = planned.map(\.code)
    let optional = elements.map(\.optional)
    let result = Planned(cost: planned.reduce(10) { $0 + $1.cost }) { e in
      let mark = e.mark
      var tail: UInt32 = 0
      for i in 0..<codes.count {
        var value = codes[i](e)
        if optional[i] {
          guard let content = e.element(of: value, &tail) else { continue }
          value = content
        }
        if value.tag == .error {
          e.drop(to: mark)
          return value
        }
        if value.tag == .unknown {
          tail = e.merge(tail, value.reasons)
          continue
        }
        guard e.push(value) else { return e.memoryExceeded() }
      }
      return e.list(since: mark, tail: tail)
    }
    return planned.allSatisfy { $0.constant != nil } ? folded(result) : result
  }

  func map(_ id: Expression.ID, _ entries: [Expression.MapEntry]) -> Planned {
    let planned = entries.map { (key: plan($0.key), value: plan($0.value)) }
    let codes = planned.map { (key: $0.key.code, value: $0.value.code) }
    let optional = entries.map(\.optional)
    let cost = planned.reduce(30) { $0 + $1.key.cost + $1.value.cost }
    let result = Planned(cost: cost) { e in
      let mark = e.mark
      var tail: UInt32 = 0
      var problem: Value?
      for i in 0..<codes.count {
        let key = codes[i].key(e)
        var value = codes[i].value(e)
        if !key.isUsable { problem = problem.map { e.unusable($0, key) } ?? e.unusable(key) }
        if optional[i], value.tag != .error {
          guard let content = e.element(of: value, &tail) else { continue }
          value = content
        }
        if value.tag == .error { problem = problem.map { e.unusable($0, value) } ?? value }
        if value.tag == .unknown {
          tail = e.merge(tail, value.reasons)
          continue
        }
        guard e.push(key), e.push(value) else { return e.memoryExceeded() }
      }
      if let problem {
        e.drop(to: mark)
        return problem
      }
      return e.attributed(e.distinctMap(since: mark, tail: tail, duplicates: .last), id)
    }
    let isConstant = planned.allSatisfy { $0.key.constant != nil && $0.value.constant != nil }
    return isConstant ? folded(result) : result
  }

  func bind(_ name: String, _ value: Expression, _ body: Expression) -> Planned {
    let value = plan(value)
    let x = value.code
    return withLocals([name]) { slots in
      let body = plan(body)
      let y = body.code
      let slot = slots[0]
      return Planned(cost: value.cost + body.cost) { e in
        e.state.pointee.locals[slot] = x(e)
        return y(e)
      }
    }
  }

  func block(_ values: [Expression], _ body: Expression) -> Planned {
    guard let first = values.first else { return plan(body) }
    return block(first, values.dropFirst(), body, 0)
  }

  private func block(
    _ first: Expression, _ rest: ArraySlice<Expression>, _ body: Expression, _ index: Int
  ) -> Planned {
    let value = plan(first)
    let x = value.code
    return withLocals(["@index:\(index)"]) { slots in
      let inner: Planned
      if let next = rest.first {
        inner = block(next, rest.dropFirst(), body, index + 1)
      } else {
        inner = plan(body)
      }
      let y = inner.code
      let slot = slots[0]
      return Planned(cost: value.cost + inner.cost) { e in
        e.state.pointee.locals[slot] = x(e)
        return y(e)
      }
    }
  }

  func optionalMap(
    _ operand: Expression, _ name: String, _ body: Expression, flat: Bool
  ) -> Planned {
    let operand = plan(operand)
    let x = operand.code
    return withLocals([name]) { slots in
      let y = plan(body).charging
      let slot = slots[0]
      return Planned(cost: 1 + operand.cost) { e in
        let value = x(e)
        guard value.tag == .optional else {
          return value.isUsable ? e.error(.overload, value, .unset) : e.unusable(value)
        }
        guard let content = e.content(of: value) else { return value }
        e.state.pointee.locals[slot] = content
        let result = y(e)
        if flat || result.tag == .error { return result }
        return result.tag == .unknown ? e.asUnknown(result) : e.optional(result)
      }
    }
  }
}

/// What becomes of a key that a map is given twice.
enum DuplicateKeys {
  /// The last value counts, as in cel-go's literals.
  case last
  case error
}

extension Evaluation {
  /// The content of an optional element; nil if there is none, or if that is not known: then the
  /// reason is added to `tail`.
  func element(of optional: Value, _ tail: inout UInt32) -> Value? {
    if optional.tag == .optional { return content(of: optional) }
    if optional.isUnknown {
      tail = merge(tail, optional.reasons)
      return nil
    }
    return optional.tag == .error ? optional : error(.overload, optional, .unset)
  }

  /// A map of the keys and values on the stack above `mark`, which are taken off it.
  func distinctMap(since mark: Int, tail: UInt32, duplicates: DuplicateKeys) -> Value {
    defer { drop(to: mark) }
    let base = state.pointee.stack + mark
    let count = (self.mark - mark) / 2
    var order = (0..<count).map { (hash: hash(base[2 * $0]), entry: $0) }
    order.sort { ($0.hash, $0.entry) < ($1.hash, $1.entry) }
    var doubled: Set<Int> = []
    for i in order.indices.dropFirst() {
      var j = i - 1
      while j >= 0, order[j].hash == order[i].hash {
        if isOverBudget { return costExceeded() }
        let (earlier, later) = (base[2 * order[j].entry], base[2 * order[i].entry])
        if earlier.tag == later.tag, sameKey(earlier, later) {
          if duplicates == .error { return error(.duplicateKey, base[2 * order[i].entry]) }
          doubled.insert(order[j].entry)
          break
        }
        j -= 1
      }
    }
    if doubled.isEmpty { return map(pushed(since: mark), tail: tail) }
    var kept = 0
    for i in 0..<count where !doubled.contains(i) {
      base[2 * kept] = base[2 * i]
      base[2 * kept + 1] = base[2 * i + 1]
      kept += 1
    }
    return map(UnsafeBufferPointer(start: base, count: 2 * kept), tail: tail)
  }
}
