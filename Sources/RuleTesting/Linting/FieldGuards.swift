import CEL
import Rules

/// Which fields are certainly there where a condition holds, by their paths: `object.spec.tls`.
///
/// A test stands for whoever thought of it: where `.?` is used on a path, the field is taken as
/// looked at.
struct FieldGuards {
  typealias Paths = Set<String>

  let named: NamedPrograms
  private static let depthLimit = 8

  /// What is there if the expression is true.
  func ifTrue(_ expression: CEL.Expression) -> Paths { ifTrue(expression, depth: 0) }

  private func ifTrue(_ expression: CEL.Expression, depth: Int) -> Paths {
    guard depth < FieldGuards.depthLimit else { return [] }
    switch expression {
    case .has(_, let operand, let field): return prefixes(of: operand, field)
    case .and(_, let terms):
      return terms.reduce(into: []) { $0.formUnion(ifTrue($1, depth: depth)) }
    case .or(_, let terms): return common(terms.map { ifTrue($0, depth: depth) })
    case .call(_, "!", _, let operands):
      return operands.first.map { ifFalse($0, depth: depth) } ?? []
    case .call(_, let name, .identifier(_, Definition.namespace, _)?, let arguments):
      return ifTrue(name, arguments, depth: depth).union(optional(expression))
    case .select(_, .identifier(_, "variables", _), let name, _):
      return named.variables[name].map { ifTrue($0.syntax.root, depth: depth + 1) } ?? []
    case .call(_, "in", _, let operands) where operands.count == 2:
      guard case .literal(_, .string(let key)) = operands[0] else { return optional(expression) }
      return prefixes(of: operands[1], String(decoding: key, as: UTF8.self))
    default: return optional(expression)
    }
  }

  /// What a definition makes sure of its arguments.
  private func ifTrue(_ name: String, _ arguments: [CEL.Expression], depth: Int) -> Paths {
    guard let definition = named.definitions[name] else { return [] }
    let own = ifTrue(definition.program.syntax.root, depth: depth + 1)
    return zip(definition.definition.parameters, arguments).reduce(into: []) { found, pair in
      guard let path = FieldGuards.path(of: pair.1) else { return }
      found.formUnion(FieldGuards.renamed(own, pair.0.name, to: path))
    }
  }

  /// What is there if the expression is false.
  func ifFalse(_ expression: CEL.Expression) -> Paths { ifFalse(expression, depth: 0) }

  private func ifFalse(_ expression: CEL.Expression, depth: Int) -> Paths {
    guard depth < FieldGuards.depthLimit else { return [] }
    switch expression {
    case .or(_, let terms):
      return terms.reduce(into: []) { $0.formUnion(ifFalse($1, depth: depth)) }
    case .and(_, let terms): return common(terms.map { ifFalse($0, depth: depth) })
    case .call(_, "!", _, let operands):
      return operands.first.map { ifTrue($0, depth: depth) } ?? []
    case .has, .call(_, "in", _, _): return []
    case .call(_, "hasValue", _, _): return []
    default: return optional(expression)
    }
  }

  private func common(_ all: [Paths]) -> Paths {
    all.dropFirst().reduce(all.first ?? []) { $0.intersection($1) }
  }

  /// The path of a field and of what it lies in.
  private func prefixes(of operand: CEL.Expression, _ field: String) -> Paths {
    guard let path = FieldGuards.path(of: operand) else { return [] }
    return allPrefixes(of: "\(path).\(field)")
  }

  private func allPrefixes(of path: String) -> Paths {
    var found: Paths = []
    var parts: [Substring] = []
    for part in path.split(separator: ".") {
      parts.append(part)
      found.insert(parts.joined(separator: "."))
    }
    return found
  }

  /// The paths that `.?` and `[?…]` look at anywhere in an expression.
  private func optional(_ expression: CEL.Expression) -> Paths {
    var found: Paths = []
    switch expression {
    case .select(_, let operand, let field, optional: true):
      found.formUnion(prefixes(of: operand, field))
    case .call(_, "[?]", _, let operands) where operands.count == 2:
      if case .literal(_, .string(let key)) = operands[1] {
        found.formUnion(prefixes(of: operands[0], String(decoding: key, as: UTF8.self)))
      }
    default: break
    }
    for child in expression.children { found.formUnion(optional(child)) }
    return found
  }

  /// The path of a field as text; nil for what is computed.
  static func path(of expression: CEL.Expression) -> String? {
    switch expression {
    case .identifier(_, let name, _): return name
    case .select(_, let operand, let field, _): return path(of: operand).map { "\($0).\(field)" }
    case .call(_, let function, let receiver?, _)
    where function == "value" || function == "orValue": return path(of: receiver)
    case .call(_, let function, _, let operands)
    where (function == "[]" || function == "[?]") && operands.count == 2:
      guard case .literal(_, let literal) = operands[1] else { return nil }
      switch literal {
      case .string(let key):
        return path(of: operands[0]).map { "\($0).\(String(decoding: key, as: UTF8.self))" }
      case .int(let index): return path(of: operands[0]).map { "\($0)[\(index)]" }
      default: return nil
      }
    default: return nil
    }
  }

  /// Paths that begin with one name, with another in its place.
  static func renamed(_ paths: Paths, _ name: String, to other: String) -> Paths {
    Set(
      paths.compactMap { path in
        guard path.hasPrefix(name + ".") else { return nil }
        return other + path.dropFirst(name.count)
      })
  }
}
