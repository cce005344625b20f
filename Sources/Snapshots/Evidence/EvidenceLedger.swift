// The evidence ledger: for each resource type, how completely it was collected.
//
// The difficult case is a List that `kubectl get <type> -o yaml` printed. Nothing in it tells
// whether it was made with `-A`, for one namespace, or with a selector. Each type is judged by its
// own evidence; what other types' lists look like proves nothing, since scripts export some types
// of a few namespaces and others of all:
//
//   1. `metadata.continue`, objects one by one, an unreadable file: partial; so is a list in a file
//      that says elsewhere that something of the type was refused, cut or lost.
//   2. A type without namespaces: assumed. A selector leaves no trace.
//   3. Objects of two namespaces or more, in a file that no namespace is named by: `-A`, so
//      assumed.
//   4. Objects of one namespace: partial, and that namespace is covered.
//   5. No object at all, of a type with namespaces: partial.
//   6. What 2 and 3 assume is doubted where the objects speak against it (`ListDoubts`).
//   7. Where a format says that lists are whole for their namespaces, and each namespace of a list
//      of them has one: as sure as the list of namespaces is.
//
// So a type that has objects in one namespace only, or none, cannot be known from lists alone. The
// one who exported them can say so: in the manifest, or by `--assume whole`.
//
// Only what is there lifts a list from partial to assumed, so a file that is taken away can make
// nothing more complete but by having contradicted it: unknown verdicts stay unknown.

import Basics
import Documents

/// How completely each resource type was collected.
public struct EvidenceLedger: Sendable {
  /// What is known of one type.
  struct TypeEvidence: Sendable {
    var overall: Evidence
    /// Namespaces that are covered, where not all are.
    var namespaces: [String: Evidence] = [:]
    /// Tables of names: the namespaces in one, the last of them, and its path.
    var tables: [(names: Set<String>, end: String, path: String)] = []

    /// The table that a namespace would be in, and is not.
    func tableWithout(_ namespace: String) -> String? {
      let key = namespace + "/"
      return tables.first { table in
        !table.names.contains(namespace) && key.precedesByBytes(table.end + "/")
      }?.path
    }
  }

  private(set) var byType: [ResourceType: TypeEvidence] = [:]
  let discovery: Discovery

  /// Types with namespaces whose lists show objects of one namespace or none, and that are
  /// partial for no other reason; sorted.
  private(set) var undecided: [ResourceType] = []
  /// What the objects say against lists, also against those that the manifest calls complete.
  let doubts: ListDoubts
  /// The lists that lack objects of other files, where nothing else speaks against them; sorted.
  private(set) var incomplete: [(type: ResourceType, path: String)] = []
  /// Files that say of a type that is served that it is not; sorted.
  private(set) var wronglyUnserved: [(type: ResourceType, path: String)] = []
  /// The names of all namespaces that there are objects of, listed or not.
  let namespaces: Set<String>

  /// Judges the claims of all files.
  ///
  /// - Parameter assumesWhole: whether each list was exported with `-A` and without a selector.
  init(
    claims: [EvidenceClaim], resources: ResourceIndex, types: TypeTable, discovery: Discovery,
    strange: StrangeObjects, assumesWhole: Bool, jobs: Int
  ) {
    self.discovery = discovery
    let resolved = FileClaims(claims.map { ($0.type(types), $0) }) {
      resources.all(of: $0).count
    }.settled
    let joined = EvidenceLedger.joinedTypes(resolved, resources)
    let listed = Set(
      resolved.filter { type, claim in
        switch claim.extent {
        case .everything, .declared: true
        case .listed(let names):
          assumesWhole || names.count > 1 || !(types.isNamespaced(type) ?? true)
        case .namespaces: joined.contains(type)
        case .cut, .objects, .namesOnly, .denied, .unserved, .unusable, .dropped: false
        }
      }.map(\.0))
    doubts = ListDoubts(
      listed: listed, claims: resolved, resources: resources, types: types, discovery: discovery,
      strange: strange, jobs: jobs)
    let judge = ListJudge(
      resolved, resources: resources, types: types, doubts: doubts,
      assumesWhole: assumesWhole)
    namespaces = judge.namespaces
    var single: Set<ResourceType> = []
    for (type, claim) in resolved {
      add(claim, to: type, judge, resources)
      if case .listed(let names) = claim.extent, names.count < 2, types.isNamespaced(type) ?? true {
        single.insert(type)
      }
    }
    join(joined, judge, resources)
    incomplete.sort { ResourceType.isOrderedBefore($0.type, $1.type) }
    wronglyUnserved.sort { ResourceType.isOrderedBefore($0.type, $1.type) }
    undecided = single.filter { byType[$0]?.overall.state == .partial }
      .sorted(by: ResourceType.isOrderedBefore)
  }

  /// The names of the Namespaces that there are.
  private static func names(of resources: ResourceIndex) -> [String] {
    resources.all(of: SnapshotContent.namespaces).compactMap {
      DocumentValue($0.name, in: resources.store).string
    }
  }

  /// The types of which each Namespace has a list that is said to be whole.
  private static func joinedTypes(
    _ claims: [(ResourceType, EvidenceClaim)], _ resources: ResourceIndex
  ) -> Set<ResourceType> {
    var covered: [ResourceType: Set<String>] = [:]
    for (type, claim) in claims {
      if case .namespaces(let names) = claim.extent { covered[type, default: []].formUnion(names) }
    }
    let names = names(of: resources)
    guard !names.isEmpty, !covered.isEmpty else { return [] }
    return Set(covered.filter { $0.value.isSuperset(of: names) }.keys)
  }

  /// A type of which each namespace has its whole list is known, where the namespaces are, and
  /// where nothing speaks against the lists together.
  private mutating func join(
    _ joined: Set<ResourceType>, _ judge: ListJudge, _ resources: ResourceIndex
  ) {
    guard let all = byType[SnapshotContent.namespaces]?.overall, all.isConclusive else { return }
    let names = EvidenceLedger.names(of: resources)
    for (type, known) in byType where known.overall.state == .partial && !known.namespaces.isEmpty {
      let lacking = names.filter { known.namespaces[$0]?.state != .complete }
      if let first = lacking.first {
        guard lacking.count < names.count else { continue }
        let more = lacking.count == 1 ? "" : " and \(lacking.count - 1) more"
        byType[type]?.overall.detail = "there is no list of namespace \(first)\(more)"
      } else if joined.contains(type), let doubt = judge.doubt(aboutAll: type) {
        byType[type] = TypeEvidence(
          overall: Evidence(.partial, detail: doubt, paths: known.overall.paths))
      } else if joined.contains(type) {
        let paths = (all.paths + known.overall.paths).sortedByBytes()
        byType[type] = TypeEvidence(
          overall: Evidence(all.state, paths: Array(paths.prefix(100))))
      }
    }
  }

  private mutating func add(
    _ claim: EvidenceClaim, to type: ResourceType, _ judge: ListJudge, _ resources: ResourceIndex
  ) {
    var state: EvidenceState
    var detail = claim.detail
    var covered: [String] = []
    var coveredState = EvidenceState.complete
    var isOnlyUnproven = false
    switch claim.extent {
    case .everything(let given):
      let doubt = judge.doubt(aboutAll: type, claim)
      state = doubt == nil ? given : .partial
      detail = doubt ?? detail
    case .declared(let given):
      let doubt = judge.doubts[type].flatMap { $0.isDecisive ? $0 : nil }
      state = doubt == nil ? given : .partial
      detail = doubt?.detail ?? detail
    case .unserved:
      let isPresent = discovery.names(type) || !resources.all(of: type).isEmpty
      state = isPresent ? .absent : .assumed
      if state == .absent { wronglyUnserved.append((type, claim.origin.path)) }
    case .denied: state = .denied
    case .unusable: state = .absent
    case .cut:
      state = .partial
      detail = detail ?? "the list was cut off"
    case .namesOnly(let names, let end):
      state = .absent
      byType[type, default: TypeEvidence(overall: Evidence(.absent))].tables
        .append((names, end, claim.origin.path))
    case .dropped:
      state = .partial
      detail = detail ?? "some of its objects were not read"
    case .objects:
      state = .partial
      detail = detail ?? "objects were exported one by one"
    case .namespaces(let names):
      state = .partial
      covered = names
      detail = detail ?? "only some namespaces were exported"
    case .listed(let names):
      // A selector leaves no trace in a list of one namespace either.
      coveredState = .assumed
      let doubt = judge.doubt(about: names, type, claim)
      state = doubt == nil ? .assumed : .partial
      if let doubt {
        isOnlyUnproven = detail == nil && doubt == ListJudge.unproven(names)
        detail = detail ?? doubt
        covered = names.count == 1 ? names.sorted() : []
      }
    }
    if judge.isContradicted(claim, type) { incomplete.append((type, claim.origin.path)) }
    let evidence = Evidence(
      state, detail: detail, paths: [claim.origin.path], isOnlyUnproven: isOnlyUnproven)
    byType[type, default: TypeEvidence(overall: Evidence(.absent))].overall.improve(with: evidence)
    for name in covered {
      byType[type]?.namespaces[name, default: Evidence(.absent)]
        .improve(with: Evidence(coveredState, paths: [claim.origin.path]))
    }
  }

  // MARK: Asking

  /// What is known of a type; in one namespace where `namespace` is not empty.
  ///
  /// `namespaces` gives the names of all namespaces with the state of that knowledge, where they
  /// are known: in a namespace that does not exist there is nothing.
  func evidence(
    of type: ResourceType, namespace: String, namespaces: (names: Set<String>, evidence: Evidence)?
  ) -> Evidence {
    let known = byType[type]
    if let known, known.overall.isConclusive { return known.overall }
    if !namespace.isEmpty {
      if let covered = known?.namespaces[namespace] { return covered }
      if let path = known?.tableWithout(namespace) {
        return Evidence(.complete, detail: "a table of the type lists none there", paths: [path])
      }
      if let namespaces, namespaces.evidence.isConclusive, !namespaces.names.contains(namespace) {
        return Evidence(
          namespaces.evidence.state, detail: "there is no namespace \(namespace)",
          paths: namespaces.evidence.paths)
      }
    }
    // Any file of the type, if only one that was refused, shows that it is served.
    if let known { return known.overall }
    return discovery.unservedProof(type, ledger: self) ?? Evidence(.absent)
  }

  /// The evidence that was collected for a type itself; nil if there is none.
  func collected(_ type: ResourceType) -> Evidence? { byType[type]?.overall }
}

extension Evidence {
  /// Takes over better evidence; equal evidence adds its paths.
  mutating func improve(with other: Evidence) {
    if other.state.rank < state.rank {
      self = other
    } else if other.state == state {
      detail = detail ?? other.detail
      isOnlyUnproven = isOnlyUnproven && other.isOnlyUnproven
      for path in other.paths where !paths.contains(path) && paths.count < 100 {
        let at = paths.firstIndex { path.precedesByBytes($0) }
        paths.insert(path, at: at ?? paths.endIndex)
      }
    }
  }
}
