import CEL
import Documents
import Snapshots

/// What the expressions of rules may refer to, and the indices of those variables.
struct RuleEnvironment: Sendable {
  /// Everything but `node` and `object`, which depend on the rule's subject.
  private(set) var base: CEL.Environment
  let indices: Indices

  /// Indices of the variables; a rule's own variables come after them.
  struct Indices: Sendable {
    let cluster, target, params, data, now, nodes, node, object, namespaceObject: Int
  }

  /// - Parameter functions: what expressions may call besides Kubernetes' functions.
  init(pool: ConstantPool, functions: [Function]) {
    var environment = CEL.Environment(pool: pool)
    let types = Dictionary(
      uniqueKeysWithValues: Declarations.all.map { ($0.name, CELType(of: $0.type)) })
    indices = Indices(
      cluster: environment.declare("cluster", types["cluster"] ?? .dyn),
      target: environment.declare("target", types["target"] ?? .dyn),
      params: environment.declare("params", .dyn), data: environment.declare("data", .dyn),
      now: environment.declare("now", .timestamp),
      nodes: environment.declare("nodes", .list(types["node"] ?? .dyn)),
      node: environment.declare("node", types["node"] ?? .dyn),
      object: environment.declare("object", .dyn),
      namespaceObject: environment.declare("namespaceObject", .dyn))
    for function in functions { environment.add(function) }
    base = environment
  }

  /// The environment of one pack: its parameters by name, and the functions that it may use.
  func environment(for pack: Pack) -> CEL.Environment {
    var environment = base
    environment.declare("params", .object(ParameterValues.type(of: pack)))
    environment.declare(
      "data",
      .object(
        CEL.ObjectType(
          "data",
          fields: Dictionary(pack.data.map { ($0.name, CELType.dyn) }) { first, _ in first })))
    environment.compatibility = pack.celCompatibility.flatMap { KubernetesVersion($0) }
    return environment
  }
}

extension CELType {
  /// A declared object as a type of expressions.
  init(of type: Snapshots.ObjectDeclaration) {
    self = .object(
      CEL.ObjectType(
        type.name,
        fields: Dictionary(uniqueKeysWithValues: type.fields.map { ($0.name, CELType($0.type)) })))
  }

  init(_ type: FieldType) {
    switch type {
    case .string: self = .string
    case .int: self = .int
    case .bool: self = .bool
    case .double: self = .double
    case .timestamp: self = .timestamp
    case .dyn: self = .dyn
    case .list(let element): self = .list(CELType(element))
    case .map(let value): self = .map(.string, CELType(value))
    case .object(let object): self = CELType(of: object)
    }
  }
}

/// The parameters of a pack: each is declared as a JSON Schema with a `default`.
enum ParameterValues {
  /// The type of `params`: a misspelt parameter is an error.
  static func type(of pack: Pack) -> CEL.ObjectType {
    let names = pack.parameters?.entries.map(\.key) ?? []
    return CEL.ObjectType(
      "params", fields: Dictionary(names.map { ($0, CELType.dyn) }) { first, _ in first })
  }

  /// The values: defaults, changed by packs that come later and name the same parameter, and by
  /// `overrides` (an example's `params`).
  static func value(
    of pack: Pack, changedBy later: [Pack], overrides: DocumentValue? = nil, in store: DocumentStore
  ) -> Value {
    guard let builder = DocumentBuilder(store: store, source: pack.place?.source) else {
      return .null
    }
    builder.beginMap()
    for (name, declaration) in pack.parameters?.entries ?? [] {
      var value = declaration["default"]?.value ?? .null
      for other in later {
        guard let changed = other.parameters?[name] else { continue }
        // Plain, or with a schema of its own.
        value = (changed["default"] ?? changed).value
      }
      if let override = overrides?[name] { value = override.value }
      builder.key(name)
      builder.link(value)
    }
    builder.endMap()
    defer { builder.close() }
    return builder.finish()
  }

  /// The files of the pack's `data` folder by name.
  static func data(of pack: Pack, in store: DocumentStore) -> Value {
    guard let builder = DocumentBuilder(store: store, source: pack.place?.source) else {
      return .null
    }
    builder.beginMap()
    for (name, value) in pack.data {
      builder.key(name)
      builder.link(value.value)
    }
    builder.endMap()
    defer { builder.close() }
    return builder.finish()
  }
}
