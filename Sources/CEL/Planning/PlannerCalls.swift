// A call ends in one of three shapes:
//
//     one argument     a chain of closures, one for each overload that may apply: each looks at the
//                      argument's tag and runs its body or asks the next
//     two arguments    one overload: both tags are looked at, then the body runs
//     all others       the arguments go on the evaluator's stack, and the first overload that takes
//                      them runs over the stack
//
// The same place keeps unknowns and errors away from functions: unless a function demands to see
// them (`Overload.Demand`), an argument that is not usable, or a list that is not all known,
// decides the result, and the function is never run. A function that nobody thought about is
// thereby right.

// Calls: guards on the arguments, then the function's body.

import Documents

/// Which values a parameter takes: a set of tags, and of kinds of opaque values.
struct ParameterGuard {
  private var tags: UInt32
  private var kinds: UInt8

  init(_ type: CELType) {
    tags = ParameterGuard.tags(type)
    kinds = 0xFF
    if case .opaque(let name, _) = type { kinds = Opaque.kinds(named: name) }
  }

  private static func tags(_ type: CELType) -> UInt32 {
    func only(_ tag: Tag) -> UInt32 { 1 << UInt32(tag.rawValue) }
    switch type {
    case .null: return only(.null)
    case .bool: return only(.bool)
    case .int: return only(.int)
    case .uint: return only(.uint)
    case .double: return only(.double)
    case .string: return only(.string)
    case .bytes: return only(.bytes)
    case .timestamp: return only(.timestamp)
    case .duration: return only(.duration)
    case .list: return only(.list)
    case .map, .object: return only(.map)
    case .type: return only(.type)
    case .optional: return only(.optional)
    case .opaque: return only(.opaque)
    case .nullable(let content): return tags(content) | only(.null)
    case .dyn, .parameter, .variable: return .max
    }
  }

  @inline(__always)
  func accepts(_ value: Value) -> Bool {
    guard tags >> UInt32(value.tag.rawValue) & 1 != 0 else { return false }
    return value.tag != .opaque || kinds >> UInt8(Opaque.kind(value).rawValue) & 1 != 0
  }
}

/// An overload as a call uses it.
private struct Candidate {
  let overload: Overload
  let guards: [ParameterGuard]

  func accepts(_ values: UnsafeBufferPointer<Value>) -> Bool {
    guard values.count == guards.count || (overload.isVariadic && values.count > 0) else {
      return false
    }
    for (i, value) in values.enumerated()
    where !guards[min(i, guards.count - 1)].accepts(value) {
      return false
    }
    return true
  }
}

extension Planner {
  func call(
    _ id: Expression.ID, _ name: String, _ receiver: Expression?, _ arguments: [Expression]
  ) -> Planned {
    if receiver == nil, let planned = operation(id, name, arguments) { return planned }
    guard case .function(let function, let matching, let namespaced) = checked.references[Int(id)]
    else { return failure(.unboundFunction, name, id) }
    let operands = (namespaced ? [] : receiver.map { [$0] } ?? []) + arguments
    let pattern = constantPattern(function, operands)
    if let pattern, function.name == "matches" { return matches(operands, pattern, id) }
    let candidates = matching.map { i in
      var overload = function.overloads[i]
      if let pattern { overload.body = RegexLibrary.body(function.name, pattern) }
      return Candidate(
        overload: overload, guards: overload.parameters.map(ParameterGuard.init))
    }
    let planned = operands.map(plan)
    if let function = candidates.first?.overload.defined {
      return defined(function, planned, id)
    }
    let cost = planned.reduce(0) { $0 + $1.cost }
    let result: Planned
    if planned.count == 1, let unary = Planner.unaryBodies(candidates) {
      result = Planned(cost: cost, self.unary(unary, planned[0].code, id))
    } else if planned.count == 2, candidates.count == 1,
      case .binary(let body) = candidates[0].overload.body
    {
      result = Planned(cost: cost, binary(candidates[0], body, planned, id))
    } else {
      result = Planned(
        cost: cost, general(candidates, planned.map(\.code), id, function.name))
    }
    let isPure = candidates.allSatisfy { $0.overload.isPure }
    return isPure && planned.allSatisfy { $0.constant != nil } ? folded(result) : result
  }

  private typealias UnaryBody = (Evaluation, Value) -> Value

  /// An overload of one argument. Not a tuple: in an array of those, closures are kept in a form
  /// that every call has to convert.
  private struct UnaryCandidate {
    let accepted: ParameterGuard
    let overload: Overload
    let body: UnaryBody
  }

  /// The bodies of overloads that all take one argument, strings first: they are the most frequent
  /// in documents.
  private static func unaryBodies(_ candidates: [Candidate]) -> [UnaryCandidate]? {
    var result: [UnaryCandidate] = []
    for candidate in candidates {
      guard case .unary(let body) = candidate.overload.body, candidate.guards.count == 1 else {
        return nil
      }
      let isString = candidate.overload.parameters[0] == .string
      result.insert(
        UnaryCandidate(accepted: candidate.guards[0], overload: candidate.overload, body: body),
        at: isString ? 0 : result.count)
    }
    return result.isEmpty ? nil : result
  }

  /// A call of the first overload that takes the argument. A chain of closures, so that none has to
  /// be fetched from an array, and retained, for each call.
  private func unary(
    _ bodies: [UnaryCandidate], _ x: @escaping Code, _ id: Expression.ID
  ) -> Code {
    var next: UnaryBody = { e, a in e.refused(a, a, id, count: 1) }
    for candidate in bodies.reversed() {
      let otherwise = next
      let body = candidate.body
      let accepted = candidate.accepted
      let cost = candidate.overload.cost
      let demand = candidate.overload.demand
      next = { e, a in
        if a.isUsable, accepted.accepts(a), demand != .complete || e.isComplete(a) {
          guard e.pays(cost, a, a) else { return e.costExceeded() }
          return e.attributed(body(e, a), id)
        }
        return demand == .anything ? e.attributed(body(e, a), id) : otherwise(e, a)
      }
    }
    let first = next
    return { e in first(e, x(e)) }
  }

  private func binary(
    _ candidate: Candidate, _ body: @escaping (Evaluation, Value, Value) -> Value,
    _ operands: [Planned], _ id: Expression.ID
  ) -> Code {
    let (first, second) = (candidate.guards[0], candidate.guards[1])
    let cost = candidate.overload.cost
    let demand = candidate.overload.demand
    let (x, y) = (operands[0].code, operands[1].code)
    return { e in
      let a = x(e)
      let b = y(e)
      if a.isUsable, b.isUsable, first.accepts(a), second.accepts(b),
        demand != .complete || (e.isComplete(a) && e.isComplete(b))
      {
        guard e.pays(cost, a, b) else { return e.costExceeded() }
        return e.attributed(body(e, a, b), id)
      }
      if demand == .anything { return e.attributed(body(e, a, b), id) }
      return e.refused(a, b, id, count: 2)
    }
  }

  private func general(
    _ candidates: [Candidate], _ operands: [Code], _ id: Expression.ID, _ name: String
  ) -> Code {
    { e in
      let mark = e.mark
      defer { e.drop(to: mark) }
      for operand in operands {
        let value = operand(e)
        guard e.push(value) else { return e.memoryExceeded() }
      }
      let values = e.pushed(since: mark)
      let lenient = candidates.contains { $0.overload.demand == .anything }
      if !lenient, let problem = e.unusable(values) { return problem }
      for candidate in candidates where candidate.accepts(values) {
        if candidate.overload.demand == .complete, let problem = e.incomplete(values) {
          return problem
        }
        let first = values.first ?? .null
        for value in values.dropFirst(2) { e.charge(e.bulk(value)) }
        guard e.pays(candidate.overload.cost, first, values.count > 1 ? values[1] : first) else {
          return e.costExceeded()
        }
        return e.attributed(e.run(candidate.overload.body, values, name), id)
      }
      let first = values.first ?? .null
      return e.refused(first, values.count > 1 ? values[1] : first, id, count: values.count)
    }
  }
}

extension Evaluation {
  @inline(__always)
  fileprivate func run(
    _ body: Overload.Body, _ values: UnsafeBufferPointer<Value>, _ name: String
  ) -> Value {
    switch body {
    case .unary(let body): return body(self, values[0])
    case .binary(let body): return body(self, values[0], values[1])
    case .variadic(let body): return body(self, values)
    case .expression, .none: return error("the function '\(name)' cannot be evaluated")
    }
  }

  /// What a call gives whose arguments its function does not take.
  @inline(never)
  fileprivate func refused(
    _ a: Value, _ b: Value, _ id: Expression.ID, count: Int
  ) -> Value {
    if !a.isUsable || !b.isUsable { return attributed(unusable(a, b), id) }
    if let problem = incomplete(a) {
      if let other = incomplete(b) { return unusable(problem, other) }
      return problem
    }
    if let problem = incomplete(b) { return problem }
    return error(.overload, a, count > 1 ? b : .unset, at: id)
  }
}
