// A trace is made by running a second set of closures, in which nothing is fused or folded and each
// reports its value. It costs many times a plain evaluation, and it is only made for what is shown:
// findings, `--trace`, coverage. Tests hold both sets of closures to the same results.

import Documents

/// What a program's evaluation did: every sub-expression that was evaluated, with its value.
///
/// Values are valid until the evaluator's next `reset()`.
public struct Trace {
  public let program: Program
  public let root: TraceNode
  /// Whether everything was recorded; long traces are cut.
  public let isComplete: Bool

  public var value: Value { root.value }
}

/// One evaluated sub-expression.
public struct TraceNode {
  public let expression: Expression.ID
  public var value: Value
  /// The sub-expressions that were evaluated for it, in that order.
  public var children: [TraceNode]
  /// Of a macro: its iterations.
  public var iterations: [TraceIteration]
  /// Of a call of a defined function: what its body did, if it ran.
  public var bodies: [Trace] = []
}

/// One iteration of a macro: the values of its variables, and what its filter or body gave.
public struct TraceIteration {
  public let variables: [Value]
  public let node: TraceNode
}

/// Records a trace while traced code runs.
final class Tracer {
  /// Nodes that are recorded; what comes then is left out.
  static let limit = 100_000

  private struct Frame {
    var expression: Expression.ID
    var children: [TraceNode] = []
    var iterations: [TraceIteration] = []
    var bodies: [Trace] = []
  }

  private var frames: [Frame] = [Frame(expression: 0)]
  private var count = 0
  private(set) var isComplete = true

  func enter(_ id: Expression.ID) { frames.append(Frame(expression: id)) }

  func leave(_ value: Value) {
    let node = close(value)
    guard let node else { return }
    frames[frames.count - 1].children.append(node)
  }

  /// Ends what `enter` began, as an iteration of the macro around it.
  func leaveIteration(_ variables: [Value], _ value: Value) {
    guard let node = close(value) else { return }
    frames[frames.count - 1].iterations.append(
      TraceIteration(variables: variables, node: node.children.first ?? node))
  }

  private func close(_ value: Value) -> TraceNode? {
    let frame = frames.removeLast()
    count += 1
    guard count <= Tracer.limit else {
      isComplete = false
      return nil
    }
    return TraceNode(
      expression: frame.expression, value: value, children: frame.children,
      iterations: frame.iterations, bodies: frame.bodies)
  }

  /// Begins the body of a defined function, within the call.
  func enterBody() { frames.append(Frame(expression: 0)) }

  func leaveBody(_ program: Program) {
    guard let root = frames.removeLast().children.last else { return }
    frames[frames.count - 1].bodies.append(
      Trace(program: program, root: root, isComplete: isComplete))
  }

  var root: TraceNode? { frames[0].children.last }
}

extension Evaluator {
  /// Evaluates a program and records every sub-expression's value. Slower than `evaluate`.
  public func trace(_ program: Program, costLimit: UInt64 = 1_000_000) -> Trace {
    let traced = program.traced()
    prepare(program)
    reserveSites(traced.siteLimit)
    let tracer = Tracer()
    let outer = (
      self.tracer, state.pointee.cost, state.pointee.costLimit, state.pointee.program,
      state.pointee.locals, state.pointee.localCount, state.pointee.isMemoryExceeded
    )
    self.tracer = tracer
    state.pointee.isMemoryExceeded = false
    state.pointee.cost = traced.cost
    state.pointee.costLimit = costLimit
    state.pointee.program = program.number
    let base = outer.4 + outer.5
    if hasRoom(for: traced.localCount, at: base) { state.pointee.locals = base }
    state.pointee.localCount = traced.localCount
    let value = evaluation.withinLimits(traced.code(evaluation))
    (
      self.tracer, state.pointee.cost, state.pointee.costLimit, state.pointee.program,
      state.pointee.locals, state.pointee.localCount, state.pointee.isMemoryExceeded
    ) = outer
    var root =
      tracer.root
      ?? TraceNode(
        expression: program.syntax.root.id, value: value, children: [], iterations: [])
    // What passed a limit is an error, whatever its parts gave.
    root.value = value
    return Trace(program: program, root: root, isComplete: tracer.isComplete)
  }
}
