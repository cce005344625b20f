import Basics
import Testing

@testable import CEL

@Suite("Regular expressions")
struct RegexTests {
  @Test(
    "match anywhere in the text",
    arguments: [
      ("^[a-z]+$", "hello", true), ("^[a-z]+$", "Hello", false), ("b", "abc", true),
      ("", "", true), ("^$", "", true), ("x", "", false), ("é", "caf\u{E9}", true),
      // Bytes count, not canonical equivalence.
      ("é", "cafe\u{301}", false), ("(?i)HELLO", "say hello", true), ("a.c", "a\nc", false),
      (#"\bfoo\b"#, "a foo b", true), (#"\p{Greek}"#, "α", true), ("^b", "a\nb", false),
      ("(?m)^b", "a\nb", true), (#"\Q\C\E"#, #"\C"#, true),
    ])
  func match(pattern: String, text: String, expected: Bool) throws {
    let regex = try Regex(pattern)
    #expect(
      try withUTF8Bytes(text) { bytes throws(LibraryError) in try regex.matches(bytes) } == expected
    )
  }

  @Test(
    "refuse malformed patterns in Go's words",
    arguments: [
      (")", "error parsing regexp: unexpected ): `)`"),
      ("(", "error parsing regexp: missing closing ): `(`"),
      ("[a", "error parsing regexp: missing closing ]: `[a`"),
      ("*", "error parsing regexp: missing argument to repetition operator: `*`"),
      ("a**", "error parsing regexp: invalid nested repetition operator: `**`"),
      ("a{2,1}", "error parsing regexp: invalid repeat count: `{2,1}`"),
      ("(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"),
      (#"\C"#, #"error parsing regexp: invalid escape sequence: `\C`"#),
      (#"\8"#, #"error parsing regexp: invalid escape sequence: `\8`"#),
      ("[z-a]", "error parsing regexp: invalid character class range: `z-a`"),
      (#"a\"#, "error parsing regexp: trailing backslash at end of expression: ``"),
    ])
  func refuse(pattern: String, message: String) {
    expectError(message) { () throws(LibraryError) in try Regex(pattern) }
  }

  @Test("refuse patterns that would grow too large")
  func tooLarge() {
    for pattern in ["((a{100}){100}){100}", String(repeating: "a", count: 1 << 20)] {
      #expect(throws: LibraryError.self) { try Regex(pattern) }
    }
  }

  @Test("take time linear in the text where backtracking would not end")
  func linear() throws {
    let regex = try Regex("^(a+)+$")
    let text = String(repeating: "a", count: 100_000) + "b"
    #expect(
      try withUTF8Bytes(text) { bytes throws(LibraryError) in try regex.matches(bytes) } == false)
  }

  @Test(
    "find all matches that do not overlap, as Go does",
    arguments: [
      ("[0-9]+", "a12b3", -1, ["12", "3"]), ("[0-9]+", "a12b3", 1, ["12"]),
      ("[0-9]+", "a12b3", 0, []), ("x", "abc", -1, []), ("", "aé", -1, ["", "", ""]),
      ("a*", "baac", -1, ["", "aa", ""]), ("^a", "aaa", -1, ["a"]), (#"\b"#, "ab", -1, ["", ""]),
    ] as [(String, String, Int64, [String])])
  func all(pattern: String, text: String, limit: Int64, expected: [String]) throws {
    let regex = try Regex(pattern)
    let found = try withUTF8Bytes(text) { bytes throws(LibraryError) in
      try regex.allMatches(in: bytes, limit: limit)
    }
    #expect(found.map { text.bytes($0) } == expected)
  }

  @Test("give the leftmost match, and nil for a group that took no part")
  func captures() throws {
    let regex = try Regex("(b)|(c)")
    #expect(regex.groupCount == 2)
    try withUTF8Bytes("acb") { (bytes) throws(LibraryError) in
      #expect(try regex.firstMatch(in: bytes) == 1..<2)
      #expect(try regex.firstCaptures(in: bytes) == [1..<2, nil, 1..<2])
      #expect(try regex.allCaptures(in: bytes) == [[1..<2, nil, 1..<2], [2..<3, 2..<3, nil]])
    }
    try withUTF8Bytes("x") { (bytes) throws(LibraryError) in
      #expect(try regex.firstMatch(in: bytes) == nil)
      #expect(try regex.firstCaptures(in: bytes) == nil)
    }
  }

  @Test(
    "replace matches and refer to groups",
    arguments: [
      ("banana", "a", "x", 0, "banana"), ("banana", "a", "x", 1, "bxnana"),
      ("banana", "a", "x", -12, "bxnxnx"), ("foo bar", "(fo)o (ba)r", #"\2 \1"#, -1, "ba fo"),
      ("ac", "(b)?(c)", #"[\1\2]"#, -1, "a[c]"), ("a", "a", #"\\"#, -1, #"\"#),
      ("ab", "", "-", -1, "-a-b-"), ("a", "a", #"\0\0"#, -1, "aa"),
    ] as [(String, String, String, Int64, String)])
  func replace(
    text: String, pattern: String, replacement: String, count: Int64, expected: String
  ) throws {
    #expect(try rewritten(text, pattern, replacement, count) == expected)
  }

  @Test(
    "refuse replacements that refer to nothing",
    arguments: [
      ("(.)", #"\2"#, "replacement string references group 2 but regex has only 1 group(s)"),
      ("t", #"\x"#, #"invalid replacement string: '\x' \ must be followed by a digit or \"#),
      ("t", #"a\"#, #"invalid replacement string: 'a\' \ not allowed at end"#),
    ])
  func refuseReplacement(pattern: String, replacement: String, message: String) {
    expectError(message) { () throws(LibraryError) in
      try rewritten("test", pattern, replacement, -1)
    }
  }

  private func rewritten(
    _ text: String, _ pattern: String, _ replacement: String, _ count: Int64
  ) throws(LibraryError) -> String {
    let regex = try Regex(pattern)
    return String(
      try withUTF8Bytes(text) { text throws(LibraryError) in
        try withUTF8Bytes(replacement) { replacement throws(LibraryError) in
          try regex.replacing(in: text, with: replacement, count: count)
        }
      })
  }

  @Test("stop a replacement that multiplies its input without end")
  func bounded() {
    expectError(LibraryError.outputTooLong.message) { () throws(LibraryError) in
      try rewritten(
        String(repeating: "a", count: 1 << 16), "a", String(repeating: "b", count: 1 << 12), -1)
    }
  }

  @Test("extract the only group, or the match")
  func extract() throws {
    func first(_ pattern: String, _ text: String) throws -> String? {
      let regex = try Regex(pattern)
      return try withUTF8Bytes(text) { bytes throws(LibraryError) in
        try regex.extract(from: bytes)
      }.map { text.bytes($0) }
    }
    #expect(try first("hello(.*)", "hello world") == " world")
    #expect(try first("[a-z]+", "12ab") == "ab")
    #expect(try first("hello", "HELLO") == nil)
    #expect(try first("a(b)?", "ac") == nil)
    expectError(
      "regular expression has more than one capturing group: \"(.*)@([^.]*)\""
    ) { () throws(LibraryError) in
      let regex = try Regex("(.*)@([^.]*)")
      return try withUTF8Bytes("a@b") { bytes throws(LibraryError) in
        try regex.extractAll(from: bytes)
      }
    }
    let ids = try Regex("id:([0-9]*)")
    let found = try withUTF8Bytes("id:1, id:, id:23") { bytes throws(LibraryError) in
      try ids.extractAll(from: bytes)
    }
    #expect(found.map { "id:1, id:, id:23".bytes($0) } == ["1", "23"])
  }
}
