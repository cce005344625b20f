import Basics
import CEL
import Documents

/// Values in the case files' own notation: objects with one key, such as `{"int": "5"}`.
struct TaggedValues {
  let store: DocumentStore
  let evaluator: Evaluator

  // MARK: Reading

  /// The value that a binding stands for; nil for kinds that are not supported.
  func value(_ tagged: DocumentValue) -> Value? {
    guard let (kind, content) = tagged.entries.first else { return nil }
    let e = evaluator.evaluation
    switch kind {
    case "null": return .null
    case "bool": return content.bool.map { .bool($0) }
    case "int": return content.string.flatMap { Int64($0) }.map { .int($0) }
    case "uint": return content.string.flatMap { UInt64($0) }.map { .uint($0) }
    case "double": return content.string.flatMap(TaggedValues.double).map { .double($0) }
    case "string": return content.string.map { e.string($0) }
    case "bytes": return content.string.flatMap { computed("base64.decode", $0) }
    case "list":
      let elements = content.elements.map { value($0) }
      return elements.contains { $0 == nil } ? nil : e.list(elements.compactMap { $0 })
    case "map": return map(content)
    case "timestamp", "duration", "quantity", "ip", "cidr", "semver":
      return content.string.flatMap { computed(kind, $0) }
    case "optional":
      if content.isNull { return Evaluation.none }
      return value(content).map { e.optional($0) }
    default: return nil
    }
  }

  private func map(_ content: DocumentValue) -> Value? {
    var entries: [Value] = []
    for pair in content.elements {
      guard pair.elements.count == 2, let key = value(pair.elements[0]),
        let value = value(pair.elements[1])
      else { return nil }
      entries += [key, value]
    }
    return entries.withUnsafeBufferPointer { evaluator.evaluation.map($0) }
  }

  /// The value of a conversion function for a text.
  private func computed(_ function: String, _ text: String) -> Value? {
    var environment = Environment(store: store)
    let index = environment.declare("text", .string)
    guard case .success(let program) = environment.compile("\(function)(text)") else { return nil }
    evaluator.set(index, to: evaluator.evaluation.string(text))
    return evaluator.evaluate(program)
  }

  private static func double(_ text: String) -> Double? {
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return Double(text)
    }
  }

  // MARK: Writing

  /// A value in the case files' notation.
  func json(_ value: Value) -> String {
    let memory = store.memory
    switch value.tag {
    case .null: return #"{"null":true}"#
    case .bool: return #"{"bool":\#(value.asBool)}"#
    case .int: return tagged("int", String(value.asInt))
    case .uint: return tagged("uint", String(value.payload))
    case .double: return tagged("double", TaggedValues.text(value.asDouble))
    case .string: return tagged("string", String(decoding: memory.bytes(of: value), as: UTF8.self))
    case .bytes: return tagged("bytes", TaggedValues.base64(Array(memory.bytes(of: value))))
    case .list:
      let elements = (0..<memory.count(list: value)).map { json(memory.element($0, of: value)) }
      return #"{"list":[\#(elements.joined(separator: ","))]}"#
    case .map:
      let entries = (0..<memory.count(map: value)).map { i in
        let (key, content) = memory.entry(i, of: value)
        return "[\(json(key)),\(json(content))]"
      }
      return #"{"map":[\#(entries.joined(separator: ","))]}"#
    case .timestamp:
      return tagged("timestamp", TaggedValues.timestamp(evaluator.plainText(of: value)))
    case .duration: return tagged("duration", TaggedValues.duration(value.asInt))
    case .type: return tagged("type", evaluator.plainText(of: value))
    case .optional:
      guard let content = evaluator.evaluation.content(of: value) else {
        return #"{"optional":null}"#
      }
      return #"{"optional":\#(json(content))}"#
    case .opaque:
      let kind = TaggedValues.kind(evaluator.typeName(of: value))
      return tagged(kind, evaluator.plainText(of: value))
    case .hidden, .unknown, .error: return #"{"unknown":[]}"#
    }
  }

  private func tagged(_ kind: String, _ text: String) -> String {
    "{\(QuotedText.json(kind)):\(QuotedText.json(text))}"
  }

  private static func kind(_ typeName: String) -> String {
    switch typeName {
    case "net.IP": return "ip"
    case "net.CIDR": return "cidr"
    case "kubernetes.Quantity": return "quantity"
    case "kubernetes.Semver": return "semver"
    case "kubernetes.URL": return "url"
    default: return "format"
    }
  }

  private static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return "\(number)"
  }

  /// With 0, 3, 6 or 9 digits after the point.
  private static func timestamp(_ text: String) -> String {
    guard let dot = text.firstIndex(of: ".") else { return text }
    var digits = text[text.index(after: dot)...].dropLast()
    let whole = text[..<dot]
    while digits.count % 3 != 0 { digits += "0" }
    return "\(whole).\(digits)Z"
  }

  private static func duration(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    var text = "\(nanoseconds < 0 ? "-" : "")\(magnitude / 1_000_000_000)"
    let fraction = magnitude % 1_000_000_000
    if fraction > 0 {
      var digits = String(fraction)
      digits = String(repeating: "0", count: 9 - digits.count) + digits
      while digits.hasSuffix("000") { digits.removeLast(3) }
      text += ".\(digits)"
    }
    return text + "s"
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let letter = letters[Int(bits >> UInt32(18 - 6 * place) & 63)]
        result.append(place <= group.count ? letter : "=")
      }
    }
    return result
  }
}
