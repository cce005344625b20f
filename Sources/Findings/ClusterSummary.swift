/// Which cluster was judged; nil is what the snapshot does not tell.
public struct ClusterSummary: Sendable, Hashable {
  public var name: String?
  /// The uid of namespace kube-system.
  public var uid: String?
  public var distribution: String?
  /// The API server's gitVersion.
  public var version: String?
  public var nodeCount: Int?
  /// When the snapshot was taken, RFC 3339.
  public var time: String?

  public init(
    name: String? = nil, uid: String? = nil, distribution: String? = nil, version: String? = nil,
    nodeCount: Int? = nil, time: String? = nil
  ) {
    self.name = name
    self.uid = uid
    self.distribution = distribution
    self.version = version
    self.nodeCount = nodeCount
    self.time = time
  }
}
