import Testing

@testable import CEL

@Suite("Quantities")
struct QuantityTests {
  private func quantity(_ text: String) throws -> Quantity { try Quantity(parsing: text) }

  @Test(
    "print canonically, as Kubernetes does",
    arguments: [
      ("0", "0"), ("12Mi", "12Mi"), ("1024Ki", "1Mi"), ("1.5Gi", "1536Mi"), ("1.5", "1500m"),
      ("0.0015", "1500u"), ("1000k", "1M"), ("1e3", "1e3"), ("1.1E2", "110"), ("12e6", "12e6"),
      ("100m", "100m"), ("-3.1", "-3100m"), ("-1.5Gi", "-1536Mi"), ("0.1n", "1n"), ("1.1n", "2n"),
      ("-1.1n", "-2n"), ("1023Ki", "1023Ki"), ("1023", "1023"), ("0.5Ki", "512"),
      ("1.1Ki", "1126400m"), ("8Ei", "9223372036854775807"), ("7Ei", "7Ei"), ("1Pi", "1Pi"),
      ("9999999999999999999999999999999999999G", "9999999999999999999999999999999999999G"),
      ("1e21", "1e21"), ("1000E", "1000E"), ("+5", "5"), ("005", "5"), ("5.", "5"), (".5", "500m"),
      ("0Ki", "0"), ("Ki", "0"), ("k", "0"), ("-", "0"), (".", "0"), ("5e-3", "5e-3"),
      ("1e4294967297", "10"), ("0.00000000049Ki", "502n"),
      ("123456789012345678901", "123456789012345678901"),
    ])
  func canonical(text: String, expected: String) throws {
    #expect(try quantity(text).description == expected)
  }

  @Test(
    "refuse what is none, with Kubernetes' reason",
    arguments: [
      ("", Quantity.ParseError.format), ("10Mo", .format), ("1,3G", .format), ("Three", .format),
      ("10Mm", .suffix), ("200K", .suffix), ("1ki", .suffix), ("1e", .suffix), ("1e+", .suffix),
      ("1e5k", .format), ("1.2.3", .format), ("--1", .suffix), (" 1", .format), ("1 ", .format),
      ("1e9223372036854775808", .suffix), ("9999999999999999999", .number), ("Pi", .number),
      (".Ei", .number), ("1i", .suffix), ("1é", .format),
    ])
  func refused(text: String, reason: Quantity.ParseError) {
    #expect(throws: reason) { try quantity(text) }
  }

  @Test(
    "compare by value in any notation",
    arguments: [
      ("200M", "0.2G", 0), ("50M", "50Mi", -1), ("50Mi", "50M", 1), ("2000k", "2M", 0),
      ("0", "0Ki", 0),
      ("-1", "1", -1), ("-2", "-1", -1), ("-1k", "-1Ki", 1), ("1n", "0", 1), ("1e3", "1k", 0),
      ("1.5Gi", "1536Mi", 0), ("1Pi", "1024Ti", 0), ("1e30", "1e31", -1),
      ("1e1000000", "1e999999", 1),
      ("-1e1000000", "1", -1), ("1000000000000000000", "1000000000000000001", -1),
      ("9223372036854775807", "9.223372036854775807E", 0), ("1e18", "1000001000000000000", -1),
      ("123456789012345678901", "123456789012345678902", -1), ("0.5", "500m", 0),
      ("123456789012345678901", "1E", 1), ("-123456789012345678901", "-1E", -1),
    ] as [(String, String, Int64)])
  func compare(left: String, right: String, expected: Int64) throws {
    let (left, right) = (try quantity(left), try quantity(right))
    #expect(left.compare(right) == expected)
    #expect(right.compare(left) == -expected)
    #expect((left == right) == (expected == 0))
    if expected == 0 { #expect(left.hashValue == right.hashValue) }
  }

  @Test(
    "are integers where Kubernetes holds them as such",
    arguments: [
      ("50k", 50_000), ("50", 50), ("-7", -7), ("8Mi", 8 << 20), ("99Ti", 99 << 40),
      ("100Ti", nil), ("1Pi", nil),
      ("1.5Gi", nil), ("1.0", nil), ("100m", nil), ("5e2", 500), ("0Pi", nil), ("0e30", 0),
      ("9Ti", 9 << 40), ("1e19", nil), ("9999999999999999999999999999999999999G", nil),
    ] as [(String, Int64?)])
  func integer(text: String, expected: Int64?) throws {
    let value = try quantity(text)
    #expect(value.integer == expected)
    if expected == nil {
      expectError("cannot convert value to integer") { () throws(LibraryError) in
        try value.asInteger()
      }
    }
  }

  @Test(
    "become doubles by Kubernetes' arithmetic",
    arguments: [
      ("50.703k", 50703), ("0.3", 0.30000000000000004), ("1Gi", 1_073_741_824), ("-2.5", -2.5),
      ("1e400", .infinity), ("9999999999999999999999999999999999999G", 1e46),
      ("1.5Gi", 1_610_612_736),
    ] as [(String, Double)])
  func float(text: String, expected: Double) throws {
    #expect(try quantity(text).approximateFloat == expected)
  }

  @Test("add and subtract, keeping the notation of what is not zero")
  func arithmetic() throws {
    let fifty = try quantity("50k")
    #expect(try fifty.adding(quantity("20")) == quantity("50.02k"))
    #expect(try fifty.subtracting(quantity("20")) == quantity("49.98k"))
    #expect(try fifty.adding(20).subtracting(quantity("100k")).asInteger() == -49_980)
    #expect(try fifty.adding(20).subtracting(quantity("100k")).subtracting(-50_000).integer == 20)
    #expect(try quantity("0").adding(5_000).description == "5e3")
    #expect(try quantity("1Gi").adding(quantity("512Mi")).description == "1536Mi")
    #expect(try quantity("1Gi").adding(quantity("1m")).description == "1073741824001m")
    #expect(try quantity("-1").subtracting(.min).description == "9223372036854775807")
    #expect(try quantity("9223372036854775807").adding(1).description == "9223372036854775808")
    #expect(try quantity("9223372036854775807").adding(1).integer == nil)
    #expect(try quantity("1e20").subtracting(quantity("1e20")).sign == 0)
    #expect(try quantity("1e20").subtracting(1).description == "99999999999999999999")
    #expect(try quantity("1").subtracting(quantity("1e20")).description == "-99999999999999999999")
  }

  @Test("refuse a sum that no machine could write down")
  func bounded() throws {
    let huge = try quantity("1e2000000000")
    expectError("quantity has too many digits") { () throws(LibraryError) in try huge.adding(1) }
    #expect(huge.sign == 1)
  }

  @Test("agree with exact decimal arithmetic on the quick path for binary fractions")
  func quickBinary() throws {
    for suffix in ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] {
      for number in ["1.5", "0.25", "3", "0.1", "1.1", "7.999", "2.000000001", "0.3", "123.456"] {
        let quick = try quantity(number + suffix)
        // Ten leading zeros of a fraction's digits push the same value onto the slow path.
        let slow = try quantity(number + (number.contains(".") ? "" : ".") + "0000000000" + suffix)
        #expect(quick == slow, "\(number)\(suffix)")
        #expect(quick.description == slow.description)
      }
    }
  }
}
