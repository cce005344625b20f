/// An expression of JMESPath, as Kyverno's conditions use it. What is not in this subset is an
/// expression that cannot be evaluated, never one that gives nothing.
///
/// Source: jmespath.org/specification.html; functions of Kyverno in pkg/engine/jmespath.
indirect enum JMESPath: Sendable {
  case current
  case field(String)
  case literal(JSONValue)
  case index(JMESPath, Int)
  /// `left.right`, `left | right`.
  case chain(JMESPath, JMESPath)
  /// `left[*].right`, `left.*.right`, `left[?condition].right`.
  case projection(JMESPath, Projection, JMESPath)
  /// `left[].right`.
  case flatten(JMESPath, JMESPath)
  case or(JMESPath, JMESPath)
  case and(JMESPath, JMESPath)
  case not(JMESPath)
  case comparison(String, JMESPath, JMESPath)
  case multiList([JMESPath])
  case call(String, [JMESPath])

  indirect enum Projection: Sendable {
    case elements
    case values
    case filter(JMESPath)
  }

  /// Why an expression has no value: this tool does not know it.
  struct Unsupported: Error {
    let what: String
  }

  /// The value over `value`; null where a field is not there.
  func value(of value: JSONValue) throws(Unsupported) -> JSONValue {
    switch self {
    case .current: return value
    case .literal(let literal): return literal
    case .field(let name): return value[name] ?? .null
    case .index(let left, let position):
      let elements = try left.value(of: value).elements
      let index = position < 0 ? elements.count + position : position
      return elements.indices.contains(index) ? elements[index] : .null
    case .chain(let left, let right):
      return try right.value(of: try left.value(of: value))
    case .projection, .flatten: return try projected(value)
    case .or(let left, let right):
      let first = try left.value(of: value)
      return first.isTruthy ? first : try right.value(of: value)
    case .and(let left, let right):
      let first = try left.value(of: value)
      return first.isTruthy ? try right.value(of: value) : first
    case .not(let inner): return .bool(!(try inner.value(of: value)).isTruthy)
    case .comparison(let sign, let left, let right):
      return try compare(sign, try left.value(of: value), try right.value(of: value))
    case .multiList(let items):
      if value == .null { return .null }
      var list: [JSONValue] = []
      for item in items { list.append(try item.value(of: value)) }
      return .list(list)
    case .call(let name, let arguments):
      var values: [JSONValue] = []
      for argument in arguments { values.append(try argument.value(of: value)) }
      return try JMESPath.call(name, values)
    }
  }

  private func projected(_ value: JSONValue) throws(Unsupported) -> JSONValue {
    var items: [JSONValue] = []
    let rest: JMESPath
    switch self {
    case .flatten(let left, let right):
      guard case .list(let list) = try left.value(of: value) else { return .null }
      for element in list {
        if case .list(let inner) = element { items += inner } else { items.append(element) }
      }
      rest = right
    case .projection(let left, let kind, let right):
      let base = try left.value(of: value)
      switch (kind, base) {
      case (.elements, .list(let list)): items = list
      case (.values, .map(let map)):
        items = map.sorted { $0.key < $1.key }.map(\.value)
      case (.filter(let condition), .list(let list)):
        for element in list where try condition.value(of: element).isTruthy {
          items.append(element)
        }
      default: return .null
      }
      rest = right
    default: return .null
    }
    var result: [JSONValue] = []
    for item in items {
      let projected = try rest.value(of: item)
      if projected != .null { result.append(projected) }
    }
    return .list(result)
  }

  private func compare(
    _ sign: String, _ left: JSONValue, _ right: JSONValue
  ) throws(Unsupported) -> JSONValue {
    switch sign {
    case "==": return .bool(left == right)
    case "!=": return .bool(left != right)
    default: break
    }
    guard case .number(let a) = left, case .number(let b) = right else { return .null }
    switch sign {
    case "<": return .bool(a < b)
    case "<=": return .bool(a <= b)
    case ">": return .bool(a > b)
    default: return .bool(a >= b)
    }
  }

  private static func call(
    _ name: String, _ arguments: [JSONValue]
  ) throws(Unsupported) -> JSONValue {
    switch (name, arguments.count) {
    case ("length", 1):
      switch arguments[0] {
      case .string(let text): return .number(Double(text.unicodeScalars.count))
      case .list(let list): return .number(Double(list.count))
      case .map(let map): return .number(Double(map.count))
      default: break
      }
    case ("contains", 2):
      switch arguments[0] {
      case .list(let list): return .bool(list.contains(arguments[1]))
      case .string(let text):
        if let part = arguments[1].text { return .bool(text.utf8.firstRange(of: part.utf8) != nil) }
      default: break
      }
    case ("to_array", 1):
      if case .list = arguments[0] { return arguments[0] }
      return .list([arguments[0]])
    case ("keys", 1):
      if case .map(let map) = arguments[0] {
        return .list(map.keys.sorted().map { .string($0.text) })
      }
    case ("starts_with", 2):
      if let a = arguments[0].text, let b = arguments[1].text {
        return .bool(a.utf8.starts(with: b.utf8))
      }
    case ("ends_with", 2):
      if let a = arguments[0].text, let b = arguments[1].text {
        return .bool(a.utf8.reversed().starts(with: b.utf8.reversed()))
      }
    case ("not_null", 1...): return arguments.first { $0 != .null } ?? .null
    case ("to_string", 1):
      if let text = arguments[0].scalarText { return .string(text) }
    case ("to_lower", 1), ("to_upper", 1):
      if let text = arguments[0].text {
        return .string(name == "to_lower" ? text.lowercased() : text.uppercased())
      }
    case ("split", 2):
      if let text = arguments[0].text, let mark = arguments[1].text, !mark.isEmpty {
        return .list(
          text.utf8.split(separator: mark.utf8, omittingEmptySubsequences: false)
            .map { .string(String(decoding: $0, as: UTF8.self)) })
      }
    default: break
    }
    throw Unsupported(what: "the function \(name)")
  }
}

extension JSONValue {
  /// As JMESPath's `||` and filters see a value.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .number: true
    case .string(let text): !text.isEmpty
    case .list(let list): !list.isEmpty
    case .map(let map): !map.isEmpty
    }
  }
}
