import Documents

/// The operators that compute.
enum Arithmetic: Sendable {
  case add, subtract, multiply, divide, modulo
}

extension Evaluation {
  @inline(__always)
  func compute(_ a: Value, _ b: Value, _ operation: Arithmetic) -> Value {
    if a.tag == .int, b.tag == .int { return integers(a.asInt, b.asInt, operation) }
    return computeRest(a, b, operation)
  }

  @inline(__always)
  private func integers(_ a: Int64, _ b: Int64, _ operation: Arithmetic) -> Value {
    let result: (partialValue: Int64, overflow: Bool)
    switch operation {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide:
      if b == 0 { return error(.divisionByZero) }
      result = a.dividedReportingOverflow(by: b)
    case .modulo:
      if b == 0 { return error(.modulusByZero) }
      result = a.remainderReportingOverflow(dividingBy: b)
    }
    return result.overflow ? error(.overflow) : .int(result.partialValue)
  }

  private func unsigned(_ a: UInt64, _ b: UInt64, _ operation: Arithmetic) -> Value {
    let result: (partialValue: UInt64, overflow: Bool)
    switch operation {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide:
      if b == 0 { return error(.divisionByZero) }
      result = (a / b, false)
    case .modulo:
      if b == 0 { return error(.modulusByZero) }
      result = (a % b, false)
    }
    return result.overflow ? error(.overflow) : .uint(result.partialValue)
  }

  private func doubles(_ a: Double, _ b: Double, _ operation: Arithmetic) -> Value? {
    switch operation {
    case .add: return .double(a + b)
    case .subtract: return .double(a - b)
    case .multiply: return .double(a * b)
    case .divide: return .double(a / b)
    case .modulo: return nil
    }
  }

  @inline(never)
  private func computeRest(_ a: Value, _ b: Value, _ operation: Arithmetic) -> Value {
    if !a.isUsable || !b.isUsable { return unusable(a, b) }
    var result: Value?
    switch (a.tag, b.tag) {
    case (.uint, .uint): result = unsigned(a.payload, b.payload, operation)
    case (.double, .double): result = doubles(a.asDouble, b.asDouble, operation)
    case (.string, .string), (.bytes, .bytes):
      result = operation == .add ? concatenate(a, b) : nil
    case (.list, .list): result = operation == .add ? append(a, b) : nil
    case (.timestamp, _), (.duration, _): result = time(a, b, operation)
    default: break
    }
    return result ?? error(.overload, a, b)
  }

  /// `-a`.
  func negate(_ a: Value) -> Value {
    switch a.tag {
    case .int: return a.asInt == .min ? error(.overflow) : .int(-a.asInt)
    case .double: return .double(-a.asDouble)
    default: return a.isUsable ? error(.overload, a) : unusable(a)
    }
  }

  func concatenate(_ a: Value, _ b: Value) -> Value {
    if a.byteCount == 0 { return b }
    if b.byteCount == 0 { return a }
    charge(UInt64(a.byteCount + b.byteCount + 9) / 10)
    return newText(a.tag, capacity: a.byteCount + b.byteCount) { target in
      target.update(from: memory.bytes(of: a).baseAddress!, count: a.byteCount)
      (target + a.byteCount).update(from: memory.bytes(of: b).baseAddress!, count: b.byteCount)
      return a.byteCount + b.byteCount
    }
  }

  /// `a + b` of lists; what is missing in either is missing in the result.
  func append(_ a: Value, _ b: Value) -> Value {
    let tail = merge(a.tail, b.tail)
    let n = memory.count(list: a)
    let m = memory.count(list: b)
    if m == 0 { return a.withTail(tail) }
    if n == 0 { return b.withTail(tail) }
    charge(UInt64(n + m + 9) / 10)
    guard let start = reserve(n + m + 1) else { return memoryExceeded() }
    let target = state.pointee.values + start
    target.pointee = Value(.int, payload: UInt64(n + m))
    for i in 0..<n { target[1 + i] = memory.element(i, of: a) }
    for i in 0..<m { target[1 + n + i] = memory.element(i, of: b) }
    return Value(
      .list, form: .scratch, arena: state.pointee.scratch,
      payload: UInt64(tail) << 32 | UInt64(start))
  }
}

extension Evaluation {
  /// Counts cost.
  @inline(__always)
  public func charge(_ cost: UInt64) { state.pointee.cost &+= cost }

  /// Whether the cost limit is passed.
  @inline(__always)
  var isOverBudget: Bool { state.pointee.cost > state.pointee.costLimit }
}
