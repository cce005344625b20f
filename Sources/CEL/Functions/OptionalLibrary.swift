import Documents

/// Optional values.
enum OptionalLibrary {
  private static let t = CELType.parameter("T")
  private static let optional = CELType.optional(t)

  static let functions: [Function] = [
    Function(
      "optional.none", .kubernetes(1, 28), "An optional without a value.",
      ("optional.none().hasValue()", "false"),
      [.function(all: [], optional) { _, _ in Evaluation.none }]),
    Function(
      "optional.of", .kubernetes(1, 28), "An optional with a value.",
      ("optional.of(1).value()", "1"),
      [.function(t, optional, demand: .partial) { e, v in e.optional(v) }]),
    Function(
      "optional.ofNonZeroValue", .kubernetes(1, 28),
      "An optional with a value, and without one where it is `''`, 0, false or empty.",
      ("optional.ofNonZeroValue('').hasValue()", "false"),
      [.function(t, optional, demand: .partial) { e, v in e.ofNonZero(v) }]),
    Function(
      "hasValue", .kubernetes(1, 28), "Whether an optional has a value.",
      ("{'a': 1}[?'b'].hasValue()", "false"),
      [.member(optional, .bool) { _, v in .bool(v.payload != 0) }]),
    Function(
      "value", .kubernetes(1, 28), "The value of an optional; an error where it has none.",
      ("{'a': 1}[?'a'].value()", "1"),
      [.member(optional, t) { e, v in e.content(of: v) ?? e.error(.noValue) }]),
    // The alternative is not looked at if there is a value, not even if it is an error.
    Function(
      "or", .kubernetes(1, 28), "The optional itself, or another where it has no value.",
      ("{'a': 1}[?'b'].or(optional.of(2))", "optional.of(2)"),
      [
        .member(optional, optional, optional, demand: .anything) { e, a, b in
          guard a.tag == .optional else { return e.itself(a) }
          return a.payload != 0 ? a : e.itself(b)
        }
      ]),
    Function(
      "orValue", .kubernetes(1, 28),
      "The value of an optional, or another value where it has none.",
      ("{'a': 1}[?'b'].orValue(0)", "0"),
      [
        .member(optional, t, t, demand: .anything) { e, a, b in
          guard a.tag == .optional else { return e.itself(a) }
          return e.content(of: a) ?? b
        }
      ]),
    Function(
      "optional.unwrap", .kubernetes(1, 33),
      "The values of a list of optionals, without those that have none.",
      ("optional.unwrap([optional.of(1), optional.none()])", "[1]"),
      [.function(.list(optional), .list(t), demand: .partial) { e, list in e.unwrap(list) }]),
    Function(
      "unwrapOpt", .kubernetes(1, 33),
      "The values of a list of optionals, without those that have none.",
      ("[optional.of(1), optional.none()].unwrapOpt()", "[1]"),
      [.member(.list(optional), .list(t), demand: .partial) { e, list in e.unwrap(list) }]),
  ]
}

extension Evaluation {
  /// What is not an optional is its own value, as for cel-go: the checker refuses it where it can.
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
