/// A minor version of Kubernetes: what decides which functions an expression may use.
public struct KubernetesVersion: Sendable, Comparable, Hashable {
  var major: Int
  var minor: Int

  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads `1.30`, `v1.30` or `1.30.4`; nil if it is none of these.
  public init?(_ text: String) {
    let digits = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false).map { part in
      // `Int` also takes a sign.
      part.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(part) : nil
    }
    guard parts.count == 2 || parts.count == 3, let major = parts[0], let minor = parts[1],
      parts.last != .some(nil)
    else { return nil }
    self.init(major, minor)
  }

  public static func < (a: Self, b: Self) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
  public var description: String { "\(major).\(minor)" }
}
