/// The operators, as the checker sees them.
enum Operators {
  private static let t = CELType.parameter("T")
  private static let k = CELType.parameter("K")
  private static let v = CELType.parameter("V")

  static let functions: [Function] =
    comparisons + [
      Function("==", [.operator([t, t], .bool)]),
      Function("!=", [.operator([t, t], .bool)]),
      Function("!", [.operator([.bool], .bool)]),
      Function("-", negations + arithmetic + times + subtractions),
      Function("+", arithmetic + times + additions),
      Function("*", arithmetic),
      Function("/", arithmetic),
      Function("%", [.operator([.int, .int], .int), .operator([.uint, .uint], .uint)]),
      Function("in", [.operator([t, .list(t)], .bool), .operator([k, .map(k, v)], .bool)]),
      Function(
        "[]",
        [
          .operator([.list(t), .int], t), .operator([.map(k, v), k], v),
          .operator([.optional(.list(t)), .int], .optional(t)),
          .operator([.optional(.map(k, v)), k], .optional(v)),
        ]),
      Function(
        "[?]",
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

  /// Numbers compare across their types, as Kubernetes has it.
  private static let comparisons: [Function] = ["<", "<=", ">", ">="].map { name in
    let numbers: [CELType] = [.int, .uint, .double]
    let same: [CELType] = [.bool, .string, .bytes, .timestamp, .duration]
    return Function(
      name,
      numbers.flatMap { a in numbers.map { b in Overload.operator([a, b], .bool) } }
        + same.map { .operator([$0, $0], .bool) })
  }
}
