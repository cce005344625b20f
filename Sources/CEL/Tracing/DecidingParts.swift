// What decided a result.
//
// A finding points at the value that made an expression what it is: the counterexample of `all`,
// the collection in which `exists` found nothing, the object that lacks a field. This walks down
// the trace, at each node to the sub-expressions that decided, until it meets values that come from
// documents.

import Documents

/// A value that decided the result of an expression.
public struct DecidingPart {
  public enum Role: Sendable, Equatable {
    /// An operand, as it stands in a document.
    case value
    /// The object that lacks the field of this name.
    case missingField(String)
    /// The list or map in which nothing was found.
    case collection
    /// The element that a macro stopped at.
    case element
  }

  public let program: Program
  /// The sub-expression whose value it is.
  public let expression: Expression.ID
  public let value: Value
  public let role: Role

  public init(program: Program, expression: Expression.ID, value: Value, role: Role) {
    self.program = program
    self.expression = expression
    self.value = value
    self.role = role
  }

  /// Where the sub-expression stands in its program's text.
  public var range: SourceRange { program.syntax.range(of: expression) }
}

extension Evaluator {
  /// The values that decided the result of a trace, the most telling one first.
  ///
  /// - Parameters:
  ///   - known: What decided variables that are the same for all subjects.
  ///   - variable: the trace of the expression of a lazy variable, by its index; nil for variables
  ///     that are not expressions.
  public func decidingParts(
    of trace: Trace, known: KnownParts? = nil, variable: @escaping (Int) -> Trace? = { _ in nil }
  ) -> [DecidingPart] {
    var walk = DecisionWalk(
      evaluator: self, program: trace.program, variable: variable, known: known)
    walk.visit(trace.program.syntax.root, trace.root)
    return walk.found
  }
}

/// What decided variables that are the same for all subjects, found once: one of thousands of nodes
/// may be traced for each of them.
public final class KnownParts {
  fileprivate struct Key: Hashable {
    let index: Int
    /// Whether nothing else was found before: then what is found last tells more.
    let isFirst: Bool
  }

  fileprivate struct Parts {
    let found: [DecidingPart]
    let followed: Set<Int>
  }

  fileprivate var parts: [Key: Parts] = [:]
  fileprivate let isShared: (Int) -> Bool

  /// - Parameter isShared: whether the variable of an index is the same for all subjects.
  public init(isShared: @escaping (Int) -> Bool) { self.isShared = isShared }
}

private struct DecisionWalk {
  let evaluator: Evaluator
  let program: Program
  let variable: (Int) -> Trace?
  let known: KnownParts?
  var found: [DecidingPart] = []
  /// What `cel.bind` gave names to.
  var bound: [String: (Expression, TraceNode)] = [:]
  /// What the parameters of the function stand for whose body this is, by index.
  var arguments: [Int: Argument] = [:]

  struct Argument {
    let expression: Expression
    let node: TraceNode
    /// The walk through the calling expression.
    let caller: DecisionWalk
  }
  var depth = 0
  /// Variables that were followed: again they would tell the same, and each may name others often.
  var followed: Set<Int> = []

  /// Traces of variables that are followed into each other.
  static let depthLimit = 16
  /// Values that are worth naming.
  static let foundLimit = 64

  mutating func add(_ id: Expression.ID, _ value: Value, _ role: DecidingPart.Role) {
    guard value.hasPlace else { return }
    add(DecidingPart(program: program, expression: id, value: value, role: role))
  }

  private mutating func add(_ part: DecidingPart) {
    guard found.count < DecisionWalk.foundLimit else { return }
    let value = part.value
    let isKnown = found.contains { $0.value.arena == value.arena && $0.value.node == value.node }
    if !isKnown { found.append(part) }
  }

  private func child(_ node: TraceNode, _ expression: Expression) -> TraceNode? {
    node.children.first { $0.expression == expression.id }
  }

  private mutating func visitChild(_ expression: Expression, of node: TraceNode) {
    if let child = child(node, expression) { visit(expression, child) }
  }

  mutating func visit(_ expression: Expression, _ node: TraceNode) {
    guard found.count < DecisionWalk.foundLimit else { return }
    switch expression {
    case .literal, .message: break
    case .identifier(_, let name, _): visitName(expression, name, node)
    case .select(_, let operand, let field, _): select(expression, operand, field, node)
    case .has(let id, let operand, let field): presence(id, operand, field, node)
    case .and(_, let terms): logical(terms, node, neutral: true)
    case .or(_, let terms): logical(terms, node, neutral: false)
    case .conditional(_, let condition, let a, let b):
      visitChild(a, of: node)
      visitChild(b, of: node)
      if found.isEmpty { visitChild(condition, of: node) }
    case .call(let id, let name, let receiver, let arguments):
      let isDefined = program.definedFunction(of: id) != nil
      call(id, name, (isDefined ? nil : receiver).map { [$0] + arguments } ?? arguments, node)
    case .comprehension(let id, let c): comprehension(id, c, node)
    case .bind(_, let name, let value, let body):
      if let child = child(node, value) { bound[name] = (value, child) }
      visitChild(body, of: node)
    case .list, .map, .block, .optionalMap:
      for part in expression.children { visitChild(part, of: node) }
    }
  }

  private mutating func visitName(_ expression: Expression, _ name: String, _ node: TraceNode) {
    if reference(expression, node) { return }
    if node.value.hasPlace {
      add(expression.id, node.value, .value)
    } else if let (value, child) = bound[name] {
      bound[name] = nil
      visit(value, child)
    }
  }

  /// Follows a name that stands for a variable with an expression of its own.
  private mutating func reference(_ expression: Expression, _ node: TraceNode) -> Bool {
    guard case .variable(let index) = program.checked.references[Int(expression.id)] else {
      return false
    }
    if let argument = arguments[index] {
      followArgument(argument, node)
      return true
    }
    if depth < DecisionWalk.depthLimit, followed.insert(index).inserted {
      if let known, known.isShared(index) {
        follow(index, known)
      } else {
        (found, followed) = walk(through: index, found, followed) ?? (found, followed)
      }
    }
    add(expression.id, node.value, .value)
    return true
  }

  /// The walk through a variable's expression, after what was found before.
  private func walk(
    through index: Int, _ found: [DecidingPart], _ followed: Set<Int>
  ) -> (found: [DecidingPart], followed: Set<Int>)? {
    guard let trace = variable(index) else { return nil }
    var inner = DecisionWalk(
      evaluator: evaluator, program: trace.program, variable: variable, known: known, found: found,
      depth: depth + 1, followed: followed)
    inner.visit(trace.program.syntax.root, trace.root)
    return (inner.found, inner.followed)
  }

  /// Takes over what decided a variable that is the same for all subjects.
  private mutating func follow(_ index: Int, _ known: KnownParts) {
    let key = KnownParts.Key(index: index, isFirst: found.isEmpty)
    let parts: KnownParts.Parts
    if let made = known.parts[key] {
      parts = made
    } else {
      // It stands for whatever was found before.
      let other = DecidingPart(program: program, expression: 0, value: .null, role: .value)
      let before = key.isFirst ? [] : [other]
      let made = walk(through: index, before, [index]) ?? (before, [index])
      parts = KnownParts.Parts(
        found: Array(made.found.dropFirst(before.count)), followed: made.followed)
      known.parts[key] = parts
    }
    for part in parts.found { add(part) }
    followed.formUnion(parts.followed)
  }

  /// A parameter: its value in the words of the caller, or what made the argument.
  private mutating func followArgument(_ argument: Argument, _ node: TraceNode) {
    var caller = argument.caller
    caller.found = found
    if node.value.hasPlace {
      caller.add(argument.expression.id, node.value, .value)
    } else {
      caller.visit(argument.expression, argument.node)
    }
    found = caller.found
  }

  /// The body of a defined function, whether it tells what decided.
  private mutating func body(of node: TraceNode, _ operands: [Expression]) -> Bool {
    guard depth < DecisionWalk.depthLimit, let trace = node.bodies.first else { return false }
    var inner = DecisionWalk(
      evaluator: evaluator, program: trace.program, variable: variable, known: known, found: found,
      depth: depth + 1)
    let defined = program.definedFunction(of: node.expression)
    for (index, operand) in zip(defined?.parameters ?? [], operands) {
      guard let child = child(node, operand) else { continue }
      inner.arguments[index] = Argument(expression: operand, node: child, caller: self)
    }
    let count = found.count
    inner.visit(trace.program.syntax.root, trace.root)
    found = inner.found
    return found.count > count
  }

  private mutating func select(
    _ expression: Expression, _ operand: Expression, _ field: String, _ node: TraceNode
  ) {
    if reference(expression, node) { return }
    let value = content(of: node.value)
    if value.tag != .error, value.hasPlace {
      add(expression.id, value, .value)
      return
    }
    guard let child = child(node, operand) else { return }
    let object = content(of: child.value)
    if object.isUsable, object.tag != .optional, object.hasPlace {
      add(operand.id, object, .missingField(field))
    } else {
      visit(operand, child)
    }
  }

  private mutating func presence(
    _ id: Expression.ID, _ operand: Expression, _ field: String, _ node: TraceNode
  ) {
    guard let child = child(node, operand) else { return }
    let e = evaluator.evaluation
    if node.value.isTrue, child.value.tag == .map,
      let value = e.find(e.string(field), in: child.value)
    {
      add(id, value, .value)
    } else if child.value.hasPlace, child.value.isUsable {
      add(operand.id, child.value, .missingField(field))
    } else {
      visit(operand, child)
    }
  }

  /// `&&` and `||`: the operand that decided, or all of them.
  private mutating func logical(_ terms: [Expression], _ node: TraceNode, neutral: Bool) {
    let evaluated = terms.compactMap { term in child(node, term).map { (term, $0) } }
    if node.value.tag == .bool, node.value.asBool != neutral {
      let decided = evaluated.last { $0.1.value.tag == .bool && $0.1.value.asBool != neutral }
      if let decided { visit(decided.0, decided.1) }
      return
    }
    let open = evaluated.filter { !$0.1.value.isUsable }
    // All of them decided together; the guards that make the others safe tell the least.
    for rank in 0...2 {
      for (term, child) in open.isEmpty ? evaluated : open where rank == term.guardRank {
        visit(term, child)
      }
    }
  }

  private mutating func call(
    _ id: Expression.ID, _ name: String, _ operands: [Expression], _ node: TraceNode
  ) {
    // A part of a list or map, found there.
    let part = name == "[?]" ? content(of: node.value) : node.value
    if name == "[]" || name == "[?]", part.hasPlace, part.tag != .error {
      add(id, part, .value)
      return
    }
    if name == "in", membership(operands, node) { return }
    if body(of: node, operands) {
      if node.value.hasPlace { add(id, node.value, .value) }
      return
    }
    for operand in operands {
      guard let child = child(node, operand) else { continue }
      visit(operand, child)
    }
    if node.value.hasPlace { add(id, node.value, .value) }
  }

  private func content(of value: Value) -> Value {
    guard value.tag == .optional else { return value }
    return evaluator.evaluation.content(of: value) ?? value
  }

  /// `key in map`: the entry that is there, or the map that lacks it.
  private mutating func membership(_ operands: [Expression], _ node: TraceNode) -> Bool {
    guard operands.count == 2, let key = child(node, operands[0])?.value,
      let map = child(node, operands[1])?.value, map.tag == .map, key.isUsable
    else { return false }
    let count = found.count
    if node.value.isTrue, let entry = evaluator.evaluation.find(key, in: map) {
      add(operands[1].id, entry, .value)
    } else if node.value.isFalse, let name = evaluator.string(key) {
      add(operands[1].id, map, .missingField(name))
    }
    return found.count > count
  }

  // MARK: Macros

  private mutating func comprehension(
    _ id: Expression.ID, _ c: Expression.Comprehension, _ node: TraceNode
  ) {
    let wanted: Bool?
    switch c.kind {
    case .all: wanted = node.value.isFalse ? false : nil
    case .exists: wanted = node.value.isTrue ? true : nil
    case .existsOne: wanted = node.value.isFalse ? true : nil
    default: wanted = nil
    }
    let turns = node.iterations.filter { $0.node.expression == c.body.id }
    if let wanted {
      for turn in turns
      where turn.node.value.tag == .bool && turn.node.value.asBool == wanted {
        visit(c.body, turn.node)
        for value in turn.variables { add(c.range.id, value, .element) }
      }
      if !found.isEmpty { return }
    }
    if !node.value.isUsable {
      for turn in turns where !turn.node.value.isUsable {
        visit(c.body, turn.node)
        for value in turn.variables { add(c.range.id, value, .element) }
      }
    }
    collection(c.range, node)
  }

  /// The list or map that a macro went over; where it was made, what it was made from.
  private mutating func collection(_ range: Expression, _ node: TraceNode) {
    guard let child = child(node, range) else { return }
    if child.value.isUsable, child.value.hasPlace {
      add(range.id, child.value, .collection)
    } else {
      visit(range, child)
    }
  }
}

extension Expression {
  /// How little an operand of `||` and `&&` tells: 0 a macro, 1 a comparison, 2 a guard such as
  /// `has(x)` or `'k' in m`.
  fileprivate var guardRank: Int {
    switch self {
    case .has: return 2
    case .comprehension: return 0
    case .call(_, "!", _, let arguments): return arguments.first?.guardRank ?? 1
    case .call(_, "in", _, _), .call(_, "hasValue", _, _): return 2
    case .and(_, let terms), .or(_, let terms): return terms.map(\.guardRank).min() ?? 1
    default: return 1
    }
  }
}

extension Value {
  /// Whether it lies in a document.
  public var hasPlace: Bool { node != 0 && (form != .key || tag == .string) && tag != .timestamp }
}
