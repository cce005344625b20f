import Documents

/// The functions of the language itself, but for conversions and time.
enum StandardFunctions {
  private static let t = CELType.parameter("T")

  static let functions: [Function] = [
    Function(
      "size", .kubernetes(1, 23),
      """
      How many characters a string, bytes a text of bytes, elements a list or entries a \
      map has.
      """, ("size([1, 2])", "2"), sizes(member: false) + sizes(member: true)),
    Function(
      "type", .kubernetes(1, 23), "The type of a value, to be compared with the name of a type.",
      ("type('a') == string", "true"),
      [.function(t, .type(t), demand: .partial) { _, v in TypeName.value(of: v) }]),
    Function(
      "dyn", .kubernetes(1, 23),
      "The same value, whose type is no longer checked before evaluation.",
      ("dyn('a') == 1", "false"), [.function(t, .dyn, demand: .anything) { _, v in v }]),
    Function(
      "startsWith", .kubernetes(1, 23), "Whether a text begins with another.",
      ("'kube-system'.startsWith('kube-')", "true"),
      [
        .member(.string, .string, .bool, cost: .traversal) { e, a, b in
          .bool(e.text(a).starts(with: e.text(b)))
        }
      ]),
    Function(
      "endsWith", .kubernetes(1, 23), "Whether a text ends with another.",
      ("'kube-system'.endsWith('-system')", "true"),
      [
        .member(.string, .string, .bool, cost: .traversal) { e, a, b in
          let (text, suffix) = (e.text(a), e.text(b))
          return .bool(
            text.count >= suffix.count
              && text[(text.count - suffix.count)...].elementsEqual(suffix))
        }
      ]),
    Function(
      "contains", .kubernetes(1, 23), "Whether a text holds another.",
      ("'kube-system'.contains('e-s')", "true"),
      [
        .member(.string, .string, .bool, cost: .product) { e, a, b in
          .bool(StringFunctions.contains(e.text(a), e.text(b)))
        }
      ]),
  ]

  private static func sizes(member: Bool) -> [Overload] {
    let k = CELType.parameter("K")
    let types: [CELType] = [.string, .bytes, .list(t), .map(k, t)]
    return types.map {
      Overload(
        member: member, [$0], .int, demand: .partial, body: .unary { e, v in e.size(v) })
    }
  }
}
