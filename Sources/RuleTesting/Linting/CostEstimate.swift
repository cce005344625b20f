import CEL
import Rules

/// What an expression costs at most in a large cluster, roughly: one for each sub-expression, and
/// that for each element of what a macro walks.
struct CostEstimate {
  let named: NamedPrograms
  /// Objects of one type, and elements of another list.
  static let objects: UInt64 = 5_000
  static let elements: UInt64 = 5
  /// What a filter leaves of a list of objects.
  static let filtered: UInt64 = 100
  /// Types of which that many objects are in the snapshot.
  static let types: UInt64 = 4
  private static let depthLimit = 16

  /// What an evaluation may cost in such a cluster.
  static func limit(isOfCluster: Bool) -> UInt64 {
    JudgingInputs.budget(resources: objects * types, isOfCluster: isOfCluster)
  }

  /// The cost of a program, with that of the names that it uses: a variable is computed once for
  /// each subject, and a definition without parameters once for all.
  func cost(of program: Program) -> UInt64 {
    cost(of: program.syntax.root, depth: 0)
  }

  private func cost(of expression: CEL.Expression, depth: Int) -> UInt64 {
    guard depth < CostEstimate.depthLimit else { return 1 }
    switch expression {
    case .comprehension(_, let c):
      let each = cost(of: c.body, depth: depth) + (c.filter.map { cost(of: $0, depth: depth) } ?? 0)
      let count = size(of: c.range, depth: depth)
      return cost(of: c.range, depth: depth).adding(count.times(each.adding(1)))
    case .call(_, let name, .identifier(_, Definition.namespace, _)?, let arguments):
      let body = named.definitions[name].map {
        cost(of: $0.program.syntax.root, depth: depth + 1)
      }
      return arguments.reduce(body ?? 1) { $0.adding(cost(of: $1, depth: depth)) }
    case .call(_, let function, .identifier(_, "resource", _)?, let arguments)
    where function == "ListBy":
      return arguments.reduce(CostEstimate.elements) { $0.adding(cost(of: $1, depth: depth)) }
    default:
      return expression.children.reduce(1) { $0.adding(cost(of: $1, depth: depth)) }
    }
  }

  /// Elements of a list.
  private func size(of expression: CEL.Expression, depth: Int) -> UInt64 {
    guard depth < CostEstimate.depthLimit else { return CostEstimate.elements }
    switch expression {
    case .identifier(_, "nodes", _): return CostEstimate.objects / 10
    case .list(_, let elements): return UInt64(elements.count)
    case .select(_, .identifier(_, "variables", _), let name, _):
      return size(of: named.variables[name], depth: depth)
    case .select(_, .identifier(_, Definition.namespace, _), let name, _):
      return size(of: named.definitions[name]?.program, depth: depth)
    case .select(_, .call(_, let function, .identifier(_, "resource", _)?, _), "items", _):
      return function == "List" ? CostEstimate.objects : CostEstimate.elements
    case .comprehension(_, let c):
      let size = size(of: c.range, depth: depth)
      return c.kind == .filter ? min(size, CostEstimate.filtered) : size
    case .call(_, "+", _, let operands):
      return operands.reduce(0) { $0.adding(size(of: $1, depth: depth)) }
    case .call(_, let name, .identifier(_, Definition.namespace, _)?, _):
      return size(of: named.definitions[name]?.program, depth: depth)
    case .call(_, _, let receiver?, _): return size(of: receiver, depth: depth)
    default: return CostEstimate.elements
    }
  }

  private func size(of program: Program?, depth: Int) -> UInt64 {
    program.map { size(of: $0.syntax.root, depth: depth + 1) } ?? CostEstimate.elements
  }
}

extension UInt64 {
  fileprivate func adding(_ other: UInt64) -> UInt64 {
    let (sum, isTooLarge) = addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }

  fileprivate func times(_ other: UInt64) -> UInt64 {
    let (product, isTooLarge) = multipliedReportingOverflow(by: other)
    return isTooLarge ? .max : product
  }
}
