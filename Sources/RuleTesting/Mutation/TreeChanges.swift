// The mistakes that are put into an expression, one at a time.
//
// Each stands for something that an author really gets wrong: the other operator, a forgotten
// negation, an operand too many, a boundary off by one, the wrong name, the wrong default. Changes
// that mean the same as another one, or as nothing, are left out as far as the tree tells: `> 0`
// and `>= 1` are one boundary of whole numbers, the version in `resource.List('apps/v1', …)` does
// not count, and a default that is compared with a constant only matters on which side of it it
// lies.

import CEL

/// Makes the changes of one program.
struct TreeChanges {
  private let program: Program
  private let syntax: Syntax
  /// Strings that the rule compares with: what a wrong default would have to be to be noticed.
  private let comparedStrings: [[UInt8]]
  private let kinds: Set<MutationKind>
  private(set) var all: [TreeChange] = []
  /// The sub-expressions around the one at hand, the innermost last.
  private var ancestors: [CEL.Expression] = []

  init(_ program: Program, comparedStrings: [[UInt8]], kinds: Set<MutationKind>) {
    self.program = program
    self.kinds = kinds
    syntax = program.syntax
    self.comparedStrings = comparedStrings
    visit(syntax.root, mustBeBool: false)
  }

  // MARK: Making

  private mutating func add(
    _ kind: MutationKind, _ id: CEL.Expression.ID, _ text: String, _ others: [CEL.Expression]
  ) {
    guard kinds.contains(kind), !others.isEmpty else { return }
    all.append(
      TreeChange(
        id: id, kind: kind, text: text, trees: others.map { syntax.replacing(id, by: $0) }))
  }

  private mutating func negate(_ expression: CEL.Expression) {
    // Under a `!` this is what dropping that one gives.
    if case .call(_, "!", _, _)? = ancestors.last { return }
    guard kinds.contains(.negations) else { return }
    var longer = syntax
    let id = longer.claimID(like: expression.id)
    let negated = CEL.Expression.call(id, "!", receiver: nil, [expression])
    all.append(
      TreeChange(
        id: expression.id, kind: .negations, text: "is negated",
        trees: [longer.replacing(expression.id, by: negated)]))
  }

  private func source(_ expression: CEL.Expression) -> String { program.text(of: expression.id) }

  // MARK: Walking

  private mutating func visit(_ expression: CEL.Expression, mustBeBool: Bool) {
    // An unknown stays one with other words or a negation, and so does what is declared or not.
    if let name = expression.call?.name, ["unknown", "declared"].contains(name) {
      if name == "declared" { change(expression, mustBeBool: mustBeBool) }
      return
    }
    change(expression, mustBeBool: mustBeBool)
    ancestors.append(expression)
    for child in expression.children {
      visit(child, mustBeBool: expression.needsBool(child, itself: mustBeBool))
    }
    ancestors.removeLast()
  }

  private mutating func change(_ expression: CEL.Expression, mustBeBool: Bool) {
    switch expression {
    case .literal(let id, let literal): change(id, literal)
    case .and(let id, let terms):
      add(.operators, id, "&& becomes ||", [.or(id, terms)])
      drop(terms, of: id) { .and(id, $0) }
    case .or(let id, let terms):
      add(.operators, id, "|| becomes &&", [.and(id, terms)])
      drop(terms, of: id) { .or(id, $0) }
    case .call(let id, let name, let receiver, let arguments):
      if !changeOperator(id, name, receiver, arguments) {
        negateIfBool(expression, mustBeBool)
      }
    case .comprehension(let id, let c): change(id, c)
    case .identifier, .select, .has: negateIfBool(expression, mustBeBool)
    case .conditional, .list, .map, .message, .bind, .block, .optionalMap: break
    }
  }

  private mutating func negateIfBool(_ expression: CEL.Expression, _ mustBeBool: Bool) {
    if mustBeBool || program.type(of: expression.id) == .bool { negate(expression) }
  }

  private mutating func drop(
    _ terms: [CEL.Expression], of id: CEL.Expression.ID,
    _ make: ([CEL.Expression]) -> CEL.Expression
  ) {
    for (i, term) in terms.enumerated() {
      var rest = terms
      rest.remove(at: i)
      add(.omissions, id, "loses `\(source(term))`", [rest.count == 1 ? rest[0] : make(rest)])
    }
  }

  // MARK: Operators

  private static let counterparts = [
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "+": "-", "-": "+",
    "*": "/", "/": "*", "%": "*",
  ]

  /// Whether the call is an operator that has a counterpart.
  private mutating func changeOperator(
    _ id: CEL.Expression.ID, _ name: String, _ receiver: CEL.Expression?,
    _ arguments: [CEL.Expression]
  ) -> Bool {
    guard receiver == nil else { return false }
    if arguments.count == 1, name == "!" || name == "-" {
      let kind: MutationKind = name == "!" ? .negations : .operators
      add(kind, id, "loses its \(name)", [arguments[0]])
      return true
    }
    guard arguments.count == 2, let other = TreeChanges.counterparts[name] else { return false }
    let changed = CEL.Expression.call(id, other, receiver: nil, arguments)
    add(.operators, id, "\(name) becomes \(other)", [changed])
    return true
  }

  private mutating func change(_ id: CEL.Expression.ID, _ c: CEL.Expression.Comprehension) {
    var other = c
    switch c.kind {
    case .all: other.kind = .exists
    case .exists: other.kind = .all
    case .existsOne: other.kind = .exists
    case .filter:
      add(.omissions, id, "filter is left out", [c.range])
      return
    case .map, .transformList, .transformMap, .transformMapEntry:
      guard c.filter != nil else { return }
      other.filter = nil
      add(.omissions, id, "its filter is left out", [.comprehension(id, other)])
      return
    case .sortBy: return
    }
    let names = [c.kind, other.kind].map { $0 == .existsOne ? "exists_one" : $0.rawValue }
    add(.operators, id, "\(names[0]) becomes \(names[1])", [.comprehension(id, other)])
  }

  // MARK: Constants

  private mutating func change(_ id: CEL.Expression.ID, _ literal: CEL.Expression.Literal) {
    if let call = ancestors.last?.call, call.name == "orValue", call.receiver != nil {
      changeDefault(id, literal)
      return
    }
    switch literal {
    case .bool(let b): set(id, literal, [.bool(!b)])
    case .int(let i):
      for other in [i &- 1, i &+ 1] where !isSameBoundary(id, other &- i) {
        set(id, literal, [.int(other)])
      }
    case .uint(let u):
      for other in [u &- 1, u &+ 1] { set(id, literal, [.uint(other)]) }
    case .double(let d):
      set(id, literal, [.double(d - 1), .double(d + 1)])
    case .string(let bytes): change(id, text: bytes)
    case .null, .bytes: break
    }
  }

  private mutating func set(
    _ id: CEL.Expression.ID, _ old: CEL.Expression.Literal, _ new: [CEL.Expression.Literal]
  ) {
    guard let first = new.first else { return }
    let more = new.count > 1 ? " (or another)" : ""
    let text = "\(old.text) becomes \(first.text)\(more)"
    add(.constants, id, text, new.map { .literal(id, $0) })
  }

  /// Whether another whole number on this side of a comparison means what the other operator means.
  private func isSameBoundary(_ id: CEL.Expression.ID, _ step: Int64) -> Bool {
    guard let call = ancestors.last?.call, call.arguments.count == 2 else { return false }
    let isRight = call.arguments[1].id == id
    switch call.name {
    case ">", "<=": return step == (isRight ? -1 : 1)
    case ">=", "<": return step == (isRight ? 1 : -1)
    default: return false
    }
  }

  /// A string constant: what another one would be depends on what it is for.
  private mutating func change(_ id: CEL.Expression.ID, text bytes: [UInt8]) {
    let literal = CEL.Expression.Literal.string(bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    let call = ancestors.last?.call
    let position = call?.arguments.firstIndex { $0.id == id }
    switch (call?.name, position) {
    case ("inRange", 1):
      for other in RangeMutations.texts(text) { set(id, literal, [.string(Array(other.utf8))]) }
    case ("List", 0), ("Get", 0), ("Find", 0), ("ListBy", 0):
      // Types match by group and plural, whatever the version.
      set(id, literal, [.string(Array("x.\(text.contains("/") ? text : "io/" + text)".utf8))])
    case ("quantity", _), ("duration", _):
      for other in TreeChanges.neighbours(text) {
        set(id, literal, [.string(Array(other.utf8))])
      }
    default: set(id, literal, [.string(bytes + Array("~".utf8))])
    }
  }

  /// `4Gi` gives `3Gi` and `5Gi`.
  private static func neighbours(_ text: String) -> [String] {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number < 1 << 40 else { return [] }
    return [number - 1, number + 1].map { "\($0)\(text.dropFirst(digits.count))" }
  }

  // MARK: Defaults

  /// What stands for an absent field. It only matters where something is decided by it, so that a
  /// value on the other side of that decision is taken.
  private mutating func changeDefault(
    _ id: CEL.Expression.ID, _ literal: CEL.Expression.Literal
  ) {
    switch literal {
    case .bool(let b): set(id, literal, [.bool(!b)])
    case .int(let i):
      let limits = comparedIntegers.flatMap { [$0, $0 &- 1, $0 &+ 1] }
      var others: [Int64] = []
      for other in limits + [i &+ 1, i &- 1] where other != i && !others.contains(other) {
        others.append(other)
      }
      set(id, literal, others.map { .int($0) })
    case .string(let bytes):
      let others = (comparedStrings.filter { $0 != bytes } + [bytes + Array("~".utf8)]).prefix(8)
      set(id, literal, others.map { .string($0) })
    default: break
    }
  }

  /// Whole numbers that what is around compares with.
  private var comparedIntegers: [Int64] {
    ancestors.suffix(4).flatMap { $0.call?.arguments ?? [] }.compactMap {
      if case .literal(_, .int(let i)) = $0 { return i }
      return nil
    }
  }
}

extension CEL.Expression {
  /// The parts of a call; nil for anything else.
  fileprivate var call: (name: String, receiver: CEL.Expression?, arguments: [CEL.Expression])? {
    guard case .call(_, let name, let receiver, let arguments) = self else { return nil }
    return (name, receiver, arguments)
  }

  /// The strings that operators and functions of this expression compare with, each once.
  var comparedStrings: [[UInt8]] {
    var found: [[UInt8]] = []
    func visit(_ expression: CEL.Expression) {
      if let call = expression.call {
        let compares = ["==", "!=", "in", "startsWith", "endsWith", "contains"].contains(call.name)
        if compares {
          for argument in call.arguments { found += argument.strings }
        }
      }
      for child in expression.children { visit(child) }
    }
    visit(self)
    var seen: Set<[UInt8]> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// The string that this is, or the strings of the list that this is.
  private var strings: [[UInt8]] {
    switch self {
    case .literal(_, .string(let bytes)): [bytes]
    case .list(_, let elements): elements.flatMap { $0.expression.strings }
    default: []
    }
  }
}

extension CEL.Expression.Literal {
  /// As it would be written.
  fileprivate var text: String {
    switch self {
    case .null: "null"
    case .bool(let b): b ? "true" : "false"
    case .int(let i): String(i)
    case .uint(let u): "\(u)u"
    case .double(let d): "\(d)"
    case .string(let bytes), .bytes(let bytes): "'\(String(decoding: bytes, as: UTF8.self))'"
    }
  }
}
