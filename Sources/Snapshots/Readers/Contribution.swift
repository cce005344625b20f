import Documents
import Findings

/// What one member adds to a snapshot, or several together: a value that readers make and that is
/// merged in the order of paths, so that the result does not depend on how many threads read.
struct Contribution: Sendable {
  var objects: ResourceCollector
  var discovery = Discovery()
  var claims: [EvidenceClaim] = []
  /// Lists that lie where their format wants them: it says what all of them prove together.
  var lists: [PlacedList] = []
  var nodeFiles = NodeFiles()
  var cluster = ClusterEvidence()
  /// What manifests say of the files beside them.
  var manifests: [ManifestClaims] = []
  var problems: [Problem] = []

  init(store: DocumentStore) { objects = ResourceCollector(store: store) }

  /// Takes in what a later member adds.
  mutating func merge(_ later: Contribution) {
    objects.merge(later.objects)
    discovery.merge(later.discovery)
    claims += later.claims
    lists += later.lists
    nodeFiles.merge(later.nodeFiles)
    cluster.merge(later.cluster)
    manifests += later.manifests
    problems += later.problems
  }

  /// Whether any of it is evidence of a cluster.
  var isEvidence: Bool {
    let hasClaim = claims.contains { claim in
      if case .unusable = claim.extent { return false }
      return true
    }
    return hasClaim || objects.buckets.contains { !$0.entries.isEmpty } || !discovery.isEmpty
      || nodeFiles.count > 0 || !cluster.isEmpty || !manifests.isEmpty
      || lists.contains { $0.subject != nil }
  }
}

/// A list of one namespace that lies where its format wants it.
struct PlacedList: Sendable {
  /// What it is a list of; nil if there is none, or none that is whole, in its place.
  let subject: EvidenceClaim.Subject?
  let namespace: String
  let origin: ClaimOrigin

  /// Each list is all of its namespace.
  @Sendable static func claims(_ lists: [PlacedList]) -> [EvidenceClaim] {
    lists.compactMap { list in
      list.subject.map {
        EvidenceClaim(subject: $0, extent: .namespaces([list.namespace]), origin: list.origin)
      }
    }
  }
}
