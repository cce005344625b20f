import Basics

/// What rules read of a cluster: what is to be collected for them, and no more.
public struct CollectionNeeds: Sendable, Hashable {
  /// A resource type, or several: `*` stands for every group or every plural.
  public struct TypePattern: Sendable, Hashable, Comparable {
    /// "" is the core group.
    public let group: String
    public let plural: String

    public init(group: String, plural: String) {
      self.group = group
      self.plural = plural
    }

    /// `deployments.apps`; `nodes` in the core group; `*.constraints.gatekeeper.sh`.
    public var name: String { group.isEmpty ? plural : "\(plural).\(group)" }

    /// Whether it names every type of some group, or of all.
    public var isWildcard: Bool { group == "*" || plural == "*" }

    /// Whether it stands for the type.
    public func covers(group: String, plural: String) -> Bool {
      (self.group == "*" || self.group.equalsByBytes(group))
        && (self.plural == "*" || self.plural.equalsByBytes(plural))
    }

    /// By group, then plural, by bytes.
    public static func < (left: TypePattern, right: TypePattern) -> Bool {
      compareByBytes([left.group, left.plural], [right.group, right.plural]) < 0
    }
  }

  public private(set) var types: Set<TypePattern>
  /// Whether facts of nodes are read: the configuration that kubelets run with is one of them.
  public var readsNodes: Bool

  public init(types: Set<TypePattern> = [], readsNodes: Bool = false) {
    self.types = types
    self.readsNodes = readsNodes
  }

  /// The types in the order of their groups and names, without those that a wildcard covers.
  public var sortedTypes: [TypePattern] {
    let wildcards = types.filter(\.isWildcard)
    return types.filter { type in
      !wildcards.contains { $0 != type && $0.covers(group: type.group, plural: type.plural) }
    }.sorted()
  }

  public mutating func insert(group: String, plural: String) {
    types.insert(TypePattern(group: group, plural: plural))
  }

  public func covers(group: String, plural: String) -> Bool {
    types.contains { $0.covers(group: group, plural: plural) }
  }
}
