// Fields.
//
// `object.metadata.labels['app']` is one closure: the root's slot and a step for each field. A step
// remembers the shape it met last and the field's position in it (`SelectionCache`, in the
// evaluator): a hit costs one comparison, and objects of one kind share their shapes. While the
// shapes are those that were met before, a walk goes from word to word of the document and makes a
// `Value` of the last one only.

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
    Step(key: key(field), site: sites(1), name: string(field), id: id, isIndex: isIndex)
  }

  func select(
    _ expression: Expression, _ id: Expression.ID, _ operand: Expression, _ field: String,
    optional: Bool
  ) -> Planned {
    switch checked.references[Int(id)] {
    case .variable(let index) where optional:
      let member = variable(index, id)
      let code = member.code
      return Planned(cost: member.cost) { e in
        let value = code(e)
        return value.tag == .error || value.tag == .unknown ? value : e.optional(value)
      }
    case .variable(let index): return variable(index, id)
    case .type(let type): return Planned(constant: TypeName.value(of: type))
    default: break
    }
    if optional {
      let operand = plan(operand)
      let x = operand.code
      let name = string(field)
      return Planned(cost: 1 + operand.cost) { e in
        e.attributed(e.optionalIndex(x(e), name), id)
      }
    }
    if !tracing, let path = path(expression) { return planned(path) }
    let operand = plan(operand)
    let step = step(field, id)
    let x = operand.code
    let planned = Planned(cost: 1 + operand.cost) { e in e.take(step, of: x(e)) }
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
    let name = string(checked.names[index] ?? "")
    return Path(root: .global(index, name: name), id: id, steps: [])
  }

  /// The code of a path.
  func planned(_ path: Path) -> Planned {
    let route = Route(path, site: sites(path.steps.count), pool.store.memory)
    let cost = UInt64(1 + path.steps.count)
    switch path.root {
    case .global(let index, let name):
      let id = path.id
      return Planned(cost: cost) { e in e.follow(route, from: e.global(index, name, id)) }
    case .local(let slot):
      return Planned(cost: cost) { e in e.follow(route, from: e.state.pointee.locals[slot]) }
    }
  }

  func has(_ id: Expression.ID, _ operand: Expression, _ field: String) -> Planned {
    if case .variable(let index) = checked.references[Int(id)] {
      // A variable of that name is there, whatever its value is.
      let member = variable(index, id)
      let code = member.code
      return Planned(cost: 1 + member.cost) { e in
        let value = code(e)
        return value.tag == .error || value.tag == .unknown ? value : .bool(true)
      }
    }
    return presence(of: field, in: operand, id, isIndex: false)
  }

  /// `has(operand.field)`, or `'field' in operand` where that is not a list.
  func presence(
    of field: String, in operand: Expression, _ id: Expression.ID, isIndex: Bool
  ) -> Planned {
    if !tracing, var path = anyPath(operand) {
      path.steps.append(step(field, id, isIndex: isIndex))
      return plannedPresence(path)
    }
    let container = plan(operand)
    let x = container.code
    let step = step(field, id, isIndex: isIndex)
    let planned = Planned(cost: 1 + container.cost) { e in e.presence(step, in: x(e)) }
    return container.constant == nil ? planned : folded(planned)
  }

  /// Whether the last field of a path is there.
  private func plannedPresence(_ path: Path) -> Planned {
    let route = Route(path, site: sites(path.steps.count), pool.store.memory)
    let cost = UInt64(1 + path.steps.count)
    switch path.root {
    case .global(let index, let name):
      let id = path.id
      return Planned(cost: cost) { e in e.presence(route, from: e.global(index, name, id)) }
    case .local(let slot):
      return Planned(cost: cost) { e in e.presence(route, from: e.state.pointee.locals[slot]) }
    }
  }
}

/// The steps of a path, as closures hold them.
///
/// The caches of its steps lie side by side, from `site` on: a walk that meets the shapes that it
/// met before needs nothing but them.
final class Route {
  let site: Int
  let count: Int
  /// For what the caches do not know.
  let steps: [Step]

  init(_ path: Path, site: Int, _ memory: Memory) {
    self.site = site
    count = path.steps.count
    var steps = path.steps
    for i in steps.indices { steps[i].site = site + i }
    self.steps = steps
  }
}

extension Evaluation {
  @inline(__always)
  func attributed(_ value: Value, _ id: Expression.ID) -> Value {
    if value.tag == .error { attribute(value, to: id) }
    return value
  }

  /// The index and tail of the map that the steps of a route but the last lead to; index -1 where
  /// the caches do not know the way.
  @inline(__always)
  private func descend(
    _ route: Route, _ caches: UnsafePointer<SelectionCache>, _ words: UnsafePointer<UInt64>,
    from root: Value
  ) -> (index: Int, tail: UInt64) {
    var index = Int(truncatingIfNeeded: root.payload & 0xFFFF_FFFF)
    var tail = root.payload >> 32
    let last = route.count &- 1
    var i = 0
    while i < last {
      let cache = caches[i]
      guard cache.shape == UInt32(truncatingIfNeeded: words[index]), cache.slot >= 0 else {
        return (-1, 0)
      }
      let word = words[index &+ 1 &+ Int(truncatingIfNeeded: cache.slot)]
      guard word & 0xFF == WordTag.map else { return (-1, 0) }
      index = Int(truncatingIfNeeded: word >> 32)
      tail = word >> 8 & 0xFF_FFFF
      i &+= 1
    }
    return (index, tail)
  }

  /// The value at the end of a route.
  @inline(__always)
  func follow(_ route: Route, from root: Value) -> Value {
    guard root.tag == .map, root.form == .document else { return followSlowly(route, from: root) }
    let words = UnsafePointer(memory.arenas[Int(root.arena)].words)
    let caches = UnsafePointer(state.pointee.caches + route.site)
    let index = descend(route, caches, words, from: root).index
    if index >= 0 {
      let cache = caches[route.count &- 1]
      if cache.shape == UInt32(truncatingIfNeeded: words[index]), cache.slot >= 0 {
        let node = index &+ 1 &+ Int(truncatingIfNeeded: cache.slot)
        return memory.value(arena: root.arena, node: node)
      }
    }
    return followSlowly(route, from: root)
  }

  @inline(never)
  private func followSlowly(_ route: Route, from root: Value) -> Value {
    var value = root
    for step in route.steps { value = take(step, of: value) }
    return value
  }

  /// Whether there is a value at the end of a route.
  @inline(__always)
  func presence(_ route: Route, from root: Value) -> Value {
    guard root.tag == .map, root.form == .document else {
      return presenceSlowly(route, from: root)
    }
    let words = UnsafePointer(memory.arenas[Int(root.arena)].words)
    let caches = UnsafePointer(state.pointee.caches + route.site)
    let (index, tail) = descend(route, caches, words, from: root)
    if index >= 0 {
      let cache = caches[route.count &- 1]
      if cache.shape == UInt32(truncatingIfNeeded: words[index]) {
        if cache.slot < 0 {
          if tail == 0 { return .bool(false) }
        } else {
          let word = words[index &+ 1 &+ Int(truncatingIfNeeded: cache.slot)]
          if word & 0xFF != WordTag.unknown { return .bool(true) }
        }
      }
    }
    return presenceSlowly(route, from: root)
  }

  @inline(never)
  private func presenceSlowly(_ route: Route, from root: Value) -> Value {
    var value = root
    for step in route.steps.dropLast() { value = take(step, of: value) }
    return presence(route.steps[route.steps.count - 1], in: value)
  }

  /// `container.field`.
  @inline(__always)
  func take(_ step: Step, of container: Value) -> Value {
    if container.tag == .map, container.form == .document {
      let cache = state.pointee.caches[step.site]
      if cache.shape == memory.shape(of: container), cache.slot >= 0 {
        return memory.value(slot: Int(cache.slot), of: container)
      }
      return takeUncached(step, of: container)
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
  private func takeUncached(_ step: Step, of container: Value) -> Value {
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
    let value =
      step.isIndex ? contains(step.name, in: container) : has(container, step.name)
    return attributed(value, step.id)
  }
}
