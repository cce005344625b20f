// Operators. What one operand being constant makes faster has a closure of its own.

import Documents

extension Planner {
  func operation(
    _ id: Expression.ID, _ name: String, _ arguments: [Expression]
  ) -> Planned? {
    if arguments.count == 1 { return unary(id, name, arguments[0]) }
    guard arguments.count == 2 else { return nil }
    switch name {
    case "==": return equality(arguments, negated: false, id)
    case "!=": return equality(arguments, negated: true, id)
    case "<": return comparison(arguments, .less, id)
    case "<=": return comparison(arguments, .lessOrEqual, id)
    case ">": return comparison(arguments, .greater, id)
    case ">=": return comparison(arguments, .greaterOrEqual, id)
    case "+": return arithmetic(arguments, .add, id)
    case "-": return arithmetic(arguments, .subtract, id)
    case "*": return arithmetic(arguments, .multiply, id)
    case "/": return arithmetic(arguments, .divide, id)
    case "%": return arithmetic(arguments, .modulo, id)
    case "in": return membership(arguments, id)
    case "[]": return subscripted(arguments, id)
    case "[?]":
      return binary(arguments, id) { e, a, b in e.optionalIndex(a, b) }
    default: return nil
    }
  }

  private func unary(_ id: Expression.ID, _ name: String, _ operand: Expression) -> Planned? {
    guard name == "!" || name == "-" else { return nil }
    let planned = plan(operand)
    let x = planned.code
    let result: Planned
    if name == "!" {
      result = Planned(cost: 1 + planned.cost) { e in
        let a = x(e)
        return a.tag == .bool ? .bool(!a.asBool) : e.notBool(a, at: id)
      }
    } else {
      result = Planned(cost: 1 + planned.cost) { e in e.attributed(e.negate(x(e)), id) }
    }
    return planned.constant == nil ? result : folded(result)
  }

  /// An operator that a function of two values does.
  private func binary(
    _ arguments: [Expression], _ id: Expression.ID,
    _ body: @escaping (Evaluation, Value, Value) -> Value
  ) -> Planned {
    let (a, b) = (plan(arguments[0]), plan(arguments[1]))
    let (x, y) = (a.code, b.code)
    let planned = Planned(cost: 1 + a.cost + b.cost) { e in
      let left = x(e)
      return e.attributed(body(e, left, y(e)), id)
    }
    return a.constant != nil && b.constant != nil ? folded(planned) : planned
  }

  // MARK: Comparing

  private func equality(
    _ arguments: [Expression], negated: Bool, _ id: Expression.ID
  ) -> Planned {
    let (a, b) = (plan(arguments[0]), plan(arguments[1]))
    let (x, y) = (a.code, b.code)
    if a.constant != nil, b.constant != nil {
      return folded(Planned(cost: 1) { e in e.equality(x(e), y(e), negated, id) })
    }
    if let known = b.constant ?? a.constant, known.tag == .string {
      let other = b.constant == nil ? y : x
      let literal = StringLiteral(known, pool.store.memory)
      let weight = literal.weight
      return Planned(cost: 1 + a.cost + b.cost) { e in
        let value = other(e)
        if value.tag == .string {
          e.charge(weight)
          return .bool(literal.matches(e.memory.bytes(of: value)) != negated)
        }
        return e.equality(value, known, negated, id)
      }
    }
    return Planned(cost: 1 + a.cost + b.cost) { e in
      let left = x(e)
      return e.equality(left, y(e), negated, id)
    }
  }

  private func comparison(
    _ arguments: [Expression], _ comparison: Comparison, _ id: Expression.ID
  ) -> Planned {
    let (a, b) = (plan(arguments[0]), plan(arguments[1]))
    let (x, y) = (a.code, b.code)
    if let known = b.constant, known.tag == .int, a.constant == nil {
      let limit = known.asInt
      return Planned(cost: 1 + a.cost) { e in
        let value = x(e)
        if value.tag == .int { return .bool(comparison.holds(Order(value.asInt, limit))) }
        return e.attributed(e.compareRest(value, known, comparison), id)
      }
    }
    let planned = Planned(cost: 1 + a.cost + b.cost) { e in
      let left = x(e)
      return e.attributed(e.compare(left, y(e), comparison), id)
    }
    return a.constant != nil && b.constant != nil ? folded(planned) : planned
  }

  // MARK: Computing

  private func arithmetic(
    _ arguments: [Expression], _ operation: Arithmetic, _ id: Expression.ID
  ) -> Planned {
    let (a, b) = (plan(arguments[0]), plan(arguments[1]))
    let (x, y) = (a.code, b.code)
    if let known = b.constant, a.constant == nil {
      return Planned(cost: 1 + a.cost) { e in
        e.attributed(e.compute(x(e), known, operation), id)
      }
    }
    let planned = Planned(cost: 1 + a.cost + b.cost) { e in
      let left = x(e)
      return e.attributed(e.compute(left, y(e), operation), id)
    }
    return a.constant != nil && b.constant != nil ? folded(planned) : planned
  }

  // MARK: Containers

  private func subscripted(_ arguments: [Expression], _ id: Expression.ID) -> Planned {
    if !tracing, let path = path(.call(id, "[]", receiver: nil, arguments)) {
      return planned(path)
    }
    return binary(arguments, id) { e, a, b in e.index(a, b) }
  }

  private func membership(_ arguments: [Expression], _ id: Expression.ID) -> Planned {
    if !tracing {
      if case .literal(_, .string(let bytes)) = arguments[0] {
        // Usually the key of a map.
        let key = String(decoding: bytes, as: UTF8.self)
        return presence(of: key, in: arguments[1], id, isIndex: true)
      }
      let list = plan(arguments[1])
      if let constant = list.constant, let literals = strings(of: constant) {
        return stringMembership(plan(arguments[0]), literals, constant, id)
      }
    }
    return binary(arguments, id) { e, a, b in e.contains(a, in: b) }
  }

  /// The elements of a constant list of strings; nil for anything else.
  private func strings(of list: Value) -> [StringLiteral]? {
    guard list.tag == .list, list.tail == 0 else { return nil }
    let memory = pool.store.memory
    let elements = (0..<memory.count(list: list)).map { memory.element($0, of: list) }
    guard elements.allSatisfy({ $0.tag == .string }), elements.count <= 64 else { return nil }
    return elements.map { StringLiteral($0, memory) }
  }

  private func stringMembership(
    _ element: Planned, _ literals: [StringLiteral], _ list: Value, _ id: Expression.ID
  ) -> Planned {
    let x = element.code
    let set = StringSet(literals)
    let weight = literals.reduce(UInt64(1 + literals.count)) { $0 + $1.weight }
    let planned = Planned(cost: weight + element.cost) { e in
      let value = x(e)
      guard value.tag == .string else { return e.attributed(e.contains(value, in: list), id) }
      return .bool(set.contains(e.memory.bytes(of: value)))
    }
    return element.constant == nil ? planned : folded(planned)
  }
}

extension Evaluation {
  @inline(__always)
  func equality(_ a: Value, _ b: Value, _ negated: Bool, _ id: Expression.ID) -> Value {
    let same = equal(a, b)
    if same.tag == .bool { return .bool(same.asBool != negated) }
    if negated, let decided = sizeComparison(a, b, .notEqual) { return decided }
    return attributed(same, id)
  }
}

/// A constant string, laid out for comparing: its length and its first bytes as a number.
struct StringLiteral {
  private let bytes: UnsafePointer<UInt8>
  let count: Int

  /// The string must live as long as the pool.
  init(_ value: Value, _ memory: Memory) {
    let buffer = memory.bytes(of: value)
    bytes = buffer.baseAddress!
    count = buffer.count
  }

  /// What comparing it costs beside the operator.
  var weight: UInt64 { count > Evaluation.shortText ? UInt64(count) / 10 : 0 }

  @inline(__always)
  func matches(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    if other.count != count { return false }
    let a = UnsafeRawPointer(bytes)
    let b = UnsafeRawPointer(other.baseAddress.unsafelyUnwrapped)
    if count >= 8 {
      var i = 0
      while i &+ 8 <= count {
        if a.loadUnaligned(fromByteOffset: i, as: UInt64.self)
          != b.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        {
          return false
        }
        i &+= 8
      }
      return a.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        == b.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    }
    for i in 0..<count where bytes[i] != other[i] { return false }
    return true
  }
}

/// A few constant strings.
final class StringSet {
  // Memory of its own: an array would be retained and released for each search.
  private let base: UnsafeMutablePointer<StringLiteral>
  private let count: Int
  /// The lengths that occur, as bits; lengths from 63 share one.
  private let lengths: UInt64

  init(_ literals: [StringLiteral]) {
    base = .allocate(capacity: literals.count)
    base.initialize(from: literals, count: literals.count)
    count = literals.count
    lengths = literals.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
  }

  deinit { base.deallocate() }

  @inline(__always)
  func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if lengths >> UInt64(min(text.count, 63)) & 1 == 0 { return false }
    for i in 0..<count where base[i].matches(text) { return true }
    return false
  }
}
