/// What a member is to a snapshot, as its format says by where it lies. The role decides which
/// reader takes it.
enum MemberRole: Sendable {
  /// Anything that kubectl prints; the content decides. The place is given where the format knows
  /// what list must lie there.
  case resources(at: ListPlace? = nil)
  /// A file of a node, by its path there, without a leading slash.
  case node(String, path: String)
  /// A request to Rancher, recorded on a node or in a pod.
  case probe(from: String)
  /// One of RKE1's own files.
  case rke(name: String)
  case cloud(provider: String, name: String)
  /// What `kubectl auth can-i --list` printed as an identity.
  case access(identity: String)
  case manifest
  /// A file of a folder of this tool's layout that nothing is read from, with the path that was
  /// perhaps meant. Kubernetes objects are taken from it all the same.
  case stray(meant: String)
}

/// What a format knows of a list by where it lies.
struct ListPlace: Sendable, Hashable {
  let type: ResourceType
  /// The namespace that it is a list of; nil for the whole cluster.
  let namespace: String?
}
