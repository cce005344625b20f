import Basics

/// The documentation of the declared fields, as Markdown: `docs/fields.md`.
public enum FieldDocs {
  public static var markdown: String {
    var text = """
      # The fields that expressions read

      Generated from the declarations in `Sources/Snapshots/Declarations`; do not edit.

      A field is *unknown* where the evidence for it is missing: an expression that needs it gives \
      `unknown`, with the reason and what would decide it. It is *hidden* where it is there and \
      holds a credential: `has()` is true, its content is unknown. It is *not there* where that is \
      proved: `has()` is false. A list or map may have *more*: `exists` that finds something is \
      true, `all` that finds a counterexample is false, everything else is unknown.

      """
    for (name, type) in Declarations.all {
      text += "\n## `\(name)`\n\n"
      text += table(of: type)
      for inner in innerTypes(of: type) { text += "\n### \(inner.name)\n\n" + table(of: inner) }
    }
    return text
  }

  private static func table(of type: ObjectDeclaration) -> String {
    var text = "| field | type | what it is |\n| --- | --- | --- |\n"
    for field in type.fields {
      let cell = QuotedText.markdownCell(self.text(of: field))
      text += "| `\(field.name)` | \(name(of: field.type)) | \(cell) |\n"
    }
    return text
  }

  /// What a field is, where it is read from and what it means that it is not there, as Markdown.
  package static func text(of field: Declaration) -> String {
    var text = field.doc
    if !field.values.isEmpty {
      text += " One of " + field.values.map { "`\($0)`" }.joined(separator: ", ") + "."
    }
    if !field.sources.isEmpty {
      text += " *Read from* " + field.sources.joined(separator: "; then ") + "."
    }
    if !field.missing.isEmpty { text += " *Missing:* \(field.missing)." }
    if !field.hidden.isEmpty { text += " *Hidden:* \(field.hidden)." }
    return text
  }

  /// The types below a type, each once, in the order in which they come up.
  private static func innerTypes(of type: ObjectDeclaration) -> [ObjectDeclaration] {
    var found: [ObjectDeclaration] = []
    for field in type.fields {
      guard let object = objectType(field.type) else { continue }
      for candidate in [object] + innerTypes(of: object)
      where !found.contains(where: { $0.name == candidate.name }) {
        found.append(candidate)
      }
    }
    return found
  }

  private static func objectType(_ type: FieldType) -> ObjectDeclaration? {
    switch type {
    case .object(let object): object
    case .list(let element), .map(let element): objectType(element)
    default: nil
    }
  }

  /// A type in words: `list(string)`.
  package static func name(of type: FieldType) -> String {
    switch type {
    case .string: "string"
    case .int: "int"
    case .bool: "bool"
    case .double: "double"
    case .timestamp: "timestamp"
    case .dyn: "dyn"
    case .list(let element): "list(\(name(of: element)))"
    case .map(let value): "map(string, \(name(of: value)))"
    case .object(let object): object.name
    }
  }
}
