// The evidence ledger: for each resource type, how completely it was collected.
//
// The difficult case is a List that `kubectl get <type> -o yaml` printed. Nothing in it tells
// whether it was made with `-A`, for one namespace, or with a selector. What decides:
//
//   1. `metadata.continue`, objects one by one, an unreadable file: partial.
//   2. A type without namespaces: assumed. A selector leaves no trace.
//   3. Objects of two namespaces or more: `-A`, so assumed.
//   4. Objects of one namespace, or none: what the other files of the same folder show, since a
//      script exports all types with one and the same command. If any list there has two
//      namespaces, `-A` was given: assumed. If not, but a list there (or this one) has objects of
//      one namespace, all of them may be the export of that namespace: partial, and that namespace
//      is covered. If nothing there has objects, an empty list is taken at its word: assumed.
//
// Only what is there lifts a list from partial to assumed, so a file that is taken away can make
// nothing more complete: unknown verdicts stay unknown. (Rule 4's last sentence is the exception,
// when *every* list with objects is taken away; nothing is left to judge then.)
//
// A namespace that exists elsewhere and has no objects of the type is no sign: most types have
// objects in few namespaces. For layouts with a file for each namespace it is one, and there a
// missing file leaves that namespace uncovered.

/// How completely each resource type was collected.
public struct EvidenceLedger: Sendable {
  /// What is known of one type.
  struct TypeEvidence: Sendable {
    var overall: Evidence
    /// Namespaces that are covered, where not all are.
    var namespaces: [String: Evidence] = [:]
  }

  private(set) var byType: [ResourceType: TypeEvidence] = [:]
  let discovery: Discovery

  /// Judges the claims of all files.
  init(claims: [EvidenceClaim], types: TypeTable, discovery: Discovery) {
    self.discovery = discovery
    let resolved = claims.map { ($0.type(types), $0) }
    let batches = Batches(resolved, types)
    for (type, claim) in resolved {
      add(claim, to: type, isNamespaced: types.isNamespaced(type) ?? true, batches)
    }
  }

  private mutating func add(
    _ claim: EvidenceClaim, to type: ResourceType, isNamespaced: Bool, _ batches: Batches
  ) {
    var state: EvidenceState
    var detail = claim.detail
    var covered: [String] = []
    var coveredState = EvidenceState.complete
    switch claim.extent {
    case .everything(let given): state = given
    case .denied: state = .denied
    case .unusable: state = .absent
    case .objects:
      state = .partial
      detail = detail ?? "objects were exported one by one"
    case .namespaces(let names):
      state = .partial
      covered = names
      detail = detail ?? "only some namespaces were exported"
    case .listed(let names):
      (state, covered) =
        isNamespaced ? batches.judge(names, in: claim.origin.batch) : (.assumed, [])
      // A selector leaves no trace in a list of one namespace either.
      coveredState = .assumed
      if state == .partial {
        detail = detail ?? "the list may be of one namespace only: export it with -A"
      }
    }
    let evidence = Evidence(state, detail: detail, paths: [claim.origin.path])
    byType[type, default: TypeEvidence(overall: Evidence(.absent))].overall.improve(with: evidence)
    for name in covered {
      byType[type]?.namespaces[name, default: Evidence(.absent)]
        .improve(with: Evidence(coveredState, paths: [claim.origin.path]))
    }
  }

  /// What the lists of one folder show about the command that made them.
  private struct Batches {
    private var spanning: Set<String> = []
    private var single: [String: Set<String>] = [:]

    init(_ claims: [(ResourceType, EvidenceClaim)], _ types: TypeTable) {
      for (type, claim) in claims where types.isNamespaced(type) ?? true {
        guard case .listed(let names) = claim.extent else { continue }
        if names.count > 1 { spanning.insert(claim.origin.batch) }
        if names.count == 1 { single[claim.origin.batch, default: []].formUnion(names) }
      }
    }

    func judge(_ names: Set<String>, in batch: String) -> (EvidenceState, [String]) {
      if names.count > 1 || spanning.contains(batch) { return (.assumed, []) }
      if names.count == 1 { return (.partial, names.sorted()) }
      guard let others = single[batch] else { return (.assumed, []) }
      return (.partial, others.count == 1 ? others.sorted() : [])
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
      if let namespaces, namespaces.evidence.isConclusive, !namespaces.names.contains(namespace) {
        return Evidence(
          namespaces.evidence.state, detail: "there is no namespace \(namespace)",
          paths: namespaces.evidence.paths)
      }
    }
    let hasObjects = known.map { $0.overall.state == .partial } ?? false
    if !hasObjects, let unserved = discovery.proofThatUnserved(type, ledger: self) {
      return unserved
    }
    return known?.overall ?? Evidence(.absent)
  }

  /// The evidence that was collected for a type itself; nil where there is none.
  func collected(_ type: ResourceType) -> Evidence? { byType[type]?.overall }
}

extension Evidence {
  /// Takes over better evidence; equal evidence adds its paths.
  mutating func improve(with other: Evidence) {
    if other.state.rank < state.rank {
      self = other
    } else if other.state == state {
      detail = detail ?? other.detail
      for path in other.paths where !paths.contains(path) && paths.count < 100 {
        let at = paths.firstIndex { path.utf8.lexicographicallyPrecedes($0.utf8) }
        paths.insert(path, at: at ?? paths.endIndex)
      }
    }
  }
}
