/// Random expressions over the documents of `EvidenceTests`: mostly well typed, so that most of
/// them have a value.
struct RandomExpression {
  var random: RobustnessTests.Seeded
  /// Variables of macros around: numbers and objects.
  private var numbers: [String] = []
  private var objects: [String] = []

  init(random: RobustnessTests.Seeded) { self.random = random }

  private mutating func choice(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
  private mutating func one(_ texts: [String]) -> String { texts[choice(texts.count)] }
  private mutating func key() -> String { one(EvidenceTests.keys) }

  /// The text that `body` makes with one more variable.
  private mutating func with(
    _ variables: WritableKeyPath<RandomExpression, [String]>, _ name: String,
    _ body: (inout RandomExpression) -> String
  ) -> String {
    self[keyPath: variables].append(name)
    defer { self[keyPath: variables].removeLast() }
    return body(&self)
  }

  private var name: String { "v\(numbers.count + objects.count)" }

  mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return "\(number(0)) \(one(["==", "<", ">=", "!="])) \(number(0))" }
    switch choice(22) {
    case 0, 1: return "(\(condition(depth - 1)) && \(condition(depth - 1)))"
    case 2, 3: return "(\(condition(depth - 1)) || \(condition(depth - 1)))"
    case 4: return "!(\(condition(depth - 1)))"
    case 5: return "has(\(object(depth - 1)).\(key()))"
    case 6: return "'\(key())' in \(object(depth - 1))"
    case 7: return "(\(number(depth - 1)) in \(list(depth - 1)))"
    case 8: return "(\(list(depth - 1)) == \(list(depth - 1)))"
    case 9: return "(\(object(depth - 1)) != \(object(depth - 1)))"
    case 10: return "size(\(list(depth - 1))) \(comparison()) \(choice(4))"
    case 11: return "\(choice(4)) \(comparison()) \(listOfObjects(depth - 1)).size()"
    case 12: return "size(\(object(depth - 1))) \(comparison()) \(choice(4))"
    case 13:
      return "sets.\(one(["contains", "intersects", "equivalent"]))"
        + "(\(list(depth - 1)), \(list(depth - 1)))"
    case 14: return "\(object(depth - 1)).?\(key()).hasValue()"
    case 15: return "optional.ofNonZeroValue(\(list(depth - 1))).hasValue()"
    case 16...18: return quantifier(depth, \.objects) { $0.listOfObjects(depth - 1) }
    default: return quantifier(depth, \.numbers) { $0.list(depth - 1) }
    }
  }

  private mutating func comparison() -> String { one([">", ">=", "<", "<=", "==", "!="]) }

  private mutating func quantifier(
    _ depth: Int, _ variables: WritableKeyPath<RandomExpression, [String]>,
    _ range: (inout RandomExpression) -> String
  ) -> String {
    let name = self.name
    let source = range(&self)
    let macro = one(["exists", "all", "exists_one", "exists", "all"])
    let body = with(variables, name) { $0.condition(depth - 1) }
    if choice(4) > 0 || macro == "exists_one" { return "\(source).\(macro)(\(name), \(body))" }
    let indexed = with(\.numbers, "i\(name)") { inner in
      inner.with(variables, name) { $0.condition(depth - 1) }
    }
    return "\(source).\(macro)(i\(name), \(name), \(indexed))"
  }

  mutating func number(_ depth: Int) -> String {
    guard depth > 0 else {
      let field = "\(object(0)).\(key())"
      return one(["object.n", "\(choice(4))", field] + numbers + numbers)
    }
    switch choice(9) {
    case 0: return "(\(number(depth - 1)) + \(number(depth - 1)))"
    case 1: return "\(list(depth - 1))[\(choice(2))]"
    case 2: return "\(list(depth - 1)).\(one(["sum", "max", "min"]))()"
    case 3: return "\(list(depth - 1)).indexOf(\(number(depth - 1)))"
    case 4: return "\(object(depth - 1)).?\(key()).orValue(\(number(depth - 1)))"
    case 5: return "(\(condition(depth - 1)) ? \(number(depth - 1)) : \(number(depth - 1)))"
    case 6: return "\(object(depth - 1))['\(key())']"
    case 7: return "size(\(list(depth - 1)))"
    default: return number(0)
    }
  }

  mutating func list(_ depth: Int) -> String {
    guard depth > 0 else { return one(["object.list", "object.other", "[1, 2]", "object.list"]) }
    let name = self.name
    switch choice(12) {
    case 0, 1:
      let source = list(depth - 1)
      return "\(source).filter(\(name), \(with(\.numbers, name) { $0.condition(depth - 1) }))"
    case 2:
      let source = list(depth - 1)
      return "\(source).map(\(name), \(with(\.numbers, name) { $0.number(depth - 1) }))"
    case 3:
      let source = listOfObjects(depth - 1)
      return "\(source).map(\(name), \(with(\.objects, name) { $0.number(depth - 1) }))"
    case 4:
      let source = listOfObjects(depth - 1)
      let test = with(\.objects, name) { $0.condition(depth - 1) }
      return "\(source).map(\(name), \(test), \(with(\.objects, name) { $0.number(depth - 1) }))"
    case 5: return "(\(list(depth - 1)) + \(list(depth - 1)))"
    case 6: return "\(list(depth - 1)).\(one(["distinct", "reverse", "sort"]))()"
    case 7: return "[\(list(depth - 1)), \(list(depth - 1))].flatten()"
    case 8: return "[\(number(depth - 1)), \(number(depth - 1))]"
    case 9:
      let source = list(depth - 1)
      return "\(source).sortBy(\(name), \(with(\.numbers, name) { $0.number(depth - 1) }))"
    case 10:
      let source = object(depth - 1)
      return "\(source).transformList(k\(name), \(name), "
        + with(\.numbers, name) { $0.number(depth - 1) } + ")"
    default:
      let bound = list(depth - 1)
      return "cel.bind(b\(name), \(bound), b\(name) + b\(name))"
    }
  }

  mutating func object(_ depth: Int) -> String {
    guard depth > 0 else { return one(["object.map", "{'a': 1, 'b': 2}"] + objects + objects) }
    let name = self.name
    switch choice(6) {
    case 0: return "\(listOfObjects(depth - 1))[0]"
    case 1: return "{'a': \(number(depth - 1)), '\(one(["b", "c"]))': \(number(depth - 1))}"
    case 2:
      let source = object(depth - 1)
      let test = with(\.numbers, name) { $0.condition(depth - 1) }
      return "\(source).transformMap(k\(name), \(name), \(test), "
        + with(\.numbers, name) { $0.number(depth - 1) } + ")"
    case 3:
      let source = object(depth - 1)
      return "\(source).transformMapEntry(k\(name), \(name), {k\(name): "
        + with(\.numbers, name) { $0.number(depth - 1) } + "})"
    case 4: return "(\(condition(depth - 1)) ? \(object(depth - 1)) : \(object(depth - 1)))"
    default: return object(0)
    }
  }

  mutating func listOfObjects(_ depth: Int) -> String {
    guard depth > 0 else { return "object.objects" }
    let name = self.name
    let source = listOfObjects(depth - 1)
    switch choice(5) {
    case 0:
      return "\(source).filter(\(name), \(with(\.objects, name) { $0.condition(depth - 1) }))"
    case 1: return "\(source).sortBy(\(name), \(with(\.objects, name) { $0.number(depth - 1) }))"
    case 2: return "(\(source) + [\(object(depth - 1))])"
    case 3: return "\(source).\(one(["reverse", "distinct"]))()"
    default: return source
    }
  }
}
