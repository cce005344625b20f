import Basics
import Testing

@testable import RuleTesting
@testable import Rules

@Suite("Version ranges compare major, minor and patch")
struct VersionRangeTests {
  @Test(
    "versions with and without suffixes",
    arguments: [
      ("1.29.8-eks-1552ad0", "1.29.8"), ("v1.30.4+rke2r1", "1.30.4"), ("1.31", "1.31.0"),
      ("v2", "2.0.0"), ("1.31+", "1.31.0"),
    ])
  func versions(text: String, expected: String) {
    #expect(VersionNumber(text) == VersionNumber(expected))
  }

  @Test(
    "what is not a version", arguments: ["", "v", "latest", "1..2", "1.2.3.4", "1.x", "1.30_4"])
  func noVersions(text: String) {
    #expect(VersionNumber(text) == nil)
  }

  @Test(
    "what a range holds",
    arguments: [
      (">=2.5", "2.5.0", true), (">=2.5", "2.4.18", false), (">=1.25 <1.28", "1.27.99", true),
      (">=1.25 <1.28", "1.28.0", false), (">= 1.25 < 1.28", "1.25.0", true),
      ("1.27 || >=1.29", "1.27.16", true), ("1.27 || >=1.29", "1.28.1", false),
      ("<=1.27", "1.27.9", true), (">1.27", "1.27.9", false), (">1.27", "1.28.0", true),
      ("!=1.27", "1.27.3", false), ("*", "9.9.9", true), ("=2.13.1", "2.13.1", true),
      ("=2.13.1", "2.13.2", false), (">=2.5,<2.7", "2.6.9", true), ("2", "2.15.0", true),
    ])
  func ranges(range: String, version: String, expected: Bool) throws {
    let range = try #require(VersionRange(range))
    let version = try #require(VersionNumber(version))
    #expect(range.contains(version) == expected)
  }

  @Test("what is not a range", arguments: ["", ">=", "foo", ">=1.x", "1.2 ||", "~1.2", "=>1.2"])
  func noRanges(text: String) {
    #expect(VersionRange(text) == nil)
  }
}

@Suite("Texts that rules compare")
struct TextTests {
  @Test(
    "patterns of examples",
    arguments: [
      ("…127.0.0.1", "only 127.0.0.1", true), ("node…127…", "node w1 has 127.0.0.1", true),
      ("same", "same", true), ("same", "other", false), ("a…a", "a", false), ("…", "", true),
    ])
  func patterns(pattern: String, text: String, expected: Bool) {
    #expect(TextPattern(pattern).matches(text) == expected)
  }

  @Test(
    "suggestions",
    arguments: [
      ("loopback-resolvr", "loopback-resolver"), ("severty", "severity"), ("xyz", nil),
    ])
  func suggestions(name: String, expected: String?) {
    #expect(
      closestWord(to: name, among: ["loopback-resolver", "severity", "already-imported"])
        == expected)
  }
}
