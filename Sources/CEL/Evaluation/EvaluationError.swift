import Documents

/// Why an evaluation gave no value.
public struct EvaluationError: Error, Sendable {
  public var message: String
  /// The same in the words of Kubernetes' API server, which says less.
  public var kubernetesMessage: String
  /// The sub-expression that failed; 0 where it is not known.
  public var expression: Expression.ID
  /// `number` of the program that the sub-expression belongs to.
  public var program: Int
}

/// An error as it is kept until someone asks for its text.
struct ErrorRecord {
  enum Kind: UInt8 {
    case noSuchKey, notAMap, indexOutOfBounds, divisionByZero, modulusByZero, overflow, overload
    case unboundVariable, unboundFunction, notBool, duplicateKey, cycle
    case badIndex, rangeError, noValue, custom
  }

  var kind: Kind
  var expression: Expression.ID = 0
  var program: UInt32 = 0
  /// What the message names: a key, an index, a name, or the number of a custom text.
  var subject = Value.null
  var other = Value.null
}

extension Evaluation {
  /// Errors of one subject that are kept apart; the rest share the last one.
  private static var errorLimit: Int { 1 << 16 }

  @inline(never)
  func error(
    _ kind: ErrorRecord.Kind, _ subject: Value = .null, _ other: Value = .unset,
    at expression: Expression.ID = 0
  ) -> Value {
    let owner = evaluator
    state.pointee.isOwnerUsed = true
    if owner.errors.count < Evaluation.errorLimit {
      owner.errors.append(
        ErrorRecord(
          kind: kind, expression: expression,
          program: expression == 0 ? 0 : state.pointee.program, subject: subject, other: other))
    }
    return Value(.error, payload: UInt64(owner.errors.count - 1))
  }

  /// An error with a text of its own.
  public func error(_ message: String) -> Value {
    let owner = evaluator
    if owner.messages.count < Evaluation.errorLimit { owner.messages.append(message) }
    return error(.custom, .int(Int64(owner.messages.count - 1)))
  }

  // Not in the table, which is full when these are needed most.
  /// Also ends the evaluation as soon as possible: what was lost cannot be made up for.
  @inline(never)
  func memoryExceeded() -> Value {
    state.pointee.isMemoryExceeded = true
    state.pointee.cost = max(state.pointee.cost, state.pointee.costLimit &+ 1)
    return .memoryExceeded
  }

  func costExceeded() -> Value {
    state.pointee.isMemoryExceeded ? .memoryExceeded : .costExceeded
  }

  /// The result of an evaluation within its limits, or the error that says which was passed.
  func withinLimits(_ value: Value) -> Value {
    isOverBudget || state.pointee.isMemoryExceeded ? costExceeded() : value
  }

  /// Notes which sub-expression an error arose in, if that is not known yet.
  @inline(never)
  func attribute(_ error: Value, to expression: Expression.ID) {
    let owner = evaluator
    let index = Int(truncatingIfNeeded: error.payload)
    guard error.payload < UInt64(owner.errors.count), owner.errors[index].expression == 0
    else { return }
    owner.errors[index].expression = expression
    owner.errors[index].program = state.pointee.program
  }
}

extension Evaluator {
  /// What an error value says; nil for other values.
  public func error(of value: Value) -> EvaluationError? {
    guard value.tag == .error else { return nil }
    guard value.payload < UInt64(errors.count) else {
      return fixedError(value)
    }
    let record = errors[Int(value.payload)]
    return EvaluationError(
      message: message(record), kubernetesMessage: kubernetesMessage(record),
      expression: record.expression, program: Int(record.program))
  }

  /// What the errors say that are not in the table.
  private func fixedError(_ value: Value) -> EvaluationError {
    var message = "a variable has no value"
    var kubernetesMessage = message
    if value.payload == Value.costExceeded.payload {
      message = "the expression exceeds its cost limit"
      kubernetesMessage = "operation cancelled: actual cost limit exceeded"
    } else if value.payload == Value.memoryExceeded.payload {
      message = "the expression builds more than fits its memory limit"
      kubernetesMessage = message
    }
    return EvaluationError(
      message: message, kubernetesMessage: kubernetesMessage, expression: 0, program: 0)
  }

  private func kubernetesMessage(_ record: ErrorRecord) -> String {
    switch record.kind {
    case .noSuchKey: "no such key: \(string(record.subject) ?? text(of: record.subject))"
    case .notAMap: "no such key: \(string(record.other) ?? text(of: record.other))"
    case .overload, .notBool, .badIndex: "no such overload"
    case .unboundVariable: "no such attribute(s): \(text(of: record.subject))"
    case .noValue: "optional.none() dereference"
    default: message(record)
    }
  }

  private func message(_ record: ErrorRecord) -> String {
    let subject = { self.text(of: record.subject) }
    switch record.kind {
    case .noSuchKey: return "no such key: \(subject())"
    case .notAMap: return "a value of type \(typeName(of: record.subject)) has no fields"
    case .indexOutOfBounds: return "index out of bounds: \(subject())"
    case .badIndex: return "invalid index of type \(typeName(of: record.subject))"
    case .divisionByZero: return "division by zero"
    case .modulusByZero: return "modulus by zero"
    case .overflow: return "integer overflow"
    case .overload:
      // What has one operand only leaves the other one unset.
      let operands = [record.subject, record.other].filter { !$0.isUnset }
      let types = operands.map { typeName(of: $0) }
      return "no such overload: \(types.joined(separator: ", "))"
    case .unboundVariable: return "no such variable: \(subject())"
    case .unboundFunction: return "no such function: \(subject())"
    case .notBool: return "not a bool: \(typeName(of: record.subject))"
    case .duplicateKey: return "duplicate key: \(subject())"
    case .cycle: return "a variable refers to itself"
    case .rangeError: return "value out of range: \(subject())"
    case .noValue: return "optional.none() has no value"
    case .custom: return messages[Int(record.subject.asInt)]
    }
  }
}
