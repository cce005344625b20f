import Basics
import Testing

@testable import CEL

@Suite("Numbers and encodings")
struct NumberTests {
  @Test(
    "doubles print as Go's %g",
    arguments: [
      (0, "0"), (-0.0, "-0"), (1, "1"), (123.456, "123.456"), (-4.5e-3, "-0.0045"),
      (10.49, "10.49"), (0.0001, "0.0001"),
      (0.00001, "1e-05"), (100_000, "100000"), (1_000_000, "1e+06"), (1_234_567, "1.234567e+06"),
      (1e21, "1e+21"), (1e100, "1e+100"),
      (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
      (123456.789, "123456.789"),
      (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (0.1 + 0.2, "0.30000000000000004"),
    ] as [(Double, String)])
  func shortest(value: Double, expected: String) {
    #expect(DoubleText.shortest(value) == expected)
  }

  @Test(
    "doubles print without an exponent where asked",
    arguments: [
      (1e21, "1000000000000000000000"), (1e-7, "0.0000001"), (-1.5, "-1.5"), (0, "0"),
      (3600, "3600"), (1e6, "1000000"),
    ] as [(Double, String)])
  func plain(value: Double, expected: String) {
    #expect(DoubleText.plain(value) == expected)
  }

  @Test("doubles become integers within range only")
  func conversions() throws {
    #expect(try NumericFunctions.int(-123.456) == -123)
    #expect(try NumericFunctions.int(9223372036854774784.0) == 9_223_372_036_854_774_784)
    #expect(try NumericFunctions.uint(25.5) == 25)
    #expect(try NumericFunctions.uint(18446744073709549568.0) == 18_446_744_073_709_549_568)
    for value in [9223372036854775807.0, -9223372036854775808.0, 1e99, .nan, .infinity] {
      expectError("integer overflow") { () throws(LibraryError) in
        try NumericFunctions.int(value)
      }
    }
    for value in [-0.5, -1, 18446744073709551615.0, .nan] {
      expectError("unsigned integer overflow") { () throws(LibraryError) in
        try NumericFunctions.uint(value)
      }
    }
    expectError("integer overflow") { () throws(LibraryError) in
      try NumericFunctions.int(UInt64.max)
    }
    expectError("unsigned integer overflow") { () throws(LibraryError) in
      try NumericFunctions.uint(Int64(-1))
    }
  }

  @Test("texts become numbers and truth values as in Go")
  func texts() throws {
    func double(_ text: String) -> Double? {
      withUTF8Bytes(text) { try? NumericFunctions.double($0) }
    }
    #expect(double("6.02214e23") == 6.02214e23)
    #expect(double("-84.32e7") == -843_200_000)
    #expect(double("+Infinity") == .infinity)
    #expect(double("NaN")?.isNaN == true)
    #expect(double("0x1p4") == 16)
    for text in ["", " 1", "1 ", "0x10", "1e999", "nan(5)", "١"] { #expect(double(text) == nil) }
    func int(_ text: String) -> Int64? { withUTF8Bytes(text) { try? NumericFunctions.int($0) } }
    #expect(int("-9223372036854775808") == .min)
    #expect(int("+5") == 5)
    for text in ["", "1.0", "0x1", "9223372036854775808", "1_0"] { #expect(int(text) == nil) }
    func uint(_ text: String) -> UInt64? { withUTF8Bytes(text) { try? NumericFunctions.uint($0) } }
    #expect(uint("18446744073709551615") == .max)
    for text in ["", "-1", "+1"] { #expect(uint(text) == nil) }
    func bool(_ text: String) -> Bool? { withUTF8Bytes(text) { try? NumericFunctions.bool($0) } }
    #expect(["1", "t", "T", "true", "TRUE", "True"].allSatisfy { bool($0) == true })
    #expect(["0", "f", "F", "false", "FALSE", "False"].allSatisfy { bool($0) == false })
    #expect(bool("FaLsE") == nil)
  }

  @Test("math functions")
  func math() throws {
    #expect(NumericFunctions.round(-1.5) == -2)
    #expect(NumericFunctions.round(0.49999999999999994) == 0)
    #expect(NumericFunctions.round(.nan).isNaN)
    #expect(NumericFunctions.sign(-0.5) == -1)
    #expect(NumericFunctions.sign(0) == 0)
    #expect(NumericFunctions.sign(.nan).isNaN)
    #expect(try NumericFunctions.absolute(-11) == 11)
    expectError("integer overflow") { () throws(LibraryError) in
      try NumericFunctions.absolute(.min)
    }
    #expect(try NumericFunctions.shiftLeft(Int64(-1), by: 200) == 0)
    #expect(try NumericFunctions.shiftLeft(UInt64(1), by: 2) == 4)
    #expect(try NumericFunctions.shiftRight(Int64(-1024), by: 3) == 2_305_843_009_213_693_824)
    #expect(try NumericFunctions.shiftRight(UInt64(1024), by: 64) == 0)
    expectError("math.bitShiftLeft() negative offset: -1") { () throws(LibraryError) in
      try NumericFunctions.shiftLeft(UInt64(1), by: -1)
    }
    expectError("math.bitShiftRight() negative offset: -2") { () throws(LibraryError) in
      try NumericFunctions.shiftRight(Int64(1), by: -2)
    }
  }

  @Test(
    "base64 both ways",
    arguments: [
      ("", ""), ("h", "aA=="), ("he", "aGU="), ("hel", "aGVs"),
      ("Hello World!", "SGVsbG8gV29ybGQh"),
    ])
  func base64(text: String, encoded: String) throws {
    #expect(withUTF8Bytes(text) { Base64.encode($0) } == encoded)
    #expect(try decoded(encoded) == text)
    // Padding may be missing.
    #expect(try decoded(encoded.filter { $0 != "=" }) == text)
  }

  private func decoded(_ text: String) throws(Base64.DecodingError) -> String {
    String(
      try withUTF8Bytes(text) { bytes throws(Base64.DecodingError) in try Base64.decode(bytes) })
  }

  @Test("base64 skips line ends and takes all 64 digits")
  func base64Digits() throws {
    #expect(try decoded("aGVs\r\nbG8=\n") == "hello")
    // Bits that are left over are dropped.
    #expect(try decoded("aGVsbG9") == "hello")
    let every = (0..<64).map { UInt8($0) << 2 }
    let text = every.withUnsafeBufferPointer { Base64.encode($0) }
    let back = try #require(Base64.decoded(text))
    #expect(back == every)
    #expect([0xFB, 0xFF].withUnsafeBufferPointer { Base64.encode($0) } == "+/8=")
  }

  @Test(
    "what is not base64 is refused at its place",
    arguments: [
      ("a", 1), ("aGVsbG8==", 8), ("aG=VsbG8", 3), ("a-b_", 1), ("=", 0), ("aA=", 3),
      ("aGVs bG8=", 4),
    ])
  func notBase64(text: String, place: Int) {
    do throws(Base64.DecodingError) {
      Issue.record("gave \(try decoded(text))")
    } catch {
      #expect(error.index == place)
    }
  }
}
