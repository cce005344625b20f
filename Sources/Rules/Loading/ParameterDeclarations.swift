import Snapshots

/// The schemas of parameters, as `pack.yaml` has them: JSON Schema's words, those of them that are
/// read, and no others.
enum ParameterDeclarations {
  /// Schemas may lie this deep in that of a parameter.
  static let depth = 3

  /// A parameter of a pack. One that an earlier pack has needs no type of its own.
  static let parameter = ObjectDeclaration(
    "parameter",
    [
      Declaration("default", .dyn, "Its value, unless a later pack or an example gives another.")
    ] + schema(below: depth))

  private static func schema(below depth: Int) -> [Declaration] {
    let kinds = ParameterSchema.Kind.allCases.map(\.rawValue)
    let scalar = [
      Declaration(
        "type", .string, "Its type, or a list of those that it may have.", values: kinds,
        alternatives: [.type(.list(.string))]),
      Declaration("description", .string, "What it is for."),
      Declaration("enum", .list(.dyn), "The values that it may have: strings, numbers, booleans."),
      Declaration("minimum", .double, "The least that a number may be."),
      Declaration("maximum", .double, "The most that a number may be."),
      Declaration(
        "pattern", .string,
        "A regular expression of RE2, found anywhere in a string unless `^` and `$` stand in it."),
      Declaration("minLength", .int, "Characters that a string has at least."),
      Declaration("maxLength", .int, "Characters that a string has at most."),
      Declaration("minItems", .int, "Elements that a list has at least."),
      Declaration("maxItems", .int, "Elements that a list has at most."),
      Declaration("required", .list(.string), "Keys that a map must have."),
      Declaration("additionalProperties", .bool, "false: a map has no keys but `properties`."),
    ]
    guard depth > 0 else { return scalar }
    let inner = self.inner(below: depth)
    return scalar + [
      Declaration("items", .object(inner), "The schema of each element of a list."),
      Declaration("properties", .map(.object(inner)), "Schemas of a map's values, by their keys."),
    ]
  }

  /// The schema of what lies in a list or map, where another `depth` may follow.
  static func inner(below depth: Int) -> ObjectDeclaration {
    ObjectDeclaration("schema", schema(below: depth - 1))
  }
}
