import Documents

extension Evaluation {
  /// What stands where a bool should be: an unknown or error as it is, anything else an error.
  @inline(never)
  func notBool(_ value: Value, at id: Expression.ID = 0) -> Value {
    if value.tag == .bool { return value }
    return value.isUsable ? error(.notBool, value, at: id) : unusable(value)
  }

  /// `a && b` (neutral is true) or `a || b` (neutral is false) of evaluated operands.
  @inline(never)
  func absorbed(_ a: Value, _ b: Value, _ neutral: Bool) -> Value {
    if a.tag == .bool, a.asBool != neutral { return a }
    if b.tag == .bool { return b.asBool != neutral ? b : a }
    return a.tag == .bool ? notBool(b) : unusable(a, notBool(b))
  }
}
