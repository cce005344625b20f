import CEL
import Rules

/// What an expression reads from an object of Kubernetes: the field of which it is the value.
struct FieldOrigin {
  /// The field in which the value lies, `containers` for an element of that list; `object` for an
  /// object itself; empty where it is not known.
  var field: String

  static let object = FieldOrigin(field: "object")

  /// Maps whose keys are names of people's own.
  private static let free: Set = [
    "labels", "annotations", "data", "binaryData", "capacity", "allocatable", "limits", "requests",
    "nodeSelector", "matchLabels", "hard", "used", "parameters",
  ]

  var hasFreeKeys: Bool { FieldOrigin.free.contains(field) }

  /// Of an element of it, where it is a list.
  var element: FieldOrigin? {
    if field == "items" { return .object }
    return hasFreeKeys ? nil : self
  }
}

/// The programs that an expression's names stand for.
struct NamedPrograms {
  var variables: [String: Program] = [:]
  var definitions: [String: CompiledDefinition] = [:]
}

/// Finds out where values come from.
struct FieldOrigins {
  let program: Program
  let named: NamedPrograms
  /// Names that lie in expressions that lie in others, at most.
  private static let depthLimit = 8

  /// The origins of variables of macros.
  typealias Locals = [String: FieldOrigin?]

  func origin(of expression: CEL.Expression, _ locals: Locals, depth: Int = 0) -> FieldOrigin? {
    guard depth < FieldOrigins.depthLimit else { return nil }
    switch expression {
    case .identifier(_, let name, _):
      if let local = locals[name] { return local }
      return ["object", "oldObject", "namespaceObject"].contains(name) ? .object : nil
    case .select(_, .identifier(_, "variables", _), let name, _):
      return named.variables[name].flatMap { origin(ofProgram: $0, depth: depth + 1) }
    case .select(_, .identifier(_, Definition.namespace, _), let name, _):
      return named.definitions[name].flatMap { origin(ofProgram: $0.program, depth: depth + 1) }
    case .select(_, let operand, let field, _):
      if field == "object", case .dyn = program.type(of: expression.id).content,
        !isObject(operand, locals, depth)
      {
        return .object
      }
      return origin(of: operand, locals, depth: depth).map { _ in FieldOrigin(field: field) }
    case .call(_, let function, let receiver, let arguments):
      return origin(ofCall: function, receiver, arguments, locals, depth)
    case .conditional(_, _, let then, let other):
      return origin(of: then, locals, depth: depth) ?? origin(of: other, locals, depth: depth)
    case .comprehension(_, let c):
      switch c.kind {
      case .filter, .sortBy: return origin(of: c.range, locals, depth: depth)
      case .map:
        let inner = adding(c, to: locals, depth: depth)
        return origin(of: c.body, inner, depth: depth)
      default: return nil
      }
    case .bind(_, let name, let value, let body):
      var inner = locals
      inner[name] = .some(origin(of: value, locals, depth: depth))
      return origin(of: body, inner, depth: depth)
    default: return nil
    }
  }

  private func isObject(_ operand: CEL.Expression, _ locals: Locals, _ depth: Int) -> Bool {
    origin(of: operand, locals, depth: depth) != nil
  }

  private func origin(ofProgram program: Program, depth: Int) -> FieldOrigin? {
    FieldOrigins(program: program, named: named)
      .origin(of: program.syntax.root, [:], depth: depth)
  }

  /// Functions that give their receiver, or one or some of its elements.
  static let passing: Set = [
    "orValue", "value", "or", "sort", "reverse", "slice", "distinct", "flatten", "first", "last",
    "unwrapOpt",
  ]

  private func origin(
    ofCall function: String, _ receiver: CEL.Expression?, _ arguments: [CEL.Expression],
    _ locals: Locals, _ depth: Int
  ) -> FieldOrigin? {
    if case .identifier(_, "resource", _)? = receiver {
      return function.hasPrefix("List") ? FieldOrigin(field: "list") : .object
    }
    if function == "[]" || function == "[?]", let list = arguments.first {
      guard let whole = origin(of: list, locals, depth: depth) else { return nil }
      if case .literal(_, .string(let key))? = arguments.last {
        return FieldOrigin(field: String(decoding: key, as: UTF8.self))
      }
      return whole.element
    }
    guard FieldOrigins.passing.contains(function), let receiver else { return nil }
    return origin(of: receiver, locals, depth: depth)
  }

  /// The variables of a macro beside those that are there.
  func adding(
    _ c: CEL.Expression.Comprehension, to locals: Locals, depth: Int = 0
  ) -> Locals {
    var inner = locals
    let element = origin(of: c.range, locals, depth: depth).flatMap(\.element)
    for (i, name) in c.variables.enumerated() {
      inner[name] = .some(i == c.variables.count - 1 ? element : nil)
    }
    return inner
  }
}

extension CELType {
  /// What an optional holds.
  fileprivate var content: CELType {
    if case .optional(let content) = self { content } else { self }
  }

  /// Whether fields of it may be missing: it is an object of Kubernetes, or a part of one.
  var mayLackFields: Bool {
    switch self {
    case .dyn: true
    case .object(let type): type.name.hasPrefix("kubernetes.")
    default: false
    }
  }
}
