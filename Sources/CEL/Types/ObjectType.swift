/// A map whose fields are declared, so that a misspelt one is an error before evaluation.
public final class ObjectType: Sendable, Hashable {
  public let name: String
  /// By field name.
  let fields: [String: CELType]
  /// Fields that are not declared are `dyn` instead of an error.
  let isOpen: Bool

  public init(_ name: String, fields: [String: CELType], isOpen: Bool = false) {
    self.name = name
    self.fields = fields
    self.isOpen = isOpen
  }

  /// Object types are the same type where they have the same name.
  public static func == (a: ObjectType, b: ObjectType) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
