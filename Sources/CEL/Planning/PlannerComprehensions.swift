// Macros over lists and maps.
//
// The variables live in slots; over a document's list nothing is allocated. What is missing from a
// partial list (its tail) is one more element of which nothing is known:
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

  /// What it costs that `filter` keeps an element.
  static let keptCost: UInt64 = 12

  /// What a turn costs beside its filter or body: the loop that cel-go makes of the macro.
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
    if loop.second == nil { return listQuantifier(loop, body, neutral: neutral) }
    return { e in
      let range = loop.range(e)
      guard let count = e.count(range) else { return e.notIterable(range, loop.id) }
      var result = range.tail == 0 ? Value.bool(neutral) : e.unknown(range.tail)
      for i in 0..<count {
        e.bind(loop, range, i)
        let value = body(e)
        if value.tag == .bool {
          if value.asBool != neutral { return value }
        } else {
          result = e.absorbed(result, value, neutral)
        }
        guard e.goesOn(loop.turnCost) else { return e.costExceeded() }
      }
      return result
    }
  }

  /// The same with one variable: the most frequent macros.
  private func listQuantifier(_ loop: Loop, _ body: @escaping Code, neutral: Bool) -> Code {
    let slot = loop.first
    let id = loop.id
    let source = loop.range
    let turnCost = loop.turnCost
    return { e in
      let range = source(e)
      guard let count = e.count(range) else { return e.notIterable(range, id) }
      var result = range.tail == 0 ? Value.bool(neutral) : e.unknown(range.tail)
      for i in 0..<count {
        e.state.pointee.locals[slot] =
          range.tag == .list ? e.memory.element(i, of: range) : e.memory.entry(i, of: range).key
        let value = body(e)
        if value.tag == .bool {
          if value.asBool != neutral { return value }
        } else {
          result = e.absorbed(result, value, neutral)
        }
        guard e.goesOn(turnCost) else { return e.costExceeded() }
      }
      return result
    }
  }

  /// Two matches decide that there is not exactly one, whatever is missing.
  private func existsOne(_ loop: Loop, _ body: @escaping Code) -> Code {
    { e in
      let range = loop.range(e)
      guard let count = e.count(range) else { return e.notIterable(range, loop.id) }
      var matches = 0
      var unknown = range.tail == 0 ? nil : e.unknown(range.tail)
      var failure: Value?
      for i in 0..<count {
        e.bind(loop, range, i)
        let value = body(e)
        if value.tag == .bool {
          if value.asBool { matches += 1 }
        } else if value.isUnknown {
          unknown = unknown.map { e.unusable($0, value) } ?? e.unusable(value)
        } else {
          failure = failure ?? e.notBool(value)
        }
        guard e.goesOn(loop.turnCost) else { return e.costExceeded() }
      }
      // Unlike all and exists, exactly-one absorbs no error.
      if let failure { return failure }
      if matches > 1 { return .bool(false) }
      return unknown ?? .bool(matches == 1)
    }
  }

  // MARK: Lists from lists

  private func filter(_ loop: Loop, _ body: @escaping Code) -> Code {
    { e in
      let range = loop.range(e)
      guard let count = e.count(range) else { return e.notIterable(range, loop.id) }
      let mark = e.mark
      var tail = range.tail
      for i in 0..<count {
        e.bind(loop, range, i)
        let element = e.state.pointee.locals[loop.first]
        let value = body(e)
        if value.tag == .bool {
          if value.asBool {
            e.charge(Planner.keptCost)
            guard e.push(element) else { return e.memoryExceeded() }
          }
        } else if value.isUnknown {
          // It may belong to the result: the result may have more elements.
          tail = e.merge(tail, value.reasons)
        } else {
          e.drop(to: mark)
          return e.notBool(value)
        }
        guard e.goesOn(loop.turnCost) else { return e.costExceeded() }
      }
      return e.list(since: mark, tail: tail)
    }
  }

  /// `map` and `transformList`, with a filter or without.
  private func transformed(_ loop: Loop, _ filter: Code?, _ body: @escaping Code) -> Code {
    { e in
      let range = loop.range(e)
      guard let count = e.count(range) else { return e.notIterable(range, loop.id) }
      let mark = e.mark
      var tail = range.tail
      for i in 0..<count {
        e.bind(loop, range, i)
        guard e.goesOn(loop.turnCost) else { return e.costExceeded() }
        switch e.passes(filter, &tail) {
        case .no: continue
        case .failed(let value):
          e.drop(to: mark)
          return value
        case .yes: break
        }
        let value = body(e)
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
  }

  // MARK: Maps

  private func transformedMap(_ loop: Loop, _ filter: Code?, _ body: @escaping Code) -> Code {
    { e in
      let range = loop.range(e)
      guard let count = e.count(range) else { return e.notIterable(range, loop.id) }
      let mark = e.mark
      var tail = range.tail
      for i in 0..<count {
        e.bind(loop, range, i)
        guard e.goesOn(loop.turnCost) else { return e.costExceeded() }
        let key = e.state.pointee.locals[loop.first]
        switch e.passes(filter, &tail) {
        case .no: continue
        case .failed(let value):
          e.drop(to: mark)
          return value
        case .yes: break
        }
        let value = body(e)
        if value.tag == .error {
          e.drop(to: mark)
          return value
        }
        if value.tag == .unknown {
          tail = e.merge(tail, value.reasons)
          continue
        }
        guard e.push(key), e.push(value) else { return e.memoryExceeded() }
      }
      return e.map(since: mark, tail: tail)
    }
  }

  private func mapEntries(_ loop: Loop, _ filter: Code?, _ body: @escaping Code) -> Code {
    { e in
      let range = loop.range(e)
      guard let count = e.count(range) else { return e.notIterable(range, loop.id) }
      let mark = e.mark
      var tail = range.tail
      for i in 0..<count {
        e.bind(loop, range, i)
        guard e.goesOn(loop.turnCost) else { return e.costExceeded() }
        switch e.passes(filter, &tail) {
        case .no: continue
        case .failed(let value):
          e.drop(to: mark)
          return value
        case .yes: break
        }
        if let problem = e.pushEntries(of: body(e), &tail) {
          e.drop(to: mark)
          return problem
        }
      }
      return e.attributed(e.distinctMap(since: mark, tail: tail, duplicates: .error), loop.id)
    }
  }
}

/// Where a macro takes its elements from, and where it puts them.
struct Loop {
  let id: Expression.ID
  let range: Code
  let first: Int
  let second: Int?
  /// What each turn costs.
  let turnCost: UInt64
}

/// What a filter says of one element.
enum FilterOutcome {
  case yes, no
  case failed(Value)
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

  /// Gives a macro's variables their values for element `i`.
  @inline(__always)
  func bind(_ loop: Loop, _ range: Value, _ i: Int) {
    let locals = state.pointee.locals
    if range.tag == .list {
      let element = memory.element(i, of: range)
      if let second = loop.second {
        // What is missing may stand before it.
        locals[loop.first] = range.tail == 0 ? .int(Int64(i)) : unknown(range.tail)
        locals[second] = element
      } else {
        locals[loop.first] = element
      }
    } else {
      let (key, value) = memory.entry(i, of: range)
      locals[loop.first] = key
      if let second = loop.second { locals[second] = value }
    }
  }

  /// Charges a turn of a loop; false where the budget is used up.
  @inline(__always)
  func goesOn(_ cost: UInt64) -> Bool {
    charge(cost)
    return !isOverBudget
  }

  @inline(__always)
  func passes(_ filter: Code?, _ tail: inout UInt32) -> FilterOutcome {
    guard let filter else { return .yes }
    let value = filter(self)
    if value.tag == .bool { return value.asBool ? .yes : .no }
    if value.isUnknown {
      tail = merge(tail, value.reasons)
      return .no
    }
    return .failed(notBool(value))
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
