import Documents

/// Types as values: `type(x) == int`.
enum TypeName {
  /// A type value's payload is the position of its name.
  private static let names = [
    "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
    "google.protobuf.Timestamp", "google.protobuf.Duration", "optional_type", "dyn", "net.IP",
    "net.CIDR", "kubernetes.Quantity", "kubernetes.Semver", "kubernetes.URL",
    "kubernetes.NamedFormat",
  ]

  static func name(_ type: Value) -> String {
    type.payload < UInt64(names.count) ? names[Int(type.payload)] : "dyn"
  }

  private static func value(named name: String) -> Value {
    Value(.type, payload: UInt64(names.firstIndex(of: name) ?? 13))
  }

  static func value(of type: CELType) -> Value { value(named: name(of: type)) }

  private static func name(of type: CELType) -> String {
    switch type {
    case .null: return "null_type"
    case .list: return "list"
    case .map, .object: return "map"
    case .type: return "type"
    case .timestamp: return "google.protobuf.Timestamp"
    case .duration: return "google.protobuf.Duration"
    case .optional: return "optional_type"
    case .opaque(let name, _): return name
    default: return type.description
    }
  }

  /// The type of a usable value.
  static func value(of value: Value) -> Value { TypeName.value(named: name(of: value)) }

  static func name(of value: Value) -> String {
    switch value.tag {
    case .null: return "null_type"
    case .timestamp: return "google.protobuf.Timestamp"
    case .duration: return "google.protobuf.Duration"
    case .optional: return "optional_type"
    case .opaque: return Opaque.typeName(value)
    default: return "\(value.tag)"
    }
  }
}

extension Evaluator {
  /// The name of a value's type, for messages.
  public func typeName(of value: Value) -> String { TypeName.name(of: value) }
}
