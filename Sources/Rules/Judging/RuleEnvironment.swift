import Basics
import CEL
import Documents
import Snapshots

/// What the expressions of rules may refer to, and the indices of those variables.
struct RuleEnvironment: Sendable {
  /// Everything but `node` and `object`, which depend on the rule's subject, and what belongs to
  /// one pack.
  private(set) var base: CEL.Environment
  let indices: Indices
  /// Those of `params` and `data`, by pack: each pack's expressions see its own, whatever rule
  /// they are evaluated for.
  private(set) var packIndices: [String: PackIndices] = [:]
  private(set) var definitions = DefinitionTable()
  private var wrong: [WrongDefinition] = []
  /// What compiles definitions when they are asked for.
  private var compilers: [any AnyObject & Sendable] = []
  /// The packs whose definitions a pack may use, by pack: those that it extends, and itself.
  private var visiblePacks: [String: Set<String>] = [:]

  struct PackIndices: Sendable {
    let params, data: Int
  }

  /// Indices of the variables; a rule's own variables come after them.
  struct Indices: Sendable {
    let cluster, target, now, nodes, node, object, namespaceObject: Int
  }

  /// - Parameter functions: what expressions may call besides Kubernetes' functions.
  /// - Parameter isKeptByPrograms: whether programs can be recompiled.
  init(
    pool: ConstantPool, functions: [Function], packs: [Pack] = [], isKeptByPrograms: Bool = true
  ) {
    var environment = CEL.Environment(pool: pool)
    environment.isKeptByPrograms = isKeptByPrograms
    let types = Dictionary(
      uniqueKeysWithValues: Declarations.all.map { ($0.name, CELType(of: $0.type)) })
    indices = Indices(
      cluster: environment.declare("cluster", types["cluster"] ?? .dyn),
      target: environment.declare("target", types["target"] ?? .dyn),
      now: environment.declare("now", .timestamp),
      nodes: environment.declare("nodes", .list(types["node"] ?? .dyn)),
      node: environment.declare("node", types["node"] ?? .dyn),
      object: environment.declare("object", .dyn),
      namespaceObject: environment.declare("namespaceObject", .dyn))
    for function in functions { environment.add(function) }
    environment.namespaces = [Definition.namespace]
    // No expression can name these: each pack's environment gives them their names.
    for pack in packs {
      packIndices[pack.name] = PackIndices(
        params: environment.declare("(params of \(pack.name))", .dyn),
        data: environment.declare("(data of \(pack.name))", .dyn))
      var visible: Set = [pack.name]
      for base in pack.bases { visible.formUnion(visiblePacks[base] ?? []) }
      visiblePacks[pack.name] = visible
    }
    base = environment
  }

  /// An index for a variable that only some environments name; `name` is for messages.
  mutating func reserve(_ name: String) -> Int { base.declare("(\(name))", .dyn) }

  /// Adds a definition; those that it uses must be there.
  mutating func add(_ definition: CompiledDefinition) { definitions.append(definition) }

  /// Keeps what compiles definitions when they are asked for.
  ///
  /// - Parameter ranks: where each is listed, by its place in the table.
  mutating func keep(_ compiler: any AnyObject & Sendable, ranks: Deferred<[Int]>) {
    compilers.append(compiler)
    definitions.rank(by: ranks)
  }

  /// Adds one that is wrong.
  mutating func add(wrong definition: WrongDefinition) { wrong.append(definition) }

  /// Whether a pack's expressions may use the definitions of another.
  func sees(_ other: String, from pack: String) -> Bool {
    visiblePacks[pack]?.contains(other) ?? false
  }

  /// The environment of one pack: its parameters by name, and the functions that it may use.
  func environment(for pack: Pack) -> CEL.Environment {
    var environment = base
    let data = CELType.object(
      CEL.ObjectType(
        "data", fields: Dictionary(pack.data.map { ($0.name, CELType.dyn) }) { first, _ in first }))
    if let indices = packIndices[pack.name] {
      environment.declare("params", .object(ParameterValues.type(of: pack)), at: indices.params)
      environment.declare("data", data, at: indices.data)
    }
    for definition in definitions.all where sees(definition.definition.pack, from: pack.name) {
      definition.add(to: &environment)
    }
    for one in wrong where sees(one.definition.pack, from: pack.name) { one.add(to: &environment) }
    environment.share()
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
    let parameters = pack.parameters?.entries ?? []
    return CEL.ObjectType(
      "params",
      fields: Dictionary(
        parameters.map { ($0.key, pack.schema(ofParameter: $0.key)?.type ?? .dyn) }
      ) { first, _ in first })
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
      // A value alone is one of an earlier pack's parameter.
      var value = (declaration["default"] ?? declaration).value
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
