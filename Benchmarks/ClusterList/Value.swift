/// What a Kubernetes object is made of, written as literals: `["kind": "Pod", "spec": […]]`.
enum Value: Sendable, Equatable {
  case object([Member])
  case array([Value])
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case null

  struct Member: Sendable, Equatable {
    var key: String
    var value: Value
  }
}

extension Value {
  /// An object with its members in the order of their keys' bytes, as Go prints maps.
  init(members: some Sequence<(String, Value)>) {
    let members = members.map { Member(key: $0.0, value: $0.1) }
    self = .object(members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
  }

  /// The member of an object; setting nil removes it. Everything else has no members.
  subscript(key: String) -> Value? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      guard case .object(let members) = self else { return }
      var pairs = members.filter { $0.key != key }.map { ($0.key, $0.value) }
      if let newValue { pairs.append((key, newValue)) }
      self = Value(members: pairs)
    }
  }

  /// The object with another's members added to its own, theirs winning.
  func adding(_ other: Value) -> Value {
    guard case .object(let own) = self, case .object(let added) = other else { return other }
    let kept = own.filter { member in !added.contains { $0.key == member.key } }
    return Value(members: (kept + added).map { ($0.key, $0.value) })
  }

  static func + (left: Value, right: Value) -> Value {
    guard case .array(let first) = left, case .array(let second) = right else { return right }
    return .array(first + second)
  }
}

extension Value: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  init(dictionaryLiteral elements: (String, Value)...) { self.init(members: elements) }
  init(arrayLiteral elements: Value...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(nilLiteral: ()) { self = .null }
}
