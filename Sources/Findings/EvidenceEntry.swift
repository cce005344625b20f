import Basics

/// One line of the evidence ledger: what was looked for, and how completely it was collected.
public struct EvidenceEntry: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case resources, nodeFile, nodeCommand, probe, clusterFact
  }

  public enum State: String, Sendable, Hashable, CaseIterable {
    case complete
    /// Looks complete, and nothing proves it.
    case assumed
    case partial, denied, absent
    /// There, but redacted.
    case hidden
  }

  public var kind: Kind
  /// `apps/deployments`, `/etc/resolv.conf`, `version`.
  public var name: String
  /// The node of a node file, else nil.
  public var node: String?
  /// The namespace, or nil for all.
  public var namespace: String?
  public var state: State
  /// Why it is so, in words, or nil.
  public var detail: String?
  /// The input files that it rests on.
  public var paths: [String]

  public init(
    kind: Kind, name: String, node: String? = nil, namespace: String? = nil, state: State,
    detail: String? = nil, paths: [String] = []
  ) {
    self.kind = kind
    self.name = name
    self.node = node
    self.namespace = namespace
    self.state = state
    self.detail = detail
    self.paths = paths
  }

  static func isOrderedBefore(_ left: EvidenceEntry, _ right: EvidenceEntry) -> Bool {
    if left.kind != right.kind {
      return compareByBytes([left.kind.rawValue], [right.kind.rawValue]) < 0
    }
    return compareByBytes(left.orderKeys, right.orderKeys) < 0
  }

  private var orderKeys: [String?] {
    [name, namespace, node, state.rawValue, detail] + paths.map { $0 }
  }
}
