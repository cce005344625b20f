import Basics
import Testing

@Suite("patterns of names")
struct WildcardTests {
  @Test(
    "a star stands for any run of characters, a question mark for itself",
    arguments: [
      ("kube-*", "kube-system", true), ("*-system", "cattle-system", true), ("*", "", true),
      ("a*b*c", "axxbyyc", true), ("a*b*c", "axxbyy", false), ("cattle", "cattle-system", false),
      ("**", "x", true), ("", "x", false), ("a?", "ab", false), ("a?", "a?", true),
    ])
  func stars(pattern: String, text: String, expected: Bool) {
    let matches = withUTF8Bytes(pattern) { pattern in
      withUTF8Bytes(text) { Wildcard.matches(pattern, $0, questionMark: false) }
    }
    #expect(matches == expected)
  }

  @Test(
    "a question mark stands for one character, of however many bytes",
    arguments: [
      ("a?", "ab", true), ("?", "é", true), ("??", "é", false), ("*?", "é", true),
      ("*??", "é", false), ("*?b", "éb", true), ("*??zb", "ézb", false), ("?*b", "ééb", true),
      ("a*?c", "abbc", true), ("?", "", false), ("*.y?ml", "a.yaml", true),
    ])
  func questionMarks(pattern: String, text: String, expected: Bool) {
    #expect(Wildcard.matches(pattern, text) == expected)
    #expect(Wildcard.occurs(in: pattern))
  }
}
