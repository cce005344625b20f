import Foundation

/// As much of JSON Schema as the published schema uses; any other keyword is an error, so that
/// nothing in the schema goes unread.
struct JSONSchema {
  typealias Object = [String: Any]

  private let root: Object

  init(contentsOf url: URL) throws {
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? Object ?? [:]
  }

  /// The names of its definitions.
  var definitions: [String] { (root["$defs"] as? Object ?? [:]).keys.sorted() }

  /// One of them, to compare with.
  func definition(_ name: String) -> NSDictionary? {
    (root["$defs"] as? Object)?[name] as? NSDictionary
  }

  /// What is wrong with a value; empty when it is valid.
  func errors(in value: Any) -> [String] { errors(in: value, root, "") }

  private func errors(in value: Any, _ schema: Object, _ path: String) -> [String] {
    schema.keys.sorted().flatMap { keyword -> [String] in
      guard let rule = schema[keyword] else { return [] }
      switch keyword {
      case "$schema", "$id", "$defs", "title", "description": return []
      case "$ref": return errors(in: value, resolve(rule), path)
      case "type": return isOfType(value, rule) ? [] : ["\(path): is not \(rule)"]
      case "enum": return isOne(value, of: rule as? [Any] ?? []) ? [] : ["\(path): not in \(rule)"]
      case "const": return isOne(value, of: [rule]) ? [] : ["\(path): is not \(rule)"]
      case "minimum", "pattern": return limitErrors(value, keyword, rule, path)
      case "anyOf":
        let failures = (rule as? [Object] ?? []).map { errors(in: value, $0, path) }
        return failures.contains { $0.isEmpty } ? [] : failures.first ?? []
      case "items":
        return (value as? [Any] ?? []).enumerated().flatMap {
          errors(in: $0.element, rule as? Object ?? [:], "\(path)/\($0.offset)")
        }
      case "properties", "required", "additionalProperties":
        return objectErrors(value, keyword, rule, schema, path)
      default: return ["\(path): keyword \(keyword) is not known here"]
      }
    }
  }

  private func resolve(_ reference: Any) -> Object {
    let name = (reference as? String)?.dropFirst("#/$defs/".count) ?? ""
    let definition = (root["$defs"] as? Object)?[String(name)] as? Object
    return definition ?? ["unresolved reference \(reference)": true]
  }

  private func objectErrors(
    _ value: Any, _ keyword: String, _ rule: Any, _ schema: Object, _ path: String
  ) -> [String] {
    guard let object = value as? Object else { return [] }
    let properties = schema["properties"] as? Object ?? [:]
    switch keyword {
    case "required":
      return (rule as? [String] ?? []).filter { object[$0] == nil }.map { "\(path): lacks \($0)" }
    case "additionalProperties":
      return object.keys.filter { properties[$0] == nil }.map { "\(path): has \($0)" }
    default:
      return object.keys.sorted().flatMap { key -> [String] in
        guard let member = object[key], let rule = properties[key] as? Object else { return [] }
        return errors(in: member, rule, "\(path)/\(key)")
      }
    }
  }

  private func limitErrors(
    _ value: Any, _ keyword: String, _ rule: Any, _ path: String
  ) -> [String] {
    if keyword == "minimum", let number = value as? Int, let minimum = rule as? Int {
      return number >= minimum ? [] : ["\(path): is below \(minimum)"]
    }
    if keyword == "pattern", let text = value as? String, let pattern = rule as? String {
      let isMatch = text.range(of: pattern, options: .regularExpression) != nil
      return isMatch ? [] : ["\(path): does not match \(pattern)"]
    }
    return []
  }

  private func isOfType(_ value: Any, _ rule: Any) -> Bool {
    if let names = rule as? [String] { return names.contains { isOfType(value, $0) } }
    switch rule as? String {
    case "object": return value is Object
    case "array": return value is [Any]
    case "string": return value is String
    case "null": return value is NSNull
    case "boolean": return isBoolean(value)
    case "integer": return !isBoolean(value) && value is Int
    default: return false
    }
  }

  private func isOne(_ value: Any, of allowed: [Any]) -> Bool {
    allowed.contains {
      if let text = $0 as? String { return value as? String == text }
      if let number = $0 as? Int { return !isBoolean(value) && value as? Int == number }
      return false
    }
  }

  /// Foundation bridges numbers and booleans into each other; their C type tells them apart.
  private func isBoolean(_ value: Any) -> Bool {
    guard let number = value as? NSNumber else { return value is Bool }
    return String(cString: number.objCType) == "c"
  }
}
