import Documents

/// The functions of the language itself, but for conversions and time.
enum StandardFunctions {
  private static let t = CELType.parameter("T")

  static let functions: [Function] = [
    Function("size", sizes(member: false) + sizes(member: true)),
    Function("type", [.function(t, .type(t), demand: .partial) { _, v in TypeName.value(of: v) }]),
    Function("dyn", [.function(t, .dyn, demand: .anything) { _, v in v }]),
    Function(
      "startsWith",
      [
        .member(.string, .string, .bool, cost: .traversal) { e, a, b in
          .bool(e.text(a).starts(with: e.text(b)))
        }
      ]),
    Function(
      "endsWith",
      [
        .member(.string, .string, .bool, cost: .traversal) { e, a, b in
          let (text, suffix) = (e.text(a), e.text(b))
          return .bool(
            text.count >= suffix.count
              && text[(text.count - suffix.count)...].elementsEqual(suffix))
        }
      ]),
    Function(
      "contains",
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
