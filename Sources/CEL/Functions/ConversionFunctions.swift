import Documents

/// Conversions between types: `int("3")`.
enum ConversionFunctions {
  static let functions: [Function] = [
    Function(
      "int", .kubernetes(1, 23),
      "A number, or a text that is one, as a whole number; a time as seconds since 1970.",
      ("int('42')", "42"),
      [
        .function(.int, .int) { _, v in v },
        .function(.uint, .int) { e, v in
          e.attempt { () throws(LibraryError) in .int(try NumericFunctions.int(v.payload)) }
        },
        .function(.double, .int) { e, v in
          e.attempt { () throws(LibraryError) in .int(try NumericFunctions.int(v.asDouble)) }
        },
        .function(.string, .int) { e, v in e.parseInt(v) },
        .function(.timestamp, .int) { _, v in .int(v.asInt) },
        .function(.duration, .int) { _, v in .int(v.asInt) },
      ]),
    Function(
      "uint", .kubernetes(1, 23),
      "A number, or a text that is one, as a whole number without sign.", ("uint(42)", "42u"),
      [
        .function(.uint, .uint) { _, v in v },
        .function(.int, .uint) { e, v in
          e.attempt { () throws(LibraryError) in .uint(try NumericFunctions.uint(v.asInt)) }
        },
        .function(.double, .uint) { e, v in
          e.attempt { () throws(LibraryError) in .uint(try NumericFunctions.uint(v.asDouble)) }
        },
        .function(.string, .uint) { e, v in
          e.attempt { () throws(LibraryError) in .uint(try NumericFunctions.uint(e.text(v))) }
        },
      ]),
    Function(
      "double", .kubernetes(1, 23), "A number, or a text that is one, with its fraction.",
      ("double('1.5')", "1.5"),
      [
        .function(.double, .double) { _, v in v },
        .function(.int, .double) { _, v in .double(Double(v.asInt)) },
        .function(.uint, .double) { _, v in .double(Double(v.payload)) },
        .function(.string, .double) { e, v in
          e.attempt { () throws(LibraryError) in .double(try NumericFunctions.double(e.text(v))) }
        },
      ]),
    Function(
      "bool", .kubernetes(1, 23),
      """
      Whether a text says yes: `true`, `t` or `1`; an error where it says neither yes nor \
      no.
      """, ("bool('true')", "true"),
      [
        .function(.bool, .bool) { _, v in v },
        .function(.string, .bool) { e, v in
          e.attempt { () throws(LibraryError) in .bool(try NumericFunctions.bool(e.text(v))) }
        },
      ]),
    Function(
      "bytes", .kubernetes(1, 23), "The bytes of a text.", ("size(bytes('é'))", "2"),
      [
        .function(.bytes, .bytes) { _, v in v },
        .function(.string, .bytes, cost: .traversal) { e, v in e.bytes(e.text(v)) },
      ]),
    Function("string", .kubernetes(1, 23), "A value as text.", ("string(42)", #""42""#), strings),
  ]

  private static let strings: [Overload] = [
    .function(.string, .string) { _, v in v },
    .function(.int, .string) { e, v in e.string(String(v.asInt)) },
    .function(.uint, .string) { e, v in e.string(String(v.payload)) },
    .function(.double, .string) { e, v in e.string(DoubleText.shortest(v.asDouble)) },
    .function(.bool, .string) { e, v in e.string(v.asBool ? "true" : "false") },
    .function(.bytes, .string, cost: .traversal) { e, v in
      guard String(validating: e.text(v), as: UTF8.self) != nil else {
        return e.error("invalid UTF-8 in bytes, cannot convert to string")
      }
      return e.string(e.text(v))
    },
    .function(.timestamp, .string) { e, v in e.string(e.timestamp(v)?.description ?? "") },
    .function(.duration, .string) { e, v in
      e.string(Duration(nanoseconds: v.asInt).description)
    },
    .function(.ip, .string) { e, v in e.string(e.text(ofOpaque: v)) },
    .function(.cidr, .string) { e, v in e.string(e.text(ofOpaque: v)) },
  ]
}

extension Evaluation {
  /// `int(string)`; short numbers are read without making a String.
  fileprivate func parseInt(_ value: Value) -> Value {
    let text = text(value)
    if text.count > 0, text.count <= 18 {
      var number: Int64 = 0
      let negative = text[0] == UInt8(ascii: "-")
      var i = negative ? 1 : 0
      while i < text.count, text[i] &- 0x30 < 10 {
        number = number &* 10 &+ Int64(text[i] &- 0x30)
        i &+= 1
      }
      if i == text.count, i > (negative ? 1 : 0) {
        return Value.int(negative ? -number : number).placed(at: value)
      }
    }
    return attempt { () throws(LibraryError) in .int(try NumericFunctions.int(text)) }
  }
}
