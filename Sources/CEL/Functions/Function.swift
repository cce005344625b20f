// One entry is all there is to a function: the checker reads its signatures, the planner its
// bodies, its costs and what it demands of its arguments. To add one, write it beside its like in
// `Functions/<library>.swift`, or, from a host, add it to an `Environment`.

import Documents

/// A function of expressions: its signatures for the checker, what it does, and what it costs.
public struct Function: Sendable {
  /// As it is called, with its namespace if it has one: `size`, `math.abs`.
  public var name: String
  public var origin: Origin
  public var overloads: [Overload]
  /// What authors are told of it; nil for those that packs define, which say it themselves.
  public var documentation: Documentation?
  /// What is wrong with a text that is written out as an argument, by its position (from 0), so
  /// that calls fail for certain; nil if nothing is.
  public typealias LiteralFlaw =
    @Sendable (_ position: Int, _ text: String) -> (message: String, hint: String?)?
  public var literalFlaw: LiteralFlaw?

  /// A function with its documentation.
  ///
  /// - Parameters:
  ///   - example: An expression and its value, as `importlint eval` prints it.
  ///   - parameters: Names of the arguments, where types alone do not tell.
  ///   - literalFlaw: What is wrong with a text that is written out as an argument.
  public init(
    _ name: String, _ origin: Origin, _ summary: String, _ example: (String, String),
    of parameters: [String] = [], _ overloads: [Overload],
    literalFlaw: LiteralFlaw? = nil
  ) {
    self.name = name
    self.origin = origin
    self.overloads = overloads
    self.literalFlaw = literalFlaw
    documentation = Documentation(
      summary: summary, example: Documentation.Example(expression: example.0, result: example.1),
      parameters: parameters, forms: [])
  }

  /// A function that a host or a pack brings, beside those of the libraries.
  public init(_ name: String, _ overloads: [Overload]) {
    self.name = name
    self.overloads = overloads
    origin = .importLint
  }
}

/// The expression that a function is, once it is planned: `DefinedFunction`.
public protocol FunctionBody: AnyObject, Sendable {
  /// The type of what it gives.
  var result: CELType { get }
}

/// One signature of a function.
public struct Overload: Sendable {
  /// What the function does with its arguments; of a member, the receiver is the first.
  public enum Body: Sendable {
    case unary(@Sendable (Evaluation, Value) -> Value)
    case binary(@Sendable (Evaluation, Value, Value) -> Value)
    case variadic(@Sendable (Evaluation, UnsafeBufferPointer<Value>) -> Value)
    /// An expression over the arguments.
    case expression(any FunctionBody)
    /// Declared only: the checker knows it, evaluating it is an error.
    case none
  }

  /// What a function takes besides usable, complete values.
  public enum Demand: Sendable {
    /// An unknown or hidden argument, a list with an unknown element or an unknown tail makes the
    /// result unknown; an error is passed on. The function sees none of these.
    case complete
    /// It sees lists and maps as they are, and decides what can be decided.
    case partial
    /// It sees everything, also errors.
    case anything
  }

  public var isMember: Bool
  public var parameters: [CELType]
  private var declaredResult: CELType
  public var demand: Demand
  public var cost: Cost
  public var body: Body
  /// The last parameter may be repeated.
  var isVariadic = false
  /// Its result depends on its arguments only, so constant calls can be folded.
  public var isPure = true
  /// The first version of Kubernetes that has it; nil if none has.
  var since: KubernetesVersion?
  /// The parameters of its signature, each once: `T`.
  let typeParameters: [String]
  var isGeneric: Bool { !typeParameters.isEmpty }

  public init(
    member isMember: Bool = false, _ parameters: [CELType], _ result: CELType,
    demand: Demand = .complete, cost: Cost = .constant(1), isVariadic: Bool = false,
    isPure: Bool = true, body: Body
  ) {
    self.isMember = isMember
    self.parameters = parameters
    declaredResult = result
    self.demand = demand
    self.cost = cost
    self.body = body
    self.isVariadic = isVariadic
    self.isPure = isPure
    typeParameters = (parameters + [result]).reduce(into: []) { $1.collectParameters(into: &$0) }
  }

  /// The type of the result: what an expression gives is known by the expression.
  public var result: CELType {
    if case .expression(let expression) = body { return expression.result }
    return declaredResult
  }

  /// `name(a)`.
  static func function(
    _ a: CELType, _ result: CELType, demand: Demand = .complete, cost: Cost = .constant(1),
    _ body: @escaping @Sendable (Evaluation, Value) -> Value
  ) -> Overload {
    Overload([a], result, demand: demand, cost: cost, body: .unary(body))
  }

  /// `name(a, b)`.
  static func function(
    _ a: CELType, _ b: CELType, _ result: CELType, demand: Demand = .complete,
    cost: Cost = .constant(1), _ body: @escaping @Sendable (Evaluation, Value, Value) -> Value
  ) -> Overload {
    Overload([a, b], result, demand: demand, cost: cost, body: .binary(body))
  }

  /// `a.name()`.
  static func member(
    _ a: CELType, _ result: CELType, demand: Demand = .complete, cost: Cost = .constant(1),
    _ body: @escaping @Sendable (Evaluation, Value) -> Value
  ) -> Overload {
    Overload(member: true, [a], result, demand: demand, cost: cost, body: .unary(body))
  }

  /// `a.name(b)`.
  static func member(
    _ a: CELType, _ b: CELType, _ result: CELType, demand: Demand = .complete,
    cost: Cost = .constant(1), _ body: @escaping @Sendable (Evaluation, Value, Value) -> Value
  ) -> Overload {
    Overload(member: true, [a, b], result, demand: demand, cost: cost, body: .binary(body))
  }

  /// `a.name(b, c, …)`.
  static func member(
    all parameters: [CELType], _ result: CELType, demand: Demand = .complete,
    cost: Cost = .constant(1),
    _ body: @escaping @Sendable (Evaluation, UnsafeBufferPointer<Value>) -> Value
  ) -> Overload {
    Overload(
      member: true, parameters, result, demand: demand, cost: cost, body: .variadic(body))
  }

  /// `name(a, b, c, …)`.
  static func function(
    all parameters: [CELType], _ result: CELType, demand: Demand = .complete,
    cost: Cost = .constant(1), isVariadic: Bool = false,
    _ body: @escaping @Sendable (Evaluation, UnsafeBufferPointer<Value>) -> Value
  ) -> Overload {
    Overload(
      parameters, result, demand: demand, cost: cost, isVariadic: isVariadic,
      body: .variadic(body))
  }

  /// An operator: the planner knows what it does.
  static func `operator`(_ parameters: [CELType], _ result: CELType) -> Overload {
    Overload(parameters, result, body: .none)
  }
}
