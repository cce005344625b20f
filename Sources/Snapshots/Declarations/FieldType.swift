import Basics

/// The type of a declared field, in the words of the formats that it is turned into: CEL types,
/// JSON Schema and documentation.
public indirect enum FieldType: Sendable, Hashable {
  case string, int, bool, double
  /// A point in time. No declared field has it at rest: documents hold RFC 3339 text, declared as
  /// `string`, and an expression writes `timestamp(…)` around it.
  case timestamp
  /// Any value: its fields are not declared here.
  case dyn
  case list(FieldType)
  /// A map from strings.
  case map(FieldType)
  case object(ObjectDeclaration)
}

/// A map with declared fields.
public struct ObjectDeclaration: Sendable, Hashable {
  /// The type's name in CEL and in the documentation, e.g. `ResolvConf`.
  public let name: String
  public let fields: [Declaration]
  /// Whether the object is declared as a whole: what it does not name is not there. Otherwise a
  /// field that is not named is unknown. Only matters in the target file.
  public let isWhole: Bool

  public init(_ name: String, isWhole: Bool = false, _ fields: [Declaration]) {
    self.name = name
    self.isWhole = isWhole
    self.fields = fields
  }

  /// The declaration of a field; nil if there is none of that name.
  public func field(_ name: String) -> Declaration? {
    index(of: name).map { fields[$0] }
  }

  /// Whether there is a field of that name; without a copy of its declaration, which is large.
  public func declares(_ name: String) -> Bool { index(of: name) != nil }

  private func index(of name: String) -> Int? {
    fields.indices.first { fields[$0].name.equalsByBytes(name) }
  }
}
