import Basics

/// Replaces `{{ … }}` in patterns and conditions by values of the request.
struct KyvernoVariables: Sendable {
  /// `request`, and `element` inside of `foreach`.
  var values: JSONValue

  /// The value with its variables replaced.
  func resolved(_ value: JSONValue) throws(JMESPath.Unsupported) -> JSONValue {
    switch value {
    case .string(let text): return try resolved(text)
    case .list(let list):
      var result: [JSONValue] = []
      for element in list { result.append(try resolved(element)) }
      return .list(result)
    case .map(let map):
      var result: [ExactText: JSONValue] = [:]
      for (key, element) in map {
        let name = try resolved(key.text).scalarText ?? key.text
        result[ExactText(name)] = try resolved(element)
      }
      return .map(result)
    default: return value
    }
  }

  private func resolved(_ text: String) throws(JMESPath.Unsupported) -> JSONValue {
    if text.contains("$(") { throw JMESPath.Unsupported(what: "a reference $(…)") }
    guard text.contains("{{") else { return .string(text) }
    var rest = text[...]
    var result = ""
    while let start = rest.firstRange(of: "{{") {
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else { break }
      let value = try value(of: String(rest[start.upperBound..<end.lowerBound]))
      // An expression alone keeps the type of its value.
      if start.lowerBound == text.startIndex, end.upperBound == text.endIndex { return value }
      guard let part = value.scalarText else {
        throw JMESPath.Unsupported(what: "a list inside of a text")
      }
      result += rest[..<start.lowerBound] + part
      rest = rest[end.upperBound...]
    }
    return .string(result + rest)
  }

  /// The value of an expression over the request.
  func value(of expression: String) throws(JMESPath.Unsupported) -> JSONValue {
    let parsed = try JMESPathParser.parse(expression)
    if let root = parsed.roots.first(where: { values[$0] == nil }) {
      throw JMESPath.Unsupported(what: "the variable \(root)")
    }
    for hidden in ["userInfo", "roles", "clusterRoles"] where expression.contains(hidden) {
      throw JMESPath.Unsupported(what: "who makes the request")
    }
    return try parsed.value(of: values)
  }
}

extension JMESPath {
  /// The variables that an expression starts from.
  var roots: [String] {
    switch self {
    case .current, .literal: []
    case .field(let name): [name]
    case .index(let left, _), .chain(let left, _), .flatten(let left, _),
      .projection(let left, _, _):
      left.roots
    case .or(let a, let b), .and(let a, let b), .comparison(_, let a, let b): a.roots + b.roots
    case .not(let inner): inner.roots
    case .multiList(let items), .call(_, let items): items.flatMap(\.roots)
    }
  }
}
