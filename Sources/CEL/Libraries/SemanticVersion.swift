import Basics

/// A version by semver.org 2.0.0, as Kubernetes' CEL library reads and orders them. Build metadata
/// is kept and printed, but plays no part in order, equality and hash.
struct SemanticVersion: Sendable {
  /// A dot-separated part of a pre-release.
  enum Identifier: Hashable, Sendable {
    case number(UInt64)
    /// ASCII letters, digits and hyphens.
    case text(String)
  }

  let major: UInt64
  let minor: UInt64
  let patch: UInt64
  let prerelease: [Identifier]
  let build: [String]

  /// Parses `text` strictly, or, with `normalize`, after dropping a leading `v` and leading zeros
  /// and adding a missing minor and patch version.
  init(_ text: UTF8Bytes, normalize: Bool = false) throws(LibraryError) {
    try self.init(String(text), normalize: normalize)
  }

  /// As above.
  init(_ text: String, normalize: Bool = false) throws(LibraryError) {
    try self.init(strict: normalize ? Self.normalized(text) : Array(text.utf8))
  }

  private init(strict text: [UInt8]) throws(LibraryError) {
    guard !text.isEmpty else { throw LibraryError("Version string empty") }
    let parts = Self.threeParts(text)
    guard parts.count == 3 else { throw LibraryError("No Major.Minor.Patch elements found") }
    major = try Self.number(parts[0], "major", "Major")
    minor = try Self.number(parts[1], "minor", "Minor")
    var core = parts[2]
    var build: [String] = []
    if let plus = core.firstIndex(of: UInt8(ascii: "+")) {
      build = try Self.build(core[(plus + 1)...])
      core = core[..<plus]
    }
    var prerelease: [Identifier] = []
    if let hyphen = core.firstIndex(of: UInt8(ascii: "-")) {
      prerelease = try Self.prerelease(core[(hyphen + 1)...])
      core = core[..<hyphen]
    }
    patch = try Self.number(core, "patch", "Patch")
    self.prerelease = prerelease
    self.build = build
  }

  // MARK: Parts

  private static let zero = UInt8(ascii: "0")
  private static let dot = UInt8(ascii: ".")

  /// What stands before the first two dots, and all the rest: suffixes have dots of their own.
  private static func threeParts(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    text.split(separator: dot, maxSplits: 2, omittingEmptySubsequences: false)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  private static func isIdentifierByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-") || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
    QuotedText.go(String(decoding: bytes, as: UTF8.self))
  }

  /// A number of the core; the messages name it once in lower case and once with a capital.
  private static func number(
    _ bytes: ArraySlice<UInt8>, _ name: String, _ capitalized: String
  ) throws(LibraryError) -> UInt64 {
    guard bytes.allSatisfy(isDigit) else {
      throw LibraryError("Invalid character(s) found in \(name) number \(quoted(bytes))")
    }
    guard bytes.count < 2 || bytes.first != zero else {
      throw LibraryError("\(capitalized) number must not contain leading zeroes \(quoted(bytes))")
    }
    return try value(bytes)
  }

  /// The number in decimal digits, which the caller has checked.
  private static func value(_ bytes: ArraySlice<UInt8>) throws(LibraryError) -> UInt64 {
    guard !bytes.isEmpty else {
      throw LibraryError("strconv.ParseUint: parsing \"\": invalid syntax")
    }
    guard let value = UInt64(String(decoding: bytes, as: UTF8.self)) else {
      throw LibraryError("strconv.ParseUint: parsing \(quoted(bytes)): value out of range")
    }
    return value
  }

  /// The identifiers after the hyphen; one that is all digits is a number.
  private static func prerelease(
    _ bytes: ArraySlice<UInt8>
  ) throws(LibraryError) -> [Identifier] {
    var identifiers: [Identifier] = []
    for part in bytes.split(separator: dot, omittingEmptySubsequences: false) {
      if part.isEmpty { throw LibraryError("Prerelease is empty") }
      if part.allSatisfy(isDigit) {
        guard part.count == 1 || part.first != zero else {
          throw LibraryError(
            "Numeric PreRelease version must not contain leading zeroes \(quoted(part))")
        }
        identifiers.append(.number(try value(part)))
      } else if part.allSatisfy(isIdentifierByte) {
        identifiers.append(.text(String(decoding: part, as: UTF8.self)))
      } else {
        throw LibraryError("Invalid character(s) found in prerelease \(quoted(part))")
      }
    }
    return identifiers
  }

  /// The identifiers after the plus sign, kept as they are.
  private static func build(_ bytes: ArraySlice<UInt8>) throws(LibraryError) -> [String] {
    var parts: [String] = []
    for part in bytes.split(separator: dot, omittingEmptySubsequences: false) {
      if part.isEmpty { throw LibraryError("Build meta data is empty") }
      guard part.allSatisfy(isIdentifierByte) else {
        throw LibraryError("Invalid character(s) found in build meta data \(quoted(part))")
      }
      parts.append(String(decoding: part, as: UTF8.self))
    }
    return parts
  }

  /// The text with three numbers that have no leading zeros. Nothing else is forgiven: spaces and a
  /// capital V stay, and are refused by the strict reader.
  private static func normalized(_ text: String) throws(LibraryError) -> [UInt8] {
    var bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "v") { bytes.removeFirst() }
    var parts = threeParts(bytes).map { part -> [UInt8] in
      guard part.count > 1 else { return Array(part) }
      let trimmed = part.drop { $0 == zero }
      // What is left may start with a suffix: `0-rc` is the number 0 and a pre-release.
      return trimmed.first.map(isDigit) == true ? Array(trimmed) : [zero] + trimmed
    }
    if parts.count < 3 {
      let last = parts[parts.count - 1]
      if last.contains(UInt8(ascii: "+")) || last.contains(UInt8(ascii: "-")) {
        throw LibraryError("short version cannot contain PreRelease/Build meta data")
      }
      while parts.count < 3 { parts.append([zero]) }
    }
    return Array(parts.joined(separator: [dot]))
  }
}

extension SemanticVersion: Hashable, Comparable, CustomStringConvertible {
  /// -1, 0 or 1 by the precedence of semver.org.
  func compare(_ other: SemanticVersion) -> Int64 {
    let numbers = [(major, other.major), (minor, other.minor), (patch, other.patch)]
    for (left, right) in numbers where left != right { return left < right ? -1 : 1 }
    if prerelease.isEmpty || other.prerelease.isEmpty {
      // A release comes after its pre-releases.
      return (prerelease.isEmpty ? 1 : 0) - (other.prerelease.isEmpty ? 1 : 0)
    }
    for (left, right) in zip(prerelease, other.prerelease) {
      let order = Self.compare(left, right)
      if order != 0 { return order }
    }
    return Int64((prerelease.count - other.prerelease.count).signum())
  }

  /// Numbers by value and before texts, texts by their bytes.
  private static func compare(_ left: Identifier, _ right: Identifier) -> Int64 {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      return left < right ? -1 : (left == right ? 0 : 1)
    case (.number, .text): return -1
    case (.text, .number): return 1
    case (.text(let left), .text(let right)):
      if left == right { return 0 }
      return left.precedesByBytes(right) ? -1 : 1
    }
  }

  static func == (left: SemanticVersion, right: SemanticVersion) -> Bool {
    left.compare(right) == 0
  }

  static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    left.compare(right) < 0
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(major)
    hasher.combine(minor)
    hasher.combine(patch)
    hasher.combine(prerelease)
  }

  /// The canonical text, with pre-release and build metadata.
  var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prerelease.isEmpty {
      let parts = prerelease.map { identifier in
        switch identifier {
        case .number(let value): String(value)
        case .text(let text): text
        }
      }
      text += "-" + parts.joined(separator: ".")
    }
    if !build.isEmpty { text += "+" + build.joined(separator: ".") }
    return text
  }
}
