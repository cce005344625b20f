/// The operators, as the checker sees them.
enum Operators {
  private static let t = CELType.parameter("T")
  private static let k = CELType.parameter("K")
  private static let v = CELType.parameter("V")

  static let functions: [Function] =
    comparisons + [
      Function(
        "==", .kubernetes(1, 23),
        """
        Whether two values are equal; numbers are compared by value, maps whatever \
        the order of their keys.
        """, ("[1, 2] == [1, 2]", "true"), [.operator([t, t], .bool)]),
      Function(
        "!=", .kubernetes(1, 23), "Whether two values are not equal.", ("'a' != 'b'", "true"),
        [.operator([t, t], .bool)]),
      Function(
        "!", .kubernetes(1, 23), "The contrary.", ("!(1 > 2)", "true"),
        [.operator([.bool], .bool)]),
      Function(
        "-", .kubernetes(1, 23),
        "The difference, the time between two times, or the number with the other sign.",
        (
          """
          timestamp('2026-01-02T00:00:00Z') - duration('24h') == \
          timestamp('2026-01-01T00:00:00Z')
          """, "true"
        ), negations + arithmetic + times + subtractions),
      Function(
        "+", .kubernetes(1, 23), "The sum, or texts and lists one after the other.",
        ("[1] + [2]", "[1, 2]"), arithmetic + times + additions),
      Function("*", .kubernetes(1, 23), "The product.", ("2 * 3", "6"), arithmetic),
      Function(
        "/", .kubernetes(1, 23), "The quotient; of whole numbers without the rest.", ("7 / 2", "3"),
        arithmetic),
      Function(
        "%", .kubernetes(1, 23), "The rest of a division.", ("7 % 2", "1"),
        [.operator([.int, .int], .int), .operator([.uint, .uint], .uint)]),
      Function(
        "in", .kubernetes(1, 23), "Whether a list holds a value, or a map a key.",
        ("'a' in {'a': 1}", "true"),
        [.operator([t, .list(t)], .bool), .operator([k, .map(k, v)], .bool)]),
      Function(
        "[]", .kubernetes(1, 23),
        """
        The element at a position, from 0, or the value of a key; an error where there is \
        none.
        """, ("['a', 'b'][1]", #""b""#),
        [
          .operator([.list(t), .int], t), .operator([.map(k, v), k], v),
          .operator([.optional(.list(t)), .int], .optional(t)),
          .operator([.optional(.map(k, v)), k], .optional(v)),
        ]),
      Function(
        "[?]", .kubernetes(1, 28),
        """
        The element or value as an optional: with no value where there is none. For fields, \
        `.?`.
        """, ("{'a': 1}[?'b']", "optional.none()"),
        [
          .operator([.list(t), .int], .optional(t)), .operator([.map(k, v), k], .optional(v)),
          .operator([.optional(.list(t)), .int], .optional(t)),
          .operator([.optional(.map(k, v)), k], .optional(v)),
        ]),
    ]

  private static let arithmetic: [Overload] = [.int, .uint, .double].map {
    .operator([$0, $0], $0)
  }
  private static let negations: [Overload] = [
    .operator([.int], .int), .operator([.double], .double),
  ]
  private static let times: [Overload] = [
    .operator([.timestamp, .duration], .timestamp), .operator([.duration, .duration], .duration),
  ]
  private static let subtractions: [Overload] = [
    .operator([.timestamp, .timestamp], .duration)
  ]
  private static let additions: [Overload] = [
    .operator([.string, .string], .string), .operator([.bytes, .bytes], .bytes),
    .operator([.list(t), .list(t)], .list(t)),
    .operator([.duration, .timestamp], .timestamp),
  ]

  /// Numbers compare across their types, as in Kubernetes.
  private static let comparisons: [Function] = [
    ("<", "is less than"), ("<=", "is at most"), (">", "is greater than"), (">=", "is at least"),
  ].map { name, words in
    let numbers: [CELType] = [.int, .uint, .double]
    let same: [CELType] = [.bool, .string, .bytes, .timestamp, .duration]
    var function = Function(
      name, .kubernetes(1, 23),
      "Whether a value \(words) another of its kind. Numbers of all types are of one kind.",
      ("1 \(name) 2", name.hasPrefix("<") ? "true" : "false"),
      numbers.flatMap { a in numbers.map { b in Overload.operator([a, b], .bool) } }
        + same.map { .operator([$0, $0], .bool) })
    // A line for each of fourteen overloads would say no more.
    function.documentation?.forms =
      ["number \(name) number -> bool"]
      + same.map { "\($0.description) \(name) \($0.description) -> bool" }
    return function
  }
}
