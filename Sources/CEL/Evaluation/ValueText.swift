import Basics
import Documents

extension Evaluator {
  /// A value as it would be written in an expression, for messages; long ones are cut.
  public func text(of value: Value, limit: Int = 200) -> String {
    var text = ""
    append(value, to: &text, limit: limit)
    if text.utf8.count > limit { text = String(text.unicodeScalars.prefix(limit)) + "…" }
    return text
  }

  private func append(_ value: Value, to text: inout String, limit: Int) {
    guard text.utf8.count <= limit else { return }
    let memory = store.memory
    switch value.tag {
    case .null: text += "null"
    case .bool: text += value.asBool ? "true" : "false"
    case .int: text += String(value.asInt)
    case .uint: text += "\(value.payload)u"
    case .double: text += DoubleText.plain(value.asDouble)
    case .string:
      let bytes = memory.bytes(of: value)
      text += QuotedText.go(UTF8Bytes(rebasing: bytes[..<min(limit, bytes.count)]))
    case .bytes:
      let bytes = memory.bytes(of: value)
      text += "b" + QuotedText.go(UTF8Bytes(rebasing: bytes[..<min(limit, bytes.count)]))
    case .list:
      text += "["
      for i in 0..<memory.count(list: value) {
        if i > 0 { text += ", " }
        if text.utf8.count > limit { return }
        append(memory.element(i, of: value), to: &text, limit: limit)
      }
      if value.tail != 0 { text += memory.count(list: value) == 0 ? "…" : ", …" }
      text += "]"
    case .map:
      text += "{"
      for i in 0..<memory.count(map: value) {
        if i > 0 { text += ", " }
        if text.utf8.count > limit { return }
        let (key, content) = memory.entry(i, of: value)
        append(key, to: &text, limit: limit)
        text += ": "
        append(content, to: &text, limit: limit)
      }
      if value.tail != 0 { text += memory.count(map: value) == 0 ? "…" : ", …" }
      text += "}"
    case .timestamp: text += "timestamp(\"\(evaluation.timestamp(value)?.description ?? "")\")"
    case .duration: text += "duration(\"\(Duration(nanoseconds: value.asInt).description)\")"
    case .type: text += TypeName.name(value)
    case .optional:
      guard let content = evaluation.content(of: value) else {
        text += "optional.none()"
        return
      }
      text += "optional.of("
      append(content, to: &text, limit: limit)
      text += ")"
    case .opaque: text += evaluation.text(ofOpaque: value)
    case .hidden: text += "(hidden)"
    case .unknown: text += "(unknown)"
    case .error: text += "(error)"
    }
  }
}

extension Evaluation {
  /// A timestamp value as the time libraries see it.
  func timestamp(_ value: Value) -> Timestamp? {
    try? Timestamp(seconds: value.asInt, nanoseconds: value.nanoseconds)
  }

  /// The canonical text of an opaque value.
  func text(ofOpaque value: Value) -> String {
    switch Opaque.kind(value) {
    case .ip: return ip(value).description
    case .cidr: return cidr(value).description
    case .quantity, .wideQuantity: return quantity(value).description
    case .semver: return semver(value)?.description ?? ""
    case .url: return url(value)?.text ?? ""
    case .format: return format(value).rawValue
    }
  }
}

extension Evaluator {
  /// The canonical text of a string, timestamp, duration, type or opaque value, without quotes; of
  /// other values as `text(of:)`.
  public func plainText(of value: Value) -> String {
    switch value.tag {
    case .string: return string(value) ?? ""
    case .timestamp: return evaluation.timestamp(value)?.description ?? ""
    case .duration: return Duration(nanoseconds: value.asInt).description
    case .type: return TypeName.name(value)
    case .opaque: return evaluation.text(ofOpaque: value)
    default: return text(of: value)
    }
  }
}
