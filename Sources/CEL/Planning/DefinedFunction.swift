import Basics
import Documents

/// A function whose body is an expression: how a host lets authors name what they share.
///
/// Its parameters are variables of the body's environment, and of no other. A call gives them the
/// arguments, whatever these are: the body decides what an unknown or an error among them means.
public final class DefinedFunction: FunctionBody {
  /// As it is called, with its namespace.
  public let name: String
  /// The indices of the parameters.
  public let parameters: [Int]
  public let types: [CELType]
  private let deferredBody: Deferred<Program>
  public var body: Program { deferredBody.value }
  public var result: CELType { body.type }

  /// - Parameter body: asked for when an expression calls the function.
  public init(_ name: String, parameters: [Int], types: [CELType], body: Deferred<Program>) {
    precondition(parameters.count == types.count, "each parameter has a type")
    self.name = name
    self.parameters = parameters
    self.types = types
    deferredBody = body
  }

  /// The function, to be added to environments.
  public var function: Function {
    Function(
      name,
      [Overload(types, .dyn, demand: .anything, isPure: false, body: .expression(self))])
  }
}

extension Overload {
  /// The defined function that it is; nil for others.
  var defined: DefinedFunction? {
    guard case .expression(let body) = body else { return nil }
    return body as? DefinedFunction
  }
}

extension Program {
  /// The defined functions that the expression calls itself, each once.
  public var definedFunctions: [DefinedFunction] {
    var found: [DefinedFunction] = []
    for case .function(let function, let matching, _)? in checked.references {
      for i in matching {
        guard let defined = function.overloads[i].defined,
          !found.contains(where: { $0 === defined })
        else { continue }
        found.append(defined)
      }
    }
    return found
  }

  /// The defined function that a sub-expression calls; nil if it calls none.
  func definedFunction(of id: Expression.ID) -> DefinedFunction? {
    guard case .function(let function, let matching, _)? = checked.references[Int(id)],
      let i = matching.first
    else { return nil }
    return function.overloads[i].defined
  }
}

extension Planner {
  /// A call of a defined function.
  func defined(_ function: DefinedFunction, _ operands: [Planned], _ id: Expression.ID) -> Planned {
    let guards = function.types.map(ParameterGuard.init)
    let isGuarded = function.types.contains { $0 != .dyn }
    let pushOperands = Planner.pushing(operands)
    let isTraced = tracing
    let body = function.body
    return Planned(cost: operands.reduce(1) { $0 + $1.cost }) { e in
      let mark = e.mark
      defer { e.drop(to: mark) }
      guard pushOperands(e) else { return e.memoryExceeded() }
      if isGuarded {
        for (i, value) in e.pushed(since: mark).enumerated()
        where value.isUsable && !guards[i].accepts(value) {
          return e.error(.overload, value, at: id)
        }
      }
      return e.run(function, body, argumentsAt: mark, isTraced: isTraced)
    }
  }

  /// Puts values on the stack, in order; false where there is no room. One call in another, since
  /// what a closure itself holds is called without counting references, and what a list holds is
  /// not: threads that count those of the same program wait for each other.
  private static func pushing(_ operands: [Planned]) -> (Evaluation) -> Bool {
    guard let first = operands.first?.code else { return { _ in true } }
    var push = { (e: Evaluation) in e.push(first(e)) }
    for code in operands.dropFirst().map(\.code) {
      let before = push
      push = { e in before(e) && e.push(code(e)) }
    }
    return push
  }
}

extension Evaluation {
  /// Runs a function's body with the arguments that lie on the stack from `mark` on.
  fileprivate func run(
    _ function: DefinedFunction, _ body: Program, argumentsAt mark: Int, isTraced: Bool
  ) -> Value {
    let owner = evaluator
    let body = owner.replacements.isEmpty ? body : owner.replacements[body.id] ?? body
    owner.prepare(body)
    exchangeArguments(of: function, at: mark)
    // What the parameters were before comes back: a body may be entered again by an argument.
    defer { exchangeArguments(of: function, at: mark) }
    guard isTraced, let tracer = owner.tracer else { return evaluate(body) }
    return evaluate(body, tracer)
  }

  private func exchangeArguments(of function: DefinedFunction, at mark: Int) {
    for i in function.parameters.indices {
      swap(
        &state.pointee.globals[function.parameters[i]], &state.pointee.stack[mark + i])
    }
  }
}
