/// One reason for an unknown: what is missing, and the smallest thing that would decide it.
public struct MissingReason: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A resource type, in all namespaces or in one, was not collected completely.
    case resources
    /// A file of a node was not collected.
    case nodeFile
    /// A fact of a node cannot be derived from what was collected.
    case nodeFact
    /// The target does not declare a field.
    case targetField
    /// A probe was not recorded.
    case probe
    /// A fact of the cluster (version, time, …) is not known.
    case clusterFact
    /// A value is there, but redacted or dropped.
    case hiddenValue
    /// What only the live API server knows.
    case liveCluster
    /// An expression failed on this subject.
    case evaluationError
  }

  public var kind: Kind
  /// What is missing, as a sentence without a full stop: `Secrets were not exported`.
  public var text: String
  /// What would decide it; nil where nothing can be collected.
  public var collect: CollectStep?

  public init(_ kind: Kind, _ text: String, collect: CollectStep? = nil) {
    self.kind = kind
    self.text = text
    self.collect = collect
  }
}

/// The smallest thing to collect, or to declare, that would decide an unknown.
public struct CollectStep: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A kubectl command to run against the cluster.
    case kubectl
    /// A file to copy from a node.
    case nodeFile
    /// A command to run on a node.
    case nodeCommand
    /// A probe of Rancher's URL to record from a node or a pod.
    case probe
    /// A field to declare in the target file.
    case targetField
    /// Anything else, said in words.
    case other
  }

  public var kind: Kind
  /// The node that the file, command or probe belongs to, or nil.
  public var node: String?
  /// The command, the path on the node, the field's name, or words.
  public var text: String

  public init(_ kind: Kind, _ text: String, node: String? = nil) {
    self.kind = kind
    self.node = node
    self.text = text
  }
}
