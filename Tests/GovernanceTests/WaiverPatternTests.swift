import Testing

@testable import Governance

@Suite("patterns of waivers")
struct WaiverPatternTests {
  @Test(
    "a star stands for any characters, and the whole text must fit",
    arguments: [
      ("node/w1", "node/w1", true), ("node/w1", "node/w10", false), ("w1", "node/w1", false),
      ("node/*", "node/w1", true), ("node/*", "node/", true), ("*/w1", "node/w1", true),
      ("*", "", true), ("*", "x/y", true), ("", "", true), ("", "x", false),
      ("a*b*c", "abc", true), ("a*b*c", "a-b-b-c", true), ("a*b*c", "acb", false),
      ("*-prod", "eu-prod-prod", true), ("*-prod-*", "eu-prod", false), ("**", "x", true),
      ("shop-ä*", "shop-äö", true), ("?", "x", false),
    ])
  func matching(pattern: String, text: String, fits: Bool) {
    #expect(WaiverPattern(pattern).matches(text) == fits)
  }

  @Test("many stars cost no more than the product of the lengths")
  func cost() {
    let pattern = WaiverPattern(String(repeating: "a*", count: 500) + "b")
    let start = ContinuousClock.now
    #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
