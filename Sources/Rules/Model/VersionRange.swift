/// Major, minor and patch of a version; what follows (`-eks-1552ad0`, `+k3s1`) does not count.
public struct VersionNumber: Sendable, Hashable, Comparable {
  public let major, minor, patch: UInt32
  /// How many of the three the text gave: `1.30` gives two.
  let parts: Int

  /// Reads `1.29.8-eks-1552ad0`, `v2.13.1`, `1.30`, `1`; nil for anything else.
  public init?(_ text: String) {
    var rest = Substring(text)
    if rest.utf8.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
    // A suffix begins at the first byte that is neither a digit nor a point; `31+` is 31.
    let core = rest.utf8.prefix { $0 == UInt8(ascii: ".") || ($0 >= 0x30 && $0 <= 0x39) }
    let suffix = rest.utf8.dropFirst(core.count).first
    guard suffix == nil || suffix == UInt8(ascii: "-") || suffix == UInt8(ascii: "+") else {
      return nil
    }
    let numbers = core.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { $0.count <= 9 ? UInt32(String(decoding: $0, as: UTF8.self)) : nil }
    guard (1...3).contains(numbers.count), numbers.allSatisfy({ $0 != nil }) else { return nil }
    major = numbers[0] ?? 0
    minor = numbers.count > 1 ? numbers[1] ?? 0 : 0
    patch = numbers.count > 2 ? numbers[2] ?? 0 : 0
    parts = numbers.count
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  public static func == (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.patch) == (right.major, right.minor, right.patch)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(major)
    hasher.combine(minor)
    hasher.combine(patch)
  }
}

/// A set of versions: `>=2.5`, `>=1.25 <1.28`, `1.27 || >=1.29`, `*`.
///
/// Comparisons beside each other all hold; `||` separates alternatives. A version without an
/// operator stands for all that begin with it: `1.27` holds 1.27.0 and 1.27.16, not 1.28.0; so
/// does `<=1.27`, and `>1.27` begins with 1.28.0.
public struct VersionRange: Sendable, Hashable {
  public let text: String
  private let alternatives: [[Comparison]]

  private struct Comparison: Hashable {
    var lower: VersionNumber?
    var upper: VersionNumber?
    var isNegated = false

    func contains(_ version: VersionNumber) -> Bool {
      let inside =
        (lower.map { version >= $0 } ?? true) && (upper.map { version < $0 } ?? true)
      return inside != isNegated
    }
  }

  /// Nil if the text is not a range.
  public init?(_ text: String) {
    self.text = text
    var alternatives: [[Comparison]] = []
    for alternative in text.split(separator: "||", omittingEmptySubsequences: false) {
      var comparisons: [Comparison] = []
      let spaced = alternative.replacing(",", with: " ")
      var pending = ""
      for word in spaced.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" }) {
        pending += word
        // `>= 2.5`: an operator on its own belongs to the next word.
        if pending.allSatisfy({ "<>=!".contains($0) }) { continue }
        guard let comparison = VersionRange.comparison(pending) else { return nil }
        comparisons.append(comparison)
        pending = ""
      }
      guard !comparisons.isEmpty, pending.isEmpty else { return nil }
      alternatives.append(comparisons)
    }
    guard !alternatives.isEmpty else { return nil }
    self.alternatives = alternatives
  }

  public func contains(_ version: VersionNumber) -> Bool {
    alternatives.contains { $0.allSatisfy { $0.contains(version) } }
  }

  /// Whether no version is in it. What is in it changes only where a comparison begins or ends.
  package var isEmpty: Bool {
    let ends = alternatives.flatMap { $0.flatMap { [$0.lower, $0.upper] } }.compactMap { $0 }
    return !(ends + [VersionNumber("0")].compactMap { $0 }).contains(where: contains)
  }

  /// Whether all versions of a list are in the range, or none; nil if they differ, or if one is not
  /// a version.
  func containsAll(_ versions: [String]) -> Bool? {
    var answer: Bool?
    for text in versions {
      guard let version = VersionNumber(text) else { return nil }
      let holds = contains(version)
      guard answer == nil || answer == holds else { return nil }
      answer = holds
    }
    return answer
  }

  private static func comparison(_ text: String) -> Comparison? {
    if text == "*" { return Comparison() }
    let operators = text.prefix { "<>=!".contains($0) }
    guard let version = VersionNumber(String(text.dropFirst(operators.count))) else { return nil }
    let next = version.next
    switch operators {
    case ">=": return Comparison(lower: version)
    case ">": return Comparison(lower: next)
    case "<": return Comparison(upper: version)
    case "<=": return Comparison(upper: next)
    case "", "=", "==": return Comparison(lower: version, upper: next)
    case "!=": return Comparison(lower: version, upper: next, isNegated: true)
    default: return nil
    }
  }
}

extension VersionNumber {
  /// The first version after all that begin with this one.
  fileprivate var next: VersionNumber {
    switch parts {
    case 1: VersionNumber("\(major &+ 1)") ?? self
    case 2: VersionNumber("\(major).\(minor &+ 1)") ?? self
    default: VersionNumber("\(major).\(minor).\(patch &+ 1)") ?? self
    }
  }
}
