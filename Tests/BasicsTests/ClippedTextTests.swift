import Basics
import Testing

@Suite("texts that are clipped")
struct ClippedTextTests {
  @Test("those of a usual length are as they were")
  func short() {
    for text in ["", "a b", String(repeating: "é ", count: 2000)] { #expect(clipped(text) == text) }
  }

  @Test("long ones end between words, and a word that is all of it is cut")
  func long() {
    let words = clipped(String(repeating: "word ", count: 10_000))
    #expect(words.utf8.count <= 8200)
    #expect(words.hasSuffix("word …"))
    let word = clipped("the name is " + String(repeating: "x", count: 100_000))
    #expect(word.utf8.count > 4096)
    #expect(word.hasSuffix("xxx …"))
  }
}
