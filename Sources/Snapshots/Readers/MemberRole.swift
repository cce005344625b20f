/// What a member is to a snapshot, as its format says by where it lies. The role decides which
/// reader takes it.
enum MemberRole: Sendable {
  /// Anything that kubectl prints; the content decides. The place is given where the format knows
  /// what must lie there.
  case resources(at: ListPlace? = nil)
  /// A file of the format that holds nothing of the cluster, and is not read: logs, results.
  case skipped
  /// A file of a node, by its path there, without a leading slash. A filtered one lacks the lines
  /// that may have held a credential.
  case node(String, path: String, isFiltered: Bool = false)
  /// What was not got of a node's files.
  case nodeManifest(String)
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

/// What a format knows of objects by where they lie.
struct ListPlace: Sendable, Hashable {
  /// How much of the type a list that lies there holds.
  enum Extent: Sendable, Hashable {
    /// All there is in the cluster.
    case cluster
    /// All of a namespace.
    case namespace(String)
    /// What any list of kubectl may hold.
    case unknown
    /// Some objects: what else there is, nothing tells.
    case objects
    /// No objects, but why lists of the type could not be made: texts, one by one or by namespace.
    case errors
  }

  /// The type of the objects where they do not say it themselves; nil if the place does not tell
  /// either.
  let type: ResourceType?
  let extent: Extent
  /// The kind of those objects, where no table has it.
  var kind: String?
  /// Whether an array says less than a typed list there: it was made of objects that were asked
  /// for by name.
  var isArrayPartial = false
  /// Whether the text `null` stands there for an empty one.
  var hasNullsForEmpty = false

  init(_ type: ResourceType?, _ extent: Extent) {
    self.type = type
    self.extent = extent
  }
}
