import Documents
import Synchronization

/// An expression, compiled; evaluated by any number of `Evaluator`s.
public final class Program: @unchecked Sendable {
  // The closures are made once and capture constants only, so threads may share them.
  let code: Code
  /// What is certain to be evaluated costs.
  let cost: UInt64
  /// Tells the program from others of the same pool.
  let number: UInt32
  let localCount: Int
  let globalCount: Int
  /// One more than the largest number of a site.
  let siteLimit: Int
  let checked: CheckedExpression
  private let pool: ConstantPool
  /// Nil where nobody recompiles: see `Environment.isKeptByPrograms`.
  let environment: Environment?
  private let tracedCode = Mutex<TracedCode?>(nil)

  public var syntax: Syntax { checked.syntax }
  public var text: String { checked.syntax.text }
  /// The type of the result, as far as it is known.
  public var type: CELType { checked.type }
  /// What `EvaluationError.program` says of errors that arose here.
  public var id: Int { Int(number) }
  /// Indices of the variables that the expression reads.
  public let variables: Set<Int>

  init(_ environment: Environment, _ checked: CheckedExpression) {
    self.checked = checked
    self.environment = environment.isKeptByPrograms ? environment : nil
    pool = environment.pool
    number = pool.claimProgram()
    let planner = Planner(pool, checked)
    let planned = planner.plan(checked.syntax.root)
    code = planned.code
    cost = planned.cost
    localCount = planner.localLimit
    siteLimit = planner.siteLimit
    globalCount = environment.table.count
    variables = Set(checked.references.compactMap { $0?.variable })
  }

  /// The type of a sub-expression, as far as it is known.
  public func type(of id: Expression.ID) -> CELType { checked.types[Int(id)] }

  /// The closures of traced evaluation, made when they are first asked for.
  func traced() -> TracedCode {
    tracedCode.withLock { known in
      if let known { return known }
      let planner = Planner(pool, checked, tracing: true)
      let planned = planner.plan(checked.syntax.root)
      let made = TracedCode(
        code: planned.code, cost: planned.cost, localCount: planner.localLimit,
        siteLimit: planner.siteLimit)
      known = made
      return made
    }
  }
}

/// Closures that report every sub-expression's value to the evaluator's tracer.
struct TracedCode: @unchecked Sendable {
  let code: Code
  let cost: UInt64
  let localCount: Int
  let siteLimit: Int
}
