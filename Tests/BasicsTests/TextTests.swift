import Basics
import Testing

@Suite("Text")
struct TextTests {
  @Test(
    "the closest word",
    arguments: [
      ("sevrity", "severity"), ("SEVERITY", "severity"), ("severityy", "severity"),
      ("sverity", "severity"),
      ("rle", "rule"), ("xyz", nil), ("severity", nil), ("completely", nil),
    ] as [(String, String?)])
  func closest(word: String, expected: String?) {
    #expect(closestWord(to: word, among: ["rule", "severity"]) == expected)
  }

  @Test("of several close words the first by bytes, whatever their order")
  func closestOfSeveral() {
    #expect(closestWord(to: "cat", among: ["hat", "bat"]) == "bat")
    #expect(closestWord(to: "cat", among: ["bat", "hat"]) == "bat")
  }

  @Test("no closest word is looked for where the word is a text")
  func closestOfLong() {
    let long = String(repeating: "a", count: 129)
    #expect(closestWord(to: long, among: [long.dropLast() + "b"]) == nil)
  }

  @Test(
    "replacing is what lies around, joined by what comes in its place",
    arguments: ["", "a", "ab", "aab", "é", "e\u{301}"], ["", "x", "<NODE>"])
  func replacing(old: String, new: String) {
    for text in ["", "a", "aaa", "aabaab", "xabx", "ab", "<NODE>", "é e\u{301} ab", "baa"] {
      let joined = text.pieces(around: old).joined(separator: new)
      #expect(text.replacingBytes(of: old, with: new).utf8.elementsEqual(joined.utf8))
    }
    #expect("a/b/".replacingBytes(of: "/", with: "//") == "a//b//")
  }

  @Test("what a text holds, and its parts, by bytes")
  func parts() {
    let text = "v1.31.5+k3s1"
    #expect(text.contains("+k3s") && !text.contains("+rke2") && text.contains(""))
    #expect(text[...].contains("k3s1") && !"".contains("a") && "aab".contains("ab"))
    #expect("e\u{301}".contains("e") && !"e\u{301}".contains("\u{E9}"))
    #expect("/a//b/".split(separator: "/") == ["a", "b"])
    #expect("a/b/c".split(separator: "/", maxSplits: 1) == ["a", "b/c"])
    #expect("/a/".split(separator: "/", omittingEmptySubsequences: false) == ["", "a", ""])
    #expect("a\r\nb".split(separator: "\n").count == 1)
    #expect("a é b".dropFirst().split(separator: " ") == ["é", "b"])
  }

  @Test("strings by their bytes: composed and decomposed letters differ")
  func bytes() {
    #expect("é" == "e\u{301}")
    #expect(!"é".equalsByBytes("e\u{301}"))
    #expect(["é", "z", "e\u{301}"].sortedByBytes().map(\.utf8.count) == [3, 1, 2])
    #expect(compareByBytes([nil, "b"], ["a", "a"]) < 0)
  }

  @Test(
    "JSON strings",
    arguments: [
      (#"a"b\c"#, #""a\"b\\c""#), ("\n\r\t\u{0}\u{7F}", #""\n\r\t\u0000\u007f""#), ("é", "\"é\""),
      ("\u{202E}\u{E0001}", #""\u202e\udb40\udc01""#),
    ])
  func json(text: String, quoted: String) { #expect(QuotedText.json(text) == quoted) }

  @Test("a special character is found wherever it stands in a JSON string")
  func specialCharacters() {
    let specials = [
      ("\u{1F}", #"\u001f"#), ("\"", #"\""#), ("\\", #"\\"#), ("\n", #"\n"#),
      ("\u{7F}", #"\u007f"#),
      ("\u{80}", #"\u0080"#), ("é", "é"), ("\u{2028}", #"\u2028"#), ("漢", "漢"), ("😀", "😀"),
      (" ", " "),
      ("~", "~"), ("!", "!"), ("#", "#"), ("[", "["), ("]", "]"), ("", ""),
    ]
    for before in 0..<17 {
      for (one, quotedOne) in specials {
        for (two, quotedTwo) in specials {
          let (lead, tail) = (String(repeating: "a", count: before), "bcdefghijk")
          let quoted = QuotedText.json(lead + one + two + tail)
          #expect(quoted == "\"" + lead + quotedOne + quotedTwo + tail + "\"")
        }
      }
    }
  }

  @Test(
    "words of a shell",
    arguments: [
      ("a/b-c.d_e:f@g", "a/b-c.d_e:f@g"), ("", "''"), ("-f", "'-f'"), ("a b", "'a b'"),
      ("it's", #"'it'\''s'"#), ("a\nb\u{9B}c", "'a?b?c'"), ("$(id)", "'$(id)'"), ("é", "'é'"),
    ])
  func shell(text: String, quoted: String) { #expect(QuotedText.shell(text) == quoted) }

  @Test(
    "YAML scalars",
    arguments: [
      ("a\"\\\n\t\u{1}é", #""a\"\\\n\t\x01é""#), ("", "\"\""),
    ])
  func yaml(text: String, quoted: String) { #expect(QuotedText.yaml(text) == quoted) }

  @Test(
    "parts of a JSON pointer there and back",
    arguments: [
      ("a/b", "a~1b"), ("~1", "~01"), ("~", "~0"), ("a", "a"),
    ])
  func pointer(name: String, part: String) {
    #expect(JSONPointer.escaped(name) == part)
    #expect(JSONPointer.unescaped(part) == name)
  }

  @Test("hexadecimal digits")
  func digits() {
    #expect(hexadecimal([0, 0x9A, 0xFF]) == "009aff")
    #expect(hexadecimal(0x1F, width: 4) == "001f")
    #expect((0...255).filter { hexadecimalValue($0) != nil }.count == 22)
    #expect("aF+".utf8.map(hexadecimalValue) == [10, 15, nil])
  }

  @Test("cells of a table")
  func cell() { #expect(QuotedText.markdownCell("a|b") == #"a\|b"#) }

  @Test(
    "Base64 that is truncated or goes on is none",
    arguments: [
      ("aGk=", true), ("aGk", true), ("aG\nk=\n", true), ("aGk==", false), ("a", false),
      ("aGk=a", false), ("aG k", false), ("aGk-", false),
    ])
  func base64(text: String, isBase64: Bool) { #expect((Base64.decoded(text) != nil) == isBase64) }
}
