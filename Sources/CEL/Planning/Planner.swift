// From a checked tree to closures.
//
// Every node becomes one closure, made once; what can be decided now is: constants are values in
// the pool, variables are slots, fields are key numbers with a place to remember where they were
// found, chains of fields are one closure, calls know their overloads. A traced plan leaves nothing
// out and fuses nothing, so that every sub-expression reports its value.

import Documents

/// Code, what it costs each time, and its value where that is known already.
///
/// The code does not count `cost`: what surrounds it does, once for all that is evaluated together.
/// Counting everywhere by itself took a third of the time of small expressions. Code adds to the
/// count only what depends on values.
struct Planned {
  var code: Code
  /// In the units of Kubernetes' cost model.
  var cost: UInt64
  var constant: Value?

  init(cost: UInt64, _ code: @escaping Code) {
    self.code = code
    self.cost = cost
  }

  init(constant: Value) {
    self.constant = constant
    cost = 0
    code = { _ in constant }
  }

  /// The code for where it is not certain to be evaluated: it counts its cost itself.
  var charging: Code {
    let (code, cost) = (code, cost)
    if cost == 0 { return code }
    return { e in
      e.charge(cost)
      return code(e)
    }
  }
}

final class Planner {
  let checked: CheckedExpression
  let tracing: Bool
  let pool: ConstantPool
  /// Variables of the macros around, the innermost last.
  var scope: [(name: String, slot: Int)] = []
  private(set) var localLimit = 0
  private(set) var siteLimit = 0

  init(_ pool: ConstantPool, _ checked: CheckedExpression, tracing: Bool = false) {
    self.pool = pool
    self.checked = checked
    self.tracing = tracing
  }

  func plan(_ expression: Expression) -> Planned {
    let planned = planUntraced(expression)
    return tracing ? traced(expression.id, planned) : planned
  }

  private func planUntraced(_ expression: Expression) -> Planned {
    switch expression {
    case .literal(_, let literal): return Planned(constant: constant(literal))
    case .identifier(let id, let name, let absolute):
      return identifier(id, name, absolute: absolute)
    case .select(let id, let operand, let field, let optional):
      return select(expression, id, operand, field, optional: optional)
    case .has(let id, let operand, let field): return has(id, operand, field)
    case .call(let id, let name, let receiver, let arguments):
      return call(id, name, receiver, arguments)
    case .and(_, let terms): return logical(terms, neutral: true)
    case .or(_, let terms): return logical(terms, neutral: false)
    case .conditional(_, let condition, let a, let b): return conditional(condition, a, b)
    case .list(_, let elements): return list(elements)
    case .map(let id, let entries): return map(id, entries)
    case .message(let id, let name): return failure(.unboundFunction, name, id)
    case .comprehension(let id, let comprehension): return self.comprehension(id, comprehension)
    case .bind(_, let name, let value, let body): return bind(name, value, body)
    case .block(_, let values, let body): return block(values, body)
    case .optionalMap(_, let operand, let name, let body, let flat):
      return optionalMap(operand, name, body, flat: flat)
    }
  }

  // MARK: Constants

  private func constant(_ literal: Expression.Literal) -> Value {
    switch literal {
    case .null: return .null
    case .bool(let b): return .bool(b)
    case .int(let i): return .int(i)
    case .uint(let u): return .uint(u)
    case .double(let d): return .double(d)
    case .string(let bytes): return text(.string, bytes)
    case .bytes(let bytes): return text(.bytes, bytes)
    }
  }

  func text(_ tag: Tag, _ bytes: [UInt8]) -> Value { pool.text(tag, bytes) ?? .unset }
  func string(_ text: String) -> Value { self.text(.string, Array(text.utf8)) }

  /// The value of code that depends on nothing, made once; the code itself where it fails.
  func folded(_ planned: Planned) -> Planned {
    if tracing || planned.constant != nil { return planned }
    return pool.fold(planned.charging).map { Planned(constant: $0) } ?? planned
  }

  func failure(_ kind: ErrorRecord.Kind, _ name: String, _ id: Expression.ID) -> Planned {
    let name = string(name)
    return Planned(cost: 1) { e in e.error(kind, name, at: id) }
  }

  // MARK: Variables

  /// Plans `body` with these variables; gives their slots to `make`.
  func withLocals<T>(_ names: [String], _ body: ([Int]) -> T) -> T {
    let first = (scope.last?.slot ?? -1) + 1
    for (i, name) in names.enumerated() { scope.append((name: name, slot: first + i)) }
    localLimit = max(localLimit, first + names.count)
    defer { scope.removeLast(names.count) }
    return body(Array(first..<first + names.count))
  }

  /// Claims `count` sites; gives the first.
  func sites(_ count: Int) -> Int {
    let site = pool.claimSites(count)
    siteLimit = max(siteLimit, site + count)
    return site
  }

  func local(_ name: String) -> Int? { scope.last { $0.name == name }?.slot }

  private func identifier(_ id: Expression.ID, _ name: String, absolute: Bool) -> Planned {
    if !absolute, let slot = local(name) {
      return Planned(cost: 1) { e in e.state.pointee.locals[slot] }
    }
    switch checked.references[Int(id)] {
    case .variable(let index): return variable(index, id)
    case .type(let type): return Planned(constant: TypeName.value(of: type))
    default: return failure(.unboundVariable, name, id)
    }
  }

  func variable(_ index: Int, _ id: Expression.ID) -> Planned {
    let name = string(checked.names[index] ?? "")
    return Planned(cost: 1) { e in e.global(index, name, id) }
  }

  // MARK: Logic

  private func conditional(
    _ condition: Expression, _ a: Expression, _ b: Expression
  ) -> Planned {
    let id = condition.id
    let test = plan(condition)
    let then = plan(a)
    let otherwise = plan(b)
    if let known = test.constant, known.tag == .bool, !tracing {
      return known.asBool ? then : otherwise
    }
    let (x, y, z) = (test.code, then.charging, otherwise.charging)
    return Planned(cost: test.cost) { e in
      let decision = x(e)
      if decision.tag == .bool { return decision.asBool ? y(e) : z(e) }
      return e.notBool(decision, at: id)
    }
  }

  /// `&&` (neutral is true) or `||` (neutral is false).
  private func logical(_ terms: [Expression], neutral: Bool) -> Planned {
    let planned = terms.map(plan)
    if planned.allSatisfy({ $0.constant != nil }) { return folded(logical(planned, neutral)) }
    return logical(planned, neutral)
  }

  /// Terms that are nested; longer chains are walked, so that they take no room on the stack.
  private static let nestedLimit = 8

  private func logical(_ terms: [Planned], _ neutral: Bool) -> Planned {
    if terms.count == 2 { return logical(terms[0], terms[1], neutral) }
    if (3...Planner.nestedLimit).contains(terms.count) {
      // In twos and threes, which count no references (see `Planner.pushing`).
      return terms.dropFirst(3).reduce(logical(terms[0], terms[1], terms[2], neutral)) {
        logical($0, $1, neutral)
      }
    }
    let codes = terms.enumerated().map { $0.offset == 0 ? $0.element.code : $0.element.charging }
    return Planned(cost: terms[0].cost) { e in
      var result = codes[0](e)
      if result.tag != .bool { result = e.notBool(result) }
      for i in 1..<codes.count {
        if result.tag == .bool, result.asBool != neutral { return result }
        result = e.absorbed(result, codes[i](e), neutral)
      }
      return result
    }
  }

  private func logical(_ a: Planned, _ b: Planned, _ neutral: Bool) -> Planned {
    let (x, y) = (a.code, b.code)
    let cost = b.cost
    return Planned(cost: a.cost) { e in
      let a = x(e)
      if a.tag == .bool {
        if a.asBool != neutral { return a }
        e.charge(cost)
        let b = y(e)
        return b.tag == .bool ? b : e.notBool(b)
      }
      e.charge(cost)
      return e.absorbed(e.notBool(a), y(e), neutral)
    }
  }

  private func logical(_ a: Planned, _ b: Planned, _ c: Planned, _ neutral: Bool) -> Planned {
    let (x, y, z) = (a.code, b.code, c.code)
    let (second, third) = (b.cost, c.cost)
    return Planned(cost: a.cost) { e in
      let a = x(e)
      if a.tag == .bool, a.asBool != neutral { return a }
      e.charge(second)
      let b = y(e)
      if b.tag == .bool, b.asBool != neutral { return b }
      e.charge(third)
      let c = z(e)
      if a.tag == .bool, b.tag == .bool, c.tag == .bool { return c }
      return e.absorbed(e.absorbed(e.notBool(a), b, neutral), c, neutral)
    }
  }
}

extension Evaluation {
  @inline(__always)
  func global(_ index: Int, _ name: Value, _ id: Expression.ID) -> Value {
    let value = state.pointee.globals[index]
    if value.tag == .error { return missing(index, name, id) }
    return value
  }

  @inline(never)
  private func missing(_ index: Int, _ name: Value, _ id: Expression.ID) -> Value {
    evaluator.resolve(index, name: name, at: id)
  }
}
