// Conditions of `preconditions` and `deny`: {key, operator, value}.
//
// Source: kyverno v1.19.0, pkg/engine/variables/operator.

import Basics

enum KyvernoConditions {
  /// Whether a block of conditions holds: `any` and `all` together, or a list that must all hold.
  static func hold(_ block: JSONValue, _ variables: KyvernoVariables) -> EngineAnswer {
    if case .list(let list) = block {
      // A list of conditions, or of blocks.
      return .all(list) { item in
        item["any"] == nil && item["all"] == nil
          ? holds(item, variables) : hold(item, variables)
      }
    }
    // None are set.
    if case .null = block { return .yes }
    guard case .map(let fields) = block, fields.keys.allSatisfy(blockFields.contains) else {
      return .unknown("conditions that are neither a list nor under any and all are not evaluated")
    }
    var parts: [EngineAnswer] = []
    if let any = block["any"]?.elements, !any.isEmpty {
      parts.append(.any(any) { holds($0, variables) })
    }
    if let all = block["all"]?.elements {
      parts.append(.all(all) { holds($0, variables) })
    }
    return .all(parts) { $0 }
  }

  private static let blockFields: Set<ExactText> = ["any", "all"]
  private static let conditionFields: Set<ExactText> = ["key", "operator", "value"]

  private static func holds(
    _ condition: JSONValue, _ variables: KyvernoVariables
  ) -> EngineAnswer {
    let fields = Set(condition.fields.keys)
    let others = fields.subtracting(conditionFields)
    guard fields.isSuperset(of: conditionFields), others.allSatisfy({ $0 == "message" }) else {
      return .unknown("a condition without key, operator and value is not evaluated")
    }
    let key: JSONValue
    let value: JSONValue
    do throws(JMESPath.Unsupported) {
      key = try variables.resolved(condition["key"] ?? .null)
      value = try variables.resolved(condition["value"] ?? .null)
    } catch {
      return .unknown("\(error.what) cannot be evaluated here")
    }
    let operation = condition["operator"]?.text ?? ""
    switch operation {
    case "Equal", "Equals": return EngineAnswer(equals(key, value))
    case "NotEqual", "NotEquals": return EngineAnswer(!equals(key, value))
    case "In", "AllIn": return membership(key, value) { $0.allSatisfy { $0 } }
    case "AnyIn": return membership(key, value) { $0.contains(true) }
    case "NotIn", "AllNotIn": return membership(key, value) { !$0.contains(true) }
    case "AnyNotIn": return membership(key, value) { $0.contains(false) }
    case "GreaterThan": return compare(key, value, >)
    case "GreaterThanOrEquals": return compare(key, value, >=)
    case "LessThan": return compare(key, value, <)
    case "LessThanOrEquals": return compare(key, value, <=)
    default: return .unknown("the operator \(operation) is not evaluated")
    }
  }

  private static func equals(_ key: JSONValue, _ value: JSONValue) -> Bool {
    if case .string(let pattern) = value, let text = key.scalarText, key != .null {
      return Wildcard.matches(pattern, text)
    }
    if let a = key.scalarText, let b = value.scalarText { return a.equalsByBytes(b) }
    return key == value
  }

  /// Which elements of the key are in the value; wildcards may stand on either side.
  private static func membership(
    _ key: JSONValue, _ value: JSONValue, _ decide: ([Bool]) -> Bool
  ) -> EngineAnswer {
    let keys: [JSONValue]
    switch key {
    case .list(let list): keys = list
    case .map: return .unknown("a map as a key is not evaluated")
    case .null: keys = []
    default: keys = [key]
    }
    let values: [String]
    switch value {
    case .list(let list): values = list.compactMap(\.scalarText)
    case .string(let text):
      guard !text.hasPrefix("["),
        !text.contains("-") || Wildcard.occurs(in: text) || key.text != nil
      else { return .unknown("a range as a value is not evaluated") }
      values = [text]
    case .null: values = []
    default: values = value.scalarText.map { [$0] } ?? []
    }
    let texts = keys.compactMap(\.scalarText)
    guard texts.count == keys.count else { return .unknown("a list of maps is not evaluated") }
    return EngineAnswer(
      decide(
        texts.map { text in
          values.contains { Wildcard.matches($0, text) || Wildcard.matches(text, $0) }
        }))
  }

  private static func compare(
    _ key: JSONValue, _ value: JSONValue, _ holds: (Double, Double) -> Bool
  ) -> EngineAnswer {
    guard let a = KyvernoPattern.amount(key), let b = KyvernoPattern.amount(value) else {
      return .unknown("what is compared is not a number")
    }
    return EngineAnswer(holds(a, b))
  }
}
