// Macros over lists and maps.
//
// The variables live in slots; over a document's list nothing is allocated. What is missing from a
// partial list (its tail) is one more element, about which nothing is known:
//
//     macro                 decided by                     an unknown turn, or the tail
//     all                   a turn that is false           the result is unknown
//     exists                a turn that is true            the result is unknown
//     existsOne             a second turn that is true     the result is unknown
//     filter, map, …        -                              the result has a tail, too
//     sortBy                -                              the result has a tail, too
//
// `all` and `exists` absorb errors as && and || do; an unknown turn might be the one that decides,
// so unknown beats error. In the others an error is the result.

import Documents

extension Planner {
  func comprehension(_ id: Expression.ID, _ c: Expression.Comprehension) -> Planned {
    let range = plan(c.range)
    return withLocals(c.variables) { slots in
      let filter = c.filter.map(plan)
      let body = plan(c.body)
      let loop = Loop(
        id: id, range: range.code, first: slots[0], second: slots.dropFirst().first,
        turnCost: Planner.turnCost(c.kind) + (filter ?? body).cost)
      let inner = iterated(c.body, loop, filter == nil ? body.code : body.charging)
      let test = filter.map { iterated(c.filter ?? c.body, loop, $0.code) }
      let code: Code
      switch c.kind {
      case .all: code = quantifier(loop, inner, neutral: true)
      case .exists: code = quantifier(loop, inner, neutral: false)
      case .existsOne: code = existsOne(loop, inner)
      case .filter: code = self.filter(loop, inner)
      case .map, .transformList: code = transformed(loop, test, inner)
      case .transformMap: code = transformedMap(loop, test, inner)
      case .transformMapEntry: code = mapEntries(loop, test, inner)
      case .sortBy: code = sorted(loop, inner)
      }
      return Planned(cost: 1 + range.cost, code)
    }
  }

  /// What it costs `filter` to keep an element.
  static let keptCost: UInt64 = 12

  /// What an iteration costs besides its filter or body: the loop that cel-go makes of the macro.
  private static func turnCost(_ kind: Expression.Comprehension.Kind) -> UInt64 {
    switch kind {
    case .all: return 3
    case .exists: return 4
    case .existsOne, .filter: return 1
    case .map, .transformList, .sortBy: return 12
    case .transformMap, .transformMapEntry: return 3
    }
  }

  /// The code of a body; traced, it reports the variables of each turn.
  private func iterated(_ body: Expression, _ loop: Loop, _ code: @escaping Code) -> Code {
    tracing ? tracedIteration(body.id, loop, code) : code
  }

  /// `all` (neutral is true) and `exists` (neutral is false).
  private func quantifier(_ loop: Loop, _ body: @escaping Code, neutral: Bool) -> Code {
    { e in
      e.run(loop) {
        $0 == 0 ? Value.bool(neutral) : e.unknown($0)
      } turn: { result in
        let value = body(e)
        if value.tag == .bool { return value.asBool == neutral ? nil : value }
        result = e.absorbed(result, value, neutral)
        return nil
      } end: {
        $0
      }
    }
  }

  /// Two matches decide that there is not exactly one, whatever is missing.
  private func existsOne(_ loop: Loop, _ body: @escaping Code) -> Code {
    { e in
      var unknown: Value?
      var failure: Value?
      return e.run(loop) { tail in
        if tail != 0 { unknown = e.unknown(tail) }
        return 0
      } turn: { matches in
        let value = body(e)
        if value.tag == .bool {
          if value.asBool { matches += 1 }
        } else if value.isUnknown {
          unknown = unknown.map { e.unusable($0, value) } ?? e.unusable(value)
        } else {
          failure = failure ?? e.notBool(value)
        }
        return nil
      } end: { matches in
        // Unlike all and exists, exactly-one absorbs no error.
        if let failure { return failure }
        if matches > 1 { return .bool(false) }
        return unknown ?? .bool(matches == 1)
      }
    }
  }

  // MARK: Lists from lists

  private func filter(_ loop: Loop, _ body: @escaping Code) -> Code {
    { e in
      let mark = e.mark
      return e.run(loop) {
        $0
      } turn: { tail in
        let element = e.state.pointee.locals[loop.first]
        let value = body(e)
        if value.tag == .bool {
          if value.asBool {
            e.charge(Planner.keptCost)
            guard e.push(element) else { return e.memoryExceeded() }
          }
          return nil
        }
        guard value.isUnknown else { return e.notBool(value) }
        // It may belong to the result: the result may have more elements.
        tail = e.merge(tail, value.reasons)
        return nil
      } end: {
        e.list(since: mark, tail: $0)
      }
    }
  }

  /// `map` and `transformList`, with a filter or without.
  private func transformed(_ loop: Loop, _ filter: Code?, _ body: @escaping Code) -> Code {
    { e in
      let mark = e.mark
      return e.run(loop) {
        $0
      } turn: { tail in
        if let other = e.refused(by: filter, &tail) { return other.error }
        let value = body(e)
        if value.tag == .error { return value }
        if value.tag == .unknown {
          tail = e.merge(tail, value.reasons)
          return nil
        }
        return e.push(value) ? nil : e.memoryExceeded()
      } end: {
        e.list(since: mark, tail: $0)
      }
    }
  }

  // MARK: Maps

  private func transformedMap(_ loop: Loop, _ filter: Code?, _ body: @escaping Code) -> Code {
    { e in
      let mark = e.mark
      return e.run(loop) {
        $0
      } turn: { tail in
        let key = e.state.pointee.locals[loop.first]
        if let other = e.refused(by: filter, &tail) { return other.error }
        let value = body(e)
        if value.tag == .error { return value }
        if value.tag == .unknown {
          tail = e.merge(tail, value.reasons)
          return nil
        }
        return e.push(key) && e.push(value) ? nil : e.memoryExceeded()
      } end: {
        e.map(since: mark, tail: $0)
      }
    }
  }

  private func mapEntries(_ loop: Loop, _ filter: Code?, _ body: @escaping Code) -> Code {
    { e in
      let mark = e.mark
      return e.run(loop) {
        $0
      } turn: { tail in
        if let other = e.refused(by: filter, &tail) { return other.error }
        return e.pushEntries(of: body(e), &tail)
      } end: {
        e.attributed(e.distinctMap(since: mark, tail: $0, duplicates: .error), loop.id)
      }
    }
  }
}

/// Where a macro takes its elements from, and where it puts them.
struct Loop {
  let id: Expression.ID
  let range: Code
  let first: Int
  let second: Int?
  /// What each iteration costs.
  let turnCost: UInt64
}

/// What a filter says of an element that it does not let pass.
struct Refusal {
  var error: Value?
}

extension Evaluation {
  /// The number of known elements of a list or map; nil for anything else.
  @inline(__always)
  func count(_ range: Value) -> Int? {
    if range.tag == .list { return memory.count(list: range) }
    return range.tag == .map ? memory.count(map: range) : nil
  }

  @inline(never)
  func notIterable(_ range: Value, _ id: Expression.ID) -> Value {
    range.isUsable ? error(.overload, range, .unset, at: id) : unusable(range)
  }

  /// The loop of all macros. `start` gets the range's tail, `turn` runs with the variables bound
  /// and may end the loop with a value, `end` makes the result. Inlined, so that each macro has a
  /// loop of its own in the machine's code.
  @inline(__always)
  func run<State>(
    _ loop: Loop, start: (UInt32) -> State, turn: (inout State) -> Value?, end: (State) -> Value
  ) -> Value {
    run(loop, over: loop.range(self), start: start, turn: turn, end: end)
  }

  /// The same over a range that was evaluated before.
  @inline(__always)
  func run<State>(
    _ loop: Loop, over range: Value, start: (UInt32) -> State, turn: (inout State) -> Value?,
    end: (State) -> Value
  ) -> Value {
    // What is read in each turn lies in variables, not in the closure's context.
    let (first, second, cost) = (loop.first, loop.second, loop.turnCost)
    guard let count = count(range) else { return notIterable(range, loop.id) }
    let mark = self.mark
    var state = start(range.tail)
    for i in 0..<count {
      bind(first, second, range, i)
      if let value = turn(&state) {
        drop(to: mark)
        return value
      }
      guard chargeTurn(cost) else {
        drop(to: mark)
        return costExceeded()
      }
    }
    return end(state)
  }

  /// Gives a macro's variables their values for element `i`.
  @inline(__always)
  func bind(_ first: Int, _ second: Int?, _ range: Value, _ i: Int) {
    let locals = state.pointee.locals
    if range.tag == .list {
      let element = memory.element(i, of: range)
      if let second {
        // What is missing may stand before it.
        locals[first] = range.tail == 0 ? .int(Int64(i)) : unknown(range.tail)
        locals[second] = element
      } else {
        locals[first] = element
      }
    } else {
      let (key, value) = memory.entry(i, of: range)
      locals[first] = key
      if let second { locals[second] = value }
    }
  }

  /// Charges an iteration of a loop; false if the budget is used up.
  @inline(__always)
  func chargeTurn(_ cost: UInt64) -> Bool {
    charge(cost)
    return !isOverBudget
  }

  /// Why an element does not pass a filter; nil if it does, or there is none.
  @inline(__always)
  func refused(by filter: Code?, _ tail: inout UInt32) -> Refusal? {
    guard let filter else { return nil }
    let value = filter(self)
    if value.tag == .bool { return value.asBool ? nil : Refusal() }
    guard value.isUnknown else { return Refusal(error: notBool(value)) }
    tail = merge(tail, value.reasons)
    return Refusal()
  }

  /// Puts the entries of a map on the stack; gives the error where that fails.
  func pushEntries(of map: Value, _ tail: inout UInt32) -> Value? {
    if map.isUnknown {
      tail = merge(tail, map.reasons)
      return nil
    }
    guard map.tag == .map else {
      return map.tag == .error ? map : error(.overload, map, .unset)
    }
    tail = merge(tail, map.tail)
    for i in 0..<memory.count(map: map) {
      let (key, value) = memory.entry(i, of: map)
      guard push(key), push(value) else { return memoryExceeded() }
    }
    return nil
  }
}
