/// What a rule judges at a time.
public enum Subject: Sendable, Hashable {
  case cluster
  /// A node, by its name.
  case node(String)
  case resource(ResourceReference)

  /// Which of the three a rule judges.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case cluster, node, resource
  }

  public var kind: Kind {
    switch self {
    case .cluster: .cluster
    case .node: .node
    case .resource: .resource
    }
  }

  /// A stable name: `cluster`, `node/w1`, `apps/Deployment/cattle-system/x`, `Namespace/default`.
  ///
  /// The core group has no name of its own; a kind begins with a capital letter and a group
  /// never does, so that the text stays unambiguous.
  public var text: String {
    switch self {
    case .cluster: "cluster"
    case .node(let name): "node/" + name
    case .resource(let resource): resource.text
    }
  }
}
