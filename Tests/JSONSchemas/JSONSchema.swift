import Foundation

/// As much of JSON Schema as the published schemas use; any other keyword is an error, so that
/// nothing in a schema goes unread.
public struct JSONSchema {
  public typealias Object = [String: Any]

  private let root: Object

  public init(contentsOf url: URL) throws {
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? Object ?? [:]
  }

  /// The names of its definitions.
  public var definitions: [String] { (root["$defs"] as? Object ?? [:]).keys.sorted() }

  /// One of them, to compare with.
  public func definition(_ name: String) -> NSDictionary? {
    (root["$defs"] as? Object)?[name] as? NSDictionary
  }

  /// What is wrong with a value; empty when it is valid.
  public func errors(in value: Any) -> [String] { errors(in: value, root, "") }

  private func errors(in value: Any, _ schema: Object, _ path: String) -> [String] {
    schema.keys.sorted().flatMap { keyword -> [String] in
      guard let rule = schema[keyword] else { return [] }
      switch keyword {
      case "$schema", "$id", "id", "$defs", "definitions", "title", "description", "default":
        return []
      case "$ref": return errors(in: value, resolve(rule), path)
      case "type": return isOfType(value, rule) ? [] : ["\(path): is not \(rule)"]
      case "enum": return isOne(value, of: rule as? [Any] ?? []) ? [] : ["\(path): not in \(rule)"]
      case "const": return isOne(value, of: [rule]) ? [] : ["\(path): is not \(rule)"]
      case "minimum", "maximum", "pattern", "minItems", "uniqueItems", "format":
        return limitErrors(value, keyword, rule, path)
      case "allOf":
        return (rule as? [Object] ?? []).flatMap { errors(in: value, $0, path) }
      // It is read with `if`.
      case "then": return []
      case "if":
        guard errors(in: value, rule as? Object ?? [:], path).isEmpty else { return [] }
        return errors(in: value, schema["then"] as? Object ?? [:], path)
      case "anyOf":
        let failures = (rule as? [Object] ?? []).map { errors(in: value, $0, path) }
        return failures.contains { $0.isEmpty } ? [] : failures.first ?? []
      case "not":
        let isFit = errors(in: value, rule as? Object ?? [:], path).isEmpty
        return isFit ? ["\(path): is \(rule)"] : []
      case "oneOf":
        let failures = (rule as? [Object] ?? []).map { errors(in: value, $0, path) }
        return failures.count { $0.isEmpty } == 1 ? [] : ["\(path): is not one of \(rule)"]
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
    let parts = (reference as? String ?? "").split(separator: "/").map(String.init)
    let definition =
      parts.count == 3 ? (root[parts[1]] as? Object)?[parts[2]] as? Object : nil
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
      if rule as? Bool == true { return [] }
      let others = object.keys.filter { properties[$0] == nil }.sorted()
      guard let schema = rule as? Object else { return others.map { "\(path): has \($0)" } }
      return others.flatMap { errors(in: object[$0] ?? NSNull(), schema, "\(path)/\($0)") }
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
    if keyword == "maximum", let number = value as? Double, let maximum = rule as? Double {
      return number <= maximum ? [] : ["\(path): is above \(maximum)"]
    }
    if keyword == "uniqueItems", let list = value as? [Any], rule as? Bool == true {
      return Set(list.map { $0 as? NSObject }).count == list.count
        ? [] : ["\(path): has an item twice"]
    }
    if keyword == "format", let text = value as? String {
      return isOfFormat(text, rule) ? [] : ["\(path): is no \(rule)"]
    }
    if keyword == "minItems", let list = value as? [Any], let minimum = rule as? Int {
      return list.count >= minimum ? [] : ["\(path): has fewer than \(minimum) items"]
    }
    if keyword == "pattern", let text = value as? String, let pattern = rule as? String {
      let isMatch = text.range(of: pattern, options: .regularExpression) != nil
      return isMatch ? [] : ["\(path): does not match \(pattern)"]
    }
    return []
  }

  private func isOfFormat(_ text: String, _ format: Any) -> Bool {
    let letters = "[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]*"
    let pattern =
      switch format as? String {
      case "uri": "^[A-Za-z][A-Za-z0-9+.-]*:\(letters)$"
      case "uri-reference": "^\(letters)$"
      case "date-time": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$"
      default: "^unknown format$"
      }
    return text.range(of: pattern, options: .regularExpression) != nil
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
    case "number": return !isBoolean(value) && (value is Int || value is Double)
    default: return false
    }
  }

  private func isOne(_ value: Any, of allowed: [Any]) -> Bool {
    allowed.contains {
      if let text = $0 as? String { return value as? String == text }
      if isBoolean($0) { return isBoolean(value) && value as? Bool == $0 as? Bool }
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
