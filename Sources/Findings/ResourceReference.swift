/// The name of a Kubernetes object: its type, namespace and name.
public struct ResourceReference: Sendable, Hashable {
  /// API group; empty for the core group.
  public var group: String
  public var version: String
  public var kind: String
  /// The type's plural name, as in URLs (`deployments`).
  public var plural: String
  /// Namespace; empty for a cluster-scoped object.
  public var namespace: String
  public var name: String

  public init(
    group: String, version: String, kind: String, plural: String, namespace: String, name: String
  ) {
    self.group = group
    self.version = version
    self.kind = kind
    self.plural = plural
    self.namespace = namespace
    self.name = name
  }

  /// `group/Kind/namespace/name`, without the parts that are empty.
  public var text: String {
    [group, kind, namespace, name].filter { !$0.isEmpty }.joined(separator: "/")
  }
}
