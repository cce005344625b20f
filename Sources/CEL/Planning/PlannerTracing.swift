import Documents

extension Planner {
  /// Code that reports its value.
  func traced(_ id: Expression.ID, _ planned: Planned) -> Planned {
    let code = planned.code
    var result = Planned(cost: planned.cost) { e in
      guard let tracer = e.evaluator.tracer else { return code(e) }
      tracer.enter(id)
      let value = code(e)
      tracer.leave(value)
      return value
    }
    result.constant = planned.constant
    return result
  }

  /// The body of a macro, which reports its turns.
  func tracedIteration(_ id: Expression.ID, _ loop: Loop, _ code: @escaping Code) -> Code {
    { e in
      guard let tracer = e.evaluator.tracer else { return code(e) }
      let locals = e.state.pointee.locals
      let variables = [locals[loop.first]] + (loop.second.map { [locals[$0]] } ?? [])
      tracer.enter(id)
      let value = code(e)
      tracer.leaveIteration(variables, value)
      return value
    }
  }
}
