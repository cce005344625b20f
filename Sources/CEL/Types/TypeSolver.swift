// How types are found.
//
// A function's signature may hold parameters: `in` takes a T and a list(T). For each use they
// become variables, and assigning the arguments' types to the wanted ones binds the variables.
// Assigning is what cel-go does, not unification as in textbooks:
//
//     dyn        goes with everything, in both directions; what it meets stays unbound by it
//     null       goes where something may be absent: nullable, optional, opaque, object, time
//     type(T)    all types of types are alike
//     object     is a map from strings, as far as functions see it
//
// Several overloads may take the arguments; the result is then the common type, or dyn.

/// Finds what types that are not known yet must be.
///
/// A substitution from type variables to types, with the rules of cel-go's checker for when a
/// value of one type may stand where another is wanted.
struct TypeSolver {
  private var bindings: [CELType?] = []
  /// Variables in the order in which they were bound, so that a failed attempt can be undone
  /// without a copy of all bindings.
  private var trail: [Int] = []

  mutating func fresh() -> CELType {
    bindings.append(nil)
    return .variable(bindings.count - 1)
  }

  /// The type that a variable stands for, as far as it is known.
  func resolve(_ type: CELType) -> CELType {
    var type = type
    while case .variable(let number) = type, let bound = bindings[number] { type = bound }
    return type
  }

  /// The type with all known variables replaced; with `final`, the others become `dyn`.
  func substitute(_ type: CELType, final: Bool = false) -> CELType {
    guard type.hasVariables else { return type }
    let type = resolve(type)
    if case .variable = type { return final ? .dyn : type }
    return type.mapComponents { substitute($0, final: final) }
  }

  /// Variables for the parameters of a signature.
  mutating func fresh(_ parameters: [String]) -> [(name: String, type: CELType)] {
    parameters.map { (name: $0, type: fresh()) }
  }

  /// A signature's type with its parameters replaced by variables of this use.
  func instantiate(_ type: CELType, _ parameters: [(name: String, type: CELType)]) -> CELType {
    if case .parameter(let name) = type {
      return parameters.first { $0.name == name }?.type ?? .dyn
    }
    return type.mapComponents { instantiate($0, parameters) }
  }

  /// Whether `type` may stand where `wanted` is; binds variables only if so.
  mutating func isAssignable(_ type: CELType, to wanted: CELType) -> Bool {
    let mark = trail.count
    if assign(type, to: wanted) { return true }
    undo(to: mark)
    return false
  }

  private mutating func undo(to mark: Int) {
    while trail.count > mark { bindings[trail.removeLast()] = nil }
  }

  mutating func isAssignable(_ types: [CELType], to wanted: [CELType]) -> Bool {
    let mark = trail.count
    for (type, want) in zip(types, wanted) where !assign(type, to: want) {
      undo(to: mark)
      return false
    }
    return true
  }

  private mutating func assign(_ a: CELType, to b: CELType) -> Bool {
    let a = resolve(a)
    let b = resolve(b)
    switch (a, b) {
    case (.variable(let x), .variable(let y)) where x == y: return true
    case (_, .variable(let number)): return bind(number, to: a)
    case (.variable(let number), _): return bind(number, to: b)
    case (.dyn, _), (_, .dyn): return true
    case (.null, .null): return true
    case (.null, .nullable), (.null, .optional), (.null, .opaque), (.null, .object),
      (.null, .timestamp), (.null, .duration):
      return true
    case (.nullable(let x), .nullable(let y)), (.nullable(let x), let y),
      (let x, .nullable(let y)):
      return assign(x, to: y)
    case (.list(let x), .list(let y)), (.optional(let x), .optional(let y)):
      return assign(x, to: y)
    case (.type, .type): return true
    case (.map(let k, let v), .map(let l, let w)):
      return assign(k, to: l) && assign(v, to: w)
    case (.opaque(let n, let x), .opaque(let m, let y)):
      guard n == m, x.count == y.count else { return false }
      for (p, q) in zip(x, y) where !assign(p, to: q) { return false }
      return true
    case (.object, .map(let key, let value)):
      return assign(.string, to: key) && assign(.dyn, to: value)
    default: return a == b
    }
  }

  private mutating func bind(_ number: Int, to type: CELType) -> Bool {
    if occurs(number, in: type) { return false }
    bindings[number] = type
    trail.append(number)
    return true
  }

  private func occurs(_ number: Int, in type: CELType) -> Bool {
    switch resolve(type) {
    case .variable(let other): return other == number
    case .list(let x), .type(let x), .optional(let x), .nullable(let x):
      return occurs(number, in: x)
    case .map(let k, let v): return occurs(number, in: k) || occurs(number, in: v)
    case .opaque(_, let parameters): return parameters.contains { occurs(number, in: $0) }
    default: return false
    }
  }

  /// The type that holds both, where one is as general as the other; nil if none does.
  mutating func join(_ a: CELType, _ b: CELType) -> CELType? {
    if isAssignable(b, to: a) { return isMoreGeneral(a, b) ? a : b }
    if isAssignable(a, to: b) { return isMoreGeneral(b, a) ? b : a }
    return nil
  }

  /// Whether `a` holds all that `b` holds: it is `dyn`, or has `dyn` where they differ.
  private func isMoreGeneral(_ a: CELType, _ b: CELType) -> Bool {
    let a = resolve(a)
    let b = resolve(b)
    switch (a, b) {
    case (.dyn, _), (.variable, .variable): return true
    case (_, .dyn), (.variable, _): return false
    case (_, .variable), (_, .null), (.nullable, _): return true
    case (.null, _): return false
    case (.list(let x), .list(let y)), (.optional(let x), .optional(let y)):
      return isMoreGeneral(x, y)
    case (.map(let k, let v), .map(let l, let w)):
      return isMoreGeneral(k, l) && isMoreGeneral(v, w)
    case (.opaque(_, let x), .opaque(_, let y)):
      return zip(x, y).allSatisfy { isMoreGeneral($0, $1) }
    default: return true
    }
  }
}
