import Basics
import Testing

@testable import CEL

@Suite("String functions")
struct StringFunctionTests {
  private func position(
    _ text: String, _ needle: String,
    _ search: (UTF8Bytes, UTF8Bytes) throws(LibraryError) -> Int64
  ) throws(LibraryError) -> Int64 {
    try withUTF8Bytes(text) { text throws(LibraryError) in
      try withUTF8Bytes(needle) { needle throws(LibraryError) in try search(text, needle) }
    }
  }

  private func part(
    _ text: String, _ range: (UTF8Bytes) throws(LibraryError) -> Range<Int>
  ) throws(LibraryError) -> String {
    text.bytes(try withUTF8Bytes(text) { bytes throws(LibraryError) in try range(bytes) })
  }

  @Test(
    "indexOf counts code points",
    arguments: [
      ("tacocat", "", 0, 0), ("tacocat", "ac", 0, 1), ("tacocat", "none", 0, -1),
      ("tacocat", "a", 3, 5),
      ("ta©o©αT", "©", 0, 2), ("ta©o©αT", "©", 3, 4), ("ta©o©αT", "©αT", 3, 4),
      ("ta©o©αT", "©α", 5, -1),
      ("ijk", "k", 0, 2), ("hello wello", "elbo room!!", 0, -1), ("tacocat", "a", 30, -1),
      ("abc", "", 2, 2),
      ("", "a", 0, -1), ("e\u{301}x", "x", 0, 2),
    ] as [(String, String, Int64, Int64)])
  func indexOf(text: String, needle: String, start: Int64, expected: Int64) throws {
    let found = try position(text, needle) { text, needle throws(LibraryError) in
      try StringFunctions.indexOf(text, needle, from: start)
    }
    #expect(found == expected)
  }

  @Test(
    "lastIndexOf searches backwards",
    arguments: [
      ("", "@@", nil, -1), ("tacocat", "", nil, 7), ("tacocat", "at", nil, 5),
      ("tacocat", "", 3, 3),
      ("tacocat", "a", 3, 1), ("ta©o©αT", "©", nil, 4), ("ta©o©αT", "©α", 4, 4),
      ("hello wello", "ello", 6, 1),
      ("bananananana", "nana", 7, 6), ("tacocat", "a", 30, -1), ("abc", "abcd", nil, -1),
      ("aaaa", "aa", nil, 2),
      ("aaaa", "aa", 0, 0),
    ] as [(String, String, Int64?, Int64)])
  func lastIndexOf(text: String, needle: String, start: Int64?, expected: Int64) throws {
    let found = try position(text, needle) { text, needle throws(LibraryError) in
      guard let start else { return StringFunctions.lastIndexOf(text, needle) }
      return try StringFunctions.lastIndexOf(text, needle, from: start)
    }
    #expect(found == expected)
  }

  @Test("a negative position is out of range")
  func negative() {
    expectError("index out of range: -1") { () throws(LibraryError) in
      try position("abc", "a") { text, needle throws(LibraryError) in
        try StringFunctions.indexOf(text, needle, from: -1)
      }
    }
    expectError("index out of range: -2") { () throws(LibraryError) in
      try position("abc", "a") { text, needle throws(LibraryError) in
        try StringFunctions.lastIndexOf(text, needle, from: -2)
      }
    }
  }

  @Test("charAt and substring cut at code points")
  func parts() throws {
    func substring(_ text: String, _ start: Int64, _ end: Int64) throws(LibraryError) -> String {
      try part(text) { bytes throws(LibraryError) in
        try StringFunctions.substring(bytes, from: start, to: end)
      }
    }
    #expect(
      try part("tacocat") { bytes throws(LibraryError) in
        try StringFunctions.charAt(bytes, 3)
      } == "o")
    #expect(
      try part("tacocat") { bytes throws(LibraryError) in
        try StringFunctions.charAt(bytes, 7)
      } == "")
    #expect(
      try part("aé👑") { bytes throws(LibraryError) in
        try StringFunctions.charAt(bytes, 2)
      } == "👑")
    #expect(
      try part("tacocat") { bytes throws(LibraryError) in
        try StringFunctions.substring(bytes, from: 4)
      } == "cat")
    #expect(
      try part("tacocat") { bytes throws(LibraryError) in
        try StringFunctions.substring(bytes, from: 7)
      } == "")
    #expect(try substring("ta©o©αT", 2, 6) == "©o©α")
    #expect(try substring("tacocat", 4, 4) == "")
    expectError("index out of range: 50") { () throws(LibraryError) in
      try substring("tacocat", 1, 50)
    }
    expectError("index out of range: 49") { () throws(LibraryError) in
      try substring("tacocat", 49, 50)
    }
    expectError("invalid substring range. start: 2, end: 1") { () throws(LibraryError) in
      try substring("tacocat", 2, 1)
    }
    expectError("index out of range: -1") { () throws(LibraryError) in
      try part("abc") { bytes throws(LibraryError) in
        try StringFunctions.substring(bytes, from: -1)
      }
    }
    expectError("index out of range: 30") { () throws(LibraryError) in
      try part("abc") { bytes throws(LibraryError) in try StringFunctions.charAt(bytes, 30) }
    }
  }

  @Test(
    "trim takes off Unicode white space",
    arguments: [
      " \u{0C}\n\r\t\u{0B}text  ", "\u{85}\u{A0}\u{1680}text",
      "text\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}",
      "\u{200A}text\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}",
    ])
  func trim(text: String) throws {
    #expect(try part(text) { StringFunctions.trim($0) } == "text")
  }

  @Test(
    "trim leaves what is not white space", arguments: ["\u{200B}a\u{FEFF}", "é", "\u{2060}", ""])
  func trimNot(text: String) throws {
    #expect(try part(text) { StringFunctions.trim($0) } == text)
  }

  @Test("trim of white space alone is empty")
  func trimAll() throws {
    #expect(try part(" \u{3000} ") { StringFunctions.trim($0) } == "")
  }

  @Test(
    "split as Go does",
    arguments: [
      ("hello world", " ", -1, ["hello", "world"]), ("a b c", " ", 0, []),
      ("a b c", " ", 1, ["a b c"]),
      ("a b c", " ", 2, ["a", "b c"]), ("a b c", " ", 9, ["a", "b", "c"]),
      ("aé👑", "", -1, ["a", "é", "👑"]),
      ("aé👑", "", 2, ["a", "é👑"]), ("", "", -1, []), ("", ",", -1, [""]),
      (",a,", ",", -1, ["", "a", ""]),
      ("aaa", "aa", -1, ["", "a"]), ("", "", 1, []), ("a", "", 1, ["a"]),
    ] as [(String, String, Int64, [String])])
  func split(text: String, separator: String, limit: Int64, expected: [String]) throws {
    let parts = try withUTF8Bytes(text) { text in
      try withUTF8Bytes(separator) { try StringFunctions.split(text, separator: $0, limit: limit) }
    }
    #expect(parts.map { text.bytes($0) } == expected)
  }

  @Test(
    "replace as Go does",
    arguments: [
      ("{0} days {0} hours", "{0}", "2", -1, "2 days 2 hours"),
      ("{0} days {0} hours", "{0}", "2", 1, "2 days {0} hours"),
      ("abc", "x", "y", -1, "abc"), ("aé", "", "-", -1, "-a-é-"), ("aé", "", "-", 2, "-a-é"),
      ("", "", "x", -1, "x"),
      ("aaa", "aa", "b", -1, "ba"), ("abc", "b", "", -1, "ac"), ("abc", "b", "x", 0, "abc"),
      ("aé", "", "-", 1, "-aé"),
    ] as [(String, String, String, Int64, String)])
  func replace(text: String, old: String, new: String, limit: Int64, expected: String) throws {
    #expect(try replaced(text, old, new, limit) == expected)
  }

  private func replaced(
    _ text: String, _ old: String, _ new: String, _ limit: Int64
  ) throws(LibraryError) -> String {
    String(
      try withUTF8Bytes(text) { text throws(LibraryError) in
        try withUTF8Bytes(old) { old throws(LibraryError) in
          try withUTF8Bytes(new) { new throws(LibraryError) in
            try StringFunctions.replace(text, old, with: new, limit: limit)
          }
        }
      })
  }

  @Test("replace stops before it fills the memory")
  func bounded() {
    let text = String(repeating: "a", count: 1 << 16)
    expectError(LibraryError.outputTooLong.message) { () throws(LibraryError) in
      try replaced(text, "", text, -1)
    }
  }

  @Test("case, order and joining")
  func newText() throws {
    #expect(String(withUTF8Bytes("TacoCÆt") { StringFunctions.lowerASCII($0) }) == "tacocÆt")
    #expect(
      String(withUTF8Bytes("tacoCαt@[`{") { StringFunctions.upperASCII($0) }) == "TACOCαT@[`{")
    #expect(String(withUTF8Bytes("Ta©oCαt") { StringFunctions.reverse($0) }) == "tαCo©aT")
    let words = ["x", "é", ""]
    let joined = try withUTF8Bytes("-") { separator throws(LibraryError) in
      try StringFunctions.join(count: 3, separator: separator) { index, output in
        output += words[index].utf8
      }
    }
    #expect(String(joined) == "x-é-")
  }

  @Test(
    "quote escapes what CEL's grammar does",
    arguments: [
      ("first\nsecond", #""first\nsecond""#), ("bell\u{7}", #""bell\a""#),
      ("\u{8}x\u{C}\r\t\u{B}", #""\bx\f\r\t\v""#),
      (#"a\"b"#, #""a\\\"b""#), ("πέντε😀", "\"πέντε😀\""), ("", "\"\""),
      ("\u{1}", "\"\u{1}\""),
    ])
  func quote(text: String, expected: String) {
    #expect(withUTF8Bytes(text) { QuotedText.cel($0) } == expected)
  }

  @Test(
    "Go's quoting escapes what cannot be printed",
    arguments: [
      ("a\"b\\", #""a\"b\\""#), ("\u{1}\u{7F}", #""\x01\x7f""#),
      ("\u{AD}\u{200B}", #""\u00ad\u200b""#),
      ("é 😀", "\"é 😀\""), ("\u{A0}", #""\u00a0""#), ("\u{E0001}", #""\U000e0001""#),
    ])
  func goQuote(text: String, expected: String) {
    #expect(QuotedText.go(text) == expected)
  }

  @Test("Go's quoting shows bytes that are not UTF-8")
  func goQuoteBytes() {
    let text = [UInt8(ascii: "a"), 0xFF, 0xC3].withUnsafeBufferPointer { QuotedText.go($0) }
    #expect(text == #""a\xff\xc3""#)
  }

  @Test("what is not UTF-8 is never read out of bounds")
  func malformed() throws {
    let text: [UInt8] = [0x80, 0xE2, 0x80, 0xFF, 0xF0]
    try text.withUnsafeBufferPointer { (bytes) throws(LibraryError) in
      let count = CodePoints.count(in: bytes)
      #expect(try StringFunctions.charAt(bytes, Int64(count)).isEmpty)
      #expect(CodePoints.offset(of: Int64(count) + 1, in: bytes) == nil)
      #expect(StringFunctions.reverse(bytes).count == text.count)
      #expect(StringFunctions.trim(bytes) == 0..<5)
      let parts = try StringFunctions.split(bytes, separator: UTF8Bytes(rebasing: bytes[..<0]))
      #expect(parts.count == count)
    }
  }
}
