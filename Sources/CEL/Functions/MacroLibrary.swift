/// Macros and logical operators: what looks like a function, and decides itself which of its
/// arguments are evaluated. Their entries are documentation; the parser knows what they do.
enum MacroLibrary {
  static let functions: [Function] = [
    macro(
      "has", .kubernetes(1, 23), ["has(map.field)"],
      "Whether a map has a field. `object.?spec.?replicas.orValue(1)` is often shorter.",
      ("has({'a': 1}.b)", "false")),
    macro(
      "all", .kubernetes(1, 23),
      ["list.all(x, condition)", "map.all(key, condition)", "list.all(i, x, condition)"],
      "Whether a condition holds for every element of a list, or key of a map.",
      ("[1, 2].all(x, x > 0)", "true")),
    macro(
      "exists", .kubernetes(1, 23),
      ["list.exists(x, condition)", "map.exists(key, condition)", "list.exists(i, x, condition)"],
      "Whether a condition holds for an element of a list, or key of a map.",
      ("[1, 2].exists(x, x > 1)", "true")),
    macro(
      "exists_one", .kubernetes(1, 23), ["list.exists_one(x, condition)"],
      "Whether a condition holds for exactly one element.",
      ("[1, 2].exists_one(x, x > 0)", "false")),
    macro(
      "existsOne", .kubernetes(1, 32),
      ["list.existsOne(i, x, condition)", "map.existsOne(key, x, condition)"],
      "Whether a condition holds for exactly one position and element, or key and value.",
      ("[5, 6].existsOne(i, x, x - i == 5)", "false")),
    macro(
      "map", .kubernetes(1, 23), ["list.map(x, value)", "list.map(x, condition, value)"],
      "A list of what an expression makes of each element, or of those that fulfil a condition.",
      ("[1, 2, 3].map(x, x > 1, x * 10)", "[20, 30]")),
    macro(
      "filter", .kubernetes(1, 23), ["list.filter(x, condition)"],
      "The elements that fulfil a condition.", ("[1, 2, 3].filter(x, x != 2)", "[1, 3]")),
    macro(
      "transformList", .kubernetes(1, 32),
      ["list.transformList(i, x, value)", "map.transformList(key, x, condition, value)"],
      "A list of what an expression makes of each position and element, or key and value.",
      ("{'a': 1}.transformList(k, v, k + string(v))", #"["a1"]"#)),
    macro(
      "transformMap", .kubernetes(1, 32),
      ["map.transformMap(key, x, value)", "map.transformMap(key, x, condition, value)"],
      "A map of the same keys, with what an expression makes of each value.",
      ("{'a': 1}.transformMap(k, v, v + 1)", #"{"a": 2}"#)),
    macro(
      "transformMapEntry", .kubernetes(1, 32),
      ["list.transformMapEntry(i, x, {key: value})"],
      "A map of the entries that an expression makes.",
      ("['a', 'b'].transformMapEntry(i, x, {x: i})", #"{"a": 0, "b": 1}"#)),
    macro(
      "sortBy", .kubernetes(1, 34), ["list.sortBy(x, key)"],
      "The elements in the order of what an expression makes of them.",
      ("['bb', 'a'].sortBy(x, size(x))", #"["a", "bb"]"#)),
    macro(
      "optMap", .kubernetes(1, 28), ["optional.optMap(x, value)"],
      "What an expression makes of an optional's value, as an optional.",
      ("optional.of(1).optMap(x, x + 1)", "optional.of(2)")),
    macro(
      "optFlatMap", .kubernetes(1, 28), ["optional.optFlatMap(x, optional)"],
      "The optional that an expression makes of an optional's value.",
      ("optional.of({'a': 1}).optFlatMap(x, x.?b)", "optional.none()")),
    macro(
      "cel.bind", .celGo, ["cel.bind(x, value, expression)"],
      "An expression that may use a value by a name.", ("cel.bind(x, 2, x * x)", "4")),
    macro(
      "&&", .kubernetes(1, 23), ["bool && bool"],
      "Whether both hold. One that is false decides, even if the other is an error or unknown.",
      ("false && 1 / 0 > 0", "false")),
    macro(
      "||", .kubernetes(1, 23), ["bool || bool"],
      "Whether either holds. One that is true decides, even if the other is an error or unknown.",
      ("1 / 0 > 0 || true", "true")),
    macro(
      "?:", .kubernetes(1, 23), ["condition ? value : value"],
      "The first value where the condition holds, else the second.",
      ("1 > 2 ? 'more' : 'less'", #""less""#)),
  ]

  private static func macro(
    _ name: String, _ origin: Function.Origin, _ forms: [String], _ summary: String,
    _ example: (String, String)
  ) -> Function {
    var function = Function(name, origin, summary, example, [])
    function.documentation?.forms = forms
    return function
  }
}
