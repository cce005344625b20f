import Basics
import Testing

@testable import CEL

@Suite("Format strings")
struct FormatStringTests {
  private func formatted(
    _ format: String, _ arguments: [FormatArgument]
  ) throws(LibraryError) -> String {
    let format = try FormatString(format)
    return String(try format.text(count: arguments.count) { arguments[$0] })
  }

  @Test(
    "print numbers",
    arguments: [
      ("%d", .int(-5), "-5"), ("%d", .uint(.max), "18446744073709551615"),
      (
        "%d", .double(2.5),
        "2.5"
      ),
      ("%d", .double(.nan), "NaN"), ("%.3f", .double(1.2345), "1.234"),
      (
        "%f", .double(1),
        "1.000000"
      ),
      ("%.0f", .double(2.5), "2"), ("%.0f", .double(3.5001), "4"),
      (
        "%.3f", .double(-123.4999),
        "-123.500"
      ),
      ("%.3f", .int(4), "4.000"), ("%f", .double(-.infinity), "-Infinity"),
      ("%.1f", .double(1e20), "100000000000000000000.0"),
      ("%.6e", .double(1052.032911275), "1.052033e+03"), ("%e", .double(2.71828), "2.718280e+00"),
      ("%e", .uint(3), "3.000000e+00"),
      ("%.0e", .double(1e-7), "1e-07"), ("%e", .double(.infinity), "Infinity"),
      (
        "%b", .int(-5),
        "-101"
      ), ("%b", .uint(64), "1000000"),
      ("%b", .bool(true), "1"), ("%o", .int(11), "13"), ("%o", .uint(65535), "177777"),
      ("%x", .int(30), "1e"), ("%X", .int(30), "1E"),
      ("%x", .string("Hello world!"), "48656c6c6f20776f726c6421"),
      (
        "%X", .bytes([0xAB, 0x0C]),
        "AB0C"
      ),
      ("%.20f", .double(0.1), "0.10000000000000000555"),
    ] as [(String, FormatArgument, String)])
  func numbers(format: String, argument: FormatArgument, expected: String) throws {
    #expect(try formatted(format, [argument]) == expected)
  }

  @Test("print any value as a string")
  func strings() throws {
    let timestamp = try Timestamp("2023-02-03T23:31:20Z")
    let list = FormatArgument.list([
      .string("abc"), .double(3.14), .null, .list([.int(9), .uint(8)]), .timestamp(timestamp),
    ])
    #expect(try formatted("%s", [list]) == "[abc, 3.14, null, [9, 8], 2023-02-03T23:31:20Z]")
    let map = FormatArgument.map([
      (.string("strKey"), .string("x")), (.int(6), .duration(try Duration("422s"))),
      (.bool(true), .int(42)),
    ])
    #expect(try formatted("%s", [map]) == "{6: 422s, strKey: x, true: 42}")
    #expect(
      try formatted("%s%s%s", [.bytes(Array("xyz".utf8)), .type("int"), .bool(false)])
        == "xyzintfalse")
    #expect(try formatted("%s", [.double(1e21)]) == "1000000000000000000000")
    #expect(try formatted("%%%s%% 100%%", [.string("text")]) == "%text% 100%")
    #expect(try formatted("no substitution", []) == "no substitution")
    #expect(try formatted("%s", [.int(1), .int(2)]) == "1")
  }

  @Test(
    "are refused in cel-go's words",
    arguments: [
      ("%a", .int(1), "could not parse formatting clause: unrecognized formatting clause \"a\""),
      ("%E", .double(1), "could not parse formatting clause: unrecognized formatting clause \"E\""),
      ("%", .int(1), "unexpected end of string"),
      (
        "%.3", .int(1),
        "could not parse formatting clause: error while parsing precision: could not find end of "
          + "precision specifier"
      ),
      (
        "%.f", .int(1),
        "could not parse formatting clause: error while parsing precision: error while "
          + "converting precision to integer: strconv.Atoi: parsing \"\": invalid syntax"
      ),
      (
        "%.1001f", .int(1),
        "could not parse formatting clause: error while parsing precision: precision 1001 "
          + "exceeds maximum allowed precision 1000"
      ),
      ("%s%s", .int(1), "index 1 out of range"),
      (
        "%d", .duration(.zero),
        "error during formatting: decimal clause can only be used on ints, uints, and doubles, "
          + "was given google.protobuf.Duration"
      ),
      (
        "%b", .string("abc"),
        "error during formatting: only ints, uints, and bools can be formatted as binary, was "
          + "given string"
      ),
      (
        "%o", .null,
        "error during formatting: octal clause can only be used on ints and uints, was given "
          + "null_type"
      ),
      (
        "%x", .double(0.5),
        "error during formatting: only ints, uints, bytes, and strings can be formatted as hex, "
          + "was given double"
      ),
      (
        "%f", .string("x"),
        "error during formatting: fixed-point clause can only be used on ints, uints, and "
          + "doubles, was given string"
      ),
      (
        "%e", .bool(true),
        "error during formatting: scientific clause can only be used on ints, uints, and "
          + "doubles, was given bool"
      ),
      (
        "%s", .list([.other(typeName: "net.IP")]),
        "error during formatting: string clause can only be used on strings, bools, bytes, ints, "
          + "doubles, maps, lists, types, durations, and timestamps, was given net.IP"
      ),
    ] as [(String, FormatArgument, String)])
  func refused(format: String, argument: FormatArgument, message: String) {
    expectError(message) { () throws(LibraryError) in try formatted(format, [argument]) }
  }

  @Test("tell a checker their clauses")
  func clauses() throws {
    #expect(
      try FormatString("%s %% %.2f %X").clauses
        == [.string, .fixed(decimals: 2), .hexadecimal(upperCase: true)])
  }

  @Test("ask for an argument only where a clause needs it")
  func lazily() throws {
    var asked: [Int] = []
    let text = try FormatString("%s-%d").text(count: 5) { index in
      asked.append(index)
      return .int(Int64(index))
    }
    #expect(String(text) == "0-1")
    #expect(asked == [0, 1])
  }
}
