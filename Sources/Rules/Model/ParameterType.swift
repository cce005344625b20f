import Documents

/// Types of a pack's parameters.
enum ParameterType {
  /// Types of JSON Schema.
  static let all = ["string", "boolean", "integer", "number", "array", "object"]

  /// Whether a declaration's `type` names types that there are, one or a list of them.
  static func isType(_ type: DocumentValue) -> Bool {
    !names(type).isEmpty && names(type).allSatisfy { (all + ["null"]).contains($0) }
  }

  /// The type that a value of a declared parameter must have and has not; nil if it has.
  static func mismatch(of value: DocumentValue, with declaration: DocumentValue) -> String? {
    let types = declaration["type"].map(names) ?? []
    return types.isEmpty || types.contains { isOfType(value, $0) }
      ? nil : types.joined(separator: " or ")
  }

  private static func names(_ type: DocumentValue) -> [String] {
    type.string.map { [$0] } ?? type.elements.map { $0.string ?? "" }
  }

  private static func isOfType(_ value: DocumentValue, _ type: String) -> Bool {
    switch type {
    case "string": value.value.tag == .string
    case "boolean": value.value.tag == .bool
    case "integer": value.value.tag == .int
    case "number": value.value.tag == .int || value.value.tag == .double
    case "array": value.value.tag == .list
    case "object": value.value.tag == .map
    case "null": value.isNull
    default: true
    }
  }
}
