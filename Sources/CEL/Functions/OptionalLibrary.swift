import Documents

/// Optional values.
enum OptionalLibrary {
  private static let t = CELType.parameter("T")
  private static let optional = CELType.optional(t)

  private static func function(_ name: String, _ overloads: [Overload]) -> Function {
    Function(name, since: KubernetesVersion(1, 28), overloads)
  }

  static let functions: [Function] = [
    function("optional.none", [.function(all: [], optional) { _, _ in Evaluation.none }]),
    function(
      "optional.of", [.function(t, optional, demand: .partial) { e, v in e.optional(v) }]),
    function(
      "optional.ofNonZeroValue",
      [.function(t, optional, demand: .partial) { e, v in e.ofNonZero(v) }]),
    function("hasValue", [.member(optional, .bool) { _, v in .bool(v.payload != 0) }]),
    function(
      "value", [.member(optional, t) { e, v in e.content(of: v) ?? e.error(.noValue) }]),
    // The alternative is not looked at where there is a value, not even if it is an error.
    function(
      "or",
      [
        .member(optional, optional, optional, demand: .anything) { e, a, b in
          guard a.tag == .optional else { return e.itself(a) }
          return a.payload != 0 ? a : e.itself(b)
        }
      ]),
    function(
      "orValue",
      [
        .member(optional, t, t, demand: .anything) { e, a, b in
          guard a.tag == .optional else { return e.itself(a) }
          return e.content(of: a) ?? b
        }
      ]),
    function(
      "optional.unwrap",
      [.function(.list(optional), .list(t), demand: .partial) { e, list in e.unwrap(list) }]),
    function(
      "unwrapOpt",
      [.member(.list(optional), .list(t), demand: .partial) { e, list in e.unwrap(list) }]),
  ]
}

extension Evaluation {
  /// What is no optional is its own value, as for cel-go: the checker refuses it where it can.
  fileprivate func itself(_ value: Value) -> Value {
    value.isUsable ? value : unusable(value)
  }

  fileprivate func ofNonZero(_ value: Value) -> Value {
    switch value.tag {
    case .null: return Evaluation.none
    case .bool, .int, .uint, .duration:
      return value.payload == 0 ? Evaluation.none : optional(value)
    case .double: return value.asDouble == 0 ? Evaluation.none : optional(value)
    case .string, .bytes: return value.byteCount == 0 ? Evaluation.none : optional(value)
    case .timestamp:
      let isZero = value.asInt == Value.timestampRange.lowerBound && value.nanoseconds == 0
      return isZero ? Evaluation.none : optional(value)
    case .list: return nonZero(value, memory.count(list: value))
    case .map: return nonZero(value, memory.count(map: value))
    case .optional: return value.payload == 0 ? Evaluation.none : optional(value)
    default: return optional(value)
    }
  }

  private func nonZero(_ value: Value, _ count: Int) -> Value {
    if count > 0 { return optional(value) }
    return value.tail == 0 ? Evaluation.none : unknown(value.tail)
  }

  fileprivate func unwrap(_ list: Value) -> Value {
    let mark = self.mark
    var tail = list.tail
    for element in elements(list) {
      guard let content = self.element(of: element, &tail) else { continue }
      if content.tag == .error {
        drop(to: mark)
        return content
      }
      guard push(content) else { return memoryExceeded() }
    }
    return self.list(since: mark, tail: tail)
  }
}
