// What the checker decides, in this order:
//
// 1. Names. Variables of macros hide everything. Else the longest part of `a.b.c` that is declared
//    counts (`variables.x` is one variable), looked up in the container from the inside out, and
//    what is left are fields.
// 2. Functions. `math.abs(x)` is a function of that name, if there is one; else `abs` is a
//    method of whatever `math` is.
// 3. Overloads: those that can take the arguments, as far as these are known. With dyn among them,
//    as everything in a document is, several remain, and the evaluator chooses by the values.
//
// It goes on after an error, with dyn for what is not known: an author sees all errors at once.

/// Finds what names and calls mean, and the types of all sub-expressions.
struct Checker {
  let environment: Environment
  let syntax: Syntax
  var solver = TypeSolver()
  var types: [CELType]
  var references: [Reference?]
  var patterns: [Expression.ID: Regex] = [:]
  /// By pattern: equal ones are compiled once.
  var compiled: [[UInt8]: Regex] = [:]
  var diagnostics: [Diagnostic] = []
  /// Variables of the macros around, the innermost last.
  var scope: [(name: String, type: CELType)] = []

  init(environment: Environment, syntax: Syntax) {
    self.environment = environment
    self.syntax = syntax
    types = Array(repeating: .dyn, count: syntax.idCount)
    references = Array(repeating: nil, count: syntax.idCount)
  }

  mutating func check() -> CELType { type(of: syntax.root) }

  func result(_ type: CELType) -> CheckedExpression {
    var names: [Int: String] = [:]
    for case .variable(let index)? in references {
      names[index] = environment.table[index].name
    }
    return CheckedExpression(
      syntax: syntax, type: solver.substitute(type, final: true),
      types: types.map { solver.substitute($0, final: true) }, references: references,
      names: names, patterns: patterns)
  }

  /// Errors that are reported of one expression.
  static let diagnosticLimit = 64
  /// Different constant patterns that one expression may have: each may take megabytes.
  static let patternLimit = 64

  var isSilent: Bool {
    !environment.checksTypes || diagnostics.count >= Checker.diagnosticLimit
  }

  /// Notes what is wrong, where type errors are errors.
  mutating func report(_ range: SourceRange, _ message: String, _ hint: String? = nil) {
    if isSilent { return }
    diagnostics.append(Diagnostic(range: range, message: message, hint: hint))
  }

  /// Reports a function or macro that Kubernetes has only since a later version.
  mutating func require(_ since: KubernetesVersion, for name: String, at id: Expression.ID) {
    guard let wanted = environment.compatibility, since > wanted else { return }
    report(
      syntax.anchor(of: id),
      "'\(name)' needs Kubernetes \(since.description), and only what \(wanted.description) has "
        + "may be used")
  }

  func described(_ type: CELType) -> String {
    solver.substitute(type, final: true).description
  }

  mutating func type(of expression: Expression) -> CELType {
    let type = find(expression)
    types[Int(expression.id)] = type
    return type
  }

  private mutating func find(_ expression: Expression) -> CELType {
    switch expression {
    case .literal(_, let literal): return Checker.type(of: literal)
    case .identifier(let id, let name, let absolute): return identifier(id, name, absolute)
    case .select(let id, let operand, let field, let optional):
      return select(expression, id, operand, field, optional)
    case .has(let id, let operand, let field):
      if isMember(id, operand, field) { return .bool }
      let container = type(of: operand)
      _ = fieldType(container, field, at: syntax.anchor(of: id))
      return .bool
    case .call(let id, let name, let receiver, let arguments):
      return call(id, name, receiver, arguments)
    case .and(_, let terms), .or(_, let terms):
      for term in terms { expectBool(term) }
      return .bool
    case .conditional(let id, let condition, let a, let b):
      return conditional(id, condition, a, b)
    case .list(let id, let elements): return list(id, elements)
    case .map(let id, let entries): return map(id, entries)
    case .message(let id, let name):
      report(syntax.range(of: id), "there is no type '\(name)' with such literals")
      return .dyn
    case .comprehension(let id, let comprehension): return self.comprehension(id, comprehension)
    case .bind(let id, let name, let value, let body):
      if environment.functions.isKubernetesOnly {
        report(syntax.anchor(of: id), "unknown function 'cel.bind'", "Kubernetes does not have it")
      }
      let bound = type(of: value)
      return within([(name, bound)]) { $0.type(of: body) }
    case .block(_, let values, let body): return block(values, body)
    case .optionalMap(let id, let operand, let name, let body, let flat):
      require(KubernetesVersion(1, 28), for: flat ? "optFlatMap" : "optMap", at: id)
      return optionalMap(operand, name, body, flat)
    }
  }

  static func type(of literal: Expression.Literal) -> CELType {
    switch literal {
    case .null: return .null
    case .bool: return .bool
    case .int: return .int
    case .uint: return .uint
    case .double: return .double
    case .string: return .string
    case .bytes: return .bytes
    }
  }

  mutating func within<T>(
    _ variables: [(String, CELType)], _ body: (inout Checker) -> T
  ) -> T {
    let count = scope.count
    scope += variables.map { (name: $0.0, type: $0.1) }
    defer { scope.removeLast(scope.count - count) }
    return body(&self)
  }

  mutating func expectBool(_ expression: Expression) {
    let type = type(of: expression)
    if !solver.isAssignable(type, to: .bool) {
      report(
        syntax.range(of: expression.id),
        "this must be a bool, and it is of type \(described(type))")
    }
  }

  // MARK: Names

  private mutating func identifier(
    _ id: Expression.ID, _ name: String, _ absolute: Bool
  ) -> CELType {
    if !absolute, let local = scope.last(where: { $0.name == name }) { return local.type }
    if let type = reference(id, absolute ? "." + name : name) { return type }
    report(syntax.range(of: id), "unknown name '\(name)'", suggestion(for: name, among: names))
    return .dyn
  }

  /// The names that an expression may begin with, for suggestions.
  private var names: [String] {
    scope.map(\.name) + environment.variables.map { String($0.name.prefix { $0 != "." }) }
  }

  /// The type of the variable or type that a name stands for; notes the reference.
  private mutating func reference(_ id: Expression.ID, _ name: String) -> CELType? {
    if environment.container.isEmpty, !name.utf8.starts(with: ".".utf8) {
      return declared(id, name)
    }
    for candidate in environment.candidates(name) {
      if let type = declared(id, candidate) { return type }
    }
    return nil
  }

  /// The same for a full name.
  private mutating func declared(_ id: Expression.ID, _ name: String) -> CELType? {
    if let index = environment.index(of: name) {
      references[Int(id)] = .variable(index)
      return environment.table[index].type
    }
    guard let type = Checker.namedTypes[name] else { return nil }
    references[Int(id)] = .type(type)
    return .type(type)
  }

  static let namedTypes: [String: CELType] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
    "bytes": .bytes, "list": .list(.dyn), "map": .map(.dyn, .dyn), "null_type": .null,
    "type": .type(.dyn), "optional_type": .optional(.dyn),
    "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    "net.IP": .ip, "net.CIDR": .cidr, "kubernetes.Quantity": .quantity,
    "kubernetes.Semver": .semver, "kubernetes.URL": .url, "kubernetes.NamedFormat": .format,
  ]

  /// Whether a longer name may begin with this: `object.spec` is a variable's field, whatever
  /// follows. Most selections are, and no name has to be put together for them.
  func mayBeQualified(_ expression: Expression) -> Bool {
    guard environment.container.isEmpty else { return true }
    var expression = expression
    while case .select(_, let operand, _, optional: false) = expression { expression = operand }
    guard case .identifier(_, let name, _) = expression else { return false }
    return environment.mayHaveMembers(name) || Checker.namedPrefixes.contains(name)
  }

  /// What stands before the first dots of the names of types.
  private static let namedPrefixes = Set(
    namedTypes.keys.filter { $0.contains(".") }.map { String($0.prefix { $0 != "." }) })

  /// `a.b.c` where it is nothing but names, and `a` is not a variable of a macro.
  func qualifiedName(_ expression: Expression) -> String? {
    switch expression {
    case .identifier(_, let name, let absolute):
      if absolute { return "." + name }
      return scope.contains { $0.name == name } ? nil : name
    case .select(_, let operand, let field, optional: false):
      return qualifiedName(operand).map { "\($0).\(field)" }
    default: return nil
    }
  }

  // MARK: Fields

  private mutating func select(
    _ expression: Expression, _ id: Expression.ID, _ operand: Expression, _ field: String,
    _ optional: Bool
  ) -> CELType {
    guard mayBeQualified(operand) else {
      return self.field(id, of: operand, named: field, optional)
    }
    if !optional, let name = qualifiedName(expression), let type = reference(id, name) {
      return type
    }
    if optional, isMember(id, operand, field) {
      guard case .variable(let index) = references[Int(id)] else { return .dyn }
      return .optional(environment.table[index].type)
    }
    if !optional, let problem = undeclaredMember(operand, field) {
      report(syntax.anchor(of: id), problem.message, problem.hint)
      return .dyn
    }
    return self.field(id, of: operand, named: field, optional)
  }

  private mutating func field(
    _ id: Expression.ID, of operand: Expression, named field: String, _ optional: Bool
  ) -> CELType {
    let container = type(of: operand)
    let type = fieldType(container, field, at: syntax.anchor(of: id))
    if !optional { return type }
    require(KubernetesVersion(1, 28), for: ".?", at: id)
    if case .optional = type { return type }
    return .optional(type)
  }

  /// Whether `has(variables.x)` or `variables.?x` asks for a variable `variables.x`, where there is
  /// none `variables`; notes the reference, or reports a member that there is not.
  private mutating func isMember(
    _ id: Expression.ID, _ operand: Expression, _ field: String
  ) -> Bool {
    guard mayBeQualified(operand), let prefix = qualifiedName(operand),
      environment.index(of: prefix) == nil
    else { return false }
    if reference(id, "\(prefix).\(field)") != nil { return true }
    guard let problem = undeclaredMember(operand, field) else { return false }
    report(syntax.anchor(of: id), problem.message, problem.hint)
    return true
  }

  /// `variables.x`, where there is no variable `variables.x`, and none `variables`.
  private func undeclaredMember(_ operand: Expression, _ field: String) -> (
    message: String, hint: String?
  )? {
    guard let prefix = qualifiedName(operand), environment.index(of: prefix) == nil,
      Checker.namedTypes[prefix] == nil, environment.mayHaveMembers(prefix)
    else { return nil }
    let path = prefix + "."
    let functions = environment.functions.names(member: false).filter { $0.hasPrefix(path) }
    if functions.contains(path + field) {
      return ("'\(path)\(field)' is a function", "it is called as \(path)\(field)(…)")
    }
    let variables = environment.table.names.filter { $0.hasPrefix(path) }
    if variables.isEmpty, !environment.namespaces.contains(prefix) { return nil }
    let members = (variables + functions).map { String($0.dropFirst(path.count)) }
    return ("'\(prefix)' has no field '\(field)'", suggestion(for: field, among: members))
  }

  /// The type of a field; reports one that cannot be there.
  private mutating func fieldType(
    _ container: CELType, _ field: String, at range: SourceRange
  ) -> CELType {
    switch solver.resolve(container) {
    case .dyn: return .dyn
    case .variable:
      _ = solver.isAssignable(container, to: .dyn)
      return .dyn
    case .map(let key, let value):
      if !solver.isAssignable(key, to: .string) {
        report(range, "a map with keys of type \(described(key)) has no fields")
      }
      return value
    case .optional(let content):
      return .optional(fieldType(content, field, at: range))
    case .object(let object):
      if let type = object.fields[field] { return type }
      if !object.isOpen {
        report(
          range, "'\(object.name)' has no field '\(field)'",
          suggestion(for: field, among: object.fields.keys))
      }
      return .dyn
    case let other:
      report(range, "a value of type \(described(other)) has no fields")
      return .dyn
    }
  }
}
