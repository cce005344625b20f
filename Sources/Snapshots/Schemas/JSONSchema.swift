/// JSON Schemas made from declarations.
public enum JSONSchema {
  /// The schema of the target file.
  public static var target: String {
    var fields: [(String, JSONText)] = [("schema", .object([("const", .number(1))]))]
    fields += properties(of: Declarations.target)
    return JSONText.object([
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("ImportLint target, schema 1")),
      (
        "description",
        .string("The Rancher that a cluster is to join, and what is declared of the cluster.")
      ),
      ("type", .string("object")),
      ("properties", .object(fields)),
      ("required", .array([.string("schema")])),
      ("additionalProperties", .bool(false)),
    ]).text() + "\n"
  }

  private static func properties(of type: ObjectType) -> [(String, JSONText)] {
    type.fields.filter { !$0.isComputed }.map { ($0.name, schema(of: $0)) }
  }

  private static func schema(of declaration: Declaration) -> JSONText {
    var fields: [(String, JSONText)] = [("description", .string(declaration.doc))]
    fields += schema(of: declaration.type, values: declaration.values)
    return .object(fields)
  }

  private static func schema(
    of type: FieldType, values: [String] = []
  ) -> [(String, JSONText)] {
    switch type {
    case .string:
      let allowed = values.isEmpty ? [] : [("enum", JSONText.array(values.map { .string($0) }))]
      return [("type", .string("string"))] + allowed
    case .int: return [("type", .string("integer"))]
    case .double: return [("type", .string("number"))]
    case .bool: return [("type", .string("boolean"))]
    case .timestamp: return [("type", .string("string")), ("format", .string("date-time"))]
    case .dyn: return []
    case .list(let element):
      return [
        ("type", .string("array")), ("items", .object(schema(of: element, values: values))),
      ]
    case .map(let value):
      return [
        ("type", .string("object")), ("additionalProperties", .object(schema(of: value))),
      ]
    case .object(let object):
      let type: JSONText =
        object.isWhole ? .array([.string("object"), .string("null")]) : .string("object")
      return [
        ("type", type), ("properties", .object(properties(of: object))),
        ("additionalProperties", .bool(false)),
      ]
    }
  }
}

/// JSON on its way out, with keys in the order given.
indirect enum JSONText {
  case string(String)
  case number(Int)
  case bool(Bool)
  case array([JSONText])
  case object([(String, JSONText)])

  /// Indented by two spaces.
  func text(_ indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return JSONText.quoted(text)
    case .number(let number): return String(number)
    case .bool(let bool): return bool ? "true" : "false"
    case .array(let elements):
      if elements.isEmpty { return "[]" }
      let parts = elements.map { inner + $0.text(inner) }
      return "[\n" + parts.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let entries):
      if entries.isEmpty { return "{}" }
      let parts = entries.map { "\(inner)\(JSONText.quoted($0.0)): \($0.1.text(inner))" }
      return "{\n" + parts.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
