import Basics

/// A resource type: API group and plural, whatever its version. The core group is "".
public struct ResourceType: Sendable, Hashable {
  public let group: String
  public let plural: String

  public init(group: String, plural: String) {
    self.group = group
    self.plural = plural
  }

  /// A type from its plural and the `apiVersion` of its objects: `apps/v1` is group `apps`.
  public init(apiVersion: String, plural: String) {
    self.init(group: ResourceType.group(ofAPIVersion: apiVersion), plural: plural)
  }

  /// `deployments.apps`; `nodes` in the core group: what kubectl takes, and what files are named.
  public var name: String { group.isEmpty ? plural : "\(plural).\(group)" }

  static func group(ofAPIVersion version: String) -> String {
    guard let slash = version.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(version[..<slash])
  }

  // By bytes: Swift's own equality of strings is that of canonical equivalence.
  public static func == (left: ResourceType, right: ResourceType) -> Bool {
    left.plural.equalsByBytes(right.plural) && left.group.equalsByBytes(right.group)
  }

  public func hash(into hasher: inout Hasher) {
    withUTF8Bytes(plural) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0 as UInt8)
    withUTF8Bytes(group) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// By group, then plural, by bytes.
  static func isOrderedBefore(_ left: ResourceType, _ right: ResourceType) -> Bool {
    if left.group.equalsByBytes(right.group) {
      return left.plural.precedesByBytes(right.plural)
    }
    return left.group.precedesByBytes(right.group)
  }
}
