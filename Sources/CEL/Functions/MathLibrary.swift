import Documents

/// The math library of cel-go.
enum MathLibrary {
  private static let numbers: [CELType] = [.int, .uint, .double]

  static let functions: [Function] =
    [
      Function(
        "math.greatest", .celGo, "The greatest of its arguments, or of the numbers of a list.",
        ("math.greatest(1, 3, 2)", "3"), extremes(.greater)),
      Function(
        "math.least", .celGo, "The least of its arguments, or of the numbers of a list.",
        ("math.least([1, 3, 2])", "1"), extremes(.less)),
      doubles("math.ceil", .celGo, "The next whole number, upwards.", ("math.ceil(1.2)", "2")) {
        $0.rounded(.up)
      },
      doubles("math.floor", .celGo, "The next whole number, downwards.", ("math.floor(1.8)", "1")) {
        $0.rounded(.down)
      },
      doubles(
        "math.round", .celGo, "The nearest whole number; a half goes away from zero.",
        ("math.round(2.5)", "3")
      ) { NumericFunctions.round($0) },
      doubles(
        "math.trunc", .celGo, "The number without its fraction.", ("math.trunc(-1.8)", "-1")
      ) { $0.rounded(.towardZero) },
      predicate(
        "math.isNaN", .celGo, "Whether a value is NaN.", ("math.isNaN(0.0 / 0.0)", "true")
      ) { $0.isNaN },
      predicate(
        "math.isInf", .celGo, "Whether a number is infinite.", ("math.isInf(1.0 / 0.0)", "true")
      ) { $0.isInfinite },
      predicate(
        "math.isFinite", .celGo, "Whether a number is neither infinite nor NaN.",
        ("math.isFinite(1.5)", "true")
      ) { $0.isFinite },
      Function(
        "math.sqrt", .celGo, "The square root.", ("math.sqrt(9)", "3"),
        [
          .function(.double, .double) { _, v in .double(v.asDouble.squareRoot()) },
          .function(.int, .double) { _, v in .double(Double(v.asInt).squareRoot()) },
          .function(.uint, .double) { _, v in .double(Double(v.payload).squareRoot()) },
        ]),
      Function(
        "math.abs", .celGo, "The number without its sign.", ("math.abs(-3)", "3"),
        [
          .function(.int, .int) { e, v in
            e.attempt { () throws(LibraryError) in .int(try NumericFunctions.absolute(v.asInt)) }
          },
          .function(.uint, .uint) { _, v in v },
          .function(.double, .double) { _, v in .double(abs(v.asDouble)) },
        ]),
      Function(
        "math.sign", .celGo, "-1, 0 or 1, as the number is negative, zero or positive.",
        ("math.sign(-3)", "-1"),
        [
          .function(.int, .int) { _, v in .int(v.asInt.signum()) },
          .function(.uint, .uint) { _, v in .uint(min(v.payload, 1)) },
          .function(.double, .double) { _, v in .double(NumericFunctions.sign(v.asDouble)) },
        ]),
    ] + bits

  private static func doubles(
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    _ body: @escaping @Sendable (Double) -> Double
  ) -> Function {
    Function(
      name, origin, summary, example,
      [.function(.double, .double) { _, v in .double(body(v.asDouble)) }])
  }

  private static func predicate(
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    _ body: @escaping @Sendable (Double) -> Bool
  ) -> Function {
    Function(
      name, origin, summary, example,
      [.function(.double, .bool) { _, v in .bool(body(v.asDouble)) }])
  }

  // MARK: Extremes

  private static func extremes(_ wanted: Order) -> [Overload] {
    let body: @Sendable (Evaluation, UnsafeBufferPointer<Value>) -> Value = { e, values in
      e.extreme(values, wanted)
    }
    var overloads: [Overload] = numbers.map {
      .function(all: [$0], $0, isVariadic: true, body)
    }
    overloads.append(.function(all: [.dyn], .dyn, isVariadic: true, body))
    overloads += numbers.map { number in
      .function(.list(number), number, cost: .elements) { e, list in
        e.extreme(ofList: list, wanted)
      }
    }
    return overloads
  }

  // MARK: Bits

  private static let bits: [Function] = [
    bitwise("math.bitOr", .celGo, "The bits that either number has.", ("math.bitOr(5, 2)", "7")) {
      $0 | $1
    },
    bitwise("math.bitAnd", .celGo, "The bits that both numbers have.", ("math.bitAnd(5, 4)", "4")) {
      $0 & $1
    },
    bitwise(
      "math.bitXor", .celGo, "The bits that one of two numbers has.", ("math.bitXor(5, 4)", "1")
    ) { $0 ^ $1 },
    Function(
      "math.bitNot", .celGo, "The bits that the number does not have.", ("math.bitNot(0)", "-1"),
      [
        .function(.int, .int) { _, v in .int(~v.asInt) },
        .function(.uint, .uint) { _, v in .uint(~v.payload) },
      ]),
    Function(
      "math.bitShiftLeft", .celGo, "The bits moved to the left.", ("math.bitShiftLeft(1, 3)", "8"),
      [
        .function(.int, .int, .int) { e, v, n in
          e.attempt { () throws(LibraryError) in
            .int(try NumericFunctions.shiftLeft(v.asInt, by: n.asInt))
          }
        },
        .function(.uint, .int, .uint) { e, v, n in
          e.attempt { () throws(LibraryError) in
            .uint(try NumericFunctions.shiftLeft(v.payload, by: n.asInt))
          }
        },
      ]),
    Function(
      "math.bitShiftRight", .celGo, "The bits moved to the right.",
      ("math.bitShiftRight(8, 3)", "1"),
      [
        .function(.int, .int, .int) { e, v, n in
          e.attempt { () throws(LibraryError) in
            .int(try NumericFunctions.shiftRight(v.asInt, by: n.asInt))
          }
        },
        .function(.uint, .int, .uint) { e, v, n in
          e.attempt { () throws(LibraryError) in
            .uint(try NumericFunctions.shiftRight(v.payload, by: n.asInt))
          }
        },
      ]),
  ]

  private static func bitwise(
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    Function(
      name, origin, summary, example,
      [
        .function(.int, .int, .int) { _, a, b in
          .int(Int64(bitPattern: body(a.payload, b.payload)))
        },
        .function(.uint, .uint, .uint) { _, a, b in .uint(body(a.payload, b.payload)) },
      ])
  }
}

extension Evaluation {
  fileprivate func extreme(ofList list: Value, _ wanted: Order) -> Value {
    let mark = self.mark
    for element in elements(list) { guard push(element) else { return memoryExceeded() } }
    defer { drop(to: mark) }
    return extreme(pushed(since: mark), wanted)
  }

  /// The greatest or least of some numbers; a list counts as its elements.
  fileprivate func extreme(_ values: UnsafeBufferPointer<Value>, _ wanted: Order) -> Value {
    if values.count == 1, values[0].tag == .list { return extreme(ofList: values[0], wanted) }
    guard var best = values.first else {
      return error("math.greatest() and math.least() need at least one number")
    }
    for value in values {
      guard isNumber(value) else { return error(.overload, best, value) }
      if order(value, best) == wanted { best = value }
    }
    return best
  }
}
