// Fields.
//
// `object.metadata.labels['app']` is one closure: the root's slot and a step for each field. A step
// remembers the shape it met last and the field's position in it (`SelectionCache`, in the
// evaluator): a hit costs one comparison, and objects of one kind share their shapes.

import Documents

/// One field of a path.
struct Step {
  var key: UInt32
  var site: Int
  /// The field's name as a value.
  var name: Value
  var id: Expression.ID
  /// Written `['name']`.
  var isIndex: Bool
}

/// A variable and the fields that are taken from it in turn.
struct Path {
  enum Root {
    case global(Int, name: Value)
    case local(Int)
  }

  var root: Root
  var id: Expression.ID
  var steps: [Step]
}

extension Planner {
  /// The number of a key that expressions name.
  func key(_ name: String) -> UInt32 { pool.store.key(name) ?? 0 }

  func step(_ field: String, _ id: Expression.ID, isIndex: Bool = false) -> Step {
    Step(key: key(field), site: site(), name: string(field), id: id, isIndex: isIndex)
  }

  func select(
    _ expression: Expression, _ id: Expression.ID, _ operand: Expression, _ field: String,
    optional: Bool
  ) -> Planned {
    switch checked.references[Int(id)] {
    case .variable(let index) where optional:
      let member = variable(index, id).code
      return Planned { e in
        let value = member(e)
        return value.tag == .error || value.tag == .unknown ? value : e.optional(value)
      }
    case .variable(let index): return variable(index, id)
    case .type(let type): return Planned(constant: TypeName.value(of: type))
    default: break
    }
    if optional {
      let operand = plan(operand).code
      let name = string(field)
      return Planned { e in
        e.charge(1)
        return e.attributed(e.optionalIndex(operand(e), name), id)
      }
    }
    if !tracing, let path = path(expression) { return Planned(code(of: path)) }
    let operand = plan(operand)
    let step = step(field, id)
    let x = operand.code
    let planned = Planned { e in
      e.charge(1)
      return e.take(step, of: x(e))
    }
    return operand.constant == nil ? planned : folded(planned)
  }

  /// The path that an expression is, if it is one of at least one field.
  func path(_ expression: Expression) -> Path? {
    guard let path = anyPath(expression), !path.steps.isEmpty else { return nil }
    return path
  }

  private func anyPath(_ expression: Expression) -> Path? {
    switch expression {
    case .identifier(let id, let name, let absolute):
      if !absolute, let slot = local(name) { return Path(root: .local(slot), id: id, steps: []) }
      return root(id)
    case .select(let id, let operand, let field, optional: false):
      if let root = root(id) { return root }
      if checked.references[Int(id)] != nil { return nil }
      guard var path = anyPath(operand) else { return nil }
      path.steps.append(step(field, id))
      return path
    case .call(let id, "[]", receiver: nil, let arguments):
      guard case .literal(_, .string(let bytes)) = arguments[1],
        var path = anyPath(arguments[0])
      else { return nil }
      path.steps.append(step(String(decoding: bytes, as: UTF8.self), id, isIndex: true))
      return path
    default: return nil
    }
  }

  private func root(_ id: Expression.ID) -> Path? {
    guard case .variable(let index) = checked.references[Int(id)] else { return nil }
    let name = string(environment.variables[index].name)
    return Path(root: .global(index, name: name), id: id, steps: [])
  }

  /// The closure of a path; one is written for each of the usual lengths, so that the steps are
  /// plain code.
  func code(of path: Path) -> Code {
    let id = path.id
    let steps = path.steps
    let cost = UInt64(1 + steps.count)
    switch (path.root, steps.count) {
    case (.global(let index, let name), 1):
      let a = steps[0]
      return { e in
        e.charge(cost)
        return e.take(a, of: e.global(index, name, id))
      }
    case (.global(let index, let name), 2):
      let (a, b) = (steps[0], steps[1])
      return { e in
        e.charge(cost)
        return e.take(b, of: e.take(a, of: e.global(index, name, id)))
      }
    case (.global(let index, let name), 3):
      let (a, b, c) = (steps[0], steps[1], steps[2])
      return { e in
        e.charge(cost)
        return e.take(c, of: e.take(b, of: e.take(a, of: e.global(index, name, id))))
      }
    case (.local(let slot), 1):
      let a = steps[0]
      return { e in
        e.charge(cost)
        return e.take(a, of: e.state.pointee.locals[slot])
      }
    case (.local(let slot), 2):
      let (a, b) = (steps[0], steps[1])
      return { e in
        e.charge(cost)
        return e.take(b, of: e.take(a, of: e.state.pointee.locals[slot]))
      }
    case (.global(let index, let name), _):
      return { e in
        e.charge(cost)
        var value = e.global(index, name, id)
        for step in steps { value = e.take(step, of: value) }
        return value
      }
    case (.local(let slot), _):
      return { e in
        e.charge(cost)
        var value = e.state.pointee.locals[slot]
        for step in steps { value = e.take(step, of: value) }
        return value
      }
    }
  }

  func has(_ id: Expression.ID, _ operand: Expression, _ field: String) -> Planned {
    if case .variable(let index) = checked.references[Int(id)] {
      // A variable of that name is there, whatever its value is.
      let member = variable(index, id).code
      return Planned { e in
        e.charge(1)
        let value = member(e)
        return value.tag == .error || value.tag == .unknown ? value : .bool(true)
      }
    }
    let container = plan(operand)
    let x = container.code
    let step = step(field, id)
    let planned = Planned { e in
      e.charge(1)
      return e.presence(step, in: x(e))
    }
    return container.constant == nil ? planned : folded(planned)
  }
}

extension Evaluation {
  @inline(__always)
  func attributed(_ value: Value, _ id: Expression.ID) -> Value {
    if value.tag == .error { attribute(value, to: id) }
    return value
  }

  /// `container.field`.
  @inline(__always)
  func take(_ step: Step, of container: Value) -> Value {
    if container.tag == .map, container.form == .document {
      let cache = state.pointee.caches[step.site]
      if cache.shape == memory.shape(of: container), cache.slot >= 0 {
        return memory.value(slot: Int(cache.slot), of: container)
      }
      return takeMissed(step, of: container)
    }
    return takeRest(step, of: container)
  }

  /// The position of a step's field in a document's map, from its cache if it is there.
  @inline(__always)
  private func slot(_ step: Step, in container: Value) -> Int32 {
    let shape = memory.shape(of: container)
    let cache = state.pointee.caches[step.site]
    if cache.shape == shape { return cache.slot }
    let slot = Int32(memory.slot(of: step.key, in: shape))
    state.pointee.caches[step.site] = SelectionCache(shape: shape, slot: slot)
    return slot
  }

  @inline(never)
  private func takeMissed(_ step: Step, of container: Value) -> Value {
    let slot = slot(step, in: container)
    if slot >= 0 { return memory.value(slot: Int(slot), of: container) }
    return container.tail != 0
      ? unknown(container.tail) : error(.noSuchKey, step.name, container, at: step.id)
  }

  @inline(never)
  private func takeRest(_ step: Step, of container: Value) -> Value {
    let value =
      step.isIndex ? index(container, step.name) : selectRest(container, step.name)
    return attributed(value, step.id)
  }

  /// `has(container.field)`.
  @inline(__always)
  func presence(_ step: Step, in container: Value) -> Value {
    if container.tag == .map, container.form == .document {
      let slot = slot(step, in: container)
      if slot >= 0 {
        let word = memory.arenas[Int(container.arena)].words[container.index + 1 + Int(slot)]
        if word & 0xFF != WordTag.unknown { return .bool(true) }
      } else if container.tail == 0 {
        return .bool(false)
      }
    }
    return presenceRest(step, in: container)
  }

  @inline(never)
  private func presenceRest(_ step: Step, in container: Value) -> Value {
    attributed(has(container, step.name), step.id)
  }
}
