import CEL
import Documents
import Findings
import Rules

/// Finds fields that an object may lack and that are read as if they were there: the expression is
/// an error then, and the verdict unknown where it could be known.
struct OptionalFieldCheck {
  let named: NamedPrograms
  /// What the rule's match conditions have made sure of.
  var matched: FieldGuards.Paths = []

  /// A field that is read without a guard.
  struct Use {
    let id: CEL.Expression.ID
    let path: String
    let field: String
  }

  /// Those of one expression, in the order of the text; `parameters` are of a definition.
  func uses(
    in program: Program, parameters: [(name: String, origin: FieldOrigin)] = []
  ) -> [Use] {
    var walk = Walk(origins: FieldOrigins(program: program, named: named))
    let locals = FieldOrigins.Locals(
      parameters.map { ($0.name, .some($0.origin)) }
    ) { first, _ in first }
    walk.visit(program.syntax.root, locals, matched)
    return walk.found
  }

  private struct Walk {
    let origins: FieldOrigins
    var found: [Use] = []
    private var program: Program { origins.program }
    private var fields: FieldGuards { FieldGuards(named: origins.named) }

    init(origins: FieldOrigins) { self.origins = origins }

    mutating func visit(
      _ expression: CEL.Expression, _ locals: FieldOrigins.Locals, _ guards: FieldGuards.Paths
    ) {
      switch expression {
      case .and(_, let terms): visit(terms, fields.ifTrue, locals, guards)
      case .or(_, let terms): visit(terms, fields.ifFalse, locals, guards)
      case .conditional(_, let condition, let then, let other):
        visit(condition, locals, guards)
        visit(then, locals, guards.union(fields.ifTrue(condition)))
        visit(other, locals, guards.union(fields.ifFalse(condition)))
      case .comprehension(_, let c): visit(c, locals, guards)
      case .bind(_, let name, let value, let body):
        visit(value, locals, guards)
        var inner = locals
        inner[name] = .some(origins.origin(of: value, locals))
        visit(body, inner, guards)
      case .optionalMap(_, let operand, let name, let body, _):
        visit(operand, locals, guards)
        var inner = locals
        inner[name] = .some(origins.origin(of: operand, locals))
        visit(body, inner, guards)
      case .select(let id, let operand, let field, optional: false):
        look(at: id, operand, field, locals, guards)
        visit(operand, locals, guards)
      case .call(let id, "[]", _, let operands) where operands.count == 2:
        if case .literal(_, .string(let key)) = operands[1] {
          look(at: id, operands[0], String(decoding: key, as: UTF8.self), locals, guards)
        }
        for operand in operands { visit(operand, locals, guards) }
      default:
        for child in expression.children { visit(child, locals, guards) }
      }
    }

    /// The terms of a conjunction or disjunction: in whatever order they stand, each is guarded by
    /// the others, because an error counts for nothing where another term decides.
    private mutating func visit(
      _ terms: [CEL.Expression], _ guarding: (CEL.Expression) -> FieldGuards.Paths,
      _ locals: FieldOrigins.Locals, _ guards: FieldGuards.Paths
    ) {
      let own = terms.map(guarding)
      for (i, term) in terms.enumerated() {
        var inner = guards
        for (j, paths) in own.enumerated() where j != i { inner.formUnion(paths) }
        visit(term, locals, inner)
      }
    }

    private mutating func visit(
      _ c: CEL.Expression.Comprehension, _ locals: FieldOrigins.Locals,
      _ guards: FieldGuards.Paths
    ) {
      visit(c.range, locals, guards)
      let inner = origins.adding(c, to: locals)
      // A variable hides what has its name.
      var own = guards.filter { path in
        !c.variables.contains { path == $0 || path.hasPrefix($0 + ".") }
      }
      if let element = c.variables.last { own.formUnion(filtered(c.range, element, depth: 0)) }
      if let filter = c.filter {
        visit(filter, inner, own)
        own.formUnion(fields.ifTrue(filter))
      }
      visit(c.body, inner, own)
    }

    /// What filters have made sure of the elements of a list, which are called `element`.
    private func filtered(
      _ range: CEL.Expression, _ element: String, depth: Int
    ) -> FieldGuards.Paths {
      guard depth < 16 else { return [] }
      switch range {
      case .comprehension(_, let c) where c.kind == .filter && c.variables.count == 1:
        return FieldGuards.renamed(fields.ifTrue(c.body), c.variables[0], to: element)
          .union(filtered(c.range, element, depth: depth + 1))
      case .comprehension(_, let c) where c.kind == .sortBy:
        return filtered(c.range, element, depth: depth + 1)
      // Lists of lists, which `flatten` makes one.
      case .comprehension(_, let c) where c.kind == .map:
        return filtered(c.body, element, depth: depth + 1)
      case .call(_, let function, let receiver?, _) where FieldOrigins.passing.contains(function):
        return filtered(receiver, element, depth: depth + 1)
      case .select(_, .identifier(_, "variables", _), let name, _):
        return origins.named.variables[name].map {
          filtered($0.syntax.root, element, depth: depth + 1)
        } ?? []
      case .select(_, .identifier(_, Definition.namespace, _), let name, _):
        return origins.named.definitions[name].map {
          filtered($0.program.syntax.root, element, depth: depth + 1)
        } ?? []
      default: return []
      }
    }

    private mutating func look(
      at id: CEL.Expression.ID, _ operand: CEL.Expression, _ field: String,
      _ locals: FieldOrigins.Locals, _ guards: FieldGuards.Paths
    ) {
      if case .identifier(_, let name, _) = operand,
        ["variables", Definition.namespace, "params", "data"].contains(name), locals[name] == nil
      {
        return
      }
      guard program.type(of: operand.id).mayLackFields,
        let parent = origins.origin(of: operand, locals), parent.field != "list",
        !AlwaysPresent.contains(field, of: parent.field)
      else { return }
      let path = FieldGuards.path(of: operand).map { "\($0).\(field)" }
      if let path, guards.contains(path) { return }
      found.append(Use(id: id, path: program.text(of: id), field: field))
    }
  }
}
