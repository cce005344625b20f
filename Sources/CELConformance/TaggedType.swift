import Basics
import CEL
import Documents

/// Types in the case files' own notation.
enum TaggedType {
  static func type(_ tagged: DocumentValue) -> CELType {
    if let name = tagged.string { return simple[name] ?? .dyn }
    guard let (kind, content) = tagged.entries.first else { return .dyn }
    switch kind {
    case "list": return .list(type(content))
    case "map":
      let parts = content.elements
      return parts.count == 2 ? .map(type(parts[0]), type(parts[1])) : .map(.dyn, .dyn)
    case "wrapper": return .nullable(type(content))
    case "type": return .type(type(content))
    case "type_param": return .parameter(content.string ?? "T")
    case "abstract":
      let parameters = content["params"]?.elements.map(type) ?? []
      let name = content["name"]?.string ?? ""
      if name == "optional_type", let first = parameters.first { return .optional(first) }
      return .opaque(name, parameters)
    default: return .dyn
    }
  }

  private static let simple: [String: CELType] = [
    "dyn": .dyn, "null": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double,
    "string": .string, "bytes": .bytes, "timestamp": .timestamp, "duration": .duration,
    "any": .dyn,
  ]

  static func json(_ type: CELType) -> String {
    switch type {
    case .list(let element): return #"{"list":\#(json(element))}"#
    case .map(let key, let value): return #"{"map":[\#(json(key)),\#(json(value))]}"#
    case .type(let type): return #"{"type":\#(json(type))}"#
    case .nullable(let type): return #"{"wrapper":\#(json(type))}"#
    case .optional(let type): return abstract("optional_type", [type])
    case .opaque(let name, let parameters): return abstract(name, parameters)
    default: return QuotedText.json(type.description)
    }
  }

  private static func abstract(_ name: String, _ parameters: [CELType]) -> String {
    let parts = parameters.map(json).joined(separator: ",")
    return #"{"abstract":{"name":\#(QuotedText.json(name)),"params":[\#(parts)]}}"#
  }
}
