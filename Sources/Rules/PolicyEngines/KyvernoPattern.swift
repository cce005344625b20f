// `validate.pattern`: an overlay with anchors, operators and wildcards.
//
// Source: kyverno v1.19.0, pkg/engine/validate, pkg/engine/anchor, pkg/engine/pattern.

import Basics

enum KyvernoPattern {
  /// How an object stands to a pattern.
  enum Outcome: Hashable, Sendable {
    case fits
    /// The place at which it does not.
    case differs(String)
    /// A condition of the pattern does not hold: it says nothing of the element, or of the object.
    case skips
    case skipsAll
  }

  /// The outcome for a pattern whose variables are replaced.
  static func outcome(
    _ pattern: JSONValue, of value: JSONValue?, at path: String = ""
  ) -> Outcome {
    switch pattern {
    case .map(let fields):
      guard case .map(let object)? = value else { return .differs(path) }
      return outcome(fields, of: object, at: path)
    case .list(let patterns):
      guard case .list(let elements)? = value else { return .differs(path) }
      return outcome(patterns, of: elements, at: path)
    default:
      if case .list(let elements)? = value {
        for (i, element) in elements.enumerated() where !fits(pattern, element) {
          return .differs("\(path)[\(i)]")
        }
        return .fits
      }
      return fits(pattern, value) ? .fits : .differs(path)
    }
  }

  // MARK: Maps

  private enum Anchor: String, CaseIterable {
    case condition = "("
    case global = "<("
    case equality = "=("
    case existence = "^("
    case negation = "X("
    case addition = "+("

    /// The anchor and the key inside of it.
    static func split(_ key: String) -> (anchor: Anchor, key: String)? {
      guard key.hasSuffix(")") else { return nil }
      for anchor in allCases where key.hasPrefix(anchor.rawValue) {
        return (anchor, String(key.dropFirst(anchor.rawValue.count).dropLast()))
      }
      return nil
    }
  }

  /// Anchors are looked at first: a condition decides whether the rest counts.
  private static func outcome(
    _ fields: [ExactText: JSONValue], of object: [ExactText: JSONValue], at path: String
  ) -> Outcome {
    let keys = fields.keys.sorted { a, b in
      let (first, second) = (Anchor.split(a.text) == nil, Anchor.split(b.text) == nil)
      return first == second ? a < b : !first
    }
    for key in keys {
      guard let pattern = fields[key] else { continue }
      let outcome =
        if let (anchor, name) = Anchor.split(key.text) {
          anchored(anchor, name, pattern, object, path)
        } else {
          plain(key.text, pattern, object, path)
        }
      if outcome != .fits { return outcome }
    }
    return .fits
  }

  private static func anchored(
    _ anchor: Anchor, _ name: String, _ pattern: JSONValue, _ object: [ExactText: JSONValue],
    _ path: String
  ) -> Outcome {
    let found = candidates(name, object)
    let place = join(path, name)
    func holds() -> Bool {
      found.contains { outcome(pattern, of: object[$0], at: place) == .fits }
    }
    switch anchor {
    case .condition: return holds() ? .fits : .skips
    case .global: return found.isEmpty || holds() ? .fits : .skipsAll
    case .equality:
      return found.isEmpty ? .fits : outcome(pattern, of: object[found[0]], at: place)
    case .negation: return found.isEmpty ? .fits : .differs(place)
    case .addition: return .fits
    case .existence:
      let wanted = pattern.elements
      let elements = found.first.flatMap { object[$0] }?.elements ?? []
      let holds = wanted.allSatisfy { one in
        elements.contains { outcome(one, of: $0, at: place) == .fits }
      }
      return holds && !elements.isEmpty ? .fits : .differs(place)
    }
  }

  private static func plain(
    _ key: String, _ pattern: JSONValue, _ object: [ExactText: JSONValue], _ path: String
  ) -> Outcome {
    let place = join(path, key)
    let found = candidates(key, object)
    if pattern == .string("*") {
      return found.contains { object[$0] != .null } ? .fits : .differs(place)
    }
    if Wildcard.occurs(in: key) {
      let fits = found.contains { outcome(pattern, of: object[$0], at: place) == .fits }
      return fits ? .fits : .differs(place)
    }
    return outcome(pattern, of: object[ExactText(key)], at: place)
  }

  /// The keys of the object that a key of the pattern stands for.
  private static func candidates(
    _ key: String, _ object: [ExactText: JSONValue]
  ) -> [ExactText] {
    guard Wildcard.occurs(in: key) else { return [ExactText(key)].filter { object[$0] != nil } }
    return object.keys.filter { Wildcard.matches(key, $0.text) }.sorted()
  }

  private static func join(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  // MARK: Lists

  private static func outcome(
    _ patterns: [JSONValue], of elements: [JSONValue], at path: String
  ) -> Outcome {
    guard let first = patterns.first else { return elements.isEmpty ? .fits : .differs(path) }
    if case .map = first {
      // A pattern of a map is for each element; its conditions say for which.
      for (i, element) in elements.enumerated() {
        switch outcome(first, of: element, at: "\(path)[\(i)]") {
        case .fits, .skips: continue
        case let other: return other
        }
      }
      return .fits
    }
    if patterns.count > 1, patterns.count > elements.count { return .differs(path) }
    for (i, element) in elements.enumerated() {
      let pattern = patterns.count == 1 ? first : patterns[min(i, patterns.count - 1)]
      let outcome = outcome(pattern, of: element, at: "\(path)[\(i)]")
      if outcome != .fits { return outcome }
    }
    return .fits
  }

  // MARK: Scalars

  static func fits(_ pattern: JSONValue, _ value: JSONValue?) -> Bool {
    let value = value ?? .null
    switch pattern {
    case .null:
      switch value {
      case .null: return true
      case .bool(let flag): return !flag
      case .number(let number): return number == 0
      case .string(let text): return text.isEmpty
      default: return false
      }
    case .bool(let flag):
      return value == .bool(flag) || value == .string(flag ? "true" : "false")
    case .number:
      guard let a = amount(pattern), let b = amount(value) else { return false }
      return a == b
    case .string(let text):
      if value == .null { return text.isEmpty }
      guard let own = value.scalarText else { return false }
      if own.equalsByBytes(text) { return true }
      return text.split(separator: "|").contains { alternative in
        alternative.split(separator: "&").allSatisfy { term(String($0).trimmed, value, own) }
      }
    case .list, .map: return false
    }
  }

  /// One term of a text: an operator and what follows, a range, or a text with wildcards.
  private static func term(_ term: String, _ value: JSONValue, _ text: String) -> Bool {
    let comparisons: [(String, (Double, Double) -> Bool)] = [
      (">=", { $0 >= $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }), ("<", { $0 < $1 }),
    ]
    for (sign, holds) in comparisons where term.hasPrefix(sign) {
      guard let a = amount(value), let b = amount(.string(String(term.dropFirst(sign.count))))
      else { return false }
      return holds(a, b)
    }
    if term.hasPrefix("!") {
      return !KyvernoPattern.term(String(term.dropFirst()).trimmed, value, text)
    }
    if let bounds = range(term), let number = amount(value) {
      return bounds.isOutside == (number < bounds.low || number > bounds.high)
    }
    if Wildcard.matches(term, text) { return true }
    guard let a = amount(.string(term)), let b = amount(value) else { return false }
    return a == b
  }

  /// `1-10`, `1Mi-1Gi`, `1!-10`.
  private static func range(_ term: String) -> (low: Double, high: Double, isOutside: Bool)? {
    let parts = term.split(separator: "-")
    guard parts.count == 2 else { return nil }
    let isOutside = parts[0].hasSuffix("!")
    let first = isOutside ? parts[0].dropLast() : parts[0]
    guard let low = amount(.string(String(first))), let high = amount(.string(String(parts[1])))
    else { return nil }
    return (low, high, isOutside)
  }

  /// Suffixes of quantities.
  private static let units: [String: Double] = [
    "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "Ki": 1024, "Mi": 1_048_576,
    "Gi": 1_073_741_824, "Ti": 1_099_511_627_776,
  ]

  /// A number, or a quantity such as `500m`; nil for other texts.
  static func amount(_ value: JSONValue) -> Double? {
    switch value {
    case .number(let number): return number
    case .string(let text):
      let text = text.trimmed
      let suffix = units.keys.filter { text.hasSuffix($0) }.max { $0.utf8.count < $1.utf8.count }
      let digits = text.dropLast(suffix?.count ?? 0)
      guard let number = Double(digits), number.isFinite else { return nil }
      return number * (suffix.flatMap { units[$0] } ?? 1)
    default: return nil
    }
  }
}
