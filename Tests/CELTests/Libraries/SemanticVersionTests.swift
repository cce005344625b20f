import Testing

@testable import CEL

@Suite("Semantic versions")
struct SemanticVersionTests {
  @Test("come in the order of semver.org")
  func order() throws {
    let ascending = [
      "0.0.1", "0.9.10", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1",
      "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
      "1.0.1", "1.2.0", "10.0.0", "18446744073709551615.0.0",
    ]
    let versions = try ascending.map { try SemanticVersion($0) }
    for (index, version) in versions.enumerated() {
      for (other, right) in versions.enumerated() {
        #expect(version.compare(right) == Int64((index - other).signum()))
      }
    }
    #expect(versions.map(\.description) == ascending)
  }

  @Test("ignore build metadata in comparisons, but print it")
  func build() throws {
    let (left, right) = (try SemanticVersion("1.2.3+a.1"), try SemanticVersion("1.2.3+b-2"))
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(right.description == "1.2.3+b-2")
    let full = try SemanticVersion("1.2.3-beta.1+build.1")
    #expect(full.build == ["build", "1"])
    #expect(full.prerelease == [.text("beta"), .number(1)])
  }

  @Test(
    "are refused with the reader's reason",
    arguments: [
      ("", "Version string empty"), ("v1.0", "No Major.Minor.Patch elements found"),
      ("v1.0.0", "Invalid character(s) found in major number \"v1\""),
      (" 1.0.0", "Invalid character(s) found in major number \" 1\""),
      ("1. 0.0", "Invalid character(s) found in minor number \" 0\""),
      ("1.0.0 ", "Invalid character(s) found in patch number \"0 \""),
      ("01.1.1", "Major number must not contain leading zeroes \"01\""),
      ("1.0.01", "Patch number must not contain leading zeroes \"01\""),
      ("1.0.0-", "Prerelease is empty"), ("1.0.0-a..b", "Prerelease is empty"),
      ("1.0.0-01", "Numeric PreRelease version must not contain leading zeroes \"01\""),
      ("1.0.0-é", "Invalid character(s) found in prerelease \"é\""),
      ("1.0.0+", "Build meta data is empty"),
      ("..", "strconv.ParseUint: parsing \"\": invalid syntax"),
      (
        "18446744073709551616.0.0",
        "strconv.ParseUint: parsing \"18446744073709551616\": value out of range"
      ),
    ])
  func refused(text: String, message: String) {
    expectError(message) { () throws(LibraryError) in try SemanticVersion(text) }
  }

  @Test(
    "can be normalized first",
    arguments: [
      ("v1.0.0", "1.0.0"), ("01.01.01", "1.1.1"), ("1", "1.0.0"), ("1.1", "1.1.0"),
      ("v01.01", "1.1.0"),
      ("v0", "0.0.0"), ("00.0.0", "0.0.0"), ("1.2.003-rc.1", "1.2.3-rc.1"),
      ("1.2.0-rc", "1.2.0-rc"),
    ])
  func normalized(text: String, expected: String) throws {
    #expect(try SemanticVersion(text, normalize: true).description == expected)
  }

  @Test(
    "keep what normalizing does not touch refused",
    arguments: ["", " 1.0.0", "1.0.0 ", "vv1", "V1.0.0"])
  func notNormalized(text: String) {
    #expect(throws: LibraryError.self) { try SemanticVersion(text, normalize: true) }
  }

  @Test("refuse a short version with a suffix")
  func shortWithSuffix() {
    expectError("short version cannot contain PreRelease/Build meta data") {
      () throws(LibraryError) in try SemanticVersion("1.2-rc", normalize: true)
    }
  }
}
