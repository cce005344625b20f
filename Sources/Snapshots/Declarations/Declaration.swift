/// One field that an expression can read, said once.
///
/// The type checker, the JSON Schemas, the documentation and the code that builds the values all
/// follow it.
public struct Declaration: Sendable, Hashable {
  /// The field's name in expressions and in files.
  public let name: String
  public let type: FieldType
  /// What it is: one or two sentences of documentation.
  package let doc: String
  /// Where it is read from, the first that is there; empty where the parent's sources apply.
  public let sources: [String]
  /// What it means that none of the sources is there; empty where the parent says it.
  public let missing: String
  /// When the value is there and its content is not shown; empty where that cannot be.
  public let hidden: String
  /// The only values that a string or an integer may have; empty where any is fine.
  public let values: [String]
  /// Whether the field is computed, and so is not part of the file that the others are read from.
  package let isComputed: Bool
  /// When a file must have it.
  public let requirement: Requirement
  /// What may stand in its place; of a list or map: in that of each element.
  public let alternatives: [Alternative]
  /// Whether the string is kebab case: a-z, 0-9 and, between them, `-`.
  public let isKebabCase: Bool
  /// What the string must match in a file, for its schema; empty where any text is fine.
  public let pattern: String
  /// Whether the string is an expression.
  package let isExpression: Bool
  /// A value as YAML in one line, to show how the field is written; empty where its type shows it.
  public let example: String

  /// When a field must be in a file.
  public enum Requirement: Sendable, Hashable {
    case optional, always
    /// Where another field of the map, a string or a boolean, has this value.
    case when(field: String, is: String)
  }

  /// Another form of a value.
  public enum Alternative: Sendable, Hashable {
    case null
    case type(FieldType)
    /// Anything but a map that has the field.
    case without(field: String)
  }

  public init(
    _ name: String, _ type: FieldType, _ doc: String, sources: [String] = [], missing: String = "",
    hidden: String = "", values: [String] = [], isComputed: Bool = false,
    requirement: Requirement = .optional, alternatives: [Alternative] = [],
    isKebabCase: Bool = false, pattern: String = "", isExpression: Bool = false,
    example: String = ""
  ) {
    self.name = name
    self.type = type
    self.doc = doc
    self.sources = sources
    self.missing = missing
    self.hidden = hidden
    self.values = values
    self.isComputed = isComputed
    self.requirement = requirement
    self.alternatives = alternatives
    self.isKebabCase = isKebabCase
    self.pattern = pattern
    self.isExpression = isExpression
    self.example = example
  }
}

/// The three variables that the snapshot stage makes for expressions.
public enum Declarations {
  /// `node`, `cluster` and `target`, in the order of the documentation.
  public static let all: [(name: String, type: ObjectDeclaration)] = [
    ("node", node), ("cluster", cluster), ("target", target),
  ]
}
