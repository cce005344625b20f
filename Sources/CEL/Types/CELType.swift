/// The type of an expression, as far as it is known before evaluation.
public indirect enum CELType: Sendable, Equatable, Hashable {
  /// Anything: what documents hold.
  case dyn
  case null, bool, int, uint, double, string, bytes, timestamp, duration
  case list(CELType)
  case map(CELType, CELType)
  /// A type as a value, such as `int` in `type(x) == int`.
  case type(CELType)
  case optional(CELType)
  /// A number, string or bool that may be null.
  case nullable(CELType)
  /// Known by name only: `net.IP`, `kubernetes.Quantity`.
  case opaque(String, [CELType])
  /// A map whose fields are declared.
  case object(ObjectType)
  /// A parameter of a function's signature: `T`.
  case parameter(String)
  /// A type that the checker has yet to find.
  case variable(Int)

  /// As written in messages.
  public var description: String {
    switch self {
    case .dyn: return "dyn"
    case .null: return "null"
    case .bool: return "bool"
    case .int: return "int"
    case .uint: return "uint"
    case .double: return "double"
    case .string: return "string"
    case .bytes: return "bytes"
    case .timestamp: return "timestamp"
    case .duration: return "duration"
    case .list(let element): return "list(\(element.description))"
    case .map(let key, let value): return "map(\(key.description), \(value.description))"
    case .type(let type): return "type(\(type.description))"
    case .optional(let type): return "optional_type(\(type.description))"
    case .nullable(let type): return "\(type.description) or null"
    case .opaque(let name, let parameters):
      if parameters.isEmpty { return name }
      return "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
    case .object(let object): return object.name
    case .parameter(let name): return name
    case .variable(let number): return "_\(number)"
    }
  }

  var isDyn: Bool { self == .dyn }

  /// Adds the parameters of a signature that are in it, each once.
  func collectParameters(into names: inout [String]) {
    _ = holds { type in
      if case .parameter(let name) = type, !names.contains(name) { names.append(name) }
      return false
    }
  }

  /// Whether a type that the checker has to find is in it.
  var hasVariables: Bool { holds { if case .variable = $0 { true } else { false } } }

  /// Whether it, or one of its components, is such a type.
  private func holds(_ isWanted: (CELType) -> Bool) -> Bool {
    if isWanted(self) { return true }
    switch self {
    case .list(let x), .optional(let x), .type(let x), .nullable(let x): return x.holds(isWanted)
    case .map(let k, let v): return k.holds(isWanted) || v.holds(isWanted)
    case .opaque(_, let types): return types.contains { $0.holds(isWanted) }
    default: return false
    }
  }

  /// The same type with its direct components replaced.
  func mapComponents(_ transform: (CELType) -> CELType) -> CELType {
    switch self {
    case .list(let element): return .list(transform(element))
    case .map(let key, let value): return .map(transform(key), transform(value))
    case .type(let type): return .type(transform(type))
    case .optional(let type): return .optional(transform(type))
    case .nullable(let type): return .nullable(transform(type))
    case .opaque(let name, let parameters): return .opaque(name, parameters.map(transform))
    default: return self
    }
  }
}

extension CELType {
  /// The opaque types of Kubernetes' libraries.
  public static let ip = CELType.opaque("net.IP", [])
  public static let cidr = CELType.opaque("net.CIDR", [])
  public static let quantity = CELType.opaque("kubernetes.Quantity", [])
  public static let semver = CELType.opaque("kubernetes.Semver", [])
  public static let url = CELType.opaque("kubernetes.URL", [])
  static let format = CELType.opaque("kubernetes.NamedFormat", [])
}
