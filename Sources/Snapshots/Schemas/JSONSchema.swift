import Basics

/// JSON Schemas, draft 2020-12, made from declarations: for editors, and for whoever writes files
/// by program.
public enum JSONSchema {
  /// The schema of the target file.
  public static var target: String {
    // No reader needs its `schema`, and so it is declared nowhere; a file on disk should have it.
    let schema = Declaration(
      "schema", .int, "Version of the format.", values: ["1"], requirement: .always)
    return text(
      of: ObjectDeclaration("Target", [schema] + Declarations.target.fields),
      title: "ImportLint target, schema 1",
      description: "The Rancher that a cluster is to join, and what is declared of the cluster.")
  }

  /// The schema of a recorded request to Rancher.
  public static var probe: String {
    let outcomes: [JSONText] = ["status", "error"].map { name in
      .object([("required", .array([.string(name)]))])
    }
    return text(
      of: inFile(Declarations.probe), title: "ImportLint probe, schema 1",
      description: "A request to Rancher that was recorded in a pod or on a node.",
      and: [("anyOf", .array(outcomes))])
  }

  /// An object as a file holds it: certificates are texts in PEM there.
  private static func inFile(_ object: ObjectDeclaration) -> ObjectDeclaration {
    ObjectDeclaration(
      object.name, isWhole: object.isWhole,
      object.fields.map { field in
        Declaration(
          field.name, inFile(field.type), field.doc, requirement: field.requirement,
          pattern: field.pattern)
      })
  }

  private static func inFile(_ type: FieldType) -> FieldType {
    switch type {
    case .object(let object) where object.name == Declarations.certificate.name: .string
    case .object(let object): .object(inFile(object))
    case .list(let element): .list(inFile(element))
    default: type
    }
  }

  /// The schema of a file that holds one map; `conditions` are what its keywords cannot say.
  package static func text(
    of type: ObjectDeclaration, title: String, description: String,
    and conditions: [(String, JSONText)] = []
  ) -> String {
    let fields: [(String, JSONText)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string(title)), ("description", .string(description)),
    ]
    return JSONText.object(fields + schema(of: .object(type)) + conditions).text() + "\n"
  }

  private static func schema(of declaration: Declaration) -> JSONText {
    .object(
      [("description", .string(declaration.doc))]
        + alternatives(declaration) + textLimits(declaration))
  }

  /// The value in all its forms: those of a list or map belong to its elements.
  private static func alternatives(_ declaration: Declaration) -> [(String, JSONText)] {
    let others = declaration.alternatives
    guard !others.isEmpty else { return schema(of: declaration.type, declaration) }
    switch declaration.type {
    case .list(let element):
      return [("type", .string("array")), ("items", anyOf(element, others, declaration))]
    case .map(let value):
      return [
        ("type", .string("object")), ("additionalProperties", anyOf(value, others, declaration)),
      ]
    default: return [("anyOf", .array(forms(declaration.type, others, declaration)))]
    }
  }

  private static func anyOf(
    _ type: FieldType, _ others: [Declaration.Alternative], _ declaration: Declaration
  ) -> JSONText {
    .object([("anyOf", .array(forms(type, others, declaration)))])
  }

  private static func forms(
    _ type: FieldType, _ others: [Declaration.Alternative], _ declaration: Declaration
  ) -> [JSONText] {
    [.object(schema(of: type, declaration))]
      + others.map { other in
        switch other {
        case .null: .object([("type", .string("null"))])
        case .type(let type): .object(schema(of: type))
        case .without(let field): .object([("not", fieldPresence(field))])
        }
      }
  }

  /// A map that has a field.
  private static func fieldPresence(_ field: String) -> JSONText {
    .object([("type", .string("object")), ("required", .array([.string(field)]))])
  }

  /// What a string must look like, and that a list which must be there is not empty.
  private static func textLimits(_ declaration: Declaration) -> [(String, JSONText)] {
    if !declaration.pattern.isEmpty { return [("pattern", .string(declaration.pattern))] }
    if declaration.isKebabCase {
      return [("pattern", .string("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"))]
    }
    guard declaration.requirement == .always else { return [] }
    switch declaration.type {
    case .string where declaration.values.isEmpty: return [("pattern", .string("\\S"))]
    case .list: return [("minItems", .number(1))]
    default: return []
    }
  }

  private static func schema(
    of type: FieldType, _ declaration: Declaration? = nil
  ) -> [(String, JSONText)] {
    let values = declaration?.values ?? []
    switch type {
    case .string:
      let allowed = values.isEmpty ? [] : [("enum", JSONText.array(values.map { .string($0) }))]
      return [("type", .string("string"))] + allowed
    case .int:
      let allowed = values.compactMap { Int($0) }
      if allowed.count == 1 { return [("const", .number(allowed[0]))] }
      return [("type", .string("integer"))]
        + (allowed.isEmpty ? [] : [("enum", .array(allowed.map { .number($0) }))])
    case .double: return [("type", .string("number"))]
    case .bool: return [("type", .string("boolean"))]
    case .timestamp: return [("type", .string("string")), ("format", .string("date-time"))]
    case .dyn: return []
    case .list(let element):
      return [
        ("type", .string("array")), ("items", .object(schema(of: element, declaration))),
      ]
    case .map(let value):
      return [
        ("type", .string("object")), ("additionalProperties", .object(schema(of: value))),
      ]
    case .object(let object): return map(object)
    }
  }

  private static func map(_ object: ObjectDeclaration) -> [(String, JSONText)] {
    let fields = object.fields.filter { !$0.isComputed }
    let type: JSONText =
      object.isWhole ? .array([.string("object"), .string("null")]) : .string("object")
    var schema: [(String, JSONText)] = [
      ("type", type), ("properties", .object(fields.map { ($0.name, self.schema(of: $0)) })),
    ]
    let required = fields.filter { $0.requirement == .always }.map(\.name)
    if !required.isEmpty { schema.append(("required", .array(required.map { .string($0) }))) }
    schema.append(("additionalProperties", .bool(false)))
    let conditions = fields.compactMap { condition(of: $0, in: object) }
    if !conditions.isEmpty { schema.append(("allOf", .array(conditions))) }
    return schema
  }

  /// A field that must be there where another one has a certain value.
  private static func condition(of field: Declaration, in object: ObjectDeclaration) -> JSONText? {
    guard case .when(let other, let value) = field.requirement else { return nil }
    let constant: JSONText =
      object.field(other)?.type == .bool ? .bool(value == "true") : .string(value)
    return .object([
      (
        "if",
        .object([
          ("properties", .object([(other, .object([("const", constant)]))])),
          ("required", .array([.string(other)])),
        ])
      ),
      ("then", .object([("required", .array([.string(field.name)]))])),
    ])
  }
}
