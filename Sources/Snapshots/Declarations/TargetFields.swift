import Findings

/// The fields of a target file, as something to be filled in.
enum TargetFields {
  /// The step that declares a field; of a computed one, the field that it is computed from.
  static func step(for path: [String]) -> CollectionStep {
    let path = path == ["rancher", "caCertificates"] ? ["rancher", "caFile"] : path
    return CollectionStep(
      .targetField, path.joined(separator: "."), example: line(path, in: Declarations.target),
      note: field(path, in: Declarations.target)?.doc)
  }

  /// Other fields that answer the same question.
  static func alternatives(to path: [String]) -> [CollectionStep] {
    switch path {
    case ["rancher", "caChecksum"]: [step(for: ["rancher", "caFile"])]
    case ["importer", "user"]: [step(for: ["importer", "clusterAdmin"])]
    default: []
    }
  }

  /// The declaration of a field.
  static func field(_ path: [String], in type: ObjectDeclaration) -> Declaration? {
    guard let name = path.first, let field = type.field(name) else { return nil }
    guard path.count > 1 else { return field }
    guard case .object(let inner) = field.type else { return nil }
    return Self.field(Array(path.dropFirst()), in: inner)
  }

  /// One line of YAML that declares a field: `rancher: {version: 2.13.1}`.
  static func line(_ path: [String], in type: ObjectDeclaration) -> String {
    guard let name = path.first, let field = type.field(name) else { return "" }
    guard path.count > 1, case .object(let inner) = field.type else {
      return "\(name): \(example(of: field))"
    }
    return "\(name): {\(line(Array(path.dropFirst()), in: inner))}"
  }

  /// A value of a field, as YAML in one line.
  static func example(of field: Declaration) -> String {
    if !field.example.isEmpty { return field.example }
    switch field.type {
    case .bool: return "true"
    case .int, .double: return "1"
    case .list: return "[\(field.values.first ?? "text")]"
    case .map: return "{}"
    case .object(let type):
      guard let first = type.fields.first(where: { !$0.isComputed }), !type.isWhole else {
        return "{}"
      }
      return "{\(first.name): \(example(of: first))}"
    case .string, .timestamp, .dyn: return field.values.first ?? "text"
    }
  }
}
