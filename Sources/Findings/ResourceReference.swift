/// The name of a Kubernetes object: its type, namespace and name.
public struct ResourceReference: Sendable, Hashable {
  private struct Parts: Sendable, Hashable {
    var group: String
    var version: String
    var kind: String
    var plural: String
    var namespace: String
    var name: String

    /// What tells nearly every object from the others.
    func hash(into hasher: inout Hasher) {
      hasher.combine(kind)
      hasher.combine(namespace)
      hasher.combine(name)
    }
  }

  private var parts: Shared<Parts>

  public init(
    group: String, version: String, kind: String, plural: String, namespace: String, name: String
  ) {
    parts = Shared(
      Parts(
        group: group, version: version, kind: kind, plural: plural, namespace: namespace,
        name: name))
  }

  /// API group; empty for the core group.
  public var group: String { parts.content.group }
  public var version: String { parts.content.version }
  public var kind: String { parts.content.kind }
  /// The type's plural name, as in URLs (`deployments`).
  public var plural: String { parts.content.plural }
  /// Namespace; empty for a cluster-scoped object.
  public var namespace: String { parts.content.namespace }
  public var name: String { parts.content.name }

  /// An object of the same type.
  public func named(_ name: String, inNamespace namespace: String) -> ResourceReference {
    ResourceReference(
      group: group, version: version, kind: kind, plural: plural, namespace: namespace, name: name)
  }

  /// Whether both are objects of one type and version.
  public func isOfType(of other: ResourceReference) -> Bool {
    kind == other.kind && version == other.version && group == other.group
      && plural == other.plural
  }

  /// `group/Kind/namespace/name`, without the parts that are empty.
  public var text: String {
    var text = group
    for part in [kind, namespace, name] where !part.isEmpty {
      if !text.isEmpty { text += "/" }
      text += part
    }
    return text
  }
}
