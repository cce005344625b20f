import Basics
import Documents

/// What the API server says that it serves, and what follows from it: a type that is not served
/// has no objects.
///
/// Only where no source names a type do those that are silent about it prove anything. What every
/// API server serves (`BuiltInTypes.everywhere`) nothing proves away.
public struct Discovery: Sendable {
  /// Types that some listing (`kubectl api-resources`, aggregated discovery) has.
  private var listed: Set<ResourceType> = []
  /// Whether a listing of all types is there.
  private(set) var isListed = false
  /// Groups that a listing could not ask, or of which not all was read.
  private var failedGroups: Set<String> = []
  /// Whether `namedGroups` are all (`/apis`, `kubectl api-versions`).
  private var hasAllGroups = false
  /// Groups that anything names: an incomplete listing, an APIService.
  private var namedGroups: Set<String> = []
  /// Types of single groups (`/apis/<group>/<version>`).
  private var ofGroup: [String: Set<ResourceType>] = [:]
  /// Versions of a group by `/apis`, and those whose types are known.
  private var versions: [String: Set<String>] = [:]
  private var knownVersions: [String: Set<String>] = [:]
  /// Types of resource definitions.
  private var defined: Set<ResourceType> = []
  /// Groups that an aggregated API server answers for.
  private var aggregated: Set<String> = []
  /// The first of the files that it rests on, in byte order.
  private var paths: [String] = []
  private static let pathLimit = 100

  static let definitions = ResourceType(
    group: "apiextensions.k8s.io", plural: "customresourcedefinitions")

  // MARK: Adding

  /// A listing of types; of all of them where `isWhole`. One that lacks what every API server has
  /// was cut or filtered, and proves nothing about what it lacks.
  mutating func add(listing types: [TypeInfo], failed: [String], isWhole: Bool, path: String) {
    let all = Set(types.map(\.type))
    listed.formUnion(all)
    namedGroups.formUnion(all.map(\.group))
    if isWhole, all.isSuperset(of: BuiltInTypes.everywhere) {
      failedGroups.formUnion(failed)
      isListed = true
    }
    if !all.isEmpty { add(path) }
  }

  /// The groups of `/apis` with their versions; all of them where `isWhole`. The core group is in
  /// no such list.
  mutating func add(
    groups found: [(name: String, versions: [String])], isWhole: Bool, path: String
  ) {
    let names = Set(found.map(\.name)).union([""])
    namedGroups.formUnion(names)
    if !found.isEmpty { add(path) }
    guard isWhole, names.isSuperset(of: BuiltInTypes.everywhere.map(\.group)) else { return }
    hasAllGroups = true
    for group in found { versions[group.name, default: []].formUnion(group.versions) }
  }

  /// The types of one version of a group; all of them where `isWhole`.
  mutating func add(
    _ types: [TypeInfo], group: String, version: String, isWhole: Bool, path: String
  ) {
    namedGroups.insert(group)
    ofGroup[group, default: []].formUnion(types.map(\.type))
    // A server names no version without a type.
    if isWhole, !types.isEmpty { knownVersions[group, default: []].insert(version) }
    add(path)
  }

  /// A group of which types were left out that an answer has.
  mutating func add(unread group: String) {
    namedGroups.insert(group)
    failedGroups.insert(group)
  }

  /// A type of a resource definition.
  mutating func add(definition: ResourceType) { defined.insert(definition) }

  /// A group that an APIService names; whether another server answers for it.
  mutating func add(apiServiceOf group: String, isAggregated: Bool) {
    namedGroups.insert(group)
    if isAggregated { aggregated.insert(group) }
  }

  /// Takes in what other files say.
  mutating func merge(_ other: Discovery) {
    listed.formUnion(other.listed)
    isListed = isListed || other.isListed
    failedGroups.formUnion(other.failedGroups)
    hasAllGroups = hasAllGroups || other.hasAllGroups
    namedGroups.formUnion(other.namedGroups)
    ofGroup.merge(other.ofGroup) { $0.union($1) }
    versions.merge(other.versions) { $0.union($1) }
    knownVersions.merge(other.knownVersions) { $0.union($1) }
    defined.formUnion(other.defined)
    aggregated.formUnion(other.aggregated)
    for path in other.paths { add(path) }
  }

  /// Whether a definition of the type is there.
  func has(definition type: ResourceType) -> Bool { defined.contains(type) }

  /// Whether an aggregated API server answers for a group.
  func isAggregated(_ group: String) -> Bool { aggregated.contains(group) }

  /// Whether it rests on no file.
  var isEmpty: Bool { paths.isEmpty }

  private mutating func add(_ path: String) {
    let at = paths.partition { !$0.precedesByBytes(path) }
    guard at == paths.count || !paths[at].equalsByBytes(path) else { return }
    paths.insert(path, at: at)
    if paths.count > Discovery.pathLimit { paths.removeLast() }
  }

  // MARK: Asking

  /// Whether a type is served, by any source.
  func names(_ type: ResourceType) -> Bool {
    BuiltInTypes.everywhere.contains(type) || listed.contains(type) || defined.contains(type)
      || ofGroup[type.group]?.contains(type) == true
  }

  /// The types that are served, in groups that neither Kubernetes nor an aggregated API server
  /// serves, and whose resource definition is not there; sorted. Of a group of which no type is
  /// known only the group is.
  func undefined() -> (types: [ResourceType], groups: [String]) {
    func isByDefinition(_ group: String) -> Bool {
      !BuiltInTypes.groups.contains(group) && BuiltInTypes.versions[group] == nil
        && !aggregated.contains(group)
    }
    let types = ofGroup.values.reduce(listed) { $0.union($1) }
      .filter { isByDefinition($0.group) && !defined.contains($0) }
    let known = Set(defined.map(\.group)).union(types.map(\.group))
    let groups = namedGroups.filter { isByDefinition($0) && !known.contains($0) }
    return (types.sorted(by: ResourceType.isOrderedBefore), groups.sortedByBytes())
  }

  /// The proof that a type is not served; nil if it is, or may be.
  func unservedProof(_ type: ResourceType, ledger: EvidenceLedger) -> Evidence? {
    if names(type) { return nil }
    let group = type.group
    // A listing speaks of a group that others name where it has any type of it.
    let isNamed = namedGroups.contains(group)
    if isListed, !failedGroups.contains(group),
      !isNamed || listed.contains(where: { $0.group.equalsByBytes(group) })
    {
      return unserved(type, .complete, paths)
    }
    if hasAllGroups, !isNamed { return unserved(type, .complete, paths) }
    if failedGroups.contains(group) { return nil }
    if let all = versions[group], let known = knownVersions[group], known.isSuperset(of: all) {
      return unserved(type, .complete, paths)
    }
    guard !BuiltInTypes.groups.contains(group), !aggregated.contains(group),
      !isNamed || defined.contains(where: { $0.group.equalsByBytes(group) }),
      let evidence = ledger.collected(Discovery.definitions), evidence.isConclusive
    else { return nil }
    return unserved(type, evidence.state, evidence.paths)
  }

  private func unserved(
    _ type: ResourceType, _ state: EvidenceState, _ paths: [String]
  ) -> Evidence {
    Evidence(state, detail: "the API server does not serve \(type.name)", paths: paths)
  }

  /// The types that are known to be served, and whether those are all.
  func served() -> (types: [ResourceType], isComplete: Bool) {
    var all = listed.union(defined)
    for types in ofGroup.values { all.formUnion(types) }
    return (all.sorted(by: ResourceType.isOrderedBefore), isComplete)
  }

  /// Whether all types that the API server serves are known.
  var isComplete: Bool { isListed && failedGroups.isEmpty }
}
