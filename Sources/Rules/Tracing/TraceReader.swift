import Basics
import CEL
import Documents
import Findings
import Snapshots

/// Makes text of a trace, while its values live. What a reader sees anyway is left out: constants,
/// the way along a path (`node`, `node.kubelet`), the variables that a macro's iteration already
/// names.
struct TraceReader {
  private let run: RuleRun
  private let program: Program
  private let expressions: [CEL.Expression.ID: CEL.Expression]
  /// Branches that may still be made.
  private var remaining = TraceReader.branchLimit

  private static let branchLimit = 400
  /// Iterations of a macro that are shown: the first ones, and the last, which often decides.
  private static let turnLimit = 4
  private static let depthLimit = 48
  /// Bytes of a value, and elements of a list or map that is longer.
  private static let valueLimit = 160
  private static let elementLimit = 6

  init(_ run: RuleRun, _ program: Program) {
    self.run = run
    self.program = program
    expressions = Dictionary(program.syntax.expressions.map { ($0.id, $0) }) { first, _ in first }
  }

  mutating func read(_ trace: Trace) -> TraceBranch {
    var root = branch(trace.root, [], [], depth: 0)
    root.isWhole = trace.isComplete
    return root
  }

  /// - Parameter known: names of the macros' variables around it.
  private mutating func branch(
    _ node: TraceNode, _ bindings: [String], _ known: Set<String>, depth: Int
  ) -> TraceBranch {
    remaining -= 1
    var children: [TraceBranch] = []
    var omitted = 0
    if depth < TraceReader.depthLimit {
      for child in below(node, known) {
        guard remaining > 0 else {
          omitted += 1
          continue
        }
        children.append(branch(child, [], known, depth: depth + 1))
      }
      omitted += turns(of: node, known, depth, &children)
      omitted += bodies(of: node, depth, &children)
    }
    return TraceBranch(
      text: program.text(of: node.expression), outcome: outcome(node.value),
      value: shown(node.value),
      reasons: begins(node) ? reasons(of: node.value) : [], bindings: bindings,
      children: children, omitted: omitted)
  }

  /// Adds iterations of a macro; gives the number of those that are left out.
  private mutating func turns(
    of node: TraceNode, _ known: Set<String>, _ depth: Int, _ children: inout [TraceBranch]
  ) -> Int {
    guard case .comprehension(_, let macro)? = expressions[node.expression] else { return 0 }
    let count = node.iterations.count
    let inner = known.union(macro.variables)
    var omitted = 0
    for (i, turn) in node.iterations.enumerated() {
      guard remaining > 0, i < TraceReader.turnLimit || i == count - 1 else {
        omitted += 1
        continue
      }
      let bindings = zip(macro.variables, turn.variables).map { name, value in
        "\(name) = \(shown(value))"
      }
      children.append(branch(turn.node, bindings, inner, depth: depth + 1))
    }
    return omitted
  }

  /// Adds what the body of a defined function did; gives the number of what is left out.
  private mutating func bodies(
    of node: TraceNode, _ depth: Int, _ children: inout [TraceBranch]
  ) -> Int {
    for body in node.bodies {
      guard remaining > 0 else { return 1 }
      var reader = TraceReader(run, body.program)
      reader.remaining = remaining
      children.append(reader.branch(body.root, [], [], depth: depth + 1))
      remaining = reader.remaining
    }
    return 0
  }

  // MARK: What is shown

  private func below(_ node: TraceNode, _ known: Set<String>) -> [TraceNode] {
    guard let expression = expressions[node.expression], !isPath(expression) else { return [] }
    return node.children.flatMap { child -> [TraceNode] in
      guard let own = expressions[child.expression] else { return [] }
      switch own {
      case .literal: return []
      case .identifier(_, let name, _): return known.contains(name) ? [] : [child]
      case .list, .map:
        // A list that is written out says nothing new; what it is made of may.
        return below(child, known)
      default: return [child]
      }
    }
  }

  /// `a.b.c`, and `has(a.b.c)`.
  private func isPath(_ expression: CEL.Expression) -> Bool {
    switch expression {
    case .identifier: true
    case .select(_, let operand, _, _), .has(_, let operand, _): isPath(operand)
    default: false
    }
  }

  private func outcome(_ value: Value) -> TraceBranch.Outcome {
    switch value.tag {
    case .bool: value.asBool ? .isTrue : .isFalse
    case .error: .error
    case .unknown, .hidden: .unknown
    default: .value
    }
  }

  // MARK: Values

  private func shown(_ value: Value) -> String { CredentialText.masked(brief(value)) }

  /// A value as it would be written, as far as that is short: an object is shown by its name, and
  /// what lies deep in a large one by its size.
  private func brief(_ value: Value, depth: Int = 0) -> String {
    let evaluator = run.evaluator
    guard value.tag == .list || value.tag == .map else {
      return evaluator.text(of: value, limit: TraceReader.valueLimit)
    }
    let memory = evaluator.store.memory
    if let name = DocumentValue(value, in: evaluator.store)[path: "metadata", "name"]?.string {
      let kind = DocumentValue(value, in: evaluator.store)["kind"]?.string ?? "object"
      return "{… \(kind) \(name) …}"
    }
    let whole = evaluator.text(of: value, limit: TraceReader.valueLimit)
    if !whole.hasSuffix("…") { return whole }
    let isMap = value.tag == .map
    let count = isMap ? memory.count(map: value) : memory.count(list: value)
    guard depth < 2 else {
      return isMap ? memory.fieldNames(ofMap: value) : memory.length(ofList: value)
    }
    var parts: [String] = []
    for i in 0..<min(count, TraceReader.elementLimit) {
      if isMap {
        let (key, content) = memory.entry(i, of: value)
        parts.append("\(evaluator.text(of: key, limit: 60)): \(brief(content, depth: depth + 1))")
      } else {
        parts.append(brief(memory.element(i, of: value), depth: depth + 1))
      }
    }
    if count > parts.count { parts.append("… \(count - parts.count) more") }
    if value.tail != 0 { parts.append("…") }
    let text = parts.joined(separator: ", ")
    return isMap ? "{\(text)}" : "[\(text)]"
  }

  // MARK: Reasons

  /// Whether a node's error or unknown arose in it, and did not come from below.
  private func begins(_ node: TraceNode) -> Bool {
    // What a path goes through is not shown, so that the path itself must tell.
    let isPath = expressions[node.expression].map(isPath) ?? false
    let below =
      isPath ? [] : node.children + node.iterations.map(\.node) + node.bodies.map(\.root)
    switch node.value.tag {
    case .error: return !below.contains { $0.value.tag == .error }
    case .unknown, .hidden:
      return !below.contains { $0.value.tag == .unknown || $0.value.tag == .hidden }
    default: return false
    }
  }

  private func reasons(of value: Value) -> [String] {
    if value.tag == .error {
      let message = run.evaluator.error(of: value)?.message
      return [message.map(CredentialText.masked) ?? "it could not be evaluated"]
    }
    return Set(run.reasons(of: value).map { CredentialText.masked($0.text) }).sorted()
  }
}
